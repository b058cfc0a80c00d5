"""The county's own evaluation table: one row of its settings, the TOML text as a whole, and who set it last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gis.foundation.changes import RowEdit
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store

KEY = "evaluation"


@dataclass(frozen=True)
class OwnTable:
    """text: TOML. version: the journal row that wrote it. at: UTC seconds; actor, label: who set it and as what."""

    text: str
    version: int
    at: int
    actor: str
    label: str
    reason: str


def own_table(store: Store) -> OwnTable | None:
    """The table that the county set for itself; None while it goes by the shipped one."""
    s, j = schema.setting.c, schema.journal.c
    query = (
        select(s.value, s.version, j.at, j.actor, j.label, j.reason)
        .select_from(schema.setting.outerjoin(schema.journal, s.version == j.seq))
        .where(s.key == KEY)
    )
    with reading(store.engine) as connection:
        row = connection.execute(query).first()
    if row is None or not row.value:
        return None
    return OwnTable(row.value, int(row.version), int(row.at or 0), row.actor or "", row.label or "", row.reason or "")


def table_edit(own: OwnTable | None, text: str) -> RowEdit:
    """The edit that makes `text` the county's own table; an empty one goes back to the shipped table."""
    if own is None:
        return RowEdit("setting", KEY, 0, None, {"value": text})
    after = {"value": text} if text else None
    return RowEdit("setting", KEY, own.version, {"value": own.text}, after)
