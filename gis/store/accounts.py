"""Accounts in the store: the list, the passwords beside the journal, and the check of a sign-in."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, select, update

from gis.foundation.errors import Refused
from gis.foundation.settings import Settings
from gis.people.accounts import Account
from gis.people.passwords import MustWait, hashed, matches, must_wait, needs_rehash, wait_s
from gis.people.roles import Person, Role
from gis.store import schema
from gis.store.engine import reading, writing
from gis.store.store import Store

WRONG = "账号或口令不对。"
# What an unknown login is checked against, so that it takes as long as a known one; the hash of a random password.
DECOY = "$argon2id$v=19$m=65536,t=3,p=4$LWD5hfcboD9SvzkYVpjZsg$XhdiArDZVtlvZpvgai11yS1VORqf0L+gL43KEweEO8c"


def accounts(store: Store) -> list[Account]:
    """All accounts by login."""
    a, s = schema.account.c, schema.account_secret.c
    query = select(
        a.id, a.login, a.name, a.role, a.staff, a.unit, a.division, a.disabled, a.created_at, a.password_at, s.seen_at,
        a.version,
    ).select_from(schema.account.outerjoin(schema.account_secret, a.id == s.account)).order_by(a.login)  # fmt: skip
    with reading(store.engine) as connection:
        rows = connection.execute(query).all()
    return [
        Account(i, login, name, Role(role), staff, unit or 0, division or "", bool(off), made, set_at, seen or 0, v)
        for i, login, name, role, staff, unit, division, off, made, set_at, seen, v in rows
    ]


def password_kept(account: int, password: str) -> Callable[[Connection], None]:
    """What keeps an account's password as its argon2id hash, and forgets wrong tries, inside the transaction that
    writes the account's journal row."""
    values = {"password_hash": hashed(password), "failures": 0, "failed_at": 0}
    secret = schema.account_secret

    def keep(connection: Connection) -> None:
        known = connection.execute(select(secret.c.account).where(secret.c.account == account)).first()
        if known:
            connection.execute(update(secret).where(secret.c.account == account).values(**values))
        else:
            connection.execute(insert(secret), {"account": account, "seen_at": 0} | values)

    return keep


def check_sign_in(store: Store, login: str, password: str, now: int, settings: Settings) -> Person:
    """The person of an account, if the password is right. Refused: wrong name or password (it does not say which),
    too many wrong tries of late, or an account that was disabled. now: UTC seconds."""
    a, s = schema.account.c, schema.account_secret.c
    joined = schema.account.join(schema.account_secret, a.id == s.account)
    with reading(store.engine) as connection:
        row = connection.execute(
            select(schema.account, schema.account_secret).select_from(joined).where(a.login == login)
        )
        found = row.mappings().first()
    if found is None:
        matches(DECOY, password)
        raise Refused(WRONG, "请检查后再试；忘了口令请联系管理员重设。")
    if wait := wait_s(found["failures"], found["failed_at"], now, settings):
        raise must_wait(found["failures"], wait, now)
    if not matches(found["password_hash"], password):
        failures = found["failures"] + 1
        _note(store, found["id"], failures=failures, failed_at=now)
        if wait := wait_s(failures, now, now, settings):
            raise MustWait(f"{WRONG}连续输错 {failures} 次，{wait} 秒后才能再试。", wait)
        raise Refused(WRONG, "请检查后再试；忘了口令请联系管理员重设。")
    if found["disabled"]:
        raise Refused(f"账号 {login} 已停用。", "请联系管理员启用。")
    values: dict[str, int | str] = {"failures": 0, "failed_at": 0, "seen_at": now}
    if needs_rehash(found["password_hash"]):
        values["password_hash"] = hashed(password)
    _note(store, found["id"], **values)
    return Person(
        found["id"],
        login,
        found["name"],
        Role(found["role"]),
        found["staff"],
        found["unit"] or 0,
        found["division"] or "",
    )


def still_valid(store: Store, person: Person) -> bool:
    """Whether an account still stands as it did when its person signed in: not disabled, same role, unit and place."""
    a = schema.account.c
    with reading(store.engine) as connection:
        row = connection.execute(select(a.disabled, a.role, a.unit, a.division).where(a.id == person.account)).first()
    return row is not None and (bool(row[0]), row[1], row[2] or 0, row[3] or "") == (
        False, person.role.value, person.unit, person.division,
    )  # fmt: skip


def _note(store: Store, account: int, **values: int | str) -> None:
    secret = schema.account_secret
    with writing(store.engine) as connection:
        connection.execute(update(secret).where(secret.c.account == account).values(**values))
