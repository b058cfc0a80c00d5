"""People as the store has them: the next number for somebody new."""

from __future__ import annotations

from sqlalchemy import func, select

from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store


def next_staff(store: Store) -> int:
    """An id for somebody new; a second station that takes the same one is refused as stale and asks again."""
    with reading(store.engine) as connection:
        return int(connection.execute(select(func.coalesce(func.max(schema.staff.c.id), 0))).scalar_one()) + 1
