"""Connections: one SQLAlchemy engine for a county file or a PostgreSQL database, and transactions that mean it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from gis.store.faults import retell
from gis.store.places import Place

BUSY_S = 10.0


def engine_of(place: Place) -> Engine:
    """An engine for a place; used from a worker thread and from the one that opened it, so connections may move
    between threads. Nothing is touched until the first connection."""
    if place.url:
        return create_engine(place.url, pool_size=2, max_overflow=4, pool_pre_ping=True)
    engine = create_engine(f"sqlite:///{place.path}", pool_size=2, max_overflow=4, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # transactions are ours to begin, see _begin
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "cache_size=-16000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wangge_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the county; StoreError instead of a driver's error."""
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    except (DBAPIError, sqlite3.Error, OSError) as error:
        retell(error)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the writer's place from its start; all of it is kept or nothing."""
    try:
        with engine.connect().execution_options(wangge_writes=True) as connection, connection.begin():
            yield connection
    except (DBAPIError, sqlite3.Error, OSError) as error:
        retell(error)


def driver(connection: Connection) -> Any:
    """The driver's own connection underneath, for bulk work."""
    return connection.connection.driver_connection
