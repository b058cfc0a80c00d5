"""Tables as the county was created: what changes wrote since is taken back, and the digest must be the old one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

from gis.foundation.changes import Key, Scalar
from gis.store import schema
from gis.store.bulk import fetched
from gis.store.checking.chain import Account
from gis.store.checking.fault import Fault
from gis.store.digest import Digest

WORDS = {
    "division": "区划", "unit": "单位", "staff": "人员", "category": "门类", "item": "事项", "duty": "权责清单",
    "arc": "界线", "ground": "地物", "household": "住户", "photo": "照片", "step": "办理过程", "event": "事件",
}  # fmt: skip


def created_tables(connection: Connection, account: Account) -> Iterator[Fault]:
    """Tables whose rows, without what the journal says was changed since, are not those of the creation."""
    deleted_events = any(k[0] == "event" and v is None for k, v in account.now.items())
    for name, (digest, *columns) in account.proof.get("digests", {}).items():
        if name in ("step", "photo") and deleted_events:
            continue  # rows of a deleted event went with it and cannot be taken back
        if _digest(connection, schema.metadata.tables[name], columns, account) != digest:
            words = WORDS.get(name, name)
            yield Fault("table", name, f"{words}表被程序以外的手段改动过：与建库时相比，差别不是日志所记的那些。")
    inserted = sum(
        1 for k, v in account.created.items() if k[0] == "event" and v is None and account.now[k] is not None
    )
    deleted = sum(1 for k, v in account.created.items() if k[0] == "event" and v is not None and account.now[k] is None)
    expected = account.proof.get("counts", {}).get("event", 0) + inserted - deleted
    held = connection.execute(select(func.count()).select_from(schema.event)).scalar_one()
    if held != expected:
        yield Fault("count", "event", f"应有事件 {expected:,} 个（建库时与日志相加），实有 {held:,} 个。")


def _digest(connection: Connection, table: Table, columns: Sequence[str], account: Account) -> str:
    touched = {k[1]: v for k, v in account.created.items() if k[0] == table.name}
    query = select(*(table.c[c] for c in columns)).order_by(*table.primary_key.columns)
    if table is schema.step:
        query = query.where(table.c.seq == 0)
    digest = Digest([table.c[c].type.python_type for c in columns])
    if not touched:
        for batch in fetched(connection, query):
            digest.add(batch)
    else:
        digest.add(_taken_back(connection, query, table, columns, touched))
    return digest.hex()


def _taken_back(
    connection: Connection,
    query: Any,
    table: Table,
    columns: Sequence[str],
    touched: dict[Key, dict[str, Scalar] | None],
) -> list[tuple[Any, ...]]:
    """Rows as created: touched columns as they were, inserted rows left out, deleted rows back."""
    at = columns.index(table.primary_key.columns[0].name)
    county = connection.execute(select(schema.county.c.code)).scalar_one()
    rows: dict[Key, tuple[Any, ...]] = {row[at]: row for batch in fetched(connection, query) for row in batch}
    for key, created in touched.items():
        if created is None:
            rows.pop(key, None)
            continue
        base = dict(zip(columns, rows.get(key, ()), strict=False)) or {columns[at]: key, "county": county}
        whole = base | {n: _stored(table, n, v) for n, v in created.items()} | {"version": 0}
        rows[key] = tuple(whole.get(c) for c in columns)
    return [rows[key] for key in sorted(rows)]


def _stored(table: Table, name: str, value: Any) -> Any:
    is_hex = table.c[name].type.python_type is bytes and isinstance(value, str)
    return bytes.fromhex(value) if is_hex else value
