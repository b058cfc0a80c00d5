"""The ground under the borders: built-up outlines, lanes, village roads, fields and ponds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.county.ground import Ground, GroundKind
from gis.demo.geography.lattice import Houses, Lattice
from gis.demo.geography.sites import Sites
from gis.demo.geography.ways import Way
from gis.foundation.columns import TextColumn

FIELD_M = (230.0, 150.0)  # pitch of the field pattern along and across the lanes
FIELD_SHARE = 0.42
POND_SHARE = 0.008


@dataclass(frozen=True)
class Settlement:
    """Drawn parts of one settlement. shape: shapely (Multi)Polygon, EPSG:4547. gates: (4, 2), ends of its main street
    (south, north) and main lane (west, east). lanes: open lines. main: the two main streets."""

    shape: Any
    gates: np.ndarray
    lanes: list[np.ndarray]
    main: list[np.ndarray]


def ground_of(
    houses: list[Houses], villages: np.ndarray, outline: Any, sites: Sites, ways: list[Way], clear: Any,
    rng: np.random.Generator,
) -> Ground:  # fmt: skip
    """All shapes in painting order: fields, built-up areas, water, then lanes and roads from small to large."""
    import shapely

    drawn = [draw_settlement(h, bool(u)) for h, u in zip(houses, sites.urban, strict=True)]
    shapes = np.array([s.shape for s in drawn], object)
    parts: list[tuple[GroundKind, str, np.ndarray]] = []
    free = shapely.difference(shapely.buffer(villages, -6.0, quad_segs=1), shapely.buffer(shapes, 14.0, quad_segs=1))
    free = shapely.difference(free, clear)
    for own, region in zip(houses, free, strict=True):
        parts += _fields(own.lattice, region, rng)
    parts += _areas(GroundKind.SETTLEMENT, shapes[~sites.urban])
    if sites.urban.any():
        town = shapely.buffer(shapely.buffer(shapely.union_all(shapes[sites.urban]), 60.0), -48.0, quad_segs=2)
        parts += _areas(GroundKind.TOWN, np.array([town]))
    parts += [(GroundKind.LANE, "", line) for s in drawn for line in s.lanes]
    parts += [(GroundKind.ROAD_MINOR, "", line) for s in drawn for line in s.main]
    parts += [(GroundKind.ROAD_MINOR, "", line) for line in village_roads(sites, drawn, outline)]
    parts += sorted(((w.kind, w.name, w.xy) for w in ways), key=lambda p: p[0])
    parts.sort(key=lambda p: p[0])
    offsets = np.zeros(len(parts) + 1, np.int32)
    np.cumsum([len(p[2]) for p in parts], out=offsets[1:])
    kind = np.array([p[0] for p in parts], np.uint8)
    return Ground(kind, offsets, np.concatenate([p[2] for p in parts]), TextColumn.of(p[1] for p in parts))


def draw_settlement(houses: Houses, urban: bool) -> Settlement:
    """Outline, lanes and main streets of one settlement from the lots that have a house."""
    import shapely

    lattice = houses.lattice
    boxes = _blocks(houses)
    local = shapely.union_all(shapely.box(*boxes.T))
    local = shapely.buffer(shapely.buffer(local, 9.0, join_style="mitre"), -6.0, quad_segs=2)
    local = shapely.simplify(local, 1.5)
    street = _main(lattice.us, lattice.street, houses.col)
    lane = _main(lattice.vs, lattice.lane, houses.row)
    x0, y0, x1, y1 = local.bounds
    reach = 12.0
    rows = np.arange(houses.row.min(), houses.row.max() + 2)
    cols = np.arange(houses.col.min(), houses.col.max() + 2)
    lines = [[(x0, v), (x1, v)] for v in lattice.vs[rows[lattice.lane[rows]]] if v != lane]
    lines += [[(u, y0), (u, y1)] for u in lattice.us[cols[lattice.street[cols]]] if u != street]
    lanes = shapely.get_parts(
        shapely.intersection(shapely.multilinestrings([shapely.LineString(k) for k in lines]), local)
    )
    cross = np.array([[street, y0 - reach], [street, y1 + reach], [x0 - reach, lane], [x1 + reach, lane]])
    world = lattice.to_world(cross)
    return Settlement(
        shapely.transform(local, lattice.to_world), world,
        [lattice.to_world(shapely.get_coordinates(k)) for k in lanes if k.geom_type == "LineString" and k.length > 20],
        [] if urban else [world[:2], world[2:]],
    )  # fmt: skip


def _blocks(houses: Houses) -> np.ndarray:
    """(k, 4) local boxes around the houses of each pair of rows in each block."""
    lattice = houses.lattice
    block, pair = np.cumsum(lattice.street)[houses.col], np.cumsum(lattice.lane)[houses.row]
    _, group = np.unique(block * 10_000 + pair, return_inverse=True)
    k = group.max() + 1
    box = np.column_stack([np.full((k, 2), np.inf), np.full((k, 2), -np.inf)])
    np.minimum.at(box[:, 0], group, lattice.us[houses.col])
    np.minimum.at(box[:, 1], group, lattice.vs[houses.row])
    np.maximum.at(box[:, 2], group, lattice.us[houses.col + 1])
    np.maximum.at(box[:, 3], group, lattice.vs[houses.row + 1])
    return box


def _main(at: np.ndarray, is_open: np.ndarray, used: np.ndarray) -> float:
    """The street (or lane) nearest to the middle of the houses."""
    open_at = at[is_open]
    return float(open_at[np.abs(open_at - np.median(at[used])).argmin()])


def village_roads(sites: Sites, drawn: list[Settlement], outline: Any) -> list[np.ndarray]:
    """Roads between neighbours: the relative neighbourhood graph (Toussaint 1980) of the sites, gate to gate."""
    import shapely

    beside = sites.beside
    shapely.prepare(outline)
    roads = []
    for a in range(len(sites.xy)):
        for b in sorted(n for n in beside[a] if n > a):
            apart = np.hypot(*(sites.xy[a] - sites.xy[b]))
            third = [c for c in beside[a] & beside[b] if max(_apart(sites, a, c), _apart(sites, b, c)) < apart]
            if third or (sites.urban[a] and sites.urban[b]):
                continue
            line = _joined(drawn[a], drawn[b], sites.xy[a], sites.xy[b])
            if shapely.contains(outline, shapely.LineString(line)):
                roads.append(line)
    return roads


def _apart(sites: Sites, a: int, b: int) -> float:
    return float(np.hypot(*(sites.xy[a] - sites.xy[b])))


def _joined(a: Settlement, b: Settlement, at_a: np.ndarray, at_b: np.ndarray) -> np.ndarray:
    """A cubic Bézier curve between the gates that face each other, leaving each straight."""
    start, end = _gate(a, at_b), _gate(b, at_a)
    p0, p3 = a.gates[start], b.gates[end]
    reach = float(np.hypot(*(p3 - p0))) * 0.35
    p1 = p0 + reach * _outward(a, start)
    p2 = p3 + reach * _outward(b, end)
    t = np.linspace(0, 1, 15)[:, None]
    return (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t**2 * p2 + t**3 * p3


def _gate(settlement: Settlement, towards: np.ndarray) -> int:
    return int(np.hypot(*(settlement.gates - towards).T).argmin())


def _outward(settlement: Settlement, gate: int) -> np.ndarray:
    across = settlement.gates[gate] - settlement.gates[gate ^ 1]
    return across / max(float(np.hypot(*across)), 1.0)


def _fields(lattice: Lattice, region: Any, rng: np.random.Generator) -> list[tuple[GroundKind, str, np.ndarray]]:
    """Parcels of two tints and a rare pond on an irregular field pattern, where `region` (EPSG:4547) has room."""
    import shapely

    if region.is_empty:
        return []
    x0, y0, x1, y1 = region.bounds
    reach = max(x1 - x0, y1 - y0) * 0.75
    middle = lattice.to_local(np.array([[(x0 + x1) / 2, (y0 + y1) / 2]]))[0]
    u, v = (np.arange(middle[k] - reach, middle[k] + reach, FIELD_M[k]) for k in (0, 1))
    corner = np.column_stack([a.ravel() for a in np.meshgrid(u, v)])
    corner = corner[rng.random(len(corner)) < FIELD_SHARE + POND_SHARE]
    n = len(corner)
    size = np.column_stack([rng.uniform(0.35, 0.97, n), rng.uniform(0.3, 0.95, n)]) * FIELD_M
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], float)
    rings = corner[:, None] + unit[None] * size[:, None] + _loose(rng, n)
    world = lattice.to_world(rings.reshape(-1, 2)).reshape(n, 5, 2)
    shapely.prepare(region)
    fits = shapely.contains(region, shapely.polygons(world)) if n else np.zeros(0, bool)
    kinds = rng.choice([GroundKind.PARCEL_A, GroundKind.PARCEL_B], n)
    pond = rng.random(n) < POND_SHARE / FIELD_SHARE
    return [
        (GroundKind.WATER, "", _pond(ring, rng)) if wet else (GroundKind(int(kind)), "", ring)
        for ring, kind, wet, ok in zip(world, kinds, pond, fits, strict=True)
        if ok
    ]


def _loose(rng: np.random.Generator, n: int) -> np.ndarray:
    """Small shifts of the corners of n rings, the last corner as the first."""
    shift = rng.uniform(-9, 9, (n, 5, 2))
    shift[:, 4] = shift[:, 0]
    return shift


def _pond(ring: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A rounded pond of 25 to 55 m in the middle of a parcel."""
    around = np.linspace(0, 2 * np.pi, 15)[:-1]
    far = rng.uniform(12, 28) * (1 + 0.25 * np.cos(around * 2 + rng.uniform(0, 6)) + 0.1 * np.cos(3 * around))
    shore = ring[:4].mean(axis=0) + far[:, None] * np.column_stack([np.cos(around), np.sin(around)])
    return np.concatenate([shore, shore[:1]])


def _areas(kind: GroundKind, shapes: np.ndarray) -> list[tuple[GroundKind, str, np.ndarray]]:
    """Outer rings of all parts."""
    import shapely

    parts = shapely.get_parts(shapes)
    return [(kind, "", shapely.get_coordinates(ring)) for ring in shapely.get_exterior_ring(parts)]
