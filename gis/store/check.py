"""Is the county whole? Chain, rows, tables, references, codes, counts, coverage: faults are named, not repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, text

from gis.store.bulk import uncollected
from gis.store.checking import counts
from gis.store.checking.chain import Account, read_chain
from gis.store.checking.fault import Fault
from gis.store.checking.rows import border_changes, event_seals, touched_rows, written_steps
from gis.store.checking.tables import created_tables
from gis.store.engine import reading
from gis.store.faults import Damaged
from gis.store.opening import open_store
from gis.store.reading import read_borders

Progress = Callable[[float, str], None]


def check(location: str, progress: Progress | None = None) -> dict[str, Any]:
    """{"ok": bool, "faults": [{"kind", "where", "message"}], "counts": {…}} of a county.

    Kinds: chain (the first altered journal row), row, table, step, reference, code, count, coverage, file.
    StoreError if there is no county to look at (missing, not a county, newer than the program, read-only …).
    """
    tell = progress or (lambda share, words: None)
    faults: list[Fault] = []
    held: dict[str, int] = {}
    try:
        store = open_store(location)
    except Damaged as error:
        return _report([Fault("file", location, error.message)], held)
    try:
        for share, words, part in _parts():
            tell(share, words)
            with uncollected(), reading(store.engine) as connection:
                faults.extend(part(connection))
        tell(0.95, "清点")
        with reading(store.engine) as connection:
            held = counts.counted(connection)
    except Damaged as error:
        faults.append(Fault("file", location, error.message))
    finally:
        store.close()
    tell(1.0, "完成")
    return _report(faults, held)


def _report(faults: list[Fault], held: dict[str, int]) -> dict[str, Any]:
    return {"ok": not faults, "faults": [asdict(fault) for fault in faults], "counts": held}


def _parts() -> Iterator[tuple[float, str, Callable[[Connection], Iterator[Fault]]]]:
    account = Account()
    yield 0.0, "查文件", _file
    yield 0.1, "查日志链", lambda c: read_chain(c, account)
    yield 0.15, "查事件封印", event_seals
    yield 0.4, "查日志所记的行", lambda c: touched_rows(c, account)
    yield 0.44, "查界线索引", lambda c: border_changes(c, account)
    yield 0.45, "查办理过程", lambda c: written_steps(c, account)
    yield 0.5, "查建库时的内容", lambda c: created_tables(c, account)
    yield 0.7, "查引用", counts.references
    yield 0.8, "查代码", lambda c: counts.codes(c, account)
    yield 0.85, "查合计", counts.sums
    yield 0.88, "查照片", counts.pictures
    yield 0.9, "查边界", _coverage


def _file(connection: Connection) -> Iterator[Fault]:
    """SQLite's own look at every page and index; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return
    for (words,) in connection.execute(text("PRAGMA integrity_check(5)")):
        if words != "ok":
            yield Fault("file", "sqlite", f"数据文件内部有损坏：{words}")


def _coverage(connection: Connection) -> Iterator[Fault]:
    """Divisions of every level tile the county, judged by shapely."""
    from gis.boundaries.checks import coverage_faults

    divisions, mesh, _ = read_borders(connection)
    for message in coverage_faults(mesh, divisions):
        yield Fault("coverage", "division", message)
