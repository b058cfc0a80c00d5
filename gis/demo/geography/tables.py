"""The tables of divisions and households, once grids are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import polygons
from gis.county.divisions import Divisions, Level
from gis.county.ground import Households
from gis.county.numbering import reading_order
from gis.demo.geography.grids import middles
from gis.demo.geography.lattice import Houses
from gis.demo.geography.sources import DivisionList
from gis.foundation.columns import TextColumn

PEOPLE_SHARE = (0.10, 0.19, 0.23, 0.22, 0.14, 0.09, 0.03)  # households of 1..7 people; mean 3.5


def number_grids(
    places: DivisionList, village: np.ndarray, xy: np.ndarray, grid: np.ndarray
) -> tuple[Divisions, np.ndarray]:
    """(divisions without geometry, int32 division row of each grid).

    village, xy, grid: per household its village, position and grid (0..k-1). Codes: village code + 001.. in
    `reading_order` of the grids' middles.
    """
    middle = middles(xy, grid)
    home = np.zeros(len(middle), int)
    home[grid] = village
    rows = [(p.code, p.name, p.short_name, level) for p, level in _named(places)]
    key_of: dict[str, int] = {}
    for i, place in enumerate(places.villages):
        own = np.flatnonzero(home == i)
        for serial, g in enumerate(own[reading_order(middle[own])], start=1):
            code = f"{place.code}{serial:03d}"
            key_of[code] = int(g)
            rows.append((code, f"第 {serial:03d} 网格", f"{serial:03d}", Level.GRID))
    rows.sort()
    codes = [r[0] for r in rows]
    row_of = np.zeros(len(middle), np.int32)
    for row, code in enumerate(codes):
        if code in key_of:
            row_of[key_of[code]] = row
    return _tree(rows), row_of


def _named(places: DivisionList) -> list[tuple]:
    return (
        [(places.county, Level.COUNTY)]
        + [(t, Level.TOWNSHIP) for t in places.townships]
        + [(v, Level.VILLAGE) for v in places.villages]
    )


def _tree(rows: list[tuple[str, str, str, Level]]) -> Divisions:
    n = len(rows)
    parent, end = np.full(n, -1, np.int32), np.full(n, n, np.int32)
    path: list[int] = []
    for i, row in enumerate(rows):
        while path and rows[path[-1]][3] >= row[3]:
            end[path.pop()] = i
        parent[i] = path[-1] if path else -1
        path.append(i)
    return Divisions(
        code=TextColumn.of(r[0] for r in rows), name=TextColumn.of(r[1] for r in rows),
        short_name=TextColumn.of(r[2] for r in rows), level=np.array([r[3] for r in rows], np.uint8),
        parent=parent, end=end, label_x=np.zeros(n), label_y=np.zeros(n), bounds=np.zeros((n, 4)), area_m2=np.zeros(n),
        households=np.zeros(n, np.int32), worker=np.zeros(n, np.int32), version=np.zeros(n, np.int64),
    )  # fmt: skip


def measure(divisions: Divisions, mesh: Mesh, wish: np.ndarray, households: Households) -> Divisions:
    """Fill in areas, bounds, label points and household counts from the mesh.

    wish: float64 (n, 2), where a label would like to stand; used where it lies inside, else a point that does.
    """
    import shapely

    label, bounds, area = wish.copy(), np.zeros((len(divisions), 4)), np.zeros(len(divisions))
    for level in Level:
        rows, shapes = polygons(mesh, divisions, level)
        bounds[rows], area[rows] = shapely.bounds(shapes), shapely.area(shapes)
        inside = shapely.contains_xy(shapes, wish[rows, 0], wish[rows, 1])
        label[rows[~inside]] = shapely.get_coordinates(shapely.point_on_surface(shapes[~inside]))
    total = np.concatenate([[0], np.cumsum(np.bincount(households.division, minlength=len(divisions)))])
    count = total[divisions.end] - total[np.arange(len(divisions))]
    return replace(
        divisions, label_x=label[:, 0], label_y=label[:, 1], bounds=bounds, area_m2=area,
        households=count.astype(np.int32),
    )  # fmt: skip


def households_of(houses: list[Houses], division: np.ndarray, rng: np.random.Generator) -> Households:
    """The table of households, sorted by division row and then from north to south. division: row of each house."""
    xy = np.concatenate([h.xy for h in houses])
    bearing = np.repeat([h.lattice.angle for h in houses], [len(h) for h in houses])
    people = rng.choice(np.arange(1, 8), len(xy), p=PEOPLE_SHARE)
    order = np.lexsort((xy[:, 0], -xy[:, 1], division))
    return Households(
        xy[order, 0], xy[order, 1], division[order].astype(np.int32), bearing[order].astype(np.float32),
        people[order].astype(np.uint8),
    )  # fmt: skip
