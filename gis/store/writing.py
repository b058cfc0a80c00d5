"""One change, one transaction, one journal row: checked against the versions it was made on, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from gis.foundation.changes import Change, Committed, Key, RowEdit
from gis.foundation.errors import Conflict, EarlierChange
from gis.store import schema
from gis.store.journal import row_of
from gis.store.seals import SEALED, plain, seal_of

TABLES: Mapping[str, Table] = {table.name: table for table in schema.EDITABLE}
OWN = frozenset({"county", "version", "seal"})  # the store's columns: no edit names them
# table: column an edit may set: its Python type
KINDS: Mapping[str, Mapping[str, type]] = {
    table.name: {c.name: c.type.python_type for c in table.columns if c.name not in OWN and not c.primary_key}
    for table in schema.EDITABLE
}
REFERENCES = frozenset(
    {"unit", "suggested", "worker", "parent", "left_code", "right_code", "letter"}
)  # 0 and "" mean none
BORDERS = frozenset({"arc", "division", "household"})  # what border_change keeps account of
CHUNK = 5000  # keys in one IN list

Row = dict[str, Any]
Held = dict[tuple[str, Key], Row]


def write_change(connection: Connection, change: Change, actor: str, station: str, staff_id: int, at: int) -> Committed:
    """Write a change inside a writing transaction; the Committed is as the journal holds it.

    Conflict if a row has another version than the edit was made on, is gone, or (inserts) is already there.
    ValueError for a table or column that no change may touch, or a row edited twice.
    """
    county = connection.execute(select(schema.county).with_for_update()).mappings().one()
    seq = county["head_seq"] + 1
    held = _held(connection, change.edits)
    change = replace(change, edits=tuple(_true(edit, held) for edit in change.edits))
    _refuse_stale(connection, change.edits, held)
    _write_edits(connection, change.edits, held, seq, county["code"])
    _write_steps(connection, change, seq, county["code"], staff_id, at)
    who = {"county": county["code"], "at": at, "actor": actor, "staff": staff_id, "station": station}
    row = row_of(change, seq, county["head_hash"], **who)
    connection.execute(insert(schema.journal), row)
    if any(edit.table in BORDERS for edit in change.edits):
        connection.execute(insert(schema.border_change), {"seq": seq, "county": county["code"], "at": at})
    connection.execute(update(schema.county).values(head_seq=seq, head_hash=row["hash"]))
    return Committed(seq, at, actor, station, change)


def _key(table: Table) -> Any:
    return table.primary_key.columns[0]


def _held(connection: Connection, edits: Iterable[RowEdit]) -> Held:
    """The rows as they stand now, of all edits."""
    keys: dict[str, list[Key]] = {}
    for edit in edits:
        if edit.table not in TABLES:
            raise ValueError(f"no change may edit the table {edit.table}")
        keys.setdefault(edit.table, []).append(_scalar(edit.key))
    held: Held = {}
    for name, wanted in keys.items():
        if len(set(wanted)) != len(wanted):
            raise ValueError(f"a row of {name} is edited twice in one change")
        table = TABLES[name]
        key = _key(table)
        for start in range(0, len(wanted), CHUNK):
            found = connection.execute(select(table).where(key.in_(wanted[start : start + CHUNK])))
            names = tuple(found.keys())
            rows = [dict(zip(names, row, strict=True)) for row in found.all()]
            held.update({(name, row[key.name]): row for row in rows})
    return held


def _true(edit: RowEdit, held: Held) -> RowEdit:
    """The edit in the store's own values; `before` is what the row really holds, so that an undo restores exactly."""
    kinds = KINDS[edit.table]
    key = _scalar(edit.key)
    row = held.get((edit.table, key))
    after = None if edit.after is None else _values(edit.table, edit.after)
    before: Row | None = None if edit.before is None else {}
    if row is not None and before is not None:
        before = {name: _journalled(row[name]) for name in (kinds if after is None else after)}
    return RowEdit(edit.table, key, int(edit.version), before, after)


def _values(table: str, values: Mapping[str, Any]) -> Row:
    """Values an edit may set, in their columns' types."""
    kinds = KINDS[table]
    out: Row = {}
    for name, value in values.items():
        if name not in kinds:
            if name == _key(TABLES[table]).name:
                continue
            raise ValueError(f"no change may set {table}.{name}")
        if name in REFERENCES and not value:
            value = None
        kind = kinds[name]
        out[name] = kind(value) if value is not None and kind is not bytes else value
    return out


def _scalar(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _journalled(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _refuse_stale(connection: Connection, edits: Iterable[RowEdit], held: Held) -> None:
    stale: dict[str, list[Key]] = {}
    for edit in edits:
        row = held.get((edit.table, edit.key))
        if (row is not None) if edit.before is None else (row is None or row.get("version", 0) != edit.version):
            stale.setdefault(edit.table, []).append(edit.key)
    for table, keys in stale.items():
        rows = [held[table, k] for k in keys if (table, k) in held]
        raise Conflict(
            f"这 {len(keys)} 条{WORDS.get(table, '数据')}已被他人先行处理，您的操作没有写入。",
            table,
            tuple(keys),
            _earlier(connection, table, keys, {int(r.get("version", 0)) for r in rows}),
        )


WORDS = {
    "event": "事件", "division": "区划", "arc": "界线", "unit": "单位", "duty": "权责", "staff": "人员",
    "household": "住户", "plan": "方案", "plan_stroke": "编辑", "border_lock": "锁定",
}  # fmt: skip


def _earlier(connection: Connection, table: str, keys: list[Key], seqs: set[int]) -> tuple[EarlierChange, ...]:
    """Who wrote the rows' present versions; a row that is gone is looked for in the journal from its end."""
    j = schema.journal.c
    query = select(j.seq, j.at, j.actor, j.station, j.label)
    found = connection.execute(query.where(j.seq.in_(sorted(seqs - {0})[:CHUNK])).order_by(j.seq)).all()
    if not found and len(keys):
        text = f'"key":{keys[0]},' if isinstance(keys[0], int) else f'"key":"{keys[0]}"'
        mentions = j.before.contains(text, autoescape=True) & j.before.contains(f'"table":"{table}"', autoescape=True)
        found = connection.execute(query.where(mentions).order_by(j.seq.desc()).limit(1)).all()
    return tuple(EarlierChange(*row) for row in found)


def _write_edits(connection: Connection, edits: tuple[RowEdit, ...], held: Held, seq: int, county: str) -> None:
    """Inserts go down the tables, parents first; then updates; deletes go up."""
    new: dict[str, list[Row]] = {}
    changed: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    gone: dict[str, list[Row]] = {}
    for edit in edits:
        table = TABLES[edit.table]
        after = {n: _stored(table, n, v) for n, v in (edit.after or {}).items()}
        if edit.before is None:
            new.setdefault(edit.table, []).append(_whole(table, edit.key, after, seq, county))
        elif edit.after is None:
            gone.setdefault(edit.table, []).append({"k": edit.key})
        else:
            after["version"] = seq
            if edit.table == "event":
                after["seal"] = _seal(held[edit.table, edit.key] | after)
            row = after | {"k": edit.key, "v": edit.version}
            changed.setdefault((edit.table, tuple(sorted(after))), []).append(row)
    for name in TABLES:
        if name in new:
            connection.execute(insert(TABLES[name]), new[name])
    for (name, columns), rows in changed.items():
        _update(connection, TABLES[name], columns, rows)
    for name in reversed(list(TABLES)):
        if name in gone:
            connection.execute(delete(TABLES[name]).where(_key(TABLES[name]) == bindparam("k")), gone[name])


def _update(connection: Connection, table: Table, columns: tuple[str, ...], rows: list[Row]) -> None:
    statement = update(table).where(_key(table) == bindparam("k")).values({c: bindparam(f"n_{c}") for c in columns})
    if "version" in table.c:
        statement = statement.where(table.c.version == bindparam("v"))
    bound = [{(k if k in ("k", "v") else f"n_{k}"): v for k, v in row.items()} for row in rows]
    done = connection.execute(statement, bound).rowcount
    if done not in (-1, len(rows)):  # the versions were read under the writer's lock
        raise RuntimeError(f"{len(rows)} rows of {table.name} were to be written, {done} were")


def _whole(table: Table, key: Key, after: Row, seq: int, county: str) -> Row:
    """A complete new row."""
    row: Row = {_key(table).name: key}
    for column in table.columns:
        if column.name in OWN or column.primary_key:
            continue
        default = getattr(column.default, "arg", None)
        row[column.name] = after.get(column.name, default)
    if "county" in table.c:
        row["county"] = county
    if "version" in table.c:
        row["version"] = seq
    if table is schema.event:
        row["seal"] = _seal(row)
    return row


def _seal(row: Row) -> int:
    return seal_of(plain(row[name] for name in SEALED))


def _stored(table: Table, name: str, value: Any) -> Any:
    """A journalled value as its column takes it: shapes travel as hex text."""
    return bytes.fromhex(value) if KINDS[table.name][name] is bytes and isinstance(value, str) else value


def _write_steps(connection: Connection, change: Change, seq: int, county: str, staff_id: int, at: int) -> None:
    lines: dict[int, int] = {}
    rows = []
    for step in change.steps:
        event = int(step.event)
        line = lines[event] = lines.get(event, -1) + 1
        rows.append(
            {
                "event": event,
                "seq": seq,
                "line": line,
                "county": county,
                "at": at,
                "act": int(step.act),
                "actor": staff_id,
                "unit": int(step.unit) or None,
                "note": step.note,
            }
        )
    if rows:
        connection.execute(insert(schema.step), rows)
