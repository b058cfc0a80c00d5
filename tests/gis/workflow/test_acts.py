"""The acts of the five steps through a real store: what each changes, what it refuses, and that it can be undone."""

from __future__ import annotations

import numpy as np
import pytest

from gis.deadlines.limits import LimitClass
from gis.events.states import Act, Status
from gis.foundation.errors import Refused
from gis.workflow.acts import ACTS
from gis.workflow.merge import told
from tests.gis.workflow.office import DISPATCHER, HANDLER, INSPECTOR, OTHER, Office, at


def acts_of(office: Office, row: int) -> list[int]:
    return [line.act for line in office.workspace.history(row)][3:]


def test_every_act_has_one_shape():
    for kind, module in ACTS.items():
        assert module.__name__ == f"gis.workflow.{kind}"
        assert callable(getattr(module, kind)) and callable(module.why_not) and module.WORD


@pytest.mark.parametrize(
    ("kind", "status", "words", "more"),
    [
        ("refuse", Status.REPORTED, "不属受理范围", {}),
        ("ask_more", Status.REPORTED, "请补照片", {}),
        ("reclassify", Status.ASSIGNED, "", {"item": 0}),
        ("assist", Status.ASSIGNED, "", {"units": [4, 5]}),
        ("reply", Status.ASSIGNED, "明日到场", {}),
        ("send_back", Status.ASSIGNED, "不属本单位", {}),
        ("progress", Status.REPLIED, "已挖开路面", {}),
        ("ask_pause", Status.REPLIED, "等待材料", {}),
        ("ask_extension", Status.REPLIED, "工程量大", {"days": 3}),
        ("resolve", Status.REPLIED, "已修好", {}),
        ("verify", Status.RESOLVED, "", {}),
        ("rework", Status.RESOLVED, "仍在漏水", {}),
        ("rate", Status.CLOSED, "", {"rating": 4}),
        ("close", Status.RESOLVED, "", {}),
        ("reopen", Status.CLOSED, "又漏了", {}),
    ],
)
def test_one_act_is_one_journal_row_with_steps_and_is_undone_whole(office, kind, status, words, more):
    row = office.row(status, LimitClass.OTHER)
    names = [name for name, column in vars(office.events).items() if isinstance(column, np.ndarray)]
    before = {name: office.value(row, name) for name in names}
    seq, file = office.workspace.snapshot.seq, office.casework.file(row)
    done = office.does(DISPATCHER, kind, row, words, **more)
    assert done.seq == seq + 1 and done.change.kind == kind
    assert len(office.workspace.history(row)) == 4
    office.undo()
    after = {name: office.value(row, name) for name in before}
    assert {n for n in before if before[n] != after[n]} == {"version"}
    assert office.casework.file(row) == file


@pytest.mark.parametrize(
    "kind", ["refuse", "ask_more", "send_back", "reply", "resolve", "progress", "ask_pause", "rework"]
)
def test_acts_that_must_say_why_refuse_silence(office, kind):
    early = {"refuse": Status.REPORTED, "ask_more": Status.REPORTED, "rework": Status.RESOLVED}
    row = office.row(early.get(kind, Status.ASSIGNED))
    with pytest.raises(Refused, match="没有写"):
        office.does(DISPATCHER, kind, row, "  ")


def test_nothing_chosen_and_wrong_state_are_told_plainly(office):
    with pytest.raises(Refused, match="没有选中"):
        office.does(HANDLER, "reply", [], "好")
    row = office.row(Status.CLOSED)
    with pytest.raises(Refused, match=f"{office.events.number(row)} 现为「已办结」"):
        office.does(HANDLER, "reply", row, "好")


def test_many_at_once_are_one_journal_row_and_all_or_nothing(office):
    rows = np.flatnonzero(office.events.status == Status.ASSIGNED)[:5].tolist()
    seq = office.workspace.snapshot.seq
    done = office.does(HANDLER, "reply", rows, "已安排")
    assert done.seq == seq + 1 and len(done.change.edits) == 5 and done.change.label == "回复 5 件"
    with pytest.raises(Refused, match="5 件不能回复"):
        office.does(HANDLER, "reply", [*rows, office.row(Status.ASSIGNED)], "再答")
    assert office.workspace.snapshot.seq == seq + 1


def test_a_unit_sends_back_only_so_often(office):
    row = office.row(Status.ASSIGNED)
    unit = int(office.events.unit[row])
    for time in (1, 2):
        office.does(HANDLER, "send_back", row, "不属本单位")
        assert (office.value(row, "returns"), office.value(row, "unit")) == (time, -1)
        assert office.value(row, "status") == Status.RETURNED
        office.workspace.do(office.workspace.assign(np.array([row]), unit, "再派"))
    with pytest.raises(Refused, match="已退单 2 次，达到上限 2 次") as refused:
        office.does(HANDLER, "send_back", row, "还是不属")
    assert "调度员协调" in refused.value.remedy
    assert len(office.casework.file(row).returned_by) == 2


def test_the_limit_of_returns_is_the_countys_to_set(office):
    from gis.store.rulings import set_value

    office.workspace.do(set_value(office.workspace.store(), "return_limit", "0"))
    with pytest.raises(Refused, match="达到上限 0 次"):
        office.does(HANDLER, "send_back", office.row(Status.ASSIGNED), "不属本单位")


def test_merged_events_keep_their_reporters_and_one_goes_on(office):
    parent, *parts = np.flatnonzero(office.events.status == Status.ACCEPTED)[:3].tolist()
    office.does(DISPATCHER, "merge", [parent, *parts], "同一处漏水", parent=parent)
    assert [office.value(row, "status") for row in parts] == [Status.MERGED] * 2
    assert office.value(parent, "status") == Status.ACCEPTED
    docket = office.casework.docket([parent, *parts])
    assert told(docket, parent) == [parent, *parts]
    assert docket.file(parts[0]).parent == int(office.events.id[parent])
    assert all(office.events.reporter[row] for row in parts)
    with pytest.raises(Refused, match="主件"):
        office.does(DISPATCHER, "merge", [parent], "", parent=office.row(Status.ACCEPTED))
    office.undo()
    assert told(office.casework.docket([parent]), parent) == [parent]


def test_township_matters_go_up_to_the_county(office):
    units = office.workspace.snapshot.units
    row = office.row(Status.ACCEPTED)
    town = next(u for u in range(len(units)) if units.kind[u] == 2)
    office.workspace.do(office.workspace.assign(np.array([row]), town, "先由乡镇办"))
    office.does(HANDLER, "escalate", row, "乡镇无权处理")
    assert office.values(row, "unit", "status", "returns") == (-1, Status.ACCEPTED, 0)
    department = office.row(Status.ASSIGNED)
    with pytest.raises(Refused, match="已在县直单位"):
        office.does(HANDLER, "escalate", department, "不归我管")


def test_assisting_units_change_without_touching_the_lead(office):
    row = office.row(Status.ASSIGNED)
    lead = office.value(row, "unit")
    office.does(DISPATCHER, "assist", row, "", units=[lead, (lead + 1) % 8, (lead + 2) % 8])
    ids = office.workspace.snapshot.units.id
    assert [u for u, _ in office.casework.file(row).assisting] == sorted(int(ids[(lead + i) % 8]) for i in (1, 2))
    office.does(DISPATCHER, "assist", row, "", units=[(lead + 2) % 8])
    assert len(office.casework.file(row).assisting) == 1
    with pytest.raises(Refused, match="没有变化"):
        office.does(DISPATCHER, "assist", row, "", units=[(lead + 2) % 8])
    assert office.value(row, "unit") == lead


def test_an_extension_needs_someone_else_and_moves_the_close_clock_alone(office):
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    assert office.value(row, "close_due") == at(2026, 12, 2, 18)
    reply_due = office.value(row, "reply_due")
    office.does(HANDLER, "ask_extension", row, "要开挖", days=3)
    assert office.value(row, "close_due") == at(2026, 12, 2, 18), "asking moves nothing"
    with pytest.raises(Refused, match="是您自己的申请"):
        office.does(HANDLER, "approve", row)
    assert list(office.casework.requests()) == [row]
    office.does(INSPECTOR, "approve", row, "同意")
    assert (office.value(row, "close_due"), office.value(row, "reply_due")) == (at(2026, 12, 7, 18), reply_due)
    assert acts_of(office, row) == [Act.ASK_EXTENSION, Act.EXTEND]
    assert not office.casework.requests()
    office.undo()
    assert office.value(row, "close_due") == at(2026, 12, 2, 18)
    assert list(office.casework.requests()) == [row], "asked again"


def test_extensions_are_limited_in_number_and_length(office):
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    with pytest.raises(Refused, match="1 至 7 个工作日"):
        office.does(HANDLER, "ask_extension", row, "慢", days=8)
    for _ in range(2):
        office.does(HANDLER, "ask_extension", row, "慢", days=1)
        with pytest.raises(Refused, match="待批"):
            office.does(HANDLER, "ask_pause", row, "等")
        office.does(INSPECTOR, "approve", row)
    with pytest.raises(Refused, match="达到上限 2 次"):
        office.does(HANDLER, "ask_extension", row, "慢", days=1)


def test_what_is_overdue_is_not_helped_by_asking(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.clock.at = at(2026, 12, 2, 18, 0, 1)
    for kind, more in (("ask_pause", {}), ("ask_extension", {"days": 1})):
        with pytest.raises(Refused, match="已超期"):
            office.does(HANDLER, kind, row, "等", **more)


def test_declined_is_told_and_moves_nothing(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.does(HANDLER, "ask_pause", row, "等待材料")
    with pytest.raises(Refused, match="没有写"):
        office.does(INSPECTOR, "decline", row)
    office.does(INSPECTOR, "decline", row, "材料已齐")
    assert office.value(row, "paused") is False and acts_of(office, row)[-1] == Act.DECLINE
    with pytest.raises(Refused, match="没有待批"):
        office.does(INSPECTOR, "approve", row)


def test_a_pause_stands_from_its_approval_until_it_is_resumed(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.does(HANDLER, "ask_pause", row, "等待材料")
    office.clock.at = at(2026, 11, 24, 18)
    office.does(INSPECTOR, "approve", row)
    assert office.value(row, "paused") and office.value(row, "paused_at") == office.clock.at
    for kind in ("resolve", "send_back", "escalate"):
        with pytest.raises(Refused, match=r"先恢复"):
            office.does(HANDLER, kind, row, "好")
    office.clock.at = at(2026, 11, 26, 12)
    office.does(HANDLER, "resume", row, "材料已到")
    assert office.value(row, "close_due") == at(2026, 12, 4, 12), "a day and a half of work later"
    assert office.value(row, "paused") is False
    office.undo()
    assert office.value(row, "paused") and office.value(row, "close_due") == at(2026, 12, 2, 18)


def test_the_result_is_checked_by_someone_else(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.does(HANDLER, "resolve", row, "已修好")
    for kind, more in (("verify", {}), ("rework", {}), ("rate", {"rating": 4})):
        with pytest.raises(Refused, match="是您自己"):
            office.does(HANDLER, kind, row, "不行", **more)
    office.does(OTHER, "verify", row, "到场看过")
    with pytest.raises(Refused, match="已核查"):
        office.does(INSPECTOR, "verify", row)
    office.workspace.act_as(OTHER)
    office.undo()
    assert office.casework.file(row).checker.name == "", "an undone check is none"


def test_the_county_may_want_a_check_before_closing(office):
    from gis.store.rulings import set_value

    row = office.row(Status.RESOLVED)
    office.workspace.do(set_value(office.workspace.store(), "check_before_close", "true"))
    with pytest.raises(Refused, match="还没有核查"):
        office.does(DISPATCHER, "close", row)
    office.does(INSPECTOR, "verify", row)
    office.does(DISPATCHER, "close", row)
    assert office.value(row, "status") == Status.CLOSED


def test_rework_does_not_charge_the_wait_for_the_check(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.clock.at = at(2026, 11, 24, 18)
    office.does(HANDLER, "resolve", row, "已修好")
    office.clock.at = at(2026, 11, 26, 18)
    office.does(INSPECTOR, "rework", row, "仍在漏水")
    assert (office.value(row, "close_due"), office.value(row, "rework")) == (at(2026, 12, 4, 18), 1)
    assert office.value(row, "status") == Status.REPLIED and office.value(row, "resolved_at") == 0


def test_rework_late_in_the_limit_gets_a_fair_part_of_it(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.clock.at = at(2026, 12, 2, 17)
    office.does(HANDLER, "resolve", row, "已修好")
    office.clock.at = at(2026, 12, 3, 9)
    office.does(INSPECTOR, "rework", row, "仍在漏水")
    assert office.value(row, "close_due") == at(2026, 12, 9, 18), "four working days: half of seven, rounded up"
    ((_, ledger),) = [c for c in office.workspace.clocks(row) if c[0] == "办结"]
    assert ledger.due == office.value(row, "close_due")


def test_what_was_settled_late_stays_late_after_rework(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.clock.at = at(2026, 12, 3, 9)
    office.does(HANDLER, "resolve", row, "已修好")
    office.clock.at = at(2026, 12, 4, 9)
    office.does(INSPECTOR, "rework", row, "仍在漏水")
    assert office.value(row, "close_due") == at(2026, 12, 2, 18)


def test_a_reopened_event_has_a_fair_new_clock_and_counts_as_rework(office):
    row = office.row(Status.CLOSED, LimitClass.OTHER)
    office.clock.at = at(2026, 12, 8, 9)
    office.does(DISPATCHER, "reopen", row, "又漏了")
    assert office.values(row, "reply_due", "close_due") == (at(2026, 12, 10, 18), at(2026, 12, 17, 18))
    assert office.values(row, "status", "rework", "closed_at") == (Status.ASSIGNED, 1, 0)
    assert office.value(row, "reported_at") == at(2026, 11, 23, 10), "what happened stays"


def test_too_late_to_reopen(office):
    row = office.row(Status.CLOSED)
    office.clock.at = at(2026, 12, 24, 11)
    with pytest.raises(Refused, match="超过可重开的 30 天"):
        office.does(DISPATCHER, "reopen", row, "又漏了")


def test_a_rating_is_one_of_four_and_may_be_corrected(office):
    row = office.row(Status.CLOSED)
    with pytest.raises(Refused, match="没有选评价"):
        office.does(DISPATCHER, "rate", row, rating=0)
    office.does(DISPATCHER, "rate", row, "很快", rating=4)
    office.does(DISPATCHER, "rate", row, rating=3)
    assert office.value(row, "rating") == 3
    assert office.workspace.history(row)[-2].note == "非常满意：很快"


def test_acts_are_undone_in_turn_back_to_the_beginning(office):
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    first = {n: office.value(row, n) for n in ("status", "close_due", "paused", "warn_at", "replied_at")}
    office.does(DISPATCHER, "reply", row, "明日到场")
    office.does(DISPATCHER, "ask_pause", row, "等待材料")
    office.undo()
    office.workspace.do(office.workspace.redo_change())
    office.undo()
    office.does(DISPATCHER, "ask_extension", row, "慢", days=2)
    for _ in range(2):
        office.undo()
    assert {n: office.value(row, n) for n in first} == first
    assert office.workspace.undo_change() is None


def test_pictures_come_with_the_result_and_go_with_its_undoing(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    held = office.value(row, "photos")
    pictures = office.casework.keep_pictures([b"before", b"after"], office.clock.now(), 115.03, 37.22)
    office.does(DISPATCHER, "resolve", row, "已修好", pictures=pictures)
    assert office.value(row, "photos") == held + 2
    assert [p.jpeg for p in office.workspace.photos(row)][-2:] == [b"before", b"after"]
    office.undo()
    assert office.value(row, "photos") == held == len(office.workspace.photos(row))
    two = [row, office.row(Status.REPLIED, LimitClass.OTHER, skip=1)]
    with pytest.raises(Refused, match="照片只能随一件"):
        office.does(DISPATCHER, "resolve", two, "已修好", pictures=pictures)
    assert office.casework.twins(row) == sorted(office.casework.twins(row), key=lambda t: -t.score)


def test_the_county_is_whole_after_every_act(office):
    from gis.store.check import check

    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    parent, part = office.row(Status.ACCEPTED), office.row(Status.ACCEPTED, skip=1)
    office.does(DISPATCHER, "merge", part, "", parent=parent)
    office.does(HANDLER, "ask_pause", row, "等待材料")
    office.does(INSPECTOR, "approve", row)
    office.undo()
    office.does(INSPECTOR, "approve", row)
    office.does(HANDLER, "resume", row)
    office.does(DISPATCHER, "assist", row, "", units=[5])
    office.does(DISPATCHER, "assist", row, "", units=[])
    location = office.workspace.location
    office.workspace.close()
    assert check(location)["faults"] == []
