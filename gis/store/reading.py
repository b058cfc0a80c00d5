"""The whole county out of the store at once: bulk selects into columns, codes into rows, degrees into metres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, func, select

from gis.boundaries.lattice import on_lattice
from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.county.ground import Ground, Households
from gis.county.retired import Retired
from gis.county.units import Duties, Items, Staff, Units
from gis.events.columns import Events
from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot
from gis.store import schema
from gis.store.areas import areas_and_bounds
from gis.store.bulk import fetched, uncollected
from gis.store.projection import to_metres
from gis.store.wkb import points_of

Progress = Callable[[float, str], None]


def read_snapshot(connection: Connection, progress: Progress | None = None, with_events: bool = True) -> Snapshot:
    """Everything one station keeps in memory, as of the transaction's journal sequence. Without events, whose part of
    the time is nine tenths, for those who only ask about borders and households."""
    tell = progress or (lambda share, words: None)
    with uncollected():
        county = connection.execute(select(schema.county)).mappings().one()
        tell(0.0, "读取区划")
        divisions, mesh, row_of = read_borders(connection)
        units = _units(connection, row_of)
        items = _items(connection)
        tell(0.1, "读取事件")

        def told(share: float) -> None:
            tell(0.1 + share * 0.75, "读取事件")

        events = _events(connection, row_of, units, items, told, with_events)
        tell(0.85, "读取住户与地物")
        return Snapshot(
            county["head_seq"], county["uid"], county["code"], county["name"], county["made_up"],
            county["outline_credit"], divisions, mesh,
            _ground(connection), _households(connection, row_of), units, items, _duties(connection, row_of),
            _staff(connection, row_of), events, _retired(connection, with_events),
        )  # fmt: skip


def read_borders(connection: Connection) -> tuple[Divisions, Mesh, dict[str, int]]:
    """The county's divisions in force, the mesh of their borders, and the row of each code (-1 of what adjoins it)."""
    codes, columns = _divisions(connection)
    row_of = _RowOf((code, row) for row, code in enumerate(codes))
    row_of.update(dict.fromkeys(foreign_codes(connection), -1))
    mesh = _mesh(connection, row_of)
    area, bounds = areas_and_bounds(mesh, columns["level"], columns["parent"])
    return Divisions(area_m2=area, bounds=bounds, **columns), mesh, row_of


def foreign_codes(connection: Connection) -> list[str]:
    """Codes of the counties around this one, where they were imported; they are no part of its tree."""
    d = schema.division.c
    own = select(schema.county.c.code).scalar_subquery()
    query = select(d.code).where(d.level == 3, d.code != own, d.status == "有效").order_by(d.code)
    return list(connection.execute(query).scalars())


def _retired(connection: Connection, with_events: bool) -> Retired:
    d, e = schema.division.c, schema.event.c
    codes = sorted(connection.execute(select(d.code).where(d.status == "作废")).scalars())
    if not codes or not with_events:
        return Retired(TextColumn.of(codes))
    under = select(e.id, e.division).join(schema.division, d.code == e.division).where(d.status == "作废")
    found = connection.execute(under.order_by(e.id)).all()
    index = {code: i for i, code in enumerate(codes)}
    of = [index[code] for _, code in found]
    return Retired(TextColumn.of(codes), np.array([i for i, _ in found], np.int32), np.array(of, np.int32))


class _RowOf(dict[str, int]):
    """Rows of codes in force; what was written under a grid that is retired since belongs to its village."""

    def __missing__(self, code: str) -> int:
        if len(code) <= 12:
            raise KeyError(code)
        return self[code[:12]]


def _columns(connection: Connection, query: Select[Any]) -> list[Sequence[Any]]:
    """The columns of a small select."""
    rows = [row for batch in fetched(connection, query) for row in batch]
    return list(zip(*rows, strict=True)) if rows else [()] * len(query.selected_columns)


def _ints(values: Sequence[Any], kind: Any = np.int32) -> np.ndarray:
    """Integers, null as 0."""
    return np.array([v or 0 for v in values], kind)


def _rows(values: Sequence[Any], row_of: dict[str, int]) -> np.ndarray:
    """int32 division rows of codes, -1 for null."""
    return np.array([row_of[v] if v is not None else -1 for v in values], np.int32)


def _divisions(connection: Connection) -> tuple[list[str], dict[str, Any]]:
    d = schema.division.c
    query = select(
        d.code, d.name, d.short_name, d.level, d.parent, d.label_lon, d.label_lat, d.households, d.worker, d.version
    ).where(d.status == "有效")
    # sorted here: the order of codes must be that of their bytes, whatever the database's collation
    foreign = set(foreign_codes(connection))
    rows = sorted(row for batch in fetched(connection, query) for row in batch if row[0] not in foreign)
    code, name, short, level, parent, lon, lat, households, worker, version = zip(*rows, strict=True)
    row_of = {c: i for i, c in enumerate(code)}
    levels = np.array(level, np.uint8)
    parents = _rows(parent, row_of)
    x, y = to_metres(np.array(lon, float), np.array(lat, float))
    return list(code), {
        "code": TextColumn.of(code),
        "name": TextColumn.of(name),
        "short_name": TextColumn.of(short),
        "level": levels,
        "parent": parents,
        "end": _ends(parents),
        "label_x": on_lattice(x),
        "label_y": on_lattice(y),
        "households": np.array(households, np.int32),
        "worker": _ints(worker),
        "version": np.array(version, np.int64),
    }


def _ends(parent: np.ndarray) -> np.ndarray:
    """int32 end of each subtree in a pre-order walk: one past the last descendant."""
    end = np.arange(1, len(parent) + 1, dtype=np.int32)
    for row in range(len(parent) - 1, 0, -1):
        if parent[row] >= 0:
            end[parent[row]] = max(end[parent[row]], end[row])
    return end


def _mesh(connection: Connection, row_of: dict[str, int]) -> Mesh:
    a = schema.arc.c
    ids, left, right, rank, path, version = _columns(
        connection, select(a.id, a.left_code, a.right_code, a.rank, a.path, a.version).order_by(a.id)
    )
    offsets, degrees = points_of(path)
    xy = on_lattice(np.column_stack(to_metres(degrees[:, 0], degrees[:, 1])))
    mesh = Mesh(
        _ints(ids), offsets, xy, _rows(left, row_of), _rows(right, row_of), np.array(rank, np.uint8),
        _ints(version, np.int64),
    )  # fmt: skip
    return own_arcs(mesh)


def own_arcs(mesh: Mesh) -> Mesh:
    """The mesh without arcs that lie between neighbours of the county."""
    own = (mesh.left >= 0) | (mesh.right >= 0)
    if own.all():
        return mesh
    counts = np.diff(mesh.offsets)
    offsets = np.zeros(int(own.sum()) + 1, np.int32)
    np.cumsum(counts[own], out=offsets[1:])
    columns = (column[own] for column in (mesh.left, mesh.right, mesh.rank, mesh.version))
    return Mesh(mesh.id[own], offsets, mesh.xy[np.repeat(own, counts)], *columns)


def _ground(connection: Connection) -> Ground:
    g = schema.ground.c
    kind, name, shape = _columns(connection, select(g.kind, g.name, g.shape).order_by(g.id))
    offsets, degrees = points_of(shape)
    xy = np.column_stack(to_metres(degrees[:, 0], degrees[:, 1]))
    return Ground(np.array(kind, np.uint8), offsets, xy, TextColumn.of(name))


def _households(connection: Connection, row_of: dict[str, int]) -> Households:
    h = schema.household.c
    query = select(h.division, h.lon, h.lat, h.bearing, h.people, h.id, h.version).order_by(h.id)
    division, lon, lat, bearing, people, ids, version = _columns(connection, query)
    rows = _rows(division, row_of)
    order = np.argsort(rows, kind="stable")
    x, y = to_metres(np.array(lon, float), np.array(lat, float))
    return Households(
        x[order], y[order], rows[order], np.array(bearing, np.float32)[order], np.array(people, np.uint8)[order],
        _ints(ids)[order], _ints(version, np.int64)[order],
    )  # fmt: skip


def _units(connection: Connection, row_of: dict[str, int]) -> Units:
    u = schema.unit.c
    query = select(u.id, u.name, u.full_name, u.kind, u.division, u.capacity, u.version).order_by(u.position, u.id)
    ids, name, full, kind, division, capacity, version = _columns(connection, query)
    return Units(
        _ints(ids), TextColumn.of(name), TextColumn.of(full), np.array(kind, np.uint8), _rows(division, row_of),
        _ints(capacity), _ints(version, np.int64),
    )  # fmt: skip


def _items(connection: Connection) -> Items:
    i, c = schema.item.c, schema.category.c
    ids, name, category, limit_class = _columns(
        connection, select(i.id, i.name, i.category, i.limit_class).order_by(i.id)
    )
    (names,) = _columns(connection, select(c.name).order_by(c.id))
    return Items(
        _ints(ids), TextColumn.of(name), np.array(category, np.uint8), np.array(limit_class, np.uint8),
        TextColumn.of(names),
    )  # fmt: skip


def _duties(connection: Connection, row_of: dict[str, int]) -> Duties:
    d = schema.duty.c
    query = select(d.number, d.matter, d.item, d.division, d.lead, d.assist, d.version).order_by(d.id)
    number, matter, item, division, lead, assist, version = _columns(connection, query)
    return Duties(
        TextColumn.of(number), TextColumn.of(matter), _ints(item), _rows(division, row_of), _ints(lead),
        TextColumn.of(assist), _ints(version, np.int64),
    )  # fmt: skip


def _staff(connection: Connection, row_of: dict[str, int]) -> Staff:
    s = schema.staff.c
    query = select(s.id, s.name, s.phone, s.role, s.unit, s.division).order_by(s.id)
    ids, name, phone, role, unit, division = _columns(connection, query)
    return Staff(
        _ints(ids), TextColumn.of(name), TextColumn.of(phone), TextColumn.of(role), _ints(unit),
        _rows(division, row_of),
    )  # fmt: skip


NUMBER_LENGTH = 15  # JL20261123-0271
_TYPES = {"id": np.int32, "limit_class": np.uint8, "source": np.uint8, "status": np.uint8, "paused": np.bool_,
          "provisional": np.bool_, "returns": np.uint8, "rework": np.uint8, "rating": np.uint8,
          "photos": np.uint8}  # fmt: skip
_TEXTS = ("description", "reporter", "phone")


def _events(
    connection: Connection, row_of: dict[str, int], units: Units, items: Items, tell: Callable[[float], None],
    any_wanted: bool,
) -> Events:  # fmt: skip
    names = [c.name for c in schema.event.columns if c.name not in ("county", "seal")]
    total = connection.execute(select(func.count()).select_from(schema.event)).scalar_one() if any_wanted else 0
    read = _EventReader(names, total, row_of, units, items)
    query = select(*(schema.event.c[n] for n in names)).order_by(schema.event.c.id)
    for batch in fetched(connection, query) if any_wanted else ():
        read.take(batch)
        tell(read.count / max(total, 1))
    return read.done()


class _EventReader:
    """Fills event columns batch by batch, so that the tuples of one batch are all that is alive of them."""

    def __init__(self, names: list[str], total: int, row_of: dict[str, int], units: Units, items: Items) -> None:
        self.names = names
        self.count = 0
        self._maps: dict[str, dict[Any, int]] = {
            "division": row_of,
            "item": {i: row for row, i in enumerate(items.id.tolist())},
            "unit": {i: row for row, i in enumerate(units.id.tolist())} | {None: -1},
        }
        self._maps["suggested"] = self._maps["unit"]
        kinds = {"division": np.int32, "item": np.uint8, "unit": np.int16, "suggested": np.int16}
        self._arrays: dict[str, Any] = {
            n: np.empty(total, np.float64 if n in ("lon", "lat") else kinds.get(n, _TYPES.get(n, np.int64)))
            for n in names
            if n not in (*_TEXTS, "number")
        }
        self._texts: dict[str, list[bytes]] = {n: [] for n in _TEXTS}
        self._lengths: dict[str, list[np.ndarray]] = {n: [] for n in _TEXTS}
        self._numbers: list[str] = []

    def take(self, batch: list[tuple[Any, ...]]) -> None:
        span = slice(self.count, self.count + len(batch))
        for name, values in zip(self.names, zip(*batch, strict=True), strict=True):
            if name == "number":
                self._numbers.extend(values)
            elif name in self._maps:
                self._arrays[name][span] = list(map(self._maps[name].__getitem__, values))
            elif name in self._texts:
                encoded = [v.encode() for v in values]
                self._texts[name].append(b"".join(encoded))
                self._lengths[name].append(np.fromiter(map(len, encoded), np.int64, len(encoded)))
            else:
                self._arrays[name][span] = values
        self.count += len(batch)

    def done(self) -> Events:
        a = self._arrays
        a["x"], a["y"] = to_metres(a.pop("lon"), a.pop("lat"))
        a["day"], a["serial"] = _numbers_parsed(self._numbers)
        texts: dict[str, Any] = {n: self._text(n) for n in _TEXTS}
        return Events(**a, **texts)

    def _text(self, name: str) -> TextColumn:
        offsets = np.zeros(self.count + 1, np.int64)
        if self.count:
            np.cumsum(np.concatenate(self._lengths[name]), out=offsets[1:])
        return TextColumn(np.frombuffer(b"".join(self._texts[name]), np.uint8), offsets)


def _numbers_parsed(numbers: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(int32 day numbers, int32 serials) of JLyyyymmdd-nnnn; a serial may have more than four digits."""
    if not numbers:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    run = "".join(numbers).encode()
    if len(run) == 15 * len(numbers) and all(map(NUMBER_LENGTH.__eq__, map(len, numbers))):
        digits = np.frombuffer(run, np.uint8).reshape(-1, 15).astype(np.int32) - ord("0")
        stamps, back = np.unique(digits[:, 2:10] @ (10 ** np.arange(7, -1, -1)), return_inverse=True)
        day_of = [
            int(np.datetime64(f"{s // 10000:04}-{s // 100 % 100:02}-{s % 100:02}", "D").astype(int)) for s in stamps
        ]
        return np.array(day_of, np.int32)[back], (digits[:, 11:] @ (10 ** np.arange(3, -1, -1))).astype(np.int32)
    days = {stamp: int(np.datetime64(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}", "D").astype(int))
            for stamp in {n[2:10] for n in numbers}}  # fmt: skip
    return (
        np.array([days[n[2:10]] for n in numbers], np.int32),
        np.array([int(n[11:]) for n in numbers], np.int32),
    )
