"""Plans, strokes and locks as the store has them, and the journal rows that changed borders."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, or_, select

from gis.boundaries.editing.neighbours import Neighbourhood
from gis.boundaries.editing.parts import Arc, Place
from gis.boundaries.editing.paths import points_of_path
from gis.boundaries.plans.locks import Lock
from gis.boundaries.plans.plan import Plan, PlanState, Stroke
from gis.boundaries.plans.strokes import parts_of
from gis.foundation.changes import Committed
from gis.foundation.crs import to_metres
from gis.store import schema
from gis.store.engine import reading
from gis.store.journal import committed_of
from gis.store.reading import foreign_codes
from gis.store.store import Store


def plans(store: Store) -> list[Plan]:
    """All plans, the one last worked on first."""
    p = schema.plan
    with reading(store.engine) as connection:
        rows = connection.execute(select(p).order_by(p.c.touched_at.desc(), p.c.id.desc())).mappings().all()
    return [_plan(row) for row in rows]


def plan(store: Store, plan_id: int) -> Plan | None:
    """One plan; None if there is none of that id."""
    p = schema.plan
    with reading(store.engine) as connection:
        row = connection.execute(select(p).where(p.c.id == plan_id)).mappings().first()
    return None if row is None else _plan(row)


def next_plan(store: Store) -> int:
    """An id for a new plan; a second station that takes the same one is refused as stale and asks again."""
    with reading(store.engine) as connection:
        return int(connection.execute(select(func.coalesce(func.max(schema.plan.c.id), 0))).scalar_one()) + 1


def strokes(store: Store, plan: Plan) -> list[Stroke]:
    """The strokes of a plan in order of drawing, those taken back too; new grids under the numbers of the plan."""
    s = schema.plan_stroke
    with reading(store.engine) as connection:
        rows = connection.execute(select(s).where(s.c.plan == plan.id).order_by(s.c.number)).mappings().all()
    return [
        Stroke(
            plan.id, row["number"], row["kind"], row["label"], *parts_of(row["body"], plan.codes), bool(row["undone"]),
            row["author"], row["author_name"], row["at"], row["version"],
        )
        for row in rows
    ]  # fmt: skip


def locks(store: Store) -> list[Lock]:
    """All locks by code."""
    b = schema.border_lock.c
    with reading(store.engine) as connection:
        rows = connection.execute(select(b.code, b.by_staff, b.by_name, b.at, b.reason, b.version).order_by(b.code))
        return [Lock(*row) for row in rows]


def border_rows(store: Store, after_seq: int = 0, after: int = 0) -> list[Committed]:
    """Journal rows that wrote arcs, divisions or households, oldest first: those with a sequence above `after_seq` made
    after the instant `after` (UTC seconds)."""
    b, j = schema.border_change.c, schema.journal
    query = (
        select(j).join(schema.border_change, b.seq == j.c.seq).where(b.seq > after_seq, b.at > after).order_by(b.seq)
    )
    with reading(store.engine) as connection:
        return [committed_of(dict(row)) for row in connection.execute(query).mappings()]


def border_dates(store: Store) -> list[tuple[int, int, str, str]]:
    """(sequence, UTC seconds, who, label) of every change of borders, oldest first."""
    b, j = schema.border_change.c, schema.journal.c
    query = select(b.seq, b.at, j.actor, j.label).join(schema.journal, b.seq == j.seq).order_by(b.seq)
    with reading(store.engine) as connection:
        return [(seq, at, actor, label) for seq, at, actor, label in connection.execute(query)]


def neighbourhood(store: Store) -> Neighbourhood | None:
    """The counties around this one, None where they were not imported."""
    a, d = schema.arc.c, schema.division.c
    with reading(store.engine) as connection:
        codes = foreign_codes(connection)
        if not codes:
            return None
        rows = connection.execute(
            select(a.id, a.path, a.left_code, a.right_code, a.version).where(
                or_(a.left_code.in_(codes), a.right_code.in_(codes))
            )
        ).all()
        named = connection.execute(
            select(d.code, d.name, d.short_name, d.label_lon, d.label_lat, d.version).where(d.code.in_(codes))
        ).all()
    arcs = {i: Arc(i, points_of_path(path), left or "", right or "", version) for i, path, left, right, version in rows}
    places = {}
    for code, name, short, lon, lat, version in named:
        x, y = to_metres(lon, lat)
        places[code] = Place(code, name, short, 0, 0, (float(x), float(y)), version)
    return Neighbourhood(arcs, places)


def created_at(store: Store) -> int:
    """When the county was created, UTC seconds: before that there are no borders to show."""
    with reading(store.engine) as connection:
        return int(connection.execute(select(schema.county.c.created_at)).scalar_one())


def last_border_seq(store: Store) -> int:
    """The last journal row that changed borders, 0 if none did since the county was created."""
    with reading(store.engine) as connection:
        return int(connection.execute(select(func.coalesce(func.max(schema.border_change.c.seq), 0))).scalar_one())


def _plan(row: Any) -> Plan:
    return Plan(
        row["id"], row["name"], row["note"], PlanState(row["state"]),
        tuple(row["villages"].split(",")) if row["villages"] else (), json.loads(row["codes"]) if row["codes"] else {},
        row["author"], row["author_name"], row["created_at"], row["touched_at"], row["base_seq"], row["strokes"],
        row["submitted_at"], row["decided_by"], row["decider"], row["decided_at"], row["reason"], row["effective"],
        row["copied_from"], row["version"],
    )  # fmt: skip
