"""A county that went on without a plan: what fits is taken over border by border, what does not is told."""

from __future__ import annotations

import pytest

from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.move_vertex import MoveVertex
from gis.boundaries.editing.state import State
from gis.boundaries.plans.drawing import OpenPlan
from gis.boundaries.plans.merging import Differs
from gis.boundaries.plans.plan import PlanState
from gis.foundation.errors import Refused
from gis.planning import Planning
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, assert_same, grid, split
from tests.gis.planning.test_way_into_force import TODAY, merge, submitted

OTHER = "130529101002"


def bent(state: State, one: int, two: int, by_m: float) -> MoveVertex:
    """The corner at one end of the border between two grids pulled aside along it."""
    arc = next(a for a in state.arcs.values() if {a.left, a.right} == {grid(one), grid(two)})
    x, y = arc.ends[1]
    return MoveVertex(arc.id, len(arc.xy) - 1, (x + by_m, y + by_m))


def in_force(station: Opener, *gestures, name: str = "先生效的") -> None:
    author = station("周梅", "规划台 8", 21)
    plan = submitted(author, *gestures, name=name)
    leader = station("李静", "规划台 9", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)


def caught_up(planning: Planning) -> Planning:
    for row in planning.workspace.catch_up():
        planning.workspace.adopt(row)
    return planning


def draft(planning: Planning, *gestures) -> OpenPlan:
    table = planning.open(planning.create("后到的", [VILLAGE]).id)
    for gesture in gestures:
        table = planning.do(planning.stroke(table, gesture(table.state)))
    return table


def test_a_stale_plan_opens_on_its_own_base_and_merges(planning: Planning, station: Opener):
    table = draft(planning, lambda s: split(s, grid(1)), lambda s: split(s, grid(2)))
    in_force(station, lambda s: split(s, grid(1, OTHER)))
    caught_up(planning)
    again = planning.open(table.plan.id)
    assert_same(again.state, table.state)
    with pytest.raises(Refused, match="先并入现行界线"):
        planning.submit(table.plan.id)
    fresh = planning.do(planning.merge(again))
    assert grid(5, OTHER) in fresh.base.faces and grid(6) in fresh.state.faces
    assert fresh.plan.base_seq > table.plan.base_seq and not planning.since(fresh.plan)
    assert_same(planning.open(table.plan.id).state, fresh.state)
    assert_same(planning.do(planning.undo(fresh)).state, planning.open(table.plan.id).state)
    assert planning.submit(table.plan.id, despite="演示").state is PlanState.SUBMITTED


def test_numbers_and_arcs_that_were_given_meanwhile_are_given_anew(planning: Planning, station: Opener):
    table = draft(planning, lambda s: split(s, grid(1)))
    assert grid(5) in table.state.faces
    in_force(station, lambda s: split(s, grid(4)))
    caught_up(planning)
    fresh = planning.do(planning.merge(planning.open(table.plan.id)))
    assert grid(5) in fresh.base.faces and grid(6) in fresh.state.faces
    assert fresh.strokes[0].born == {grid(6): grid(1)}
    plan = planning.submit(table.plan.id, despite="演示")
    leader = station("李静", "规划台 5", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    assert grid(6) in list(leader.workspace.snapshot.divisions.code)


def test_the_same_border_moved_twice_is_told_with_who_was_first(planning: Planning, station: Opener):
    table = draft(planning, lambda s: bent(s, 1, 2, 30.0))
    in_force(station, lambda s: bent(s, 1, 2, -25.0), name="移界")
    caught_up(planning)
    with pytest.raises(Differs, match="界线已另行改动（李静：方案「移界」") as no:
        planning.merge(planning.open(table.plan.id))
    first = no.value.differences[0]
    assert first.earlier is not None and first.earlier.actor == "李静"
    assert first.plan is not None and first.county is not None and (first.plan != first.county).any()
    assert len(no.value.differences) >= 2, "every border at the corner is named"


def test_the_same_change_made_twice_is_no_difference(planning: Planning, station: Opener):
    table = draft(planning, lambda s: bent(s, 1, 2, 30.0), lambda s: split(s, grid(3)))
    in_force(station, lambda s: bent(s, 1, 2, 30.0))
    caught_up(planning)
    fresh = planning.merge(planning.open(table.plan.id)).after
    assert [s.label for s in fresh.strokes] == [s.label for s in table.strokes]


def test_a_grid_that_is_no_more(planning: Planning, station: Opener):
    table = draft(planning, lambda s: split(s, grid(4)))
    in_force(station, merge(3, 4))
    caught_up(planning)
    with pytest.raises(Differs, match=r"004 网格已不在|界线已另行改动"):
        planning.merge(planning.open(table.plan.id))


def test_an_approved_plan_is_merged_on_its_day_or_refused(planning: Planning, station: Opener):
    one = submitted(planning, lambda s: split(s, grid(1)), name="甲")
    two = submitted(planning, lambda s: Merge(grid(1), [grid(2)]), name="乙")
    three = submitted(planning, lambda s: split(s, grid(3)), name="丙")
    leader = station("李静", "规划台 5", 12)
    for plan in (one, two, three):
        leader.approve(plan.id, TODAY)
    leader.enact(one.id)
    with pytest.raises(Differs, match="方案「乙」与现行界线对不上"):
        leader.enact(two.id)
    leader.enact(three.id)
    codes = {c for c in leader.county().faces if c.startswith(VILLAGE)}
    assert codes == {grid(n) for n in (1, 2, 3, 4, 5, 6)}
    assert planning.plan(two.id).state is PlanState.APPROVED


def test_plans_take_effect_in_any_order_with_the_numbers_they_were_approved_with(planning: Planning, station: Opener):
    one = submitted(planning, lambda s: split(s, grid(1)), name="甲")
    two = submitted(planning, lambda s: split(s, grid(4)), name="乙")
    leader = station("李静", "规划台 5", 12)
    for plan in (one, two):
        leader.approve(plan.id, TODAY)
    leader.enact(two.id)
    assert {c for c in leader.county().faces if c.startswith(VILLAGE)} == {grid(n) for n in (1, 2, 3, 4, 6)}
    leader.enact(one.id)
    assert {c for c in leader.county().faces if c.startswith(VILLAGE)} == {grid(n) for n in range(1, 7)}


def test_a_retired_number_is_never_given_again(planning: Planning, station: Opener):
    in_force(station, lambda s: split(s, grid(1)), name="一")
    in_force(station, merge(1, 5), name="二")
    caught_up(planning)
    table = draft(planning, lambda s: split(s, grid(1)))
    assert grid(6) in table.state.faces and table.state.given(grid(5)) and not table.state.given(grid(7))
    assert planning.do(planning.undo(table)).state.given(grid(5))


def test_a_plan_that_is_up_to_date_has_nothing_to_merge(planning: Planning):
    table = draft(planning, lambda s: split(s, grid(1)))
    with pytest.raises(Refused, match="已是在现行界线上划的"):
        planning.merge(table)
