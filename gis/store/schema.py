"""The tables as the program uses them; gis/store/migrations builds them and a test holds the two equal.

Instants are UTC seconds (0: not yet). Places are lon/lat degrees, EPSG:4490. `version` is the journal sequence that
last wrote a row, 0 for a row as the county was created. Rows carry the county code so that tables can be
partitioned by it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

HEAD = "0007"  # the schema version this program writes: the newest file of migrations/versions
APPLICATION_ID = 0x57474745  # "WGGE" in the header of an SQLite file

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _county() -> Column[str]:
    return Column("county", String(6), nullable=False)


def _version() -> Column[int]:
    return Column("version", BigInteger, nullable=False, default=0)


county = Table(
    "county",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("uid", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("made_up", Boolean, nullable=False),
    Column("outline_credit", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("head_seq", BigInteger, nullable=False),  # last journal row; its lock orders the writers
    Column("head_hash", String(64), nullable=False),
)

division = Table(
    "division",
    metadata,
    Column("code", String(15), primary_key=True),
    _county(),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("parent", String(15), ForeignKey("division.code"), index=True),
    Column("status", Text, nullable=False),
    Column("retired_at", BigInteger, nullable=False),
    Column("retire_reason", Text, nullable=False),
    Column("label_lon", Float(53), nullable=False),
    Column("label_lat", Float(53), nullable=False),
    Column("households", Integer, nullable=False),
    Column("worker", Integer),  # staff id; checked by gis.store.check (staff refers to divisions in turn)
    _version(),
    CheckConstraint("level BETWEEN 3 AND 6", name="level"),
    CheckConstraint("status IN ('有效', '作废')", name="status"),
)

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("division", String(15), ForeignKey("division.code"), nullable=False),
    Column("capacity", Integer, nullable=False),
    _version(),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Integer, ForeignKey("unit.id")),
    Column("division", String(15), ForeignKey("division.code"), nullable=False),
    _version(),
)

category = Table(
    "category",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 0 …, the index that item.category names
    Column("name", Text, nullable=False),
    _version(),
)

item = Table(
    "item",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("category", Integer, ForeignKey("category.id"), nullable=False),
    Column("limit_class", SmallInteger, nullable=False),
    _version(),
)

duty = Table(
    "duty",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 1 …, the order of the list
    _county(),
    Column("number", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("item", Integer, ForeignKey("item.id"), nullable=False),
    Column("division", String(15), ForeignKey("division.code"), nullable=False),
    Column("lead", Integer, ForeignKey("unit.id"), nullable=False),
    Column("assist", Text, nullable=False),  # unit ids joined by commas
    _version(),
)

arc = Table(
    "arc",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("left_code", String(15), ForeignKey("division.code"), index=True),  # null outside the county
    Column("right_code", String(15), ForeignKey("division.code"), index=True),
    Column("rank", SmallInteger, nullable=False),
    Column("path", LargeBinary, nullable=False),  # WKB LineString
    _version(),
)

ground = Table(
    "ground",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("shape", LargeBinary, nullable=False),  # WKB LineString; areas are closed rings
    _version(),
)

household = Table(
    "household",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("division", String(15), ForeignKey("division.code"), nullable=False, index=True),
    Column("lon", Float(53), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("bearing", Float(53), nullable=False),
    Column("people", SmallInteger, nullable=False),
    _version(),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
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
    _version(),
    Column("seal", BigInteger, nullable=False),  # digest of the row, see gis.store.seals
)

step = Table(
    "step",
    metadata,
    Column("event", Integer, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # journal row that wrote it, 0 at creation
    Column("line", Integer, primary_key=True, autoincrement=False),  # order within event and seq
    _county(),
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
    _county(),
    Column("event", Integer, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("after", Boolean, nullable=False),
    Column("taken_at", BigInteger, nullable=False),
    Column("lon", Float(53), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("blob", String(64), ForeignKey("blob.sha256"), nullable=False),
    _version(),
    Index("ix_photo_event", "event"),
)

limit_rule = Table(
    "limit_rule",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("limit_class", SmallInteger, nullable=False),
    Column("effective", String(10), nullable=False),  # 2026-01-01
    Column("reply_unit", SmallInteger, nullable=False),
    Column("reply_amount", Integer, nullable=False),
    Column("close_unit", SmallInteger, nullable=False),
    Column("close_amount", Integer, nullable=False),
    Column("warn_share", Float(53), nullable=False),
    Column("item", Integer, nullable=False, server_default="0"),  # item id, 0 for every item of the class
    _version(),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("day", String(10), primary_key=True),  # 2026-10-01
    Column("working", Boolean, nullable=False),
    Column("name", Text, nullable=False),  # 国庆节; 调休上班
    _version(),
)

calendar_year = Table(
    "calendar_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("notice", Text, nullable=False),  # where its days come from
    Column("confirmed", Boolean, nullable=False),  # whole: calendar_day holds every day that is not the weekend rule's
    _version(),
)

setting = Table(
    "setting",
    metadata,
    Column("key", String(40), primary_key=True),  # see resources/tables/workflow.toml
    Column("value", Text, nullable=False),
    _version(),
)

clock_act = Table(
    "clock_act",
    metadata,
    Column("id", String(24), primary_key=True),  # event id and running number, 271.1: two stations that ask collide
    _county(),
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
    _version(),
    Index("ix_clock_act_event", "event"),
)

merged = Table(
    "merged",
    metadata,
    Column("event", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),  # the duplicate
    _county(),
    Column("parent", Integer, ForeignKey("event.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    _version(),
    Index("ix_merged_parent", "parent"),
)

assisting = Table(
    "assisting",
    metadata,
    Column("id", String(24), primary_key=True),  # event id and unit id, 271/5
    _county(),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("unit", Integer, ForeignKey("unit.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    _version(),
    Index("ix_assisting_event", "event"),
)

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("login", String(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),  # gis.people.roles.Role
    Column("staff", Integer, nullable=False, default=0),  # staff id, 0 none
    Column("unit", Integer, ForeignKey("unit.id")),
    Column("division", String(15), ForeignKey("division.code")),
    Column("disabled", Boolean, nullable=False, default=False),
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("created_at", "password_at")),
    _version(),
)

# What the journal, which every station reads, must never hold.
account_secret = Table(
    "account_secret",
    metadata,
    Column("account", Integer, ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("password_hash", Text, nullable=False),  # argon2id
    Column("failures", Integer, nullable=False, default=0),  # in a row
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("failed_at", "seen_at")),
)

plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
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
    _version(),
)

plan_stroke = Table(
    "plan_stroke",
    metadata,
    Column("id", String(24), primary_key=True),  # plan id and number, 12.7
    _county(),
    Column("plan", Integer, ForeignKey("plan.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("label", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON, see gis.boundaries.plans.strokes
    Column("undone", Boolean, nullable=False, default=False),
    Column("author", Integer, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    _version(),
)

border_lock = Table(
    "border_lock",
    metadata,
    Column("code", String(15), ForeignKey("division.code"), primary_key=True),
    _county(),
    Column("by_staff", Integer, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    _version(),
)

# Who has a village on the planner's table: a heartbeat, not an act, so outside the journal.
presence = Table(
    "presence",
    metadata,
    Column("station", String(80), primary_key=True),
    Column("village", String(12), primary_key=True),
    _county(),
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
    _county(),
    Column("at", BigInteger, nullable=False),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Integer, primary_key=True),
    _county(),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_saved_view_owner", "owner", "name", unique=True),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _county(),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("station", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", BigInteger, nullable=False),
    Column("before", Text, nullable=False),  # JSON, see gis.store.journal
    Column("after", Text, nullable=False),
    Column("steps", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
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
    _version(),
)

letter_event = Table(
    "letter_event",
    metadata,
    Column("id", String(24), primary_key=True),  # letter id and event id, 12/271
    _county(),
    Column("letter", Integer, ForeignKey("letter.id"), nullable=False),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    _version(),
    Index("ix_letter_event_letter", "letter"),
    Index("ix_letter_event_event", "event"),
)

rectification = Table(
    "rectification",
    metadata,
    Column("id", String(24), primary_key=True),  # letter id and running number, 12.1
    _county(),
    Column("letter", Integer, ForeignKey("letter.id"), nullable=False),
    Column("demand", Text, nullable=False, default=""),
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("due_at", "asked_at", "done_at")),
    *(Column(name, Text, nullable=False, default="") for name in ("asker", "reporter", "report")),
    _version(),
    Index("ix_rectification_letter", "letter"),
)

accountability = Table(
    "accountability",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _county(),
    Column("unit", Integer, ForeignKey("unit.id")),
    *(Column(name, Text, nullable=False, default="") for name in ("person", "form", "reason")),
    Column("letter", Integer, ForeignKey("letter.id")),
    Column("at", BigInteger, nullable=False, default=0),
    Column("by", Text, nullable=False, default=""),
    _version(),
)

dismissal = Table(
    "dismissal",
    metadata,
    Column("id", String(24), primary_key=True),  # event id and running number, 271.1
    _county(),
    Column("event", Integer, ForeignKey("event.id"), nullable=False),
    Column("rank", SmallInteger, nullable=False),
    *(Column(name, Text, nullable=False, default="") for name in ("rules", "words")),
    Column("at", BigInteger, nullable=False, default=0),
    Column("by", Text, nullable=False, default=""),
    _version(),
    Index("ix_dismissal_event", "event"),
)

EDITABLE = (  # what a Change may edit, parents first: inserts go down this list, deletes up
    division, unit, staff, category, item, duty, arc, ground, household, event, photo, limit_rule, calendar_day,
    calendar_year, setting, clock_act, merged, assisting, account, plan, plan_stroke, border_lock,
    letter, letter_event, rectification, accountability, dismissal,
)  # fmt: skip
