"""References that must lead somewhere, codes that must be well formed, numbers that must add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, select

from gis.county.divisions import Level
from gis.store import schema
from gis.store.bulk import fetched
from gis.store.checking.chain import Account
from gis.store.checking.fault import Fault

DIGITS = {Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12, Level.GRID: 15}
NUMBER = re.compile(r"JL\d{8}-\d{4,}")


def references(connection: Connection) -> Iterator[Fault]:
    """Foreign keys without their row, whatever the engine enforced; workers and assisting units that do not exist."""
    for table in schema.metadata.tables.values():
        for column in table.columns:
            for foreign in column.foreign_keys:
                yield from _dangling(connection, table, column, foreign.column)
    yield from _dangling(connection, schema.division, schema.division.c.worker, schema.staff.c.id)
    units = set(connection.execute(select(schema.unit.c.id)).scalars())
    for key, assist in connection.execute(select(schema.duty.c.id, schema.duty.c.assist)):
        wrong = [a for a in assist.split(",") if a and (not a.strip().isdigit() or int(a) not in units)]
        if wrong:
            yield Fault("reference", f"duty {key}", f"权责清单第 {key} 条的协办单位 {wrong[0]} 不存在。")


def _dangling(connection: Connection, table: Table, column: Any, goal: Any) -> Iterator[Fault]:
    goals = goal.table.alias("goal")
    query = (
        select(table.primary_key.columns[0], column)
        .select_from(table.outerjoin(goals, column == goals.c[goal.name]))
        .where(column.is_not(None), goals.c[goal.name].is_(None))
    )
    for key, value in connection.execute(query.limit(5)):
        message = f"{table.name} {key} 的 {column.name} 指向不存在的 {goal.table.name} {value}。"
        yield Fault("reference", f"{table.name} {key}", message)


def codes(connection: Connection, account: Account) -> Iterator[Fault]:
    """Codes of divisions (retired ones too) and numbers of events."""
    d = schema.division.c
    for code, level, parent in connection.execute(select(d.code, d.level, d.parent).order_by(d.code)):
        digits = DIGITS[Level(level)]
        above = code[: {6: 0, 9: 6, 12: 9, 15: 12}[digits]]
        if not re.fullmatch(rf"\d{{{digits}}}", code) or (code.endswith("000") and level == Level.GRID):
            yield Fault(
                "code", f"division {code}", f"区划代码 {code} 不合规则（应为 {digits} 位数字，网格号 001–999）。"
            )
        elif (parent or "") != above:
            yield Fault("code", f"division {code}", f"区划代码 {code} 与上级代码 {parent} 不一致。")
    for code in account.reused:
        yield Fault("code", f"division {code}", f"已作废的区划代码 {code} 被重新启用。")
    e = schema.event.c
    seen: set[str] = set()
    for batch in fetched(connection, select(e.id, e.number)):
        for key, number in batch:
            if not NUMBER.fullmatch(number) or number in seen:
                yield Fault("code", f"event {key}", f"事件编号 {number} 不合规则或重复。")
            seen.add(number)


def sums(connection: Connection) -> Iterator[Fault]:
    """Households of a division against its parts and against the household rows; pictures against their counts."""
    d, h, e, p = schema.division.c, schema.household.c, schema.event.c, schema.photo.c
    active = connection.execute(
        select(d.code, d.name, d.parent, d.households).where(d.status == "有效").order_by(d.code)
    ).all()
    below: dict[str, int] = {}
    for _, _, parent, households in active:
        if parent is not None:
            below[parent] = below.get(parent, 0) + households
    held: dict[str, int] = dict(connection.execute(select(h.division, func.count()).group_by(h.division)).all())
    for code, name, _, households in active:
        parts = below.get(code, held.get(code, 0) if held else households)
        if parts != households:
            yield Fault("count", f"division {code}", f"{name}（{code}）登记 {households} 户，下属合计 {parts} 户。")
    pictures: dict[int, int] = dict(connection.execute(select(p.event, func.count()).group_by(p.event)).all())
    for key, number, photos in connection.execute(select(e.id, e.number, e.photos).where(e.photos > 0)):
        if photos != pictures.pop(key, 0):
            yield Fault("count", f"event {key}", f"事件 {number} 的照片张数与实有照片不符。")
    for key in list(pictures)[:5]:
        yield Fault("count", f"event {key}", f"事件 {key} 的照片张数与实有照片不符。")


def pictures(connection: Connection) -> Iterator[Fault]:
    """Pictures whose bytes are no longer those they were kept under."""
    b = schema.blob.c
    for key, data in connection.execution_options(yield_per=50).execute(select(b.sha256, b.data)):
        if sha256(data).hexdigest() != key:
            yield Fault("row", f"blob {key[:12]}", f"照片 {key[:12]}… 的内容被改动过。")


def counted(connection: Connection) -> dict[str, int]:
    """How much the county holds."""
    d = schema.division.c
    by_level: dict[int, int] = dict(
        connection.execute(select(d.level, func.count()).where(d.status == "有效").group_by(d.level)).all()
    )
    out = {f"{level.name.lower()}s".replace("countys", "counties"): by_level.get(int(level), 0) for level in Level}
    for table in (schema.household, schema.unit, schema.staff, schema.duty, schema.arc, schema.event, schema.step):
        out[table.name] = connection.execute(select(func.count()).select_from(table)).scalar_one()
    for table in (schema.photo, schema.journal):
        out[table.name] = connection.execute(select(func.count()).select_from(table)).scalar_one()
    open_events = select(func.count()).select_from(schema.event).where(schema.event.c.status < 6)
    return out | {"open_events": connection.execute(open_events).scalar_one()}
