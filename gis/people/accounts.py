"""County accounts: what one is, and the changes that make, alter and disable one. Passwords are kept apart, outside the
journal (gis.store.accounts)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gis.county.divisions import Level
from gis.county.units import UnitKind
from gis.events.county import County
from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.errors import Refused
from gis.people.roles import ROLE_WORD, Role

LOGIN = re.compile(r"[A-Za-z0-9_.\-\u4e00-\u9fff]{2,40}")


@dataclass(frozen=True)
class Account:
    """One account as the store has it. unit: unit id, 0 none. division: code, empty for none. seen_at: the last
    sign-in. Instants are UTC seconds, 0 never."""

    id: int
    login: str
    name: str
    role: Role
    staff: int
    unit: int
    division: str
    disabled: bool
    created_at: int
    password_at: int
    seen_at: int
    version: int


def added(
    accounts: Sequence[Account],
    county: County,
    login: str,
    name: str,
    role: Role,
    now: int,
    unit: int = -1,
    division: int = -1,
    staff: int = 0,
) -> tuple[Change, int]:
    """The change that adds an account, and its id. unit: unit row a township clerk or department handler belongs to.
    division: row of a village cadre's village. Refused if the login is taken or what the role needs is missing."""
    if not LOGIN.fullmatch(login):
        raise Refused(f"账号名“{login}”不可用。", "请用 2 至 40 个字母、数字或汉字。")
    if any(a.login == login for a in accounts):
        raise Refused(f"账号名“{login}”已有人用。", "请换一个，或用 reset 给原账号换口令。")
    unit_id, code = _belongs(county, role, unit, division)
    key = max((a.id for a in accounts), default=0) + 1
    values: dict[str, Scalar] = {
        "login": login, "name": name.strip() or login, "role": role.value, "staff": staff, "unit": unit_id,
        "division": code or None, "disabled": False, "created_at": now, "password_at": now,
    }  # fmt: skip
    label = f"添加账号 {login}（{ROLE_WORD[role]}）"
    return Change("add_account", label, (RowEdit("account", key, 0, None, values),)), key


def with_new_password(account: Account, now: int) -> Change:
    """The journal's trace of a new password; the password itself is not in it."""
    edit = RowEdit("account", account.id, account.version, {"password_at": account.password_at}, {"password_at": now})
    return Change("password", f"重设账号 {account.login} 的口令", (edit,))


def is_own_password(change: Change, account: int) -> bool:
    """Whether a change gives one account, and nothing else, a new password: what anyone may do to the own one."""
    return [(e.table, e.key, set(e.after or {})) for e in change.edits] == [("account", account, {"password_at"})]


def switched(accounts: Sequence[Account], login: str, disabled: bool, reason: str = "") -> Change:
    """The change that disables an account or lets it in again, and why. The last administrator stays."""
    account = named(accounts, login)
    if account.disabled == disabled:
        raise Refused(f"账号 {login} {'已经停用' if disabled else '没有停用'}。")
    others = [a for a in accounts if a.role is Role.ADMINISTRATOR and not a.disabled and a.id != account.id]
    if disabled and account.role is Role.ADMINISTRATOR and not others:
        raise Refused(f"{login} 是最后一位管理员，不能停用。", "请先添加另一位管理员。")
    edit = RowEdit("account", account.id, account.version, {"disabled": account.disabled}, {"disabled": disabled})
    return Change("account", f"{'停用' if disabled else '启用'}账号 {login}", (edit,), (), reason.strip())


def named(accounts: Sequence[Account], login: str) -> Account:
    """The account of a login; Refused if there is none."""
    found = next((a for a in accounts if a.login == login), None)
    if found is None:
        raise Refused(f"没有名为“{login}”的账号。", "用 account … list 查看全部账号。")
    return found


def _belongs(county: County, role: Role, unit: int, division: int) -> tuple[int, str]:
    """Unit id and division code of an account, as its role wants them."""
    units, divisions = county.units, county.divisions
    wanted = {Role.TOWNSHIP: UnitKind.TOWNSHIP, Role.DEPARTMENT: UnitKind.DEPARTMENT}.get(role)
    if wanted is not None:
        if unit < 0 or units.kind[unit] != wanted:
            what = "乡镇" if wanted == UnitKind.TOWNSHIP else "县直部门"
            raise Refused(f"{ROLE_WORD[role]}要属于一个{what}。", f"请给出{what}名称（--unit）。")
        home = int(units.division[unit])
        return int(units.id[unit]), divisions.code[home] if wanted == UnitKind.TOWNSHIP else ""
    if role is Role.VILLAGE:
        if division < 0 or divisions.level[division] != Level.VILLAGE:
            raise Refused("村干部要属于一个村。", "请给出村名或 12 位代码（--village）。")
        return 0, divisions.code[division]
    return 0, ""
