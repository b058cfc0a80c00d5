"""A county seed as rows of the tables, in the order of their columns: plain tuples on their way into a new store."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import repeat
from typing import Any

import numpy as np

from gis.county.divisions import Divisions
from gis.seed import CountySeed
from gis.snapshot import Snapshot
from gis.store import schema
from gis.store.columns import texts_of
from gis.store.projection import to_degrees
from gis.store.seals import seal_of
from gis.store.wkb import lines_of

Rows = Iterator[tuple[Any, ...]]
Filled = tuple[Any, tuple[str, ...], Rows]  # table, column names, rows


def tables_of(seed: CountySeed) -> Iterator[Filled]:
    """Every table but county and journal with its rows, parents first. ValueError for a position outside
    EPSG:4547; the rows' references are the snapshot's own row numbers, so they cannot dangle."""
    s = seed.snapshot
    yield from _places(s)
    yield from _people(s)
    yield from _shapes(s)
    yield _events(s)
    yield _steps(seed)
    yield from _photos(seed)


def _codes(divisions: Divisions, rows: np.ndarray) -> list[str]:
    codes = texts_of(divisions.code)
    return [codes[row] for row in rows.tolist()]


def _known(ids: np.ndarray) -> list[int | None]:
    """Ids with 0 (none) as null, so that they can be foreign keys."""
    return [i or None for i in ids.tolist()]


def _places(s: Snapshot) -> Iterator[Filled]:
    d = s.divisions
    lon, lat = to_degrees(d.label_x, d.label_y)
    codes = texts_of(d.code)
    parents = [codes[p] if p >= 0 else None for p in d.parent.tolist()]
    names = "code county name short_name level parent status retired_at retire_reason label_lon label_lat"
    yield (
        schema.division,
        (*names.split(), "households", "worker", "version"),
        zip(
            codes, repeat(s.code), d.name, d.short_name, d.level.tolist(), parents, repeat("有效"), repeat(0),
            repeat(""), lon.tolist(), lat.tolist(), d.households.tolist(), _known(d.worker), repeat(0),
        ),
    )  # fmt: skip
    u = s.units
    yield (
        schema.unit,
        ("id", "county", "position", "name", "full_name", "kind", "division", "capacity", "version"),
        zip(
            u.id.tolist(), repeat(s.code), range(len(u)), u.name, u.full_name, u.kind.tolist(),
            _codes(d, u.division), u.capacity.tolist(), repeat(0),
        ),
    )  # fmt: skip


def _people(s: Snapshot) -> Iterator[Filled]:
    f, i, y = s.staff, s.items, s.duties
    yield (
        schema.staff,
        ("id", "county", "name", "phone", "role", "unit", "division", "version"),
        zip(
            f.id.tolist(), repeat(s.code), f.name, f.phone, f.role, _known(f.unit), _codes(s.divisions, f.division),
            repeat(0),
        ),
    )  # fmt: skip
    yield schema.category, ("id", "name", "version"), zip(range(len(i.category_names)), i.category_names, repeat(0))
    yield (
        schema.item,
        ("id", "name", "category", "limit_class", "version"),
        zip(i.id.tolist(), i.name, i.category.tolist(), i.limit_class.tolist(), repeat(0)),
    )
    yield (
        schema.duty,
        ("id", "county", "number", "matter", "item", "division", "lead", "assist", "version"),
        zip(
            range(1, len(y) + 1), repeat(s.code), y.number, y.matter, y.item.tolist(),
            _codes(s.divisions, y.division), y.lead.tolist(), y.assist, repeat(0),
        ),
    )  # fmt: skip


def _shapes(s: Snapshot) -> Iterator[Filled]:
    m, g, h = s.mesh, s.ground, s.households
    codes = [*texts_of(s.divisions.code), None]  # row -1: outside the county
    yield (
        schema.arc,
        ("id", "county", "left_code", "right_code", "rank", "path", "version"),
        zip(
            m.id.tolist(), repeat(s.code), [codes[r] for r in m.left.tolist()], [codes[r] for r in m.right.tolist()],
            m.rank.tolist(), _lines(m.offsets, m.xy), repeat(0),
        ),
    )  # fmt: skip
    yield (
        schema.ground,
        ("id", "kind", "name", "shape", "version"),
        zip(range(1, len(g) + 1), g.kind.tolist(), texts_of(g.name), _lines(g.offsets, g.xy), repeat(0)),
    )
    lon, lat = to_degrees(h.x, h.y)
    yield (
        schema.household,
        ("id", "county", "division", "lon", "lat", "bearing", "people", "version"),
        zip(
            range(1, len(h) + 1), repeat(s.code), _codes(s.divisions, h.division), lon.tolist(), lat.tolist(),
            h.bearing.tolist(), h.people.tolist(), repeat(0),
        ),
    )  # fmt: skip


def _lines(offsets: np.ndarray, xy: np.ndarray) -> list[bytes]:
    return lines_of(offsets, np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))


def event_columns(s: Snapshot) -> dict[str, list[Any]]:
    """Columns of the event table (all but county, version and seal) as Python values."""
    e = s.events
    lon, lat = to_degrees(e.x, e.y)
    stamps = np.datetime_as_string(e.day.astype("datetime64[D]"))
    numbers = [f"JL{d[:4]}{d[5:7]}{d[8:]}-{n:04d}" for d, n in zip(stamps.tolist(), e.serial.tolist(), strict=True)]
    unit_ids = [*s.units.id.tolist(), None]  # row -1: none
    item_ids = s.items.id.tolist()
    special: dict[str, list[Any]] = {
        "number": numbers,
        "lon": lon.tolist(),
        "lat": lat.tolist(),
        "division": _codes(s.divisions, e.division),
        "item": [item_ids[r] for r in e.item.tolist()],
        "unit": [unit_ids[r] for r in e.unit.tolist()],
        "suggested": [unit_ids[r] for r in e.suggested.tolist()],
        "paused": e.paused.astype(int).tolist(),
        "provisional": e.provisional.astype(int).tolist(),
        "description": texts_of(e.description),
        "reporter": texts_of(e.reporter),
        "phone": texts_of(e.phone),
    }
    plain = [c.name for c in schema.event.columns if c.name not in (*special, "county", "version", "seal")]
    return special | {name: getattr(e, name).tolist() for name in plain}


def _events(s: Snapshot) -> Filled:
    columns = event_columns(s)
    names = tuple(c.name for c in schema.event.columns)
    parts = [columns.get(n, repeat(s.code if n == "county" else 0)) for n in names if n != "seal"]
    return schema.event, names, ((*row, seal_of(row)) for row in zip(*parts, strict=False))


def _steps(seed: CountySeed) -> Filled:
    t = seed.steps
    line = np.arange(len(t)) - np.searchsorted(t.event, t.event)
    names = ("event", "seq", "line", "county", "at", "act", "actor", "unit", "note")
    rows = zip(
        t.event.tolist(), repeat(0), line.tolist(), repeat(seed.snapshot.code), t.at.tolist(), t.act.tolist(),
        t.actor.tolist(), _known(t.unit), texts_of(t.note),
    )  # fmt: skip
    return schema.step, names, rows


def _photos(seed: CountySeed) -> Iterator[Filled]:
    p = seed.photos
    keys = [sha256(b).hexdigest() for b in p.blobs]
    yield schema.blob, ("sha256", "data"), iter(dict(zip(keys, p.blobs, strict=True)).items())
    lon, lat = to_degrees(p.x, p.y)
    yield (
        schema.photo,
        ("id", "county", "event", "after", "taken_at", "lon", "lat", "blob", "version"),
        zip(
            range(1, len(p.event) + 1), repeat(seed.snapshot.code), p.event.tolist(), p.after.astype(int).tolist(),
            p.taken_at.tolist(), lon.tolist(), lat.tolist(), [keys[b] for b in p.blob.tolist()], repeat(0),
        ),
    )  # fmt: skip
