"""The append-only journal; saved views."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from gis.store.schema.base import county_code, metadata

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Integer, primary_key=True),
    county_code(),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_saved_view_owner", "owner", "name", unique=True),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    county_code(),
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
