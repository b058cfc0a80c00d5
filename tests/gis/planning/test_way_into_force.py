"""From a draft to the county in force: one journal row, everything with it, and nothing before its day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely

from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.redivide import Redivide
from gis.boundaries.checks import coverage_faults
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.preview import MOST
from gis.boundaries.editing.state import State
from gis.boundaries.plans.plan import Plan, PlanState
from gis.events.states import Act, Status
from gis.foundation.clock import DAY_S, local
from gis.foundation.errors import Refused
from gis.planning import Planning
from gis.store.check import check
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, grid, split
from tests.gis.planning.drawing import assert_same as same
from tests.gis.store.county import assert_same
from tests.small_county import NOW

TODAY = local(NOW).date()
TOMORROW = date.fromordinal(TODAY.toordinal() + 1)


def submitted(planning: Planning, *gestures, name: str = "小留庄调整") -> Plan:
    table = planning.open(planning.create(name, [VILLAGE]).id)
    for gesture in gestures:
        table = planning.do(planning.stroke(table, gesture(table.state)))
    return planning.submit(table.plan.id, "请审", despite="演示")


def merge(keeps: int, goes: int):
    return lambda state: Merge(grid(keeps), [grid(goes)])


def test_a_plan_takes_effect_as_one_journal_row(planning: Planning, station: Opener, location: str):
    plan = submitted(planning, split, lambda s: split(s, grid(2)), merge(3, 4))
    wanted = planning.open(plan.id).state
    leader = station("李静", "规划台 2", 12)
    assert leader.approve(plan.id, TODAY, "同意").state is PlanState.APPROVED
    leader.workspace.on_change(lambda committed: None)
    seq = leader.workspace.store().last_seq()
    enacted = leader.enact(plan.id)
    assert enacted.state is PlanState.IN_FORCE and enacted.version == seq + 1
    assert leader.workspace.store().last_seq() == seq + 1
    fresh = leader.workspace.store().load_snapshot()
    assert_same(leader.workspace.snapshot, fresh)
    same(load_state(fresh, NOW), wanted)
    assert coverage_faults(fresh.mesh, fresh.divisions) == []
    report = check(location)
    assert report["ok"], report["faults"]
    row = leader.workspace.store().journal(seq)[-1]
    gone = next(e for e in row.change.edits if e.key == grid(4))
    assert gone.after is not None
    assert (gone.after["status"], gone.after["retired_at"]) == ("作废", NOW)
    assert gone.after["retire_reason"] == "并入 003 网格"
    assert list(fresh.retired.code) == [grid(4)]


def test_a_number_that_was_drawn_and_given_up_on_the_way_is_given_to_another(
    planning: Planning, station: Opener, location: str
):
    def otherwise(state: State) -> Redivide:
        pair = grid(1), grid(5)
        ground = shapely.union_all([state.faces[code].shape for code in pair])
        left, low, right, high = ground.bounds
        middle = (low + high) / 2
        halves = [ground.intersection(shapely.box(left, a, right, b)) for a, b in ((low, middle), (middle, high))]
        return Redivide(pair, tuple(halves), (grid(1), VILLAGE))

    plan = submitted(planning, split, otherwise)
    table = planning.open(plan.id)
    assert grid(5) in table.state.faces and grid(6) not in table.state.faces, "drawn as 006, given 005"
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY, "同意")
    assert leader.enact(plan.id).state is PlanState.IN_FORCE
    same(load_state(leader.workspace.store().load_snapshot(), NOW), table.state)
    report = check(location)
    assert report["ok"], report["faults"]


def test_a_grid_that_came_and_went_while_drawing_leaves_its_number_to_one_that_stays(
    planning: Planning, station: Opener, location: str
):
    table = planning.open(planning.create("小留庄调整", [VILLAGE]).id)
    for code in (grid(1), grid(2)):
        table = planning.do(planning.stroke(table, split(table.state, code)))
    fleeting, stays = (next(iter(stroke.born)) for stroke in table.strokes)
    table = planning.do(planning.stroke(table, Merge(grid(1), [fleeting])))
    held = table.state.faces[stays].households
    plan = planning.submit(table.plan.id, despite="演示")
    assert plan.codes[stays] == fleeting and plan.codes[fleeting] == stays, "no two of a plan's grids share a number"
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    after = leader.county()
    assert after.faces[fleeting].households == held and stays not in after.faces
    report = check(location)
    assert report["ok"], report["faults"]


def test_open_events_go_to_the_new_owner_and_closed_ones_keep_the_grid_of_their_own_time(
    planning: Planning, station: Opener
):
    before = planning.workspace.snapshot
    plan = submitted(planning, merge(3, 4), split)
    impact = planning.impact(planning.open(plan.id))
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    after = leader.workspace.snapshot
    codes = [list(s.divisions.code) for s in (before, after)]
    retired = codes[0].index(grid(4))
    own = np.flatnonzero(before.events.division == retired)
    assert len(own)
    for row in own.tolist():
        filed = codes[1][after.events.division[row]]
        if before.events.status[row] < Status.CLOSED:
            assert filed == grid(3)
            last = leader.workspace.history(row)[-1]
            assert last.act == Act.REGRID and last.note.endswith("003") and "004 → " in last.note
        else:
            assert filed == VILLAGE, "filed under the village"
            at = np.flatnonzero(after.retired.event == before.events.id[row])
            assert after.retired.code[int(after.retired.of[at[0]])] == grid(4), "the grid of its own time is kept"
    told = {(e.row, e.target) for e in impact.events}
    homes = [[c[d] for d in s.events.division] for c, s in zip(codes, (before, after), strict=True)]
    still_open = before.events.status < Status.CLOSED
    assert told == {(r, b) for r, (a, b) in enumerate(zip(*homes, strict=True)) if a != b and still_open[r]}


def test_new_numbers_run_west_to_east_and_leave_those_of_other_plans_alone(planning: Planning):
    first = submitted(planning, lambda s: split(s, grid(2)), lambda s: split(s, grid(1)), name="甲")
    state = planning.open(first.id).state
    east = {code: state.houses.x[state.faces[code].houses].mean() for code in (grid(5), grid(6))}
    assert east[grid(5)] < east[grid(6)], "as drawn it was the other way round"
    assert state.places[grid(5)].name == "第 005 网格"
    second = submitted(planning, lambda s: split(s, grid(3)), name="乙")
    assert {c for c in planning.open(second.id).state.faces if c.startswith(VILLAGE)} == {
        grid(n) for n in (1, 2, 3, 4, 7)
    }


def test_a_full_sequence_is_an_error(planning: Planning, monkeypatch: pytest.MonkeyPatch):
    import gis.boundaries.plans.numbering as numbering

    monkeypatch.setattr(numbering, "LAST_SERIAL", 4)
    table = planning.open(planning.create("超出").id)
    table = planning.do(planning.stroke(table, split(table.state)))
    with pytest.raises(Refused, match="已用到 004，方案再要 1 个就超过"):
        planning.submit(table.plan.id)
    assert planning.plan(table.plan.id).state is PlanState.DRAFT


def test_nobody_approves_the_own_plan(planning: Planning, station: Opener):
    plan = submitted(planning, split)
    for same_person in (planning, station("王海涛", "规划台 7")):
        with pytest.raises(Refused, match="不能由您批准"):
            same_person.approve(plan.id, TODAY)
        with pytest.raises(Refused, match="不能由您退回"):
            same_person.reject(plan.id, "不行")
    assert planning.plan(plan.id).state is PlanState.SUBMITTED


def test_a_plan_waits_for_its_day(planning: Planning, station: Opener):
    plan = submitted(planning, split)
    leader = station("李静", "规划台 2", 12)
    with pytest.raises(Refused, match="已经过去"):
        leader.approve(plan.id, date(2026, 11, 1))
    leader.approve(plan.id, TOMORROW)
    assert leader.due() == []
    with pytest.raises(Refused, match=f"自 {TOMORROW} 起生效，日期未到"):
        leader.enact(plan.id)
    later = station("李静", "规划台 3", 12, NOW + DAY_S)
    assert [p.id for p in later.due()] == [plan.id]
    assert later.enact(plan.id).state is PlanState.IN_FORCE
    assert later.due() == []
    with pytest.raises(Refused, match="只有已批准的方案才能生效"):
        later.enact(plan.id)


def test_turned_down_and_taken_back_with_reasons(planning: Planning, station: Opener):
    plan = submitted(planning, split)
    leader = station("李静", "规划台 2", 12)
    with pytest.raises(Refused, match="没有写不通过的理由"):
        leader.reject(plan.id, " ")
    turned_down = leader.reject(plan.id, "004 网格太大")
    assert (turned_down.state, turned_down.reason, turned_down.decider) == (PlanState.REJECTED, "004 网格太大", "李静")
    with pytest.raises(Refused, match="未通过，不能撤回"):
        planning.withdraw(plan.id, "算了")
    again = planning.copy(plan.id, "小留庄调整二稿")
    planning.submit(again.id, despite="演示")
    with pytest.raises(Refused, match="没有写撤回的理由"):
        planning.withdraw(again.id)
    assert planning.withdraw(again.id, "另有安排").state is PlanState.WITHDRAWN
    draft = planning.create("空白")
    assert planning.withdraw(draft.id).state is PlanState.WITHDRAWN, "a draft needs no reason"


def overfull(state: State) -> Merge:
    """Grids of the village made one until it holds more than the rule allows."""
    codes = [grid(serial) for serial in (1, 2, 3, 4)]
    return Merge(codes[0], codes[1:])


def test_a_reason_excuses_numbers_and_stands_in_the_note(planning: Planning, station: Opener):
    table = planning.open(planning.create("甲").id)
    table = planning.do(planning.stroke(table, overfull(table.state)))
    assert max(face.households for _, face in table.state.faces.items()) > MOST
    with pytest.raises(Refused, match="写明理由再提交"):
        planning.submit(table.plan.id)
    told = planning.submit(table.plan.id, "请早批", "楼院不能拆开")
    assert told.note == "请早批；户数不在 5–60 而仍提交：楼院不能拆开"


def test_names_tell_plans_apart(planning: Planning):
    planning.create("甲")
    with pytest.raises(Refused, match="没有名称"):
        planning.create("  ")
    with pytest.raises(Refused, match="已有一个进行中的方案叫"):
        planning.create("甲 ")
    other = planning.create("乙")
    with pytest.raises(Refused, match="已有一个进行中的方案叫"):
        planning.rename(other.id, "甲")
    assert planning.rename(other.id, "丙", "备注").name == "丙"
    assert {p.name for p in planning.plans()} == {"甲", "丙"}


def test_an_open_event_that_goes_on_meanwhile_does_not_stop_a_plan(planning: Planning, station: Opener):
    from gis.foundation.changes import Change, RowEdit

    plan = submitted(planning, merge(3, 4))
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    s = planning.workspace.snapshot
    at = list(s.divisions.code).index(grid(4))
    row = int(np.flatnonzero((s.events.division == at) & (s.events.status < Status.CLOSED))[0])
    for committed in planning.workspace.catch_up():
        planning.workspace.adopt(committed)
    edit = RowEdit("event", int(s.events.id[row]), 0, {"reporter": ""}, {"reporter": "另一人"})
    planning.workspace.do(Change("ask_more", "补充", (edit,)))
    assert leader.enact(plan.id).state is PlanState.IN_FORCE
    assert_same(leader.workspace.snapshot, leader.workspace.store().load_snapshot())


def test_a_number_given_up_on_the_way_is_not_taken_by_what_was_made_since(planning: Planning, station: Opener):
    """A grid split off, then both divided anew in one stroke: the new one gets the number of the one given up."""

    def again(state: State) -> Redivide:
        shapes = tuple(state.faces[code].shape for code in (grid(1), grid(5)))
        whole = shapely.union_all(shapes)
        low_x, low_y, high_x, high_y = whole.bounds
        y = (low_y + high_y) / 2
        parts = shapely.box(low_x, low_y, high_x, y), shapely.box(low_x, y, high_x, high_y)
        return Redivide((grid(1), grid(5)), tuple(whole.intersection(p) for p in parts), (grid(1), VILLAGE))

    plan = submitted(planning, split, again)
    assert plan.codes == {grid(6): grid(5), grid(5): grid(6)}
    wanted = planning.open(plan.id).state
    assert grid(5) in wanted.faces and grid(6) not in wanted.faces
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    codes = list(leader.workspace.snapshot.divisions.code)
    assert grid(5) in codes and grid(6) not in codes
    assert_same(leader.workspace.snapshot, leader.workspace.store().load_snapshot())
    other = planning.submit(_split_third(planning), "再", despite="演示")
    assert other.id and planning.open(other.id).strokes[0].born == {grid(6): grid(3)}, "no number was used up"


def _split_third(planning: Planning) -> int:
    for row in planning.workspace.catch_up():
        planning.workspace.adopt(row)
    table = planning.open(planning.create("又一个", [VILLAGE]).id)
    return planning.do(planning.stroke(table, split(table.state, grid(3)))).plan.id
