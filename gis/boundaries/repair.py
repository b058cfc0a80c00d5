"""Polygons that only nearly fit, and every single thing that would be done to make them a coverage.

A survey changes nothing: it lists each repair with its place and size beside the polygons as they would be. The mesh is
built from the surveyed polygons only when the user says so, so nothing about a border is ever altered silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from gis.boundaries.build import mesh_from_polygons
from gis.boundaries.lattice import LATTICE_M, on_lattice
from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.foundation.errors import WanggeError
from gis.foundation.viewport import Bounds

GAP_M = 1.0  # gaps narrower than this are closed; wider ones are somebody's land and stay
SNAP_M = 0.01  # vertices nearer to one another than this become one
LEAST_M2 = 1e-6  # overlaps smaller than this are differences of rounding


class RepairKind(StrEnum):
    """What is done, as the list groups it."""

    INVALID = "修正自相交"
    OVERLAP = "消除重叠"
    GAP = "填补缝隙"
    EDGE = "对齐共有边界"
    OUTLINE = "对齐外边界"
    CORNER = "对齐现有界点"
    ROUNDED = "坐标取整"


@dataclass(frozen=True)
class Repair:
    """polygons: numbers of the polygons concerned, the one that gets the ground first. area_m2: ground that changes
    hands. moved_m: how far a border moves at most. bounds, shape: where, EPSG:4547 metres."""

    kind: RepairKind
    polygons: tuple[int, ...]
    area_m2: float
    moved_m: float
    bounds: Bounds
    shape: Any
    words: str


@dataclass(frozen=True)
class Survey:
    """given: the polygons as they came. clean: as they would be, in the same order. repairs: every difference between
    the two. left: sentences about what is not repaired but should be looked at (wide gaps)."""

    given: np.ndarray
    clean: np.ndarray
    repairs: tuple[Repair, ...]
    left: tuple[str, ...]


class NotRepairable(WanggeError):
    """The polygons cannot be made a coverage without guessing."""


def survey(
    polygons: Sequence[Any] | np.ndarray, names: Sequence[str], gap_m: float = GAP_M, snap_m: float = SNAP_M
) -> Survey:
    """What it takes to make polygons (shapely, EPSG:4547 metres) a coverage. names: how each is called in sentences.
    NotRepairable if one is missing or no polygon, or if shapely's cleaning does not end in a valid coverage."""
    import shapely

    given = np.array(polygons, dtype=object)
    _refuse_others(given, names)
    repairs: list[Repair] = []
    shapes = given.copy()
    for i in np.flatnonzero(~shapely.is_valid(shapes)).tolist():
        shapes[i] = _made_valid(shapes[i], names[i])
        repairs.append(_validity(i, given[i], shapes[i], names))
    shapes, moved = _rounded(shapes)
    if moved > 0:
        words = f"坐标取到 {LATTICE_M * 1000:g} 毫米，最大移动 {moved * 1000:.4f} 毫米"
        bounds = _bounds(shapely.multipolygons(shapely.get_parts(shapes)))
        repairs.append(Repair(RepairKind.ROUNDED, tuple(range(len(shapes))), 0.0, moved, bounds, None, words))
    clean = shapes
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes, gap_width=gap_m)):
        clean = _cleaned(shapes, gap_m, snap_m)
        repairs += [*_overlaps(shapes, clean, names), *_gaps(shapes, clean, names)]
        repairs += _edges(shapes, clean, names)
    return Survey(given, clean, tuple(repairs), tuple(_wide_gaps(clean, gap_m)))


def mesh_of_survey(done: Survey, rows: np.ndarray, divisions: Divisions) -> Mesh:
    """The mesh of the polygons as surveyed; rows and divisions as in gis.boundaries.build.mesh_from_polygons."""
    return mesh_from_polygons(done.clean, rows, divisions)


def _refuse_others(given: np.ndarray, names: Sequence[str]) -> None:
    import shapely

    bad = np.flatnonzero(
        shapely.is_missing(given) | shapely.is_empty(given) | ~np.isin(shapely.get_type_id(given), (3, 6))
    )
    if len(bad):
        words = "、".join(names[i] for i in bad[:5].tolist())
        raise NotRepairable(f"{len(bad)} 个边界是空的或不是面：{words}。", "请补上这些面再导入。")


def _made_valid(shape: Any, name: str) -> Any:
    import shapely

    made = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if made.is_empty or made.geom_type not in ("Polygon", "MultiPolygon"):
        raise NotRepairable(f"{name}的边界自相交，修正后不成面。", "请在原始数据里改正。")
    return made


def _validity(i: int, before: Any, after: Any, names: Sequence[str]) -> Repair:
    import shapely

    # the region where winding differs cannot be had from an invalid polygon, so areas are compared instead
    lost = abs(float(shapely.area(after)) - abs(float(shapely.area(before))))
    words = f"{names[i]}的边界自相交，改为不相交的面，面积差 {lost:,.2f} 平方米"
    return Repair(RepairKind.INVALID, (i,), lost, 0.0, _bounds(after), after, words)


def _rounded(shapes: np.ndarray) -> tuple[np.ndarray, float]:
    """(shapes on the lattice, how far a vertex moved at most)."""
    import shapely

    xy = shapely.get_coordinates(shapes)
    settled = on_lattice(xy)
    moved = float(np.hypot(*(settled - xy).T).max(initial=0.0))
    return (shapely.set_coordinates(shapes.copy(), settled), moved) if moved > 0 else (shapes, 0.0)


def _cleaned(shapes: np.ndarray, gap_m: float, snap_m: float) -> np.ndarray:
    import shapely

    api: Any = shapely  # the type stubs do not know coverage_clean, which is new in 2.2
    made = api.coverage_clean(shapes, gap_width=gap_m, snapping_distance=snap_m, merge_strategy="longest_border")
    made, _ = _rounded(made)
    if shapely.is_empty(made).any() or not (shapely.is_valid(made).all() and shapely.coverage_is_valid(made)):
        raise NotRepairable("这些面整理之后仍有重叠或缝隙。", "请在原始数据里检查重复的面。")
    return made


def _overlaps(shapes: np.ndarray, clean: np.ndarray, names: Sequence[str]) -> Iterator[Repair]:
    import shapely

    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = np.column_stack([one, two])[one < two]
    common = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    for (i, j), region in zip(pairs.tolist(), common, strict=True):
        area = float(shapely.area(region))
        if area > LEAST_M2:
            inside = shapely.point_on_surface(region)
            taker = i if shapely.intersects(clean[i], inside) else j
            words = f"{names[i]}与{names[j]}重叠 {area:,.2f} 平方米，划归{names[taker]}"
            order = (taker, j if taker == i else i)
            yield Repair(RepairKind.OVERLAP, order, area, 0.0, _bounds(region), region, words)


def _gaps(shapes: np.ndarray, clean: np.ndarray, names: Sequence[str]) -> Iterator[Repair]:
    import shapely

    before = shapely.union_all(shapes)
    filled = shapely.get_parts(shapely.difference(shapely.union_all(clean), before))
    tree = shapely.STRtree(clean)
    for region in filled[shapely.area(filled) > LEAST_M2]:
        takers = tree.query(shapely.point_on_surface(region), predicate="intersects").tolist()
        name = names[takers[0]] if takers else "外界"
        area = float(shapely.area(region))
        words = f"缝隙 {area:,.2f} 平方米，并入{name}"
        yield Repair(RepairKind.GAP, tuple(takers[:1]), area, 0.0, _bounds(region), region, words)


def _edges(shapes: np.ndarray, clean: np.ndarray, names: Sequence[str]) -> Iterator[Repair]:
    """Every polygon that is not what it was, by how far its border moves."""
    import shapely

    same = shapely.equals_exact(shapely.normalize(shapes), shapely.normalize(clean), 0)
    for i in np.flatnonzero(~same).tolist():
        old, new = shapely.boundary(shapes[i]), shapely.boundary(clean[i])
        moved = float(shapely.hausdorff_distance(old, new))
        more = int(shapely.get_num_coordinates(new)) - int(shapely.get_num_coordinates(old))
        count = f"{'增加' if more > 0 else '减少'} {abs(more)} 个节点，" if more else ""
        words = f"{names[i]}的边界与邻面对齐：{count}最大移动 {moved:.3f} 米"
        yield Repair(RepairKind.EDGE, (i,), 0.0, moved, _bounds(clean[i]), clean[i], words)


def _wide_gaps(clean: np.ndarray, gap_m: float) -> Iterator[str]:
    import shapely

    whole = shapely.coverage_union_all(clean)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    for hole in holes:
        x, y = hole.centroid.coords[0]
        yield f"{x:.0f}, {y:.0f} 处有一块 {hole.area:,.1f} 平方米的空地不属于任何面，宽过 {gap_m:g} 米，未作处理。"


def _bounds(shape: Any) -> Bounds:
    low_x, low_y, high_x, high_y = shape.bounds
    return float(low_x), float(low_y), float(high_x), float(high_y)
