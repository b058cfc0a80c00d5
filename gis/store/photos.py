"""Keys of the photo table."""

from __future__ import annotations

from sqlalchemy import func, select

from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store


def next_photo(store: Store) -> int:
    """A key that no picture has yet. Two stations that take the same one collide, and the second is refused and
    retried."""
    with reading(store.engine) as connection:
        return int(connection.execute(select(func.coalesce(func.max(schema.photo.c.id), 0))).scalar_one()) + 1
