"""Changes of what the county itself decides: settings, single days of the calendar."""

from __future__ import annotations

from sqlalchemy import select

from gis.foundation.changes import Change, RowEdit
from gis.foundation.settings import WORDS, parsed
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store


def set_value(store: Store, name: str, text: str) -> Change:
    """The change that sets one of the county's numbers (a field of Settings); Refused if it is none or not allowed."""
    parsed(name, text)
    s = schema.setting.c
    with reading(store.engine) as connection:
        held = connection.execute(select(s.value, s.version).where(s.key == name)).first()
    if held is None:
        edit = RowEdit("setting", name, 0, None, {"value": text})
    else:
        edit = RowEdit("setting", name, held.version, {"value": held.value}, {"value": text})
    return Change("set", f"{WORDS[name]}设为 {text}", (edit,))
