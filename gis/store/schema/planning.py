"""Plans, their strokes, locks, and who has a village on the table."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text

from gis.store.schema.base import county_code, metadata, version

plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("state", String(12), nullable=False),  # gis.boundaries.plans.plan.PlanState
    Column("villages", Text, nullable=False, default=""),  # codes joined by commas
    Column("codes", Text, nullable=False, default=""),  # JSON: number while drawn → number as submitted
    Column("author", Integer, nullable=False),  # staff id
    Column("author_name", Text, nullable=False),
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("created_at", "touched_at", "base_seq")),
    Column("strokes", Integer, nullable=False, default=0),  # numbers given so far
    Column("submitted_at", BigInteger, nullable=False, default=0),
    Column("decided_by", Integer, nullable=False, default=0),
    Column("decider", Text, nullable=False, default=""),
    Column("decided_at", BigInteger, nullable=False, default=0),
    Column("reason", Text, nullable=False, default=""),  # of the decision, or of taking it back
    Column("effective", String(10), nullable=False, default=""),  # 2026-12-01
    Column("copied_from", Integer, nullable=False, default=0),
    version(),
)

plan_stroke = Table(
    "plan_stroke",
    metadata,
    Column("id", String(24), primary_key=True),  # plan id and number, 12.7
    county_code(),
    Column("plan", Integer, ForeignKey("plan.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("label", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON, see gis.boundaries.plans.strokes
    Column("undone", Boolean, nullable=False, default=False),
    Column("author", Integer, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    version(),
)

border_lock = Table(
    "border_lock",
    metadata,
    Column("code", String(15), ForeignKey("division.code"), primary_key=True),
    county_code(),
    Column("by_staff", Integer, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    version(),
)

# Who has a village on the planner's table: a heartbeat, not an act, so outside the journal.
presence = Table(
    "presence",
    metadata,
    Column("station", String(80), primary_key=True),
    Column("village", String(12), primary_key=True),
    county_code(),
    Column("staff", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("plan", Integer, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in ("since", "seen_at")),
)

# Journal rows that wrote arcs, divisions or households: an index of the journal, written with it.
border_change = Table(
    "border_change",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    county_code(),
    Column("at", BigInteger, nullable=False),
)
