"""Outlines of villages that arrive from a file: grids follow them, and nothing lies in two villages.

Ground that leaves a village joins the grid of its new village that it borders on longest; a grid that leaves with more
than half of its ground becomes a new grid there, for its number belongs to the village it was given in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from gis.boundaries.actions.redivide import UNCHANGED, Redivide
from gis.boundaries.arriving import (
    SNAP_M,
    Arriving,
    Group,
    Progress,
    corner_repairs,
    ground_of,
    grouped,
    shapes_of,
    snapped,
)
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import LATTICE_M, on_lattice
from gis.boundaries.outline import fit_into
from gis.boundaries.partition.hand import village_faces
from gis.boundaries.repair import NotRepairable, Repair, survey
from gis.foundation.errors import WanggeError


def surveyed_villages(
    state: State, areas: Sequence[Arriving], snap_m: float = SNAP_M, progress: Progress | None = None
) -> list[Group]:
    """Villages from a file, those that exchange ground together; each code (12 digits) once."""
    tell = progress or (lambda share, words: None)
    settled = snapped(state, areas, snap_m)
    groups = grouped(state, [area for area, _ in settled])
    moves = dict(settled)
    found = []
    for number, (villages, own) in enumerate(groups):
        tell(number / len(groups), f"核对 {state.name_of(villages[0])}")
        found.append(_group(state, villages, own, corner_repairs([moves[area] for area in own], snap_m)))
    tell(1.0, "核对完毕")
    return found


def _group(state: State, villages: tuple[str, ...], areas: list[Arriving], moved: list[Repair]) -> Group:
    faces = [face for village in villages for face in village_faces(state, village)]
    names = tuple(area.name for area in areas)
    try:
        done = survey(shapes_of(areas), names)
        fit = fit_into(ground_of(faces), done.clean, names)
        repairs = (*moved, *done.repairs, *fit.repairs)
        codes, grids = _grids(faces, [area.code for area in areas], fit.shapes)
    except NotRepairable as no:
        return Group(villages, names, None, (), (), f"{no.message}{no.remedy}", {})
    label = f"导入{'、'.join(state.name_of(v) for v in villages[:3])}{'等村' if len(villages) > 3 else ''}的村界"
    gesture = Redivide(tuple(f.code for f in faces), tuple(grids), tuple(codes), label)
    try:
        gesture.draft(state)
    except WanggeError as no:
        same = no.message == UNCHANGED
        return Group(villages, names, None, repairs, done.left, "" if same else f"{no.message}{no.remedy}", {})
    return Group(villages, names, gesture, repairs, done.left, "", {})


def _grids(faces: Sequence[Face], villages: Sequence[str], outlines: np.ndarray) -> tuple[list[str], list[Any]]:
    """(codes, shapes) of the grids once villages have these outlines."""
    import shapely

    cells = _cells(faces, outlines)
    inside = shapely.point_on_surface(cells)
    face = _holder(np.array([f.shape for f in faces], object), inside)
    village = _holder(outlines, inside)
    target = _targets(faces, villages, cells, face, village)
    found: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(target):
        found[name].append(i)
    codes = sorted(found)
    shapes = [shapely.coverage_union_all(cells[found[name]]) for name in codes]
    return [name.split("+")[0] for name in codes], shapes


def _cells(faces: Sequence[Face], outlines: np.ndarray) -> np.ndarray:
    """The ground cut by the borders of grids and of the outlines."""
    import shapely

    lines = [*(shapely.boundary(f.shape) for f in faces), *shapely.boundary(outlines)]
    noded = shapely.union_all(np.array(lines, object), grid_size=LATTICE_M)
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    cells = shapely.set_coordinates(cells, on_lattice(shapely.get_coordinates(cells)))
    ground = shapely.coverage_union_all(outlines)
    return cells[shapely.contains(ground, shapely.point_on_surface(cells))]


def _holder(shapes: np.ndarray, points: np.ndarray) -> np.ndarray:
    import shapely

    held = np.full(len(points), -1)
    point, shape = shapely.STRtree(shapes).query(points, predicate="intersects")
    held[point[::-1]] = shape[::-1]
    return held


def _targets(
    faces: Sequence[Face], villages: Sequence[str], cells: np.ndarray, face: np.ndarray, village: np.ndarray
) -> list[str]:
    """The grid of every cell: its own, a new one of its new village (CODE+old), or the one it borders on longest."""
    import shapely

    area = shapely.area(cells)
    target = [""] * len(cells)
    for i, (f, v) in enumerate(zip(face.tolist(), village.tolist(), strict=True)):
        code = faces[f].code
        if code[:12] == villages[v]:
            target[i] = code
        elif len(code) == 15 and area[(face == f) & (village == v)].sum() > 0.5 * faces[f].area_m2:
            target[i] = f"{villages[v]}+{code}"
    loose = [i for i, name in enumerate(target) if not name]
    if loose:
        _join(cells, village, target, loose)
    return target


def _join(cells: np.ndarray, village: np.ndarray, target: list[str], loose: list[int]) -> None:
    import shapely

    one, two = shapely.STRtree(cells).query(cells[loose], predicate="touches")
    edges = shapely.intersection(shapely.boundary(cells[loose][one]), shapely.boundary(cells[two]))
    metres = shapely.length(edges)
    beside = sorted(zip(metres.tolist(), one.tolist(), two.tolist(), strict=True), reverse=True)
    while any(not target[i] for i in loose):
        found = next(
            (
                (loose[a], b)
                for m, a, b in beside
                if m > 0 and not target[loose[a]] and target[b] and village[loose[a]] == village[b]
            ),
            None,
        )
        if found is None:
            raise NotRepairable("有一块地划到了不相邻的村，没有网格可以并入。", "请核对村界。")
        target[found[0]] = target[found[1]]
