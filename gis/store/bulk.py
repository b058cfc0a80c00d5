"""Many rows at once, the fastest way each engine has: a prepared statement on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Table

from gis.store.engine import driver

BATCH = 20_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Millions of short-lived tuples make the cycle collector run in vain: hold it off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def fill(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    seen: Callable[[list[tuple[Any, ...]]], None],
) -> None:
    """Insert rows given as tuples in the order of `columns`; `seen` is handed every batch of them."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        _insert(connection, table, columns, batch)
        seen(batch)


def _insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    quoted = ", ".join(f'"{c}"' for c in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        driver(connection).executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', rows)
        return
    flags = [i for i, c in enumerate(columns) if table.c[c].type.python_type is bool]
    with driver(connection).cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(_with_flags(row, flags))


def _with_flags(row: tuple[Any, ...], flags: list[int]) -> tuple[Any, ...]:
    if not flags:
        return row
    values = list(row)
    for at in flags:
        values[at] = bool(values[at])
    return tuple(values)


def fetched(connection: Connection, query: Select[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of a select as the driver's own tuples, in batches: SQLAlchemy writes the statement, nothing is wrapped."""
    compiled = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    cursor = driver(connection).cursor()
    try:
        cursor.execute(str(compiled))
        while batch := cursor.fetchmany(BATCH):
            yield batch
    finally:
        cursor.close()
