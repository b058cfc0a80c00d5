"""Practice accounts: one of each role in a made-up county, with one stated password, to try every desk."""

from __future__ import annotations

from gis.county.divisions import Level
from gis.county.units import UnitKind
from gis.foundation.errors import Refused
from gis.people.accounts import Account
from gis.people.roles import Role
from gis.snapshot import Snapshot
from gis.workspace.membership import Membership

PASSWORD = "lianxi2026"  # stated in the README; refused for any county that is not made up
VILLAGE, DEPARTMENT = "小留庄", "水务局"
NAMES = {
    Role.ADMINISTRATOR: ("admin", "张主任"),
    Role.DISPATCHER: ("dispatcher", "李晓敏"),
    Role.LEADER: ("leader", "赵县长"),
    Role.INSPECTOR: ("inspector", "周督查"),
    Role.TOWNSHIP: ("township", "刘敏"),
    Role.DEPARTMENT: ("department", "王水生"),
    Role.VILLAGE: ("village", "张村干"),
    Role.PLANNER: ("planner", "孙规划"),
}


def practise(members: Membership) -> list[Account]:
    """Add an account of each role, named after it (admin, dispatcher, …), the administrator first, who stays signed in.
    Refused if the county is not 模拟数据 or has accounts already."""
    workspace = members.workspace
    snapshot = workspace.snapshot
    if not snapshot.made_up:
        raise Refused("这不是模拟数据，不能用公开的练习口令。", "请用 account … add 添加真实账号。")
    if members.accounts():
        raise Refused("这个县已有账号。", "练习账号只加到还没有账号的演示县；account … list 可查看现有账号。")
    village = _village(snapshot)
    units = {Role.TOWNSHIP: _township(snapshot, village), Role.DEPARTMENT: _department(snapshot)}
    for role, (login, name) in NAMES.items():
        place = village if role is Role.VILLAGE else -1
        members.add(login, name, role, PASSWORD, units.get(role, -1), place, _staff(snapshot, name))
        if role is Role.ADMINISTRATOR:
            workspace.sign_in(login, PASSWORD)
    return members.accounts()


def _village(snapshot: Snapshot) -> int:
    """小留庄, or the first village of a county without it."""
    rows = [int(row) for row in snapshot.divisions.rows_of(Level.VILLAGE)]
    return next((row for row in rows if snapshot.divisions.short_name[row] == VILLAGE), rows[0])


def _township(snapshot: Snapshot, village: int) -> int:
    """The unit of the village's township."""
    home = snapshot.divisions.ancestor(village, Level.TOWNSHIP)
    units = snapshot.units
    rows = [r for r in range(len(units)) if units.kind[r] == UnitKind.TOWNSHIP]
    return next((r for r in rows if int(units.division[r]) == home), rows[0])


def _department(snapshot: Snapshot) -> int:
    units = snapshot.units
    rows = [r for r in range(len(units)) if units.kind[r] == UnitKind.DEPARTMENT]
    return next((r for r in rows if units.name[r] == DEPARTMENT), rows[0])


def _staff(snapshot: Snapshot, name: str) -> int:
    """Staff id of someone of this name in the county's directory, 0 if there is none."""
    staff = snapshot.staff
    return next((int(staff.id[row]) for row in range(len(staff)) if staff.name[row] == name), 0)
