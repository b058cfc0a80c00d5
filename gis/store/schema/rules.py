"""What the county decides about its clocks: limits, calendar, numbers."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Integer, SmallInteger, String, Table, Text

from gis.store.schema.base import county_code, metadata, version

limit_rule = Table(
    "limit_rule",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    county_code(),
    Column("limit_class", SmallInteger, nullable=False),
    Column("effective", String(10), nullable=False),  # 2026-01-01
    Column("reply_unit", SmallInteger, nullable=False),
    Column("reply_amount", Integer, nullable=False),
    Column("close_unit", SmallInteger, nullable=False),
    Column("close_amount", Integer, nullable=False),
    Column("warn_share", Float(53), nullable=False),
    Column("item", Integer, nullable=False, server_default="0"),  # item id, 0 for every item of the class
    version(),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("day", String(10), primary_key=True),  # 2026-10-01
    Column("working", Boolean, nullable=False),
    Column("name", Text, nullable=False),  # 国庆节; 调休上班
    version(),
)

calendar_year = Table(
    "calendar_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("notice", Text, nullable=False),  # where its days come from
    Column("confirmed", Boolean, nullable=False),  # whole: calendar_day holds every day that is not the weekend rule's
    version(),
)

setting = Table(
    "setting",
    metadata,
    Column("key", String(40), primary_key=True),  # see resources/tables/workflow.toml
    Column("value", Text, nullable=False),
    version(),
)
