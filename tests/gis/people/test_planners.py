"""Who may draw, approve and carry out plans of borders, in a county with accounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.plans.plan import Plan, PlanState
from gis.foundation.changes import Change, RowEdit
from gis.foundation.clock import local
from gis.foundation.errors import Refused
from gis.people.permissions import kind_of
from gis.people.roles import Role
from gis.planning import Planning
from gis.workspace.membership import Membership
from tests.gis.people.conftest import NOW, PASSWORD

TODAY = local(NOW).date()


@pytest.fixture
def planning(desk) -> Planning:
    desk.workspace.sign_in("admin", PASSWORD)
    Membership(desk.workspace).add("planner2", "李静", Role.PLANNER, PASSWORD)
    desk.workspace.sign_in("planner", PASSWORD)
    return Planning(desk.workspace)


def sign_in(planning: Planning, login: str) -> None:
    planning.workspace.sign_in(login, PASSWORD)


def submitted(planning: Planning) -> Plan:
    table = planning.open(planning.create("试").id)
    face = next(iter(table.state.faces.values()))
    low_x, low_y, high_x, high_y = face.bounds
    middle = (low_x + high_x) / 2
    table = planning.do(planning.stroke(table, SplitByLine(face.code, [(middle, low_y - 5), (middle, high_y + 5)])))
    return planning.submit(table.plan.id)


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.LEADER, Role.TOWNSHIP, Role.VILLAGE, Role.ADMINISTRATOR])
def test_only_planners_draw(planning: Planning, role: Role):
    sign_in(planning, "admin" if role is Role.ADMINISTRATOR else role.value)
    with pytest.raises(Refused, match="不能编制网格方案"):
        planning.create("试")
    with pytest.raises(Refused, match="不能锁定边界"):
        planning.lock(planning.workspace.snapshot.divisions.code[3], "试")


@pytest.mark.parametrize("login", ["planner2", "admin"])
def test_another_planner_or_the_administrator_approves_and_a_dispatcher_may_carry_it_out(
    planning: Planning, login: str
):
    plan = submitted(planning)
    sign_in(planning, "dispatcher")
    with pytest.raises(Refused, match="县调度员不能审批网格方案"):
        planning.approve(plan.id, TODAY)
    sign_in(planning, login)
    assert planning.approve(plan.id, TODAY).state is PlanState.APPROVED
    sign_in(planning, "township")
    with pytest.raises(Refused, match="不能使网格方案生效"):
        planning.enact(plan.id)
    sign_in(planning, "dispatcher")
    assert planning.enact(plan.id).state is PlanState.IN_FORCE


def test_the_workspace_itself_refuses_the_own_plan(planning: Planning):
    plan = submitted(planning)
    change = Change(
        "plan-approve", "批准", (RowEdit("plan", plan.id, plan.version, {"state": ""}, {"state": "approved"}),)
    )
    with pytest.raises(Refused, match="您自己编制的，操作没有写入"):
        planning.workspace.do(change)
    assert planning.plan(plan.id).state is PlanState.SUBMITTED


def test_the_workspace_itself_refuses_what_nobody_approved(planning: Planning):
    plan = submitted(planning)
    change = Change(
        "plan-enact", "生效", (RowEdit("plan", plan.id, plan.version, {"state": ""}, {"state": "in_force"}),)
    )
    with pytest.raises(Refused, match="只有已批准的方案才能生效"):
        planning.workspace.do(change)


def test_a_change_is_judged_by_what_it_writes():
    plan = RowEdit("plan", 1, 0, {"state": ""}, {"state": "in_force"})
    arc, unit = RowEdit("arc", 1, 0, {}, {}), RowEdit("unit", 1, 0, {}, {})
    change = Change("assign", "", (plan, arc))
    assert kind_of(change) == "enact_plan"
    assert kind_of(replace(change, edits=(plan, unit))) != "enact_plan", "more than a plan writes is no plan"
    assert kind_of(replace(change, edits=(replace(plan, after={"touched_at": 1}), arc))) == "edit"
    assert kind_of(replace(change, edits=(replace(plan, after={"state": "approved"}),))) == "decide_plan"
    assert kind_of(replace(change, edits=(replace(plan, after={"state": "submitted"}),))) == "plan"
