"""The record of supervision."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from gis.store.schema.base import county_code, metadata, version

letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("rank", SmallInteger, nullable=False),  # gis.evaluation.supervision.RANK: 1 urge, 2 supervise
    Column("number", Text, nullable=False),
    Column("unit", Integer, ForeignKey("unit.id")),  # null: the county's dispatchers
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("issued_at", "answer_by")),
    Column("presumed", Boolean, nullable=False, default=False),
    *(Column(name, Text, nullable=False, default="") for name in ("issuer", "issued_by", "words")),
    Column("state", SmallInteger, nullable=False),  # gis.oversight.records.LetterState
    Column("answered_at", BigInteger, nullable=False, default=0),
    *(Column(name, Text, nullable=False, default="") for name in ("answerer", "answer", "responsible")),
    Column("closed_at", BigInteger, nullable=False, default=0),
    *(Column(name, Text, nullable=False, default="") for name in ("closer", "closing")),
    version(),
)

letter_event = Table(
    "letter_event",
    metadata,
    Column("id", String(24), primary_key=True),  # letter id and event id, 12/271
    county_code(),
    Column("letter", Integer, ForeignKey("letter.id"), nullable=False),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    version(),
    Index("ix_letter_event_letter", "letter"),
    Index("ix_letter_event_event", "event"),
)

rectification = Table(
    "rectification",
    metadata,
    Column("id", String(24), primary_key=True),  # letter id and running number, 12.1
    county_code(),
    Column("letter", Integer, ForeignKey("letter.id"), nullable=False),
    Column("demand", Text, nullable=False, default=""),
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("due_at", "asked_at", "done_at")),
    *(Column(name, Text, nullable=False, default="") for name in ("asker", "reporter", "report")),
    version(),
    Index("ix_rectification_letter", "letter"),
)

accountability = Table(
    "accountability",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("unit", Integer, ForeignKey("unit.id")),
    *(Column(name, Text, nullable=False, default="") for name in ("person", "form", "reason")),
    Column("letter", Integer, ForeignKey("letter.id")),
    Column("at", BigInteger, nullable=False, default=0),
    Column("by", Text, nullable=False, default=""),
    version(),
)

dismissal = Table(
    "dismissal",
    metadata,
    Column("id", String(24), primary_key=True),  # event id and running number, 271.1
    county_code(),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("rank", SmallInteger, nullable=False),
    *(Column(name, Text, nullable=False, default="") for name in ("rules", "words")),
    Column("at", BigInteger, nullable=False, default=0),
    Column("by", Text, nullable=False, default=""),
    version(),
    Index("ix_dismissal_event", "event"),
)
