"""Acts of many histories at once: what evaluation and supervision need beyond the columns of events."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from sqlalchemy import Connection, func, select
from sqlalchemy.sql import ColumnElement

from gis.evaluation.acts import TOLD, Acts
from gis.events.states import Act
from gis.store import schema
from gis.store.bulk import fetched, uncollected

CHUNK = 500  # event ids named in one statement


def read_told(connection: Connection) -> Acts:
    """Every act of gis.evaluation.acts.TOLD and all assignments of events that had more than one; undone ones left
    out. One pass over the histories: 0.4 s on 1.2 million steps."""
    s = schema.step.c
    several = select(s.event).where(s.act == int(Act.ASSIGN)).group_by(s.event).having(func.count() > 1)
    wanted = s.act.in_([int(a) for a in TOLD]) | ((s.act == int(Act.ASSIGN)) & s.event.in_(several))
    return _acts(connection, [wanted], undone(connection))


def read_of(connection: Connection, event_ids: Iterable[int]) -> Acts:
    """Every act of the given events, undone ones left out."""
    ids = sorted({int(i) for i in event_ids})
    s = schema.step.c
    parts: list[ColumnElement[bool]] = [s.event.in_(ids[i : i + CHUNK]) for i in range(0, len(ids), CHUNK)]
    return _acts(connection, parts, undone(connection))


def undone(connection: Connection) -> set[int]:
    """Journal sequences whose steps do not stand: what was undone and not redone, and every undoing and redoing itself,
    whose own step only says that something was taken back or restored. A redo undoes an undo, so it is the number of
    takings back that decides."""
    j = schema.journal.c
    taken_back: dict[int, tuple[int, bool]] = {}  # sequence → what it is about in the end, whether that is gone
    gone: set[int] = set()
    query = select(j.seq, j.undoes).where(j.undoes > 0).order_by(j.seq)
    for seq, undoes in connection.execute(query):
        first, away = taken_back.get(undoes, (undoes, False))
        taken_back[seq] = (first, not away)
        (gone.discard if away else gone.add)(first)
    return gone | set(taken_back)


def _acts(connection: Connection, parts: list[ColumnElement[bool]], gone: set[int]) -> Acts:
    s = schema.step.c
    rows: list[tuple[int, ...]] = []
    with uncollected():
        for part in parts:
            query = select(s.event, s.at, s.act, func.coalesce(s.unit, 0), s.seq).where(part)
            for batch in fetched(connection, query.order_by(s.event, s.seq, s.line)):
                rows += [row for row in batch if row[4] not in gone] if gone else batch
        table = np.array(rows, np.int64).reshape(-1, 5)
    return Acts(table[:, 0].astype(np.int32), table[:, 1], table[:, 2].astype(np.uint8), table[:, 3].astype(np.int32))
