"""Changes of what the county itself decides: settings, single days of the calendar."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from gis.foundation.changes import Change, RowEdit
from gis.foundation.settings import WORDS, parsed
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store


def value_edits(store: Store, values: Mapping[str, str]) -> list[RowEdit]:
    """The edits that set some of the county's numbers (fields of Settings, as texts); Refused if one is none or not
    allowed."""
    for name, text in values.items():
        parsed(name, text)
    s = schema.setting.c
    with reading(store.engine) as connection:
        rows = connection.execute(select(s.key, s.value, s.version).where(s.key.in_(list(values))))
        held = {row.key: row for row in rows}
    return [
        RowEdit("setting", name, held[name].version, {"value": held[name].value}, {"value": text})
        if name in held
        else RowEdit("setting", name, 0, None, {"value": text})
        for name, text in values.items()
    ]


def set_value(store: Store, name: str, text: str) -> Change:
    """The change that sets one of the county's numbers; Refused if it is none or not allowed."""
    edits = tuple(value_edits(store, {name: text}))
    return Change("set", values_label({name: text}), edits)


def values_label(values: Mapping[str, str]) -> str:
    """退单次数上限设为 3，锁屏分钟数设为 10."""
    return "，".join(f"{WORDS[name]}设为 {text or '随附的'}" for name, text in values.items())


def own_values(store: Store) -> dict[str, str]:
    """What the county set over the shipped table, by name."""
    s = schema.setting.c
    with reading(store.engine) as connection:
        return {row.key: row.value for row in connection.execute(select(s.key, s.value))}
