"""Borders that arrive from a file, surveyed against the county in force: what would be repaired, what would change.

Grids are laid on the ground of their villages; villages whose ground they exchange are taken together. Nothing is done
here: a survey lists every repair, and its gestures make a plan only when somebody says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gis.boundaries.actions.redivide import UNCHANGED, Redivide
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.outline import fit_into
from gis.boundaries.partition.hand import village_faces
from gis.boundaries.partition.matching import continued
from gis.boundaries.repair import NotRepairable, Repair, RepairKind, survey
from gis.foundation.errors import WanggeError
from gis.foundation.viewport import Bounds

SNAP_M = 0.1  # corners this near to one in force are that one: what rounding in a file makes of them
EXCHANGED_M2 = 1.0  # villages that exchange more ground than this are taken together

Progress = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Arriving:
    """One area as it comes. code: 15 digits, or 12 of its village where it has no number. name: in sentences. shape:
    shapely (Multi)Polygon, EPSG:4547 metres on the lattice."""

    code: str
    name: str
    shape: Any


@dataclass(frozen=True)
class Group:
    """Villages taken together. gesture: what lays the areas on their ground, None where they are as they were. repairs:
    everything that is done to the areas for it, `polygons` being places in `names`. why_not: why they cannot be laid
    there, empty if they can. renumbered: number in the file → what it becomes, where that differs."""

    villages: tuple[str, ...]
    names: tuple[str, ...]
    gesture: Redivide | None
    repairs: tuple[Repair, ...]
    left: tuple[str, ...]
    why_not: str
    renumbered: dict[str, str]


def surveyed(
    state: State, areas: Sequence[Arriving], snap_m: float = SNAP_M, progress: Progress | None = None
) -> list[Group]:
    """Grids from a file, village by village. snap_m: corners this near to one in force are that one."""
    tell = progress or (lambda share, words: None)
    tell(0.0, "对齐现有界点")
    settled = snapped(state, areas, snap_m)
    groups = grouped(state, [area for area, _ in settled])
    moves = dict(settled)
    found = []
    for number, (villages, own) in enumerate(groups):
        tell(number / len(groups), f"核对 {state.name_of(villages[0])}")
        found.append(_group(state, villages, own, corner_repairs([moves[area] for area in own], snap_m)))
    tell(1.0, "核对完毕")
    return found


def grouped(state: State, areas: Sequence[Arriving]) -> list[tuple[tuple[str, ...], list[Arriving]]]:
    """Areas by village, villages joined where an area reaches into another that arrives too."""
    by_village: dict[str, list[Arriving]] = defaultdict(list)
    for area in areas:
        by_village[area.code[:12]].append(area)
    home = {village: village for village in by_village}

    def root(village: str) -> str:
        while home[village] != village:
            village = home[village]
        return village

    for village, other in _exchanges(state, by_village):
        home[root(village)] = root(other)
    joined: dict[str, list[str]] = defaultdict(list)
    for village in sorted(by_village):
        joined[root(village)].append(village)
    return [(tuple(v), [a for village in v for a in by_village[village]]) for v in joined.values()]


def _exchanges(state: State, by_village: dict[str, list[Arriving]]) -> Iterable[tuple[str, str]]:
    import shapely

    arriving = sorted(by_village)
    grounds = np.array([ground_of(village_faces(state, v)) for v in arriving], object)
    tree = shapely.STRtree(grounds)
    for village in arriving:
        shapes = np.array([area.shape for area in by_village[village]], object)
        one, two = tree.query(shapes, predicate="intersects")
        foreign = np.array([arriving[b] != village for b in two], bool)
        one, two = one[foreign], two[foreign]
        valid = shapely.make_valid(shapes[one])
        common = shapely.area(shapely.intersection(valid, grounds[two]))
        for b in np.unique(two[common > EXCHANGED_M2]).tolist():
            yield village, arriving[b]


def ground_of(faces: Sequence[Face]) -> Any:
    import shapely

    return shapely.coverage_union_all(np.array([face.shape for face in faces], object)) if faces else shapely.Polygon()


def _group(state: State, villages: tuple[str, ...], areas: list[Arriving], moved: list[Repair]) -> Group:
    faces = [face for village in villages for face in village_faces(state, village)]
    names = tuple(area.name for area in areas)
    try:
        done = survey(shapes_of(areas), names)
        fit = fit_into(ground_of(faces), done.clean, names)
    except NotRepairable as no:
        return Group(villages, names, None, (), (), f"{no.message}{no.remedy}", {})
    repairs = (*moved, *done.repairs, *fit.repairs)
    codes = _codes(state, faces, areas, fit.shapes)
    label = (
        f"导入{state.name_of(villages[0])}" + ("等村" if len(villages) > 1 else "") + f"的边界（{len(areas)} 个网格）"
    )
    gesture = Redivide(tuple(f.code for f in faces), tuple(fit.shapes), tuple(codes), label)
    changed = {a.code: c for a, c in zip(areas, codes, strict=True) if len(a.code) == 15 and c != a.code}
    try:
        gesture.draft(state)
    except WanggeError as no:
        same = no.message == UNCHANGED
        return Group(villages, names, None, repairs, done.left, "" if same else f"{no.message}{no.remedy}", changed)
    return Group(villages, names, gesture, repairs, done.left, "", changed)


def shapes_of(areas: Sequence[Arriving]) -> np.ndarray:
    out = np.empty(len(areas), object)
    out[:] = [area.shape for area in areas]
    return out


@dataclass(frozen=True)
class Moved:
    """Corners of one area that became corners in force. most_m: how far the furthest moved. bounds: where they are."""

    count: int
    most_m: float
    bounds: Bounds


def snapped(state: State, areas: Sequence[Arriving], snap_m: float) -> list[tuple[Arriving, Moved]]:
    """The areas with corners that nearly are corners in force made those, and what that moved, area by area."""
    import shapely

    shapes = shapes_of(areas)
    faces = [face for village in {area.code[:12] for area in areas} for face in village_faces(state, village)]
    ids = {i for face in faces for i in face.arcs}
    held = np.unique(np.concatenate([state.arcs[i].xy for i in ids]), axis=0) if ids else np.empty((0, 2))
    xy, area = shapely.get_coordinates(shapes, return_index=True)
    settled, away = xy.copy(), np.zeros(len(xy))
    if len(held) and snap_m > 0:
        dots: Any = shapely.points(held)
        given: Any = shapely.points(xy)
        (point, corner), metres = shapely.STRtree(dots).query_nearest(
            given, max_distance=snap_m, return_distance=True, all_matches=False
        )
        settled[point], away[point] = held[corner], metres
    made = shapely.set_coordinates(shapes.copy(), settled)
    out = []
    for i, each in enumerate(areas):
        own = np.flatnonzero((area == i) & (away > 0))
        box = np.concatenate([settled[own].min(axis=0), settled[own].max(axis=0)]).tolist() if len(own) else [0.0] * 4
        bounds: Bounds = (box[0], box[1], box[2], box[3])
        out.append((replace(each, shape=made[i]), Moved(len(own), float(away[own].max(initial=0)), bounds)))
    return out


def corner_repairs(moved: Sequence[Moved], snap_m: float) -> list[Repair]:
    """One repair an area whose corners were moved."""
    return [
        Repair(
            RepairKind.CORNER, (i,), 0.0, each.most_m, each.bounds, None,
            f"{each.count:,} 个界点离现有界点不到 {snap_m:g} 米，取现有界点，最大移动 {each.most_m:.4f} 米",
        )
        for i, each in enumerate(moved) if each.count
    ]  # fmt: skip


def _may_keep(state: State, in_force: set[str], code: str) -> bool:
    return len(code) == 15 and (code in in_force or not state.given(code))


def _codes(state: State, faces: Sequence[Face], areas: Sequence[Arriving], shapes: np.ndarray) -> list[str]:
    """The code of every shape: its own where that is in force here or was never given; where the file gives none, the
    one it continues most households of; else a new number of its village."""
    import shapely

    in_force = {face.code for face in faces}
    codes = [area.code if _may_keep(state, in_force, area.code) else "" for area in areas]
    free = [i for i, code in enumerate(codes) if not code and len(areas[i].code) == 12]
    olds = sorted(c for c in in_force if len(c) == 15 and c not in codes)
    if free and olds:
        houses = np.concatenate([state.faces[c].houses for c in olds])
        old = np.repeat(np.arange(len(olds)), [state.faces[c].households for c in olds])
        new = np.full(len(houses), -1)
        for k, i in enumerate(free):
            new[shapely.contains_xy(shapes[i], state.houses.x[houses], state.houses.y[houses])] = k
        known = new >= 0
        keeps, _ = continued(new[known], old[known], len(free)) if known.any() else (np.full(len(free), -1), 0)
        for k, i in enumerate(free):
            if keeps[k] >= 0 and olds[keeps[k]][:12] == areas[i].code[:12]:
                codes[i] = olds[keeps[k]]
    return [code or area.code[:12] for code, area in zip(codes, areas, strict=True)]
