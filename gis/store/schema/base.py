"""What all tables share: the version of the schema, the metadata, columns that every row carries."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, String

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


def county_code() -> Column[str]:
    """The county of a row, by which tables can be partitioned."""
    return Column("county", String(6), nullable=False)


def version() -> Column[int]:
    """The journal sequence that last wrote a row, 0 as the county was created."""
    return Column("version", BigInteger, nullable=False, default=0)
