"""Rows against their seals and against the journal: which row was altered past the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from gis.store import schema
from gis.store.bulk import fetched
from gis.store.checking.chain import Account, RowKey, plain_json
from gis.store.checking.fault import Fault
from gis.store.seals import SEALED, plain, seal_of

NAMED_AT_MOST = 20  # altered rows named one by one


def event_seals(connection: Connection) -> Iterator[Fault]:
    """Event rows whose values are not those that were sealed."""
    query = select(*(schema.event.c[n] for n in SEALED), schema.event.c.seal).order_by(schema.event.c.id)
    number = SEALED.index("number")
    found = 0
    for batch in fetched(connection, query):
        for row in batch:
            if seal_of(plain(row[:-1])) != row[-1]:
                found += 1
                if found <= NAMED_AT_MOST:
                    message = f"事件 {row[number]} 被程序以外的手段改动过，与其封印不符。"
                    yield Fault("row", f"event {row[0]}", message)
    if found > NAMED_AT_MOST:
        yield Fault("row", "event", f"共有 {found} 个事件被程序以外的手段改动过。")


def touched_rows(connection: Connection, account: Account) -> Iterator[Fault]:
    """Rows that a change wrote must hold what the journal says was written last."""
    for table in schema.EDITABLE:
        key = table.primary_key.columns[0].name
        wanted = {k: v for k, v in account.now.items() if k[0] == table.name}
        if not wanted:
            continue
        for row in _rows(connection, table, [k[1] for k in wanted]):
            yield from _compared((table.name, row[key]), row, wanted.pop((table.name, row[key])), account)
        for (name, gone), values in wanted.items():
            if values is not None:
                yield Fault("row", f"{name} {gone}", f"{name} {gone} 应在库中（日志有记载），却不见了。")


def _rows(connection: Connection, table: Any, keys: list[Any]) -> Iterator[dict[str, Any]]:
    column = table.primary_key.columns[0]
    for start in range(0, len(keys), 5000):
        found = connection.execute(select(table).where(column.in_(keys[start : start + 5000])))
        yield from (dict(row) for row in found.mappings())


def _compared(key: RowKey, row: dict[str, Any], values: dict[str, Any] | None, account: Account) -> Iterator[Fault]:
    where, seq = f"{key[0]} {key[1]}", account.version[key]
    if values is None:
        yield Fault("row", where, f"{where} 已由日志第 {seq} 行删去，却仍在库中。")
        return
    for name, value in values.items():
        held = row[name].hex() if isinstance(row[name], bytes) else row[name]
        if held != value:
            told = f"{where} 的 {name} 应为 {plain_json(value)}（日志第 {seq} 行前后），库中却是 {plain_json(held)}。"
            yield Fault("row", where, told)
            return
    if row.get("version") != seq:
        yield Fault("row", where, f"{where} 应由日志第 {seq} 行最后写入，库中记的是第 {row.get('version')} 行。")


def border_changes(connection: Connection, account: Account) -> Iterator[Fault]:
    """The index of journal rows that changed borders against the journal: by it any day's borders are shown."""
    b = schema.border_change.c
    held = {seq: at for seq, at in connection.execute(select(b.seq, b.at))}
    for seq in sorted(held.keys() ^ account.bordered.keys()):
        what = "没有改动界线，却列在" if seq in held else "改动了界线，却没有列在"
        yield Fault("row", f"border_change {seq}", f"日志第 {seq} 行{what}界线改动的索引里。")
    for seq in sorted(seq for seq, at in held.items() if account.bordered.get(seq, at) != at):
        yield Fault("row", f"border_change {seq}", f"界线改动的索引里第 {seq} 行的时间与日志不符。")


def written_steps(connection: Connection, account: Account) -> Iterator[Fault]:
    """Steps written by changes against the journal. Steps of an event that is gone went with it."""
    s = schema.step.c
    query = select(s.event, s.seq, s.act, s.unit, s.note).where(s.seq > 0).order_by(s.event, s.seq, s.line)
    held: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for event, seq, act, unit, note in connection.execute(query):
        held.setdefault((event, seq), []).append((act, unit or 0, note))
    for key, told in account.steps.items():
        gone = account.now.get(("event", key[0]), {}) is None
        reborn = account.version.get(("event", key[0]), 0) > key[1] and ("event", key[0]) in account.created
        if held.pop(key, None) != told and not gone and not (reborn and account.created["event", key[0]] is None):
            yield Fault("step", f"event {key[0]}", f"事件 {key[0]} 的办理过程与日志第 {key[1]} 行不符。")
    for event, seq in held:
        yield Fault("step", f"event {event}", f"事件 {event} 的办理过程里有日志第 {seq} 行没有记载的内容。")
