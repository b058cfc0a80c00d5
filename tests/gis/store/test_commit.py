"""One change, one transaction, one journal row; the stale one is refused and says who was first."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Conflict
from gis.store.adopt import ReloadNeeded, adopt, adopt_all
from gis.store.opening import open_store
from gis.store.store import Store
from tests.gis.store.county import WHO, assert_same, assignment, new_event
from tests.small_county import NOW


def test_a_commit_is_read_back_and_adopted_alike(store: Store):
    before = store.load_snapshot()
    committed = store.commit(assignment(before, [3, 7, 11]), *WHO)
    after = adopt(before, committed)
    assert_same(after, store.load_snapshot())
    assert committed.seq == after.seq == 2
    assert after.events.version[[3, 7, 11]].tolist() == [2, 2, 2]
    assert after.units.id[after.events.unit[[3, 7, 11]]].tolist() == [2, 2, 2]
    assert before.events.version.max() == 0, "the snapshot before is untouched"


def test_untouched_columns_are_shared(store: Store):
    before = store.load_snapshot()
    after = adopt(before, store.commit(assignment(before, [3]), *WHO))
    assert after.events.description is before.events.description
    assert after.events.x is before.events.x
    assert after.mesh is before.mesh


def test_the_journal_says_what_was_committed(store: Store):
    committed = store.commit(assignment(store.load_snapshot(), [3, 7]), *WHO)
    assert store.journal(1) == [committed]
    assert (committed.actor, committed.station, committed.at) == (WHO[0], WHO[1], NOW)
    assert committed.change.reason == "理由"
    last = store.steps(4)[-1]
    assert (last.seq, last.at, last.actor, last.actor_name, last.unit, last.note) == (2, NOW, 1, "李晓敏", 2, "测试")


def test_a_stale_change_is_refused_with_who_was_first(store: Store, location: str):
    stale = store.load_snapshot()
    other = open_store(location)
    other.commit(assignment(stale, [3, 4], unit=1), "张瑞", "张王疃乡分中心", 2, NOW - 60)
    other.close()
    with pytest.raises(Conflict) as refusal:
        store.commit(assignment(stale, [3, 5]), *WHO)
    assert refusal.value.keys == (4,)
    (first,) = refusal.value.earlier
    assert (first.seq, first.actor, first.station, first.label) == (2, "张瑞", "张王疃乡分中心", "指派 2 件")
    assert store.last_seq() == 2, "nothing of the refused change is written"
    fresh = store.load_snapshot()
    assert fresh.events.version[5] == 0
    assert store.commit(assignment(fresh, [3, 5]), *WHO).seq == 3, "no hole in the sequence"


def test_undo_restores_what_was_there(store: Store):
    before = store.load_snapshot()
    done = store.commit(assignment(before, [3, 7]), *WHO)
    undone = store.commit(done.change.inverse(done.seq), *WHO)
    after = store.load_snapshot()
    assert undone.change.undoes == 2
    for name in ("unit", "status", "assigned_at"):
        np.testing.assert_array_equal(getattr(after.events, name), getattr(before.events, name))
    assert_same(adopt_all(before, [done, undone]), after)


def test_a_stale_undo_is_refused(store: Store):
    snapshot = store.load_snapshot()
    first = store.commit(assignment(snapshot, [3]), *WHO)
    snapshot = adopt(snapshot, first)
    store.commit(assignment(snapshot, [3], unit=5), "张瑞", "台 2", 2, NOW)
    with pytest.raises(Conflict) as refusal:
        store.commit(first.change.inverse(first.seq), *WHO)
    assert refusal.value.earlier[0].actor == "张瑞"


def test_undo_restores_the_store_and_not_what_the_caller_believed(store: Store):
    wrong = RowEdit("event", 1, 0, {"description": "记错了"}, {"description": "改过"})
    truth = store.load_snapshot().events.description[0]
    done = store.commit(Change("edit", "改描述", (wrong,)), *WHO)
    store.commit(done.change.inverse(done.seq), *WHO)
    assert store.load_snapshot().events.description[0] == truth


def test_events_are_inserted_and_taken_back(store: Store):
    before = store.load_snapshot()
    edits = (new_event(before, 1002, 2), new_event(before, 1001, 1))
    done = store.commit(Change("import", "导入 2 件", edits, (NewStep(1001, 1, 0, "导入"),)), *WHO)
    after = adopt(before, done)
    assert_same(after, store.load_snapshot())
    assert after.events.id[-2:].tolist() == [1001, 1002]
    assert after.events.number(60) == "JL20261123-9001"
    assert after.events.unit[-1] == -1 and after.events.version[-1] == 2
    assert after.events.x[-1] == pytest.approx(591418.538, abs=1e-3)
    undone = store.commit(done.change.inverse(done.seq), *WHO)
    gone = adopt(after, undone)
    assert_same(gone, store.load_snapshot())
    redone = store.commit(undone.change.inverse(undone.seq), *WHO)
    assert_same(adopt(gone, redone), store.load_snapshot())


def test_a_second_event_of_one_number_or_id_is_a_conflict(store: Store):
    before = store.load_snapshot()
    store.commit(Change("import", "导入", (new_event(before, 1001, 1),)), *WHO)
    with pytest.raises(Conflict) as same_id:
        store.commit(Change("import", "导入", (new_event(before, 1001, 2),)), *WHO)
    assert same_id.value.earlier[0].seq == 2
    with pytest.raises(Conflict, match="编号"):
        store.commit(Change("import", "导入", (new_event(before, 1002, 1),)), *WHO)
    assert store.last_seq() == 2


def test_a_row_that_is_gone_is_a_conflict(store: Store):
    before = store.load_snapshot()
    done = store.commit(Change("import", "导入", (new_event(before, 1001),)), *WHO)
    store.commit(done.change.inverse(2), "张瑞", "台 2", 2, NOW)
    stale = RowEdit("event", 1001, 2, {"status": 0}, {"status": 1})
    with pytest.raises(Conflict) as refusal:
        store.commit(Change("accept", "立案", (stale,)), *WHO)
    assert refusal.value.earlier[0].actor == "张瑞"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (RowEdit("journal", 1, 0, {"actor": "a"}, {"actor": "b"}), "table journal"),
        (RowEdit("event", 1, 0, {"version": 0}, {"version": 9}), "event.version"),
        (RowEdit("event", 1, 0, {"seal": 0}, {"seal": 9}), "event.seal"),
        (RowEdit("event", 1, 0, {"nothing": 0}, {"nothing": 9}), "event.nothing"),
    ],
)
def test_only_what_a_change_may_touch(store: Store, edit: RowEdit, words: str):
    with pytest.raises(ValueError, match=words):
        store.commit(Change("x", "x", (edit,)), *WHO)
    assert store.last_seq() == 1


def test_numpy_values_are_taken_as_plain_ones(store: Store):
    edit = RowEdit("event", np.int32(1), np.int64(0), {"unit": 0}, {"unit": np.int16(3), "paused": np.True_})  # type: ignore[arg-type]
    committed = store.commit(Change("x", "x", (edit,)), *WHO)
    assert committed.change.edits[0].after == {"unit": 3, "paused": True}
    assert store.journal(1) == [committed]


def test_the_smaller_tables_are_adopted_alike(store: Store):
    before = store.load_snapshot()
    grid = before.divisions.code[len(before.divisions) - 1]
    edits = (
        RowEdit("division", grid, 0, {"worker": 2, "name": ""}, {"worker": 1, "name": "第 004 网格（东）"}),
        RowEdit("unit", 2, 0, {"capacity": 80}, {"capacity": 40}),
        RowEdit("duty", 5, 0, {"lead": 0}, {"lead": 7}),
        RowEdit("staff", 2, 0, {"phone": ""}, {"phone": "13800000000"}),
    )
    committed = store.commit(Change("edit", "改名录", edits), *WHO)
    assert_same(adopt(before, committed), store.load_snapshot())


def test_ground_asks_for_a_reload(store: Store):
    before = store.load_snapshot()
    committed = store.commit(Change("name", "改路名", (RowEdit("ground", 1, 0, {"name": ""}, {"name": "新路"}),)), *WHO)
    with pytest.raises(ReloadNeeded):
        adopt(before, committed)


def test_journal_rows_are_adopted_in_order(store: Store):
    before = store.load_snapshot()
    first = store.commit(assignment(before, [1]), *WHO)
    second = store.commit(assignment(before, [2]), *WHO)
    with pytest.raises(ValueError, match="2 must be adopted before 3"):
        adopt(before, second)
    after = adopt_all(before, [first, second])
    assert adopt(after, first) is after


def test_sequences_have_no_holes_between_threads_and_stations(store: Store, location: str):
    snapshot = store.load_snapshot()
    stores = [store, open_store(location)]
    seqs: list[int] = []

    def work(number: int) -> None:
        for row in range(number * 6, number * 6 + 6):
            seqs.append(stores[number % 2].commit(assignment(snapshot, [row]), *WHO).seq)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stores[1].close()
    assert sorted(seqs) == list(range(2, 26))
    assert [row.seq for row in store.journal(limit=3)] == [1, 2, 3]


def test_a_picture_is_added(store: Store):
    key = store.add_blob(b"jpeg")
    assert store.add_blob(b"jpeg") == key
    values = {"event": 9, "after": True, "taken_at": NOW, "lon": 115.0, "lat": 37.2, "blob": key}
    edits = (RowEdit("photo", 50, 0, None, values), RowEdit("event", 9, 0, {"photos": 0}, {"photos": 1}))
    store.commit(Change("photo", "添加照片", edits), *WHO)
    assert [p.jpeg for p in store.photos(9)] == [b"jpeg"]


def test_saved_views_are_a_users_own(store: Store):
    store.save_view("李晓敏", "张王疃乡超期", {"division": 3})
    store.save_view("李晓敏", "张王疃乡超期", {"division": 4})
    store.save_view("张瑞", "全部", {})
    (view,) = store.saved_views("李晓敏")
    assert (view.name, view.body) == ("张王疃乡超期", {"division": 4})
    store.delete_view(view.id)
    assert store.saved_views("李晓敏") == []
    assert store.last_seq() == 1
