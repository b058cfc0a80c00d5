"""Accounts; secrets lie apart from what the journal may hold."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text

from gis.store.schema.base import county_code, metadata, version

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("login", String(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),  # gis.people.roles.Role
    Column("staff", Integer, nullable=False, default=0),  # staff id, 0 none
    Column("unit", Integer, ForeignKey("unit.id")),
    Column("division", String(15), ForeignKey("division.code")),
    Column("disabled", Boolean, nullable=False, default=False),
    *(Column(name, BigInteger, nullable=False, default=0) for name in ("created_at", "password_at")),
    version(),
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
