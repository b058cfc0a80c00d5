"""The register of supervision and the county's own table in the store, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from gis.evaluation.letters import Letter, Matter
from gis.events.states import Act
from gis.foundation.changes import Change
from gis.foundation.errors import Conflict
from gis.oversight import acts
from gis.oversight.records import LetterState, Register
from gis.store.check import check
from gis.store.evaluation_table import own_table, table_edit
from gis.store.oversight import letter_facts, read_register
from gis.store.store import Store
from tests.gis.store.county import WHO
from tests.small_county import NOW

INSPECTOR = acts.Who("孙立新", NOW)


def draft(store: Store) -> Letter:
    snapshot = store.load_snapshot()
    matters = tuple(Matter(row, snapshot.events.number(row), "", "", "", "", f"超 {row + 1} 天") for row in (3, 5))
    day = date(2026, 11, 26)
    return Letter("supervise", "督办通知书", "督〔2026〕1 号", 1, "水务局", matters, day, day, True, "督查室", True)


def issued(store: Store):
    ids = store.load_snapshot().events.id
    letter = draft(store)
    register = read_register(store)
    change = acts.issue(register, [letter], [[int(ids[3]), int(ids[5])]], [2], [NOW + 86_400], "请包案", INSPECTOR)
    return store.commit(change, *WHO), read_register(store).letters[0]


def test_a_letter_goes_in_and_comes_out_whole(store: Store, location: str) -> None:
    committed, letter = issued(store)
    ids = store.load_snapshot().events.id
    assert (letter.number, letter.unit, letter.rank, letter.presumed) == ("督〔2026〕1 号", 2, 2, True)
    assert (letter.words, letter.issued_by, letter.version) == ("请包案", "孙立新", committed.seq)
    assert [(m.event, m.reason) for m in letter.mentions] == [(int(ids[3]), "超 4 天"), (int(ids[5]), "超 6 天")]
    assert letter_facts(store, [letter.id, 99]) == {letter.id: (2, 2)}
    line = store.steps(int(ids[3]))[-1]
    assert (line.act, line.unit) == (Act.SUPERVISE, 2) and line.note == "督〔2026〕1 号：超 4 天"
    sent = read_register(store).sent()
    assert sent.event.tolist() == [int(ids[3]), int(ids[5])] and set(sent.rank.tolist()) == {2}
    store.close()
    assert check(location)["ok"]


def test_every_act_and_its_taking_back(store: Store) -> None:
    issued(store)
    for make in (
        lambda r: acts.answer(r, "已办", "王", INSPECTOR),
        lambda r: acts.rectify(r, "整改", NOW + 9, INSPECTOR),
        lambda r: acts.answer(r, "改好了", "", INSPECTOR),
        lambda r: acts.close(r, "销号", INSPECTOR),
    ):
        before = read_register(store)
        committed = store.commit(make(before.letters[0]), *WHO)
        after = read_register(store)
        assert after != before
        with pytest.raises(Conflict):
            store.commit(make(before.letters[0]), *WHO)
        back = store.commit(committed.change.inverse(committed.seq), *WHO)
        again = read_register(store).letters[0]
        assert (again.state, again.answer, again.rectifications) == (
            before.letters[0].state, before.letters[0].answer,
            tuple(type(r)(*{**vars(r), "version": again.rectifications[i].version}.values())
                  for i, r in enumerate(before.letters[0].rectifications)),
        )  # fmt: skip
        store.commit(back.change.inverse(back.seq), *WHO)
    assert read_register(store).letters[0].state is LetterState.CLOSED


def test_accountability_without_unit_or_letter(store: Store) -> None:
    change = acts.account_for(Register.empty(), 0, "", "某人", "谈话提醒", "慢", 0, INSPECTOR)
    store.commit(change, *WHO)
    (line,) = read_register(store).accountability
    assert (line.unit, line.letter, line.person, line.by) == (0, 0, "某人", "孙立新")


def test_the_countys_own_table(store: Store) -> None:
    assert own_table(store) is None
    store.commit(Change("set_evaluation", "修改考核表", (table_edit(None, "min_cases = 5"),), reason="县文件"), *WHO)
    own = own_table(store)
    assert own is not None
    assert (own.text, own.actor, own.at, own.label, own.reason) == (
        "min_cases = 5",
        WHO[0],
        NOW,
        "修改考核表",
        "县文件",
    )
    store.commit(Change("set_evaluation", "换回", (table_edit(own, ""),)), *WHO)
    assert own_table(store) is None
