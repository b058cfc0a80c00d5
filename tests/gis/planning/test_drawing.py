"""Strokes in a plan: each on record as it is made, taken back and made again over reopening, apart from the county."""

from __future__ import annotations

import pytest

from gis.boundaries.actions.merge import Merge
from gis.boundaries.plans.drawing import OpenPlan, followed
from gis.boundaries.plans.plan import PlanState
from gis.foundation.errors import Conflict, Refused
from gis.planning import Planning
from gis.store.check import check
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import assert_same as same
from tests.gis.planning.drawing import grid, split

GRID = grid(1)


@pytest.fixture
def table(planning: Planning) -> OpenPlan:
    return planning.open(planning.create("小留庄调整", [GRID[:12]], "为新小区分格").id)


def test_a_stroke_is_on_record_at_once_and_the_county_stays(planning: Planning, table: OpenPlan, station: Opener):
    seq = planning.workspace.store().last_seq()
    county = planning.workspace.snapshot
    table = planning.do(planning.stroke(table, split(table.state)))
    assert planning.workspace.store().last_seq() == seq + 1
    assert table.plan.strokes == 1 and table.undo_words == table.strokes[0].label
    assert planning.workspace.snapshot.mesh is county.mesh, "the county in force is as it was"
    other = station("李静", "规划台 2", 12)
    same(other.open(table.plan.id).state, table.state)
    same(other.county(), table.base)


def test_undo_and_redo_work_over_reopening(planning: Planning, table: OpenPlan, station: Opener):
    states = [table.state]
    for east in (0.0, 60.0, -60.0):
        code = GRID if east <= 0 else f"{GRID[:12]}005"
        table = planning.do(planning.stroke(table, split(table.state, code)))
        states.append(table.state)
    table = planning.do(planning.undo(table))
    table = planning.do(planning.undo(table))
    same(table.state, states[1])
    again = station("王海涛", "规划台 9")
    table = again.open(table.plan.id)
    same(table.state, states[1])
    assert (len(table.strokes), len(table.undone)) == (1, 2)
    table = again.do(again.redo(table))
    same(table.state, states[2])
    table = again.do(again.redo(table))
    same(table.state, states[3])
    with pytest.raises(Refused, match="没有可重做"):
        again.redo(table)


def test_a_new_stroke_drops_what_was_taken_back(planning: Planning, table: OpenPlan):
    table = planning.do(planning.stroke(table, split(table.state)))
    table = planning.do(planning.undo(table))
    table = planning.do(planning.stroke(table, split(table.state, east_m=30)))
    assert not table.redo_words
    held = planning.strokes(planning.plan(table.plan.id))
    assert [(s.number, s.undone) for s in held] == [(2, False)]


def test_the_desks_undo_leaves_plans_alone(planning: Planning, table: OpenPlan):
    planning.do(planning.stroke(table, split(table.state)))
    assert planning.workspace.undo_change() is None


def test_two_stations_on_one_plan(planning: Planning, table: OpenPlan, station: Opener):
    other = station("李静", "规划台 2", 12)
    theirs = other.open(table.plan.id)
    mine = planning.do(planning.stroke(table, split(table.state)))
    with pytest.raises(Conflict, match="先行处理") as stale:
        other.do(other.stroke(theirs, split(theirs.state, f"{GRID[:12]}002")))
    assert stale.value.earlier[-1].actor == "王海涛"
    for committed in other.workspace.catch_up():
        other.workspace.adopt(committed)
        theirs = followed(theirs, committed)
        assert theirs is not None
    same(theirs.state, mine.state)
    theirs = other.do(other.stroke(theirs, split(theirs.state, f"{GRID[:12]}002")))
    theirs = other.do(other.undo(theirs))
    for committed in planning.workspace.catch_up():
        planning.workspace.adopt(committed)
        mine = followed(mine, committed)
        assert mine is not None
    same(mine.state, theirs.state)
    assert (mine.undo_words, mine.redo_words) == (theirs.undo_words, theirs.redo_words)
    same(planning.do(planning.redo(mine)).state, other.open(table.plan.id).state)


def test_a_draft_that_was_submitted_stands(planning: Planning, table: OpenPlan, location: str):
    with pytest.raises(Refused, match="没有任何编辑"):
        planning.submit(table.plan.id)
    table = planning.do(planning.stroke(table, split(table.state)))
    table = planning.do(planning.stroke(table, Merge(f"{GRID[:12]}003", [f"{GRID[:12]}004"])))
    plan = planning.submit(table.plan.id, despite="演示")
    assert plan.state is PlanState.SUBMITTED and plan.word == "待审批"
    with pytest.raises(Refused, match="不能再改"):
        planning.stroke(planning.open(plan.id), split(table.state, f"{GRID[:12]}002"))
    copy = planning.copy(plan.id, "另一种分法")
    assert copy.state is PlanState.DRAFT and copy.copied_from == plan.id
    same(planning.open(copy.id).state, planning.open(plan.id).state)
    report = check(location)
    assert report["ok"], report["faults"]
