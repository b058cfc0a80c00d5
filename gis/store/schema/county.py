"""The county itself: divisions, units, people on the ground, items and duties, borders, ground, households."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from gis.store.schema.base import county_code, metadata, version

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
    county_code(),
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
    version(),
    CheckConstraint("level BETWEEN 3 AND 6", name="level"),
    CheckConstraint("status IN ('有效', '作废')", name="status"),
)

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("division", String(15), ForeignKey("division.code"), nullable=False),
    Column("capacity", Integer, nullable=False),
    version(),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Integer, ForeignKey("unit.id")),
    Column("division", String(15), ForeignKey("division.code"), nullable=False),
    version(),
)

category = Table(
    "category",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 0 …, the index that item.category names
    Column("name", Text, nullable=False),
    version(),
)

item = Table(
    "item",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("category", Integer, ForeignKey("category.id"), nullable=False),
    Column("limit_class", SmallInteger, nullable=False),
    version(),
)

duty = Table(
    "duty",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 1 …, the order of the list
    county_code(),
    Column("number", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("item", Integer, ForeignKey("item.id"), nullable=False),
    Column("division", String(15), ForeignKey("division.code"), nullable=False),
    Column("lead", Integer, ForeignKey("unit.id"), nullable=False),
    Column("assist", Text, nullable=False),  # unit ids joined by commas
    version(),
)

arc = Table(
    "arc",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("left_code", String(15), ForeignKey("division.code"), index=True),  # null outside the county
    Column("right_code", String(15), ForeignKey("division.code"), index=True),
    Column("rank", SmallInteger, nullable=False),
    Column("path", LargeBinary, nullable=False),  # WKB LineString
    version(),
)

ground = Table(
    "ground",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("shape", LargeBinary, nullable=False),  # WKB LineString; areas are closed rings
    version(),
)

household = Table(
    "household",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("division", String(15), ForeignKey("division.code"), nullable=False, index=True),
    Column("lon", Float(53), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("bearing", Float(53), nullable=False),
    Column("people", SmallInteger, nullable=False),
    version(),
)
