"""Events, their steps and pictures, and the facts of their clocks."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from gis.store.schema.base import county_code, metadata, version

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("number", Text, nullable=False, unique=True),
    Column("lon", Float(53), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("division", String(15), ForeignKey("division.code"), nullable=False, index=True),
    Column("item", Integer, ForeignKey("item.id"), nullable=False),
    Column("limit_class", SmallInteger, nullable=False),
    Column("source", SmallInteger, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("paused", Boolean, nullable=False, default=False),
    Column("unit", Integer, ForeignKey("unit.id")),
    Column("suggested", Integer, ForeignKey("unit.id")),
    *(
        Column(name, BigInteger, nullable=False, default=0)
        for name in (
            "reported_at",
            "accepted_at",
            "assigned_at",
            "replied_at",
            "resolved_at",
            "closed_at",
            "paused_at",
            "reply_due",
            "close_due",
            "warn_at",
        )
    ),
    Column("provisional", Boolean, nullable=False, default=False),
    *(Column(name, SmallInteger, nullable=False, default=0) for name in ("returns", "rework", "rating", "photos")),
    Column("description", Text, nullable=False, default=""),
    Column("reporter", Text, nullable=False, default=""),
    Column("phone", Text, nullable=False, default=""),
    version(),
    Column("seal", BigInteger, nullable=False),  # digest of the row, see gis.store.seals
)

step = Table(
    "step",
    metadata,
    Column("event", Integer, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # journal row that wrote it, 0 at creation
    Column("line", Integer, primary_key=True, autoincrement=False),  # order within event and seq
    county_code(),
    Column("at", BigInteger, nullable=False),
    Column("act", SmallInteger, nullable=False),
    Column("actor", Integer, nullable=False),  # staff id, 0 the platform
    Column("unit", Integer),  # unit id
    Column("note", Text, nullable=False),
    sqlite_with_rowid=False,
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

photo = Table(
    "photo",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("event", Integer, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("after", Boolean, nullable=False),
    Column("taken_at", BigInteger, nullable=False),
    Column("lon", Float(53), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("blob", String(64), ForeignKey("blob.sha256"), nullable=False),
    version(),
    Index("ix_photo_event", "event"),
)

clock_act = Table(
    "clock_act",
    metadata,
    Column("id", String(24), primary_key=True),  # event id and running number, 271.1: two stations that ask collide
    county_code(),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("kind", SmallInteger, nullable=False),  # gis.workflow.case_file.ClockKind
    Column("state", SmallInteger, nullable=False),  # gis.workflow.case_file.Decision
    Column("reason", Text, nullable=False),
    Column("days", Integer, nullable=False, default=0),  # of an extension
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("start_at", "end_at")),  # end 0: runs
    Column("asked_by", Integer, nullable=False),  # staff id
    Column("asker", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("decided_by", Integer, nullable=False, default=0),
    Column("decider", Text, nullable=False, default=""),
    Column("decided_at", BigInteger, nullable=False, default=0),
    Column("words", Text, nullable=False, default=""),  # of the decision
    version(),
    Index("ix_clock_act_event", "event"),
)

merged = Table(
    "merged",
    metadata,
    Column("event", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),  # the duplicate
    county_code(),
    Column("parent", Integer, ForeignKey("event.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    version(),
    Index("ix_merged_parent", "parent"),
)

assisting = Table(
    "assisting",
    metadata,
    Column("id", String(24), primary_key=True),  # event id and unit id, 271/5
    county_code(),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("unit", Integer, ForeignKey("unit.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    version(),
    Index("ix_assisting_event", "event"),
)
