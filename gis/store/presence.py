"""Who is at which village: rows that stations renew while they work, outside the journal."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select, update

from gis.boundaries.plans.locks import STALE_S, Presence
from gis.store import schema
from gis.store.engine import reading, writing
from gis.store.store import Store


def present(store: Store, now: int) -> list[Presence]:
    """Everyone who was heard of of late, who came first first."""
    p = schema.presence.c
    query = (
        select(p.station, p.village, p.staff, p.name, p.plan, p.since, p.seen_at)
        .where(p.seen_at >= now - STALE_S)
        .order_by(p.since, p.station)
    )
    with reading(store.engine) as connection:
        return [Presence(*row) for row in connection.execute(query)]


def renew(store: Store, station: str, staff: int, name: str, villages: Iterable[str], plan: int, now: int) -> None:
    """Say that a station is at these villages and no others; what is stale is cleared away."""
    p = schema.presence
    wanted = sorted(set(villages))
    with writing(store.engine) as connection:
        county = connection.execute(select(schema.county.c.code)).scalar_one()
        connection.execute(delete(p).where(p.c.seen_at < now - STALE_S))
        connection.execute(delete(p).where(p.c.station == station, p.c.village.not_in(wanted)))
        held = set(connection.execute(select(p.c.village).where(p.c.station == station)).scalars())
        values = {"staff": staff, "name": name, "plan": plan, "seen_at": now}
        connection.execute(update(p).where(p.c.station == station).values(**values))
        for village in wanted:
            if village not in held:
                key = {"station": station, "village": village, "county": county, "since": now}
                connection.execute(insert(p), key | values)
