"""Edits of borders through the store: what memory takes in is what a fresh load gives, and undo gives it all back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import text

from gis.boundaries.actions.merge import Merge
from gis.boundaries.checks import coverage_faults
from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.state import State
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.hand import area_of
from gis.foundation.changes import Change, Committed, RowEdit
from gis.foundation.errors import Conflict, Refused
from gis.snapshot import Snapshot
from gis.store.adopt import adopt
from gis.store.check import check
from gis.store.create import create_store
from gis.store.engine import writing
from gis.store.opening import open_store
from gis.store.plans import border_dates, border_rows
from gis.store.store import Store
from tests.gis.boundaries.judging import mesh_of
from tests.gis.boundaries.walking import random_gesture
from tests.gis.store.county import WHO, assert_same, assignment, make_seed
from tests.gis.store.test_migrations import downgraded
from tests.small_county import NOW, make_snapshot, without_grids


class Desk:
    """A planner's desk: a store, what is in memory, and the versions of rows as they are now."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.snapshot = store.load_snapshot()
        self.state = load_state(self.snapshot, NOW)
        self.made: list[Committed] = []
        self._versions: dict[tuple[str, int | str], int] = {}

    def do(self, change: Change) -> Committed:
        committed = self.store.commit(change, *WHO)
        self.snapshot = adopt(self.snapshot, committed)
        self.state = follow(self.state, committed)
        self._versions.update({(e.table, e.key): committed.seq for e in committed.change.edits})
        return committed

    def edit(self, gesture: Gesture) -> None:
        self.made.append(self.do(perform(self.state, gesture, NOW).change))

    def undo_all(self) -> None:
        for committed in reversed(self.made):
            change = committed.change.inverse(committed.seq)
            edits = [RowEdit(e.table, e.key, self._versions[e.table, e.key], e.before, e.after) for e in change.edits]
            self.do(Change(change.kind, change.label, tuple(edits), (), "", committed.seq))


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    yield Desk(store)


def walk(desk: Desk, edits: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    while len(desk.made) < edits:
        try:
            desk.edit(random_gesture(desk.state, rng))
        except Refused:
            continue


def assert_same_state(one: State, two: State) -> None:
    a, codes = mesh_of(one)
    b, others = mesh_of(two)
    assert codes == others
    for name in ("id", "offsets", "xy", "left", "right", "rank"):
        assert getattr(a, name).tobytes() == getattr(b, name).tobytes(), name
    assert {i: arc.version for i, arc in one.arcs.items()} == {i: arc.version for i, arc in two.arcs.items()}
    assert dict(one.places.items()) == dict(two.places.items())
    for code, face in one.faces.items():
        mine, yours = one.houses.id[face.houses], two.houses.id[two.faces[code].houses]
        assert sorted(mine.tolist()) == sorted(yours.tolist())
    assert dict(one.serial.items()) == dict(two.serial.items())


def test_memory_and_store_agree_after_a_walk(desk: Desk) -> None:
    start: Snapshot = desk.snapshot
    walk(desk, 25, 3)
    fresh = desk.store.load_snapshot()
    assert_same(desk.snapshot, fresh)
    assert_same_state(desk.state, load_state(fresh, NOW))
    assert coverage_faults(fresh.mesh, fresh.divisions) == []
    desk.undo_all()
    back = desk.store.load_snapshot()
    assert_same(desk.snapshot, back)
    for name in ("id", "offsets", "xy", "left", "right", "rank"):
        assert getattr(start.mesh, name).tobytes() == getattr(back.mesh, name).tobytes(), name
    assert np.array_equal(start.events.division, desk.snapshot.events.division)
    assert np.array_equal(start.staff.division, desk.snapshot.staff.division)
    assert desk.store.last_seq() == 1 + 2 * len(desk.made)


def test_one_gesture_is_one_journal_row_and_the_store_stays_sound(desk: Desk, location: str) -> None:
    walk(desk, 10, 5)
    rows = desk.store.journal(1)
    assert len(rows) == 10 and all(row.change.label for row in rows)
    report = check(location)
    assert report["ok"], report["faults"]


def test_the_index_of_border_changes_is_kept_and_made_again_on_upgrade(desk: Desk, location: str) -> None:
    walk(desk, 3, 11)
    desk.do(assignment(desk.snapshot, [1, 2]))
    walk(desk, 5, 12)
    wanted = [(row.seq, row.change) for row in border_rows(desk.store)]
    assert [seq for seq, _ in wanted] == [2, 3, 4, 6, 7]
    assert [seq for seq, *_ in border_dates(desk.store)] == [2, 3, 4, 6, 7]
    downgraded(desk.store)
    desk.store.close()
    upgraded = open_store(location)
    assert [(row.seq, row.change) for row in border_rows(upgraded)] == wanted
    with writing(upgraded.engine) as connection:
        connection.execute(text("DELETE FROM border_change WHERE seq = 4"))
    upgraded.close()
    assert [f["where"] for f in check(location)["faults"]] == ["border_change 4"]


def test_a_village_gets_its_first_grids(empty_place: Callable[[], str]) -> None:
    place = empty_place()
    undivided = without_grids(make_snapshot(60, side=2, grids=1, cell_m=500.0))
    undivided.events.photos[:2] = 2  # as the seed's pictures have it
    create_store(place, replace(make_seed(), snapshot=undivided), "建库", "测试", NOW)
    desk = Desk(open_store(place))
    area = area_of(desk.state, ["130529101001"])
    desk.edit(area.taking(partition(area.ground, 4)))
    fresh = desk.store.load_snapshot()
    assert_same(desk.snapshot, fresh)
    assert_same_state(desk.state, load_state(fresh, NOW))
    assert sum(code.startswith("130529101001") for code in fresh.divisions.code) == 5
    assert coverage_faults(fresh.mesh, fresh.divisions) == []
    desk.undo_all()
    assert_same(desk.snapshot, desk.store.load_snapshot())
    desk.store.close()
    report = check(place)
    assert report["ok"], report["faults"]


def test_events_of_a_retired_grid_keep_it_and_are_filed_under_the_village(desk: Desk) -> None:
    d = desk.snapshot.divisions
    keeps, goes = next((a.left, a.right) for a in desk.state.arcs.values() if a.left[:12] == a.right[:12])
    row = next(i for i in range(len(d)) if d.code[i] == goes)
    own = desk.snapshot.events.id[desk.snapshot.events.division == row]
    assert len(own)
    desk.edit(Merge(keeps, [goes]))
    after = desk.snapshot
    village = next(i for i in range(len(after.divisions)) if after.divisions.code[i] == goes[:12])
    at = np.searchsorted(after.events.id, own)
    assert (after.events.division[at] == village).all()
    assert list(after.retired.code) == [goes] and after.retired.event.tolist() == own.tolist()
    assert_same(after, desk.store.load_snapshot())
    desk.undo_all()
    assert (desk.snapshot.events.division[at] == row).all() and len(desk.snapshot.retired) == 0


def test_a_border_somebody_else_moved_first_is_a_conflict(desk: Desk) -> None:
    stale = desk.state
    walk(desk, 1, 8)
    moved = next(e for e in desk.made[0].change.edits if e.table == "arc" and e.before is not None)
    edit = RowEdit("arc", moved.key, stale.arcs[int(moved.key)].version, {"rank": 6}, {"rank": 6})
    with pytest.raises(Conflict, match="先行处理"):
        desk.store.commit(Change("move-vertex", "移动边界", (edit,)), *WHO)
