"""Copies of a county while everyone goes on working, and a restore that is checked before it is called done."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from gis.foundation.errors import StoreError
from gis.store.create import refuse_taken_path, settle
from gis.store.faults import retell
from gis.store.parts import clear, part_of
from gis.store.places import Place, place_of, refuse_share

Progress = Callable[[float, str], None]

COPIED = 0.2  # share of the progress that copying takes where a check follows
PAGES = 2048  # copied between two words of progress
DUMP_MAGIC = b"PGDMP"
PROGRAMS = Path("/usr/lib/postgresql")  # Debian keeps the client programs of each version here


def backup(place: Place, destination: str, progress: Progress | None = None, verify: bool = False) -> Path:
    """Copy a county to a new file: an SQLite file as a .wangge file of its own, PostgreSQL as a pg_dump archive.

    The copy is of one moment, whatever others write meanwhile, and gets its name only when complete. `verify` checks an
    SQLite copy as gis.store.check does before it gets its name (an archive is checked when it is restored). StoreError
    if the destination is taken or cannot be written, or the copy does not pass.
    """
    tell = progress or (lambda share, words: None)
    goal = _new_file(destination)
    part = part_of(goal)
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        if place.url:
            tell(0.0, "导出数据库")
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={part}", f"--dbname={_plain_url(place.url)}")
        else:
            copied = COPIED if verify else 1.0
            _copy_sqlite(place.path, part, lambda share, words: tell(share * copied, words))
            if verify:
                _checked(str(part), tell, "县库的副本没有通过核验", "副本没有保留；请先用 main.py check 核验县库。")
        settle(part, goal)
    except (OSError, sqlite3.Error) as error:
        retell(error)
    finally:
        clear(part)
    tell(1.0, "完成")
    return goal


def restore(source: str, destination: str, progress: Progress | None = None) -> dict[str, object]:
    """Bring a backup to life as a new file or in an empty PostgreSQL database; returns the report of its check.

    Success means that gis.store.check found nothing. StoreError otherwise: a file that does not pass is not kept;
    a database is named as unusable. The restored county gets an identity of its own, so that no cache of the
    original is taken for it.
    """
    tell = progress or (lambda share, words: None)
    origin, place = Path(source), place_of(destination)
    if not origin.is_file():
        raise StoreError(f"找不到备份文件 {source}。", "请检查路径。")
    with open(origin, "rb") as file:
        is_dump = file.read(5) == DUMP_MAGIC
    if is_dump != bool(place.url):
        need = "一个空的 PostgreSQL 数据库" if is_dump else "一个新的 .wangge 文件"
        raise StoreError("备份与恢复的目标不是同一种数据库。", f"这份备份要恢复到{need}。")
    return _restore_dump(origin, place, destination, tell) if is_dump else _restore_file(origin, place.path, tell)


def _restore_file(origin: Path, goal: Path, tell: Progress) -> dict[str, object]:
    refuse_taken_path(goal)
    refuse_share(goal.parent)
    part = part_of(goal)
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(origin, part, lambda share, words: tell(share * COPIED, "复制"))
        report = _checked(str(part), tell)
        connection = sqlite3.connect(part)
        try:
            with connection:
                connection.execute("UPDATE county SET uid = ?", (uuid4().hex,))
        finally:
            connection.close()
        settle(part, goal)
        return report
    except (OSError, sqlite3.Error) as error:
        retell(error)
    finally:
        clear(part)


def _restore_dump(origin: Path, place: Place, destination: str, tell: Progress) -> dict[str, object]:
    from sqlalchemy import inspect, text

    from gis.store.engine import engine_of, writing

    engine = engine_of(place)
    try:
        with writing(engine) as connection:
            if inspect(connection).has_table("county"):
                raise StoreError(f"数据库 {place.words} 里已有一个县库，没有改动它。", "请给出一个新建的空数据库。")
        tell(0.0, "导入数据库")
        _run(
            "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-comments",
            f"--dbname={_plain_url(place.url)}", str(origin),
        )  # fmt: skip
        report = _checked(destination, tell)
        with writing(engine) as connection:
            connection.execute(text("UPDATE county SET uid = :uid"), {"uid": uuid4().hex})
        return report
    finally:
        engine.dispose()


def _checked(
    location: str,
    tell: Progress,
    failed: str = "备份没有通过核验，不能使用",
    then: str = "请换一份备份；原件未改动。",
) -> dict[str, object]:
    from gis.store.check import check

    report = check(location, lambda share, words: tell(COPIED + share * (1 - COPIED), words))
    if not report["ok"]:
        first = report["faults"][0]["message"]
        raise StoreError(f"{failed}：{first}", then)
    return report


def _new_file(destination: str) -> Path:
    place = place_of(destination)
    if place.url:
        raise StoreError("备份要写成文件。", "请给出一个新的文件名。")
    refuse_taken_path(place.path)
    return place.path


def _copy_sqlite(origin: Path, part: Path, tell: Progress) -> None:
    """SQLite's online backup inside one read transaction, so that writers neither wait nor make it start over."""
    at_rest = not origin.with_name(origin.name + "-wal").exists()
    mode = "immutable=1" if at_rest and not os.access(origin.parent, os.W_OK) else "mode=rw"
    source = sqlite3.connect(f"{origin.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
    try:
        source.execute("PRAGMA busy_timeout=10000")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        target = sqlite3.connect(part)
        try:
            source.backup(
                target,
                pages=PAGES,
                progress=lambda status, left, total: tell((total - left) / max(total, 1), "复制"),
                sleep=0.01,
            )
        finally:
            target.close()
    finally:
        source.close()


def _plain_url(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL client program; StoreError with its own words if it fails."""
    found = shutil.which(program) or next((str(p) for p in sorted(PROGRAMS.glob(f"*/bin/{program}"), reverse=True)), "")
    if not found:
        raise StoreError(f"本机没有 {program}，不能备份或恢复 PostgreSQL。", "请安装 postgresql-client。")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["未说明原因"])[-1]
        raise StoreError(f"{program} 没有完成：{last}", "请按提示处理后重试；原有数据未改动。")
