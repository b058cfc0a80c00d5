"""Opens a county: every way it can fail is told plainly and leaves the data as it was."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, inspect

from gis.foundation.errors import StoreError
from gis.store import migrating, schema
from gis.store.engine import engine_of, reading, writing
from gis.store.faults import DAMAGED, READ_ONLY, Damaged, retell
from gis.store.places import Place, place_of, refuse_share
from gis.store.store import Store

__all__ = ["Store", "open_store"]

MAGIC = b"SQLite format 3\x00"
EVENTS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".geojson", ".json"})
BORDERS = frozenset({".shp", ".kml", ".kmz", ".dxf", ".gpkg"})
PAGE_SIZE_AT, PAGE_COUNT_AT, CHANGE_AT, VALID_FOR_AT, APPLICATION_AT = 16, 28, 24, 92, 68


def open_store(location: str, mounts: str | None = None) -> Store:
    """The store at a file path or PostgreSQL URL, brought to this program's schema version if it is older (an
    SQLite file is copied beside itself first).

    StoreError: missing, not a county, damaged, written by a newer program, read-only, on a network share, in use.
    `mounts`: see gis.store.places.refuse_share.
    """
    place = place_of(location)
    if not place.url:
        _inspect_file(place.path, mounts)
    engine = engine_of(place)
    try:
        _bring_up(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, place, location)


def _inspect_file(path: Path, mounts: str | None) -> None:
    """What can be told from outside, before SQLite touches the file or makes another beside it."""
    if not path.exists():
        raise StoreError(f"找不到县库 {path}。", "请检查路径；也可用 main.py demo --out 文件 建一个演示县。")
    if path.is_dir():
        raise StoreError(f"{path} 是文件夹，不是县库。", "请给出 .wangge 文件。")
    refuse_share(path, mounts)
    try:
        with open(path, "rb") as file:
            header = file.read(100)
    except OSError as error:
        retell(error)
    if header[:16] != MAGIC or len(header) < 100:
        raise _no_county(path)
    if _number(header, APPLICATION_AT) != schema.APPLICATION_ID:
        if path.suffix.lower() in BORDERS:  # a GeoPackage is such a database
            raise _no_county(path)
        raise StoreError(f"{path.name} 是别的程序的数据库，不是县库。", "请选择 .wangge 文件。")
    page = int.from_bytes(header[PAGE_SIZE_AT : PAGE_SIZE_AT + 2], "big")
    page = 65536 if page == 1 else page
    counted = _number(header, CHANGE_AT) == _number(header, VALID_FOR_AT)
    if counted and path.stat().st_size < page * _number(header, PAGE_COUNT_AT):
        raise Damaged(*DAMAGED)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StoreError(*READ_ONLY)


def _no_county(path: Path) -> StoreError:
    """Names what the file is where its name tells, and what to do with such a file."""
    kind = path.suffix.lower()
    if kind in EVENTS:
        return StoreError(
            f"{path.name} 是一份表格，不是县库。",
            f"要导入其中的事件：先打开县库，在办公的“导入”页选它；或用 main.py import {path.name} --into 县库文件。",
        )
    if kind in BORDERS:
        return StoreError(f"{path.name} 是地理数据，不是县库。", "请选择 .wangge 文件。")
    return StoreError(f"{path.name} 不是县库。", "请选择 .wangge 文件。")


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")


def _bring_up(engine: Engine, place: Place) -> None:
    """Check the version, upgrade an older one, and see that the county can be read and written."""
    with reading(engine) as connection:
        version = migrating.version_of(connection)
        tables = set(inspect(connection).get_table_names()) if version == schema.HEAD else set()
    if version is None:
        raise StoreError(f"{place.words} 里没有县库。", "请先建立或恢复一个县。")
    migrating.refuse_newer(version)
    if version != schema.HEAD:
        if not place.url:
            _keep_copy(place.path, version)
        with writing(engine) as connection:
            migrating.upgrade(connection)
    elif missing := set(schema.metadata.tables) - tables:
        raise Damaged(f"县库缺少 {'、'.join(sorted(missing))}，已损坏。", DAMAGED[1])
    with writing(engine):
        pass  # takes the writer's lock once: a read-only or locked database says so now, not at the first change


def _keep_copy(path: Path, version: str) -> None:
    """A copy of the file as it was before an upgrade: county.wangge.0001."""
    copy = path.with_name(f"{path.name}.{version}")
    if copy.exists():
        return
    source = sqlite3.connect(path)
    try:
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        retell(error)
    finally:
        source.close()
