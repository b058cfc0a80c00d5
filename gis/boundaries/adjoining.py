"""Outlines of the counties around made to share the county's own border, every difference listed.

The county's border stands. A corner of a neighbour near one of it becomes that one; corners that only the county has
are taken over where they lie on the neighbour's edge. What still does not fit is
refused: two counties that disagree about their border must settle that first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.actions.adjoin import Adjoin
from gis.boundaries.arriving import Arriving, Moved, corner_repairs
from gis.boundaries.editing.columns import shapes_of as shapes_of_level
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice
from gis.boundaries.partition.weld import weld
from gis.boundaries.repair import NotRepairable, Repair, RepairKind

SNAP_M = 0.5  # corners this near to one of the county's are that one
ON_EDGE_M = 0.05  # corners of the county this near to a neighbour's edge lie on it


@dataclass(frozen=True)
class Adjoining:
    """gesture: what brings the neighbours onto the table. repairs: what was done to their outlines. apart: names of
    those that do not touch the county and were left out."""

    gesture: Adjoin
    repairs: tuple[Repair, ...]
    apart: tuple[str, ...]


def adjoining(state: State, areas: Sequence[Arriving], snap_m: float = SNAP_M) -> Adjoining:
    """Neighbours (code of 6 digits each) fitted to the county's border. NotRepairable where they overlap it or one
    another, or leave a gap along it."""

    ground = shapes_of_level(state, 6)[state.county]
    areas = [area for area in areas if area.code != state.county]
    near = [a for a in areas if a.shape.distance(ground) <= snap_m]
    apart = tuple(a.name for a in areas if a not in near)
    if not near:
        raise NotRepairable("文件里没有与本县相邻的县。", "请核对坐标系和要导入的图层。")
    shapes = np.empty(len(near), object)
    shapes[:] = [a.shape for a in near]
    shapes, moved = _cornered(shapes, ground, snap_m)
    shapes, taken = _edged(shapes, ground)
    names = [a.name for a in near]
    _refuse_misfit(ground, shapes, names)
    repairs = [*corner_repairs(moved, snap_m), *taken]
    named = [
        Repair(r.kind, r.polygons, r.area_m2, r.moved_m, r.bounds, r.shape, f"{names[r.polygons[0]]}：{r.words}")
        for r in repairs
    ]
    gesture = Adjoin(tuple(a.code for a in near), tuple(names), tuple(shapes))
    return Adjoining(gesture, tuple(named), apart)


def _cornered(shapes: np.ndarray, ground: Any, snap_m: float) -> tuple[np.ndarray, list[Moved]]:
    import shapely

    held = shapely.get_coordinates(ground)
    xy, area = shapely.get_coordinates(shapes, return_index=True)
    xy = on_lattice(xy)
    settled = xy.copy()
    if snap_m > 0:
        dots: Any = shapely.points(held)
        given: Any = shapely.points(xy)
        (point, corner), _ = shapely.STRtree(dots).query_nearest(
            given, max_distance=snap_m, return_distance=True, all_matches=False
        )
        settled[point] = held[corner]
    away = np.hypot(*(settled - xy).T)
    moved = []
    for i in range(len(shapes)):
        own = np.flatnonzero((area == i) & (away > 0))
        box = np.concatenate([settled[own].min(axis=0), settled[own].max(axis=0)]).tolist() if len(own) else [0.0] * 4
        moved.append(Moved(len(own), float(away[own].max(initial=0)), (box[0], box[1], box[2], box[3])))
    return shapely.set_coordinates(shapes.copy(), settled), moved


def _edged(shapes: np.ndarray, ground: Any) -> tuple[np.ndarray, list[Repair]]:
    """Shapes with the county's corners that lie on their edges."""
    import shapely

    corners = shapely.get_coordinates(ground)
    out, repairs = shapes.copy(), []
    for i, shape in enumerate(shapes):
        parts = shapely.get_parts(shape)
        out[i] = _whole(weld(parts, corners, ON_EDGE_M))
        more = int(shapely.get_num_coordinates(out[i]) - shapely.get_num_coordinates(shape))
        if more:
            moved = float(shapely.hausdorff_distance(shape.boundary, out[i].boundary))
            low_x, low_y, high_x, high_y = out[i].intersection(ground.buffer(1.0)).bounds
            bounds = (float(low_x), float(low_y), float(high_x), float(high_y))
            words = f"接上本县界线的 {more:,} 个界点，最大移动 {moved:.4f} 米"
            repairs.append(Repair(RepairKind.EDGE, (i,), 0.0, moved, bounds, None, words))
    return out, repairs


def _whole(parts: np.ndarray) -> Any:
    import shapely

    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _refuse_misfit(ground: Any, shapes: np.ndarray, names: Sequence[str]) -> None:
    import shapely

    every = np.array([ground, *shapes], object)
    if not shapely.is_valid(every).all():
        bad = [name for name, ok in zip(["本县", *names], shapely.is_valid(every), strict=True) if not ok]
        raise NotRepairable(f"{bad[0]}的边界接上后自相交。", "请在原始数据里改正。")
    edges = shapely.coverage_invalid_edges(every)
    wrong = [i for i, edge in enumerate(edges) if not shapely.is_empty(edge)]
    if wrong:
        x, y = edges[wrong[0]].interpolate(0.5, normalized=True).coords[0]
        who = "、".join(names[i - 1] for i in wrong if i)
        raise NotRepairable(
            f"{who}与本县或彼此的边界对不上，如 {x:.1f}, {y:.1f} 处。", "请先与邻县统一界线，或放宽对齐的距离。"
        )
    free = ground.boundary.difference(shapely.union_all(shapely.boundary(shapes)))
    if free.length > SNAP_M:
        x, y = free.interpolate(0.5, normalized=True).coords[0]
        raise NotRepairable(
            f"本县界线有 {free.length:,.0f} 米没有邻县相接，如 {x:.1f}, {y:.1f} 处。", "请导入全部相邻的县。"
        )
