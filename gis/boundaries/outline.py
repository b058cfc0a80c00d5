"""A coverage from elsewhere fitted into ground that is already bounded: every difference listed before it is made.

The ground's border stands. What reaches beyond it is cut off; what falls short of it is filled by the shape it borders
on, divided where two shapes meet; inner borders stay as they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.build import shared_arcs
from gis.boundaries.lattice import LATTICE_M, on_lattice
from gis.boundaries.repair import LEAST_M2, NotRepairable, Repair, RepairKind

SAME_M = 1e-6  # ends nearer to the outline than this are on it
MOST_SHARE = 0.02  # of the ground that may be missing or beyond it before the user must look
MOST_LOST = 0.5  # a shape of which more than this lies outside is not of this ground


@dataclass(frozen=True)
class Fit:
    """shapes: object[n] polygons that cover the ground just so, in the order given. repairs: what it took."""

    shapes: np.ndarray
    repairs: tuple[Repair, ...]


def fit_into(ground: Any, shapes: np.ndarray, names: Sequence[str]) -> Fit:
    """A coverage (object[n], EPSG:4547 metres, valid) fitted into ground (polygon, vertices on the lattice). names: how
    each shape is called in sentences. NotRepairable if a shape lies mostly outside, or would be lost or torn."""
    import shapely

    inside = shapely.area(shapely.intersection(shapes, ground))
    far = np.flatnonzero(inside < (1 - MOST_LOST) * shapely.area(shapes))
    if len(far):
        words = "、".join(names[i] for i in far[:3].tolist())
        raise NotRepairable(f"{words}大半落在本范围之外。", "请核对它们属于哪个村，或坐标系是否选对。")
    if _covers(ground, shapes):
        return Fit(shapes, ())
    _refuse_far(ground, shapes)
    pieces = _pieces(ground, shapes)
    owner = _owners(pieces, shapes)
    fitted = np.empty(len(shapes), object)
    for i in range(len(shapes)):
        own = pieces[owner == i]
        fitted[i] = shapely.coverage_union_all(own) if len(own) else shapely.Polygon()
    parts = shapely.get_num_geometries(fitted)
    torn = np.flatnonzero(shapely.is_empty(fitted) | (parts > shapely.get_num_geometries(shapes)))
    if len(torn):
        words = "、".join(names[i] for i in torn[:3].tolist())
        raise NotRepairable(
            f"{words}对齐外边界后会消失或断成几块。", "请在原始数据里把它画到边界上，或放宽对齐的距离。"
        )
    return Fit(fitted, tuple(_repairs(shapes, fitted, names)))


def _refuse_far(ground: Any, shapes: np.ndarray) -> None:
    """Refused where the outlines differ by more than drawing does: a grid is missing, or the ground is another."""
    import shapely

    whole = shapely.coverage_union_all(shapes)
    missing, over = float(shapely.area(ground.difference(whole))), float(shapely.area(whole.difference(ground)))
    share = MOST_SHARE * float(ground.area)
    if missing > share:
        raise NotRepairable(f"这些面没有盖住整个范围，缺 {missing / 1e4:,.2f} 公顷。", "请补上缺少的面再导入。")
    if over > share:
        raise NotRepairable(f"这些面超出现有范围 {over / 1e4:,.2f} 公顷。", "要改村界，请把相邻的村一并导入。")


def _covers(ground: Any, shapes: np.ndarray) -> bool:
    """Whether the outlines are one, vertices apart."""
    import shapely

    whole = shapely.coverage_union_all(shapes)
    return float(shapely.hausdorff_distance(whole.boundary, ground.boundary)) <= SAME_M and (
        float(whole.symmetric_difference(ground).area) <= LEAST_M2 * len(shapes)
    )


def _pieces(ground: Any, shapes: np.ndarray) -> np.ndarray:
    """The ground cut by the borders of the shapes, and by the shortest ways from their outer corners to its border."""
    import shapely

    offsets, xy, _, right = shared_arcs(shapes, np.arange(len(shapes)))
    runs = np.split(xy, offsets[1:-1])
    drawn: list[Any] = [shapely.LineString(run) for run in runs]
    outer = shapely.MultiLineString([line for line, side in zip(drawn, right, strict=True) if side < 0])
    corners = [end for r, side in zip(runs, right, strict=True) if side >= 0 for end in (r[0], r[-1])]
    ways = _ways(ground, outer, np.array(corners).reshape(-1, 2))
    noded = shapely.union_all(np.array([ground.boundary, *drawn, *ways], object), grid_size=LATTICE_M)
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    cells = shapely.set_coordinates(cells, on_lattice(shapely.get_coordinates(cells)))
    return cells[shapely.contains(ground, shapely.point_on_surface(cells))]


def _ways(ground: Any, outer: Any, corners: np.ndarray) -> list[Any]:
    """From each outer corner of the coverage that lies inside the ground, the shortest way to the ground's border."""
    import shapely

    if not len(corners):
        return []
    dots: Any = shapely.points(np.unique(corners, axis=0))
    dots = dots[(shapely.distance(dots, outer) <= SAME_M) & shapely.contains(ground, dots)]
    ways = shapely.shortest_line(dots, ground.boundary)
    return ways[shapely.length(ways) > SAME_M].tolist()


def _owners(pieces: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """int[pieces]: the shape each lies in; one in none goes to the shape it borders on longest, outwards from there."""
    import shapely

    owner = np.full(len(pieces), -1)
    inside = shapely.point_on_surface(pieces)
    piece, shape = shapely.STRtree(shapes).query(inside, predicate="intersects")
    owner[piece[::-1]] = shape[::-1]
    loose = np.flatnonzero(owner < 0).tolist()
    one, two = shapely.STRtree(pieces).query(pieces[loose], predicate="touches") if loose else (np.empty(0, int),) * 2
    shared = shapely.length(shapely.intersection(shapely.boundary(pieces[loose][one]), shapely.boundary(pieces[two])))
    beside = sorted(zip(shared.tolist(), one.tolist(), two.tolist(), strict=True), reverse=True)
    while any(owner[row] < 0 for row in loose):
        found = next(((loose[a], b) for m, a, b in beside if m > 0 and owner[loose[a]] < 0 <= owner[b]), None)
        if found is None:
            raise NotRepairable("有一块空地不与任何网格相邻。", "请在原始数据里补上它。")
        owner[found[0]] = owner[found[1]]
    return owner


def _repairs(before: np.ndarray, after: np.ndarray, names: Sequence[str]) -> list[Repair]:
    import shapely

    gained = shapely.area(shapely.difference(after, before))
    lost = shapely.area(shapely.difference(before, after))
    out = []
    for i in np.flatnonzero(gained + lost > LEAST_M2).tolist():
        moved = float(shapely.hausdorff_distance(shapely.boundary(before[i]), shapely.boundary(after[i])))
        told = [f"补进 {gained[i]:,.2f} 平方米"] if gained[i] > LEAST_M2 else []
        told += [f"裁去 {lost[i]:,.2f} 平方米"] if lost[i] > LEAST_M2 else []
        words = f"{names[i]}对齐外边界：{'，'.join(told)}，最大移动 {moved:.3f} 米"
        region = shapely.symmetric_difference(before[i], after[i])
        low_x, low_y, high_x, high_y = region.bounds
        bounds = (float(low_x), float(low_y), float(high_x), float(high_y))
        out.append(Repair(RepairKind.OUTLINE, (i,), float(gained[i] + lost[i]), moved, bounds, region, words))
    return out
