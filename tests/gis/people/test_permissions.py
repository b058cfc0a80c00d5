"""Who may do what: refused by the workspace itself, with a plain reason."""

from __future__ import annotations

import numpy as np
import pytest

from gis.county.divisions import Level
from gis.events.states import Status
from gis.foundation.errors import Refused
from gis.people.permissions import MAY, _who_may, may
from gis.people.roles import Role
from gis.workflow.acts import ACTS
from gis.workspace.casework import Casework
from gis.workspace.membership import Membership
from tests.gis.people.conftest import PASSWORD


def turn(desk, role):
    desk.workspace.sign_in(role.value, PASSWORD)


def do(desk, kind, row, words="好", **more):
    return Casework(desk.workspace).do(kind, [row], words, **more)


def test_every_act_is_somebodys_and_leaders_only_read():
    for kind in ACTS:
        assert any(may(role, kind) for role in Role), kind
    assert not MAY[Role.LEADER]


def test_a_leader_reads(desk):
    turn(desk, Role.LEADER)
    with pytest.raises(Refused, match="县领导不能回复"):
        do(desk, "reply", desk.row(Status.ASSIGNED))


def test_a_department_acts_on_its_own_events_only(desk):
    turn(desk, Role.DEPARTMENT)
    own = int(np.flatnonzero((desk.events.status == Status.ASSIGNED) & (desk.events.unit == 1))[0])
    other = int(np.flatnonzero((desk.events.status == Status.ASSIGNED) & (desk.events.unit == 2))[0])
    with pytest.raises(Refused, match="不是本部门的事件"):
        do(desk, "reply", other)
    with pytest.raises(Refused, match="部门经办不能不予受理"):
        do(desk, "refuse", desk.row(Status.REPORTED))
    do(desk, "reply", own)
    docket = desk.casework.docket([own, other])
    assert desk.casework.why_not("resolve", docket, own) == ""
    assert desk.casework.why_not("progress", docket, other) == "不是本部门的事件"


def test_an_assisting_unit_may_tell_progress_and_no_more(desk):
    row = int(np.flatnonzero((desk.events.status == Status.ASSIGNED) & (desk.events.unit == 2))[0])
    turn(desk, Role.DISPATCHER)
    do(desk, "assist", row, "", units=[1])
    turn(desk, Role.DEPARTMENT)
    do(desk, "progress", row, "已派人协助")
    with pytest.raises(Refused, match="不是本部门"):
        do(desk, "resolve", row)


def test_a_township_sorts_its_own_reports_and_hands_up_what_it_cannot_do(desk):
    snapshot = desk.workspace.snapshot
    unit = len(snapshot.units) - 4
    town = int(snapshot.units.division[unit])
    inside = (desk.events.division >= town) & (desk.events.division < snapshot.divisions.end[town])
    reported = desk.events.status == Status.REPORTED
    own = int(np.flatnonzero(reported & inside)[0])
    foreign = int(np.flatnonzero(reported & ~inside)[0])
    turn(desk, Role.TOWNSHIP)
    with pytest.raises(Refused, match="不是本乡镇的事件"):
        do(desk, "refuse", foreign)
    with pytest.raises(Refused, match="乡镇只能指派给本乡镇"):
        desk.workspace.do(desk.workspace.assign(np.array([own]), 2, "给农业"))
    desk.workspace.do(desk.workspace.assign(np.array([own]), unit, "自己办"))
    do(desk, "escalate", own)
    desk.undo()
    assert desk.value(own, "unit") == unit


def test_taking_back_ones_own_act_is_allowed_and_somebody_elses_is_not(desk):
    turn(desk, Role.DEPARTMENT)
    own = int(np.flatnonzero((desk.events.status == Status.ASSIGNED) & (desk.events.unit == 1))[0])
    do(desk, "send_back", own)
    change = desk.workspace.undo_change()
    turn(desk, Role.LEADER)
    with pytest.raises(Refused, match="县领导不能退单"):
        desk.workspace.do(change)
    turn(desk, Role.DEPARTMENT)
    desk.undo()
    assert desk.value(own, "unit") == 1


def test_a_village_cadre_stays_in_the_village(desk):
    village = desk.workspace.snapshot.divisions.rows_of(Level.VILLAGE)[0]
    end = desk.workspace.snapshot.divisions.end[village]
    inside = (desk.events.division >= village) & (desk.events.division < end)
    open_ = np.isin(desk.events.status, (Status.ASSIGNED, Status.REPLIED))
    turn(desk, Role.VILLAGE)
    do(desk, "progress", int(np.flatnonzero(open_ & inside)[0]))
    with pytest.raises(Refused, match="不是本村的事件"):
        do(desk, "progress", int(np.flatnonzero(open_ & ~inside)[0]))


def test_an_inspector_checks_and_decides_and_does_not_dispatch(desk):
    turn(desk, Role.INSPECTOR)
    do(desk, "verify", desk.row(Status.RESOLVED))
    with pytest.raises(Refused, match="督查不能指派"):
        desk.workspace.do(desk.workspace.assign(np.array([desk.row(Status.ACCEPTED)]), 2, "给"))


def test_an_administrator_keeps_accounts_and_rules_but_no_events(desk):
    from gis.store.rulings import set_value

    turn(desk, Role.DISPATCHER)
    with pytest.raises(Refused, match="县调度员不能修改办理规则"):
        desk.workspace.do(set_value(desk.workspace.store(), "reopen_days", "10"))
    with pytest.raises(Refused, match="县调度员不能管理账号"):
        Membership(desk.workspace).disable("village")
    desk.workspace.sign_in("admin", PASSWORD)
    desk.workspace.do(set_value(desk.workspace.store(), "reopen_days", "10"))
    assert desk.workspace.settings.reopen_days == 10
    with pytest.raises(Refused, match="管理员不能回复"):
        do(desk, "reply", desk.row(Status.ASSIGNED))


def test_what_a_change_writes_counts_and_not_what_it_calls_itself(desk):
    from gis.foundation.changes import Change, RowEdit

    divisions = desk.workspace.snapshot.divisions
    rename = (RowEdit("division", divisions.code[5], 0, {"name": ""}, {"name": "东片"}),)
    turn(desk, Role.DISPATCHER)
    with pytest.raises(Refused, match="县调度员不能编辑区划与网格"):
        desk.workspace.do(Change("reply", "回复", rename))
    with pytest.raises(Refused, match="县调度员不能管理账号"):
        desk.workspace.do(Change("reply", "回复", (RowEdit("account", 3, 3, {"role": ""}, {"role": "administrator"}),)))
    turn(desk, Role.PLANNER)
    desk.workspace.do(Change("merge", "合并网格", rename))


def test_who_is_disabled_while_signed_in_acts_no_more(desk):
    from gis.workspace import Workspace

    turn(desk, Role.DISPATCHER)
    other = Workspace.open(desk.workspace.location, desk.clock)
    other.sign_in("admin", PASSWORD)
    Membership(other).disable("dispatcher")
    other.close()
    with pytest.raises(Refused, match="已停用或改了权限"):
        do(desk, "reply", desk.row(Status.ASSIGNED))


def test_a_refusal_names_the_roles_that_may():
    assert _who_may(Role.LEADER, "plan") == "可由规划员办理；请换有权限的账号登录。"
    assert _who_may(Role.TOWNSHIP, "accept") == "需要时请联系县调度员。"
