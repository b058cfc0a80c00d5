"""Free keys of the event table: the next id, and the last number of each day."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from gis.events.columns import stamp_of_day
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store
from gis.workflow.report import Keys


def event_keys(store: Store, days: Iterable[int]) -> Keys:
    """The keys as the store has them now, for events reported on these day numbers. Two stations that take the same
    ones collide, and the second is refused and retried; nothing is numbered twice."""
    event = schema.event.c
    with reading(store.engine) as connection:
        last = int(connection.execute(select(func.coalesce(func.max(event.id), 0))).scalar_one())
        serial = {}
        for day in set(days):
            begin = f"JL{stamp_of_day(day)}-"
            # digits only at the bounds: collations of PostgreSQL differ in what they make of signs
            numbers = select(event.number).where(event.number >= f"{begin}0", event.number <= f"{begin}99999999")
            held = [int(n[len(begin) :]) for n in connection.execute(numbers).scalars() if n.startswith(begin)]
            serial[day] = max(held, default=0)
    return Keys(last + 1, serial)
