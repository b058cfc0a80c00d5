"""A county read before and after a plan took effect: its households stand in another order, and are still the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.ordering import in_order_of
from gis.boundaries.editing.state import State
from gis.boundaries.outlook import difference
from gis.boundaries.plans.comparing import compared
from gis.planning import Planning
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, assert_same, grid, split
from tests.gis.planning.test_way_into_force import TODAY
from tests.small_county import NOW


def homes(state: State) -> dict[int, str]:
    return {i: code for code, face in state.faces.items() for i in state.houses.id[face.houses].tolist()}


def turned(state: State) -> State:
    """The same county with its households the other way round."""
    h, last = state.houses, len(state.houses.id) - 1
    columns = {name: getattr(h, name)[::-1].copy() for name in ("id", "x", "y", "people")}
    houses = replace(h, **columns, by_id=np.where(h.by_id >= 0, last - h.by_id, -1).astype(np.int32))
    faces = {c: replace(f, houses=np.sort(last - f.houses)) for c, f in state.faces.items()}
    return replace(state, houses=houses, faces=state.faces.changed(faces))


def test_the_households_that_changed_hands_are_told_right(planning: Planning, station: Opener) -> None:
    before = load_state(planning.workspace.snapshot, NOW)
    table = planning.open(planning.create("小留庄调整", [VILLAGE]).id)
    for number in (1, 2):
        table = planning.do(planning.stroke(table, split(table.state, grid(number))))
    planning.submit(table.plan.id, "请审", despite="演示")
    leader = station("李静", "规划台 2", 12)
    leader.approve(table.plan.id, TODAY, "同意")
    leader.enact(table.plan.id)
    after = load_state(leader.workspace.store().load_snapshot(), NOW)
    was, now = homes(before), homes(after)
    truth = {house: (was[house], now[house]) for house in was if was[house] != now[house]}
    assert truth
    for first in (before, turned(before)):
        found = compared(first, after)
        assert {m.house: (m.source, m.target) for m in found.moved} == truth
        assert found.settled == found.left == ()
        assert len(found.grids) == 4, "two grids were split and nothing else differs"
        seen = difference(in_order_of(first, after), after).moved
        assert {int(after.houses.id[i]): pair for i, pair in seen.items()} == truth


def test_a_county_turned_round_is_the_same_county(planning: Planning) -> None:
    state = load_state(planning.workspace.snapshot, NOW)
    other = turned(state)
    assert in_order_of(state, state) is state
    again = in_order_of(other, state)
    assert_same(again, state)
    assert np.array_equal(again.houses.id, state.houses.id) and np.array_equal(again.houses.x, state.houses.x)
    assert not compared(other, state).grids


def test_households_the_model_lacks_follow_at_the_end(planning: Planning) -> None:
    state = load_state(planning.workspace.snapshot, NOW)
    h, keep = state.houses, np.arange(3, len(state.houses.id))
    by_id = np.full_like(h.by_id, -1)
    by_id[h.id[keep]] = np.arange(len(keep))
    fewer = replace(state, houses=replace(h, id=h.id[3:], x=h.x[3:], y=h.y[3:], people=h.people[3:], by_id=by_id))
    again = in_order_of(state, fewer)
    assert again.houses.id.tolist() == [*h.id[3:].tolist(), *h.id[:3].tolist()]
    assert homes(again) == homes(state) and again.houses.x[-3:].tolist() == h.x[:3].tolist()
