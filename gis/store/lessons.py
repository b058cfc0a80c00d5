"""What people put right, read from the histories: events that were reclassified, and units that sent events back."""

from __future__ import annotations

from sqlalchemy import select

from gis.events.states import Act
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store
from gis.workflow.screening.model import Lessons


def lessons(store: Store) -> Lessons:
    """Everything that the first screening learns beyond the closed events themselves."""
    s = schema.step.c
    with reading(store.engine) as connection:
        corrected = connection.execute(select(s.event).where(s.act == int(Act.RECLASSIFY)).distinct()).scalars().all()
        returned = connection.execute(
            select(s.event, s.unit).where(s.act == int(Act.RETURN), s.unit.is_not(None))
        ).all()
    return Lessons(frozenset(corrected), tuple((event, unit) for event, unit in returned))
