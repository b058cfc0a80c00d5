"""A new county: all tables filled at once, one journal row, and never half a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, inspect

from gis.deadlines.limits import Rule
from gis.foundation.errors import StoreError
from gis.seed import CountySeed
from gis.store import migrating, schema
from gis.store.bulk import fill, uncollected
from gis.store.digest import Digest
from gis.store.engine import engine_of, writing
from gis.store.faults import retell
from gis.store.journal import seed_row
from gis.store.parts import clear, part_of
from gis.store.places import Place, place_of, refuse_share
from gis.store.rows import tables_of

Progress = Callable[[float, str], None]  # share done 0 … 1, what is being done

WORDS = {"division": "区划", "household": "住户", "event": "事件", "step": "办理过程", "photo": "照片"}
SELF_PROVING = frozenset({"event", "blob"})  # every row carries its own digest


def create_store(
    location: str,
    seed: CountySeed,
    actor: str,
    station: str,
    at: int,
    progress: Progress | None = None,
    rules: Sequence[Rule] = (),
) -> None:
    """Write a seed into a new file or an empty PostgreSQL database as journal row 1 (kind "seed").

    at: UTC seconds. StoreError if the place is taken, lies on a network share or cannot be written; whatever
    happens, no half-made county remains.
    """
    place = place_of(location)
    who = {"county": seed.snapshot.code, "at": at, "actor": actor, "staff": 0, "station": station}
    tell = progress or (lambda share, words: None)
    if place.url:
        engine = engine_of(place)
        try:
            with writing(engine) as connection:
                _refuse_taken(connection, place)
                _fill_all(connection, seed, rules, who, tell)
        finally:
            engine.dispose()
    else:
        _create_file(place.path, lambda connection: _fill_all(connection, seed, rules, who, tell))
    tell(1.0, "完成")


def _refuse_taken(connection: Connection, place: Place) -> None:
    ours = {*schema.metadata.tables, "alembic_version"}
    if ours & set(inspect(connection).get_table_names()):
        raise StoreError(f"数据库 {place.words} 里已有一个县库，没有改动它。", "请给出一个新建的空数据库。")


def _create_file(path: Path, fill_all: Callable[[Connection], None]) -> None:
    """Build beside the goal under a passing name, then rename."""
    refuse_taken_path(path)
    refuse_share(path.parent)
    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = engine_of(Place(path=part))
        try:
            _quickly(engine)
            with writing(engine) as connection:
                fill_all(connection)
            _lastingly(engine)
        finally:
            engine.dispose()
        settle(part, path)
    except OSError as error:
        retell(error)
    finally:
        clear(part)


def refuse_taken_path(path: Path) -> None:
    """StoreError if something is already there."""
    if path.exists():
        raise StoreError(f"{path.name} 已经存在，没有覆盖它。", "请换一个文件名，或先把原文件移走。")


def _quickly(engine: Engine) -> None:
    """No journal and no waiting for the disk: a failed creation is thrown away whole."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        for pragma in ("page_size=8192", "journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")


def _lastingly(engine: Engine) -> None:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA optimize")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA journal_mode=WAL")


def settle(part: Path, path: Path) -> None:
    """Give a finished file its name, on disk for good, without ever replacing another."""
    with open(part, "rb+") as file:
        os.fsync(file.fileno())
    refuse_taken_path(path)
    os.rename(part, path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _fill_all(
    connection: Connection, seed: CountySeed, rules: Sequence[Rule], who: dict[str, Any], tell: Progress
) -> None:
    tell(0.0, "建表")
    migrating.upgrade(connection)
    s = seed.snapshot
    counts: dict[str, int] = {}
    digests: dict[str, list[str]] = {}
    county = {"code": s.code, "uid": s.uid, "name": s.name, "made_up": s.made_up, "outline_credit": s.outline_credit}
    connection.execute(insert(schema.county), county | {"created_at": who["at"], "head_seq": 0, "head_hash": ""})
    total = len(seed.steps) + len(s.events) + len(s.households) + len(s.ground) + len(s.mesh) + len(s.divisions)
    with uncollected():
        for table, columns, rows in tables_of(seed):
            proven = [] if table.name in SELF_PROVING else list(columns)
            digest = Digest([table.c[c].type.python_type for c in proven])
            done, words = sum(counts.values()), f"写入{WORDS.get(table.name, '名录')}"

            def seen(batch: list[Any], digest: Digest = digest, done: int = done, words: str = words) -> None:
                digest.add(batch)
                tell(min((done + digest.count) / total, 1.0) * 0.97, words)

            fill(connection, table, columns, rows, seen)
            counts[table.name] = digest.count
            if proven:
                digests[table.name] = [digest.hex(), *proven]
    if rules:
        connection.execute(insert(schema.limit_rule), [_rule_row(i, r, s.code) for i, r in enumerate(rules, 1)])
    row = seed_row(f"建立{s.name}数据", {"counts": counts, "digests": digests}, **who)
    connection.execute(insert(schema.journal), row)
    connection.execute(schema.county.update().values(head_seq=1, head_hash=row["hash"]))


def _rule_row(number: int, rule: Rule, county: str) -> dict[str, Any]:
    return {
        "id": number,
        "county": county,
        "limit_class": int(rule.limit_class),
        "effective": rule.effective.isoformat(),
        "reply_unit": int(rule.reply.unit),
        "reply_amount": rule.reply.amount,
        "close_unit": int(rule.close.unit),
        "close_amount": rule.close.amount,
        "warn_share": rule.warn_share,
    }
