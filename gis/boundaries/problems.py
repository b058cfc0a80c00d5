"""What is wrong with the grids, as the problems panel lists it: where, how bad, and a way out where one is clear."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.split_houses import SplitByHouses
from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.preview import LEAST, MOST, preview
from gis.boundaries.editing.state import State
from gis.foundation.viewport import Bounds

THIN_M = 4.0  # a face narrower than this on the mean is a sliver
RAGGED = 0.06  # and so is one less compact
ON_BORDER_M = 0.5  # a household nearer to a border than this lies on it
NAMED_AT_MOST = 200  # households listed one by one
AROUND_M = 15.0  # shown around a single household


class Severity(IntEnum):
    """错误 stands in the way of submitting a plan, 提醒 does not."""

    WARNING = 1
    ERROR = 2


class Kind(StrEnum):
    """What a problem is about, as the panel groups them."""

    TOO_FEW = "户数不足"
    TOO_MANY = "户数超限"
    APART = "不相连"
    SLIVER = "狭长碎片"
    OUTSIDE = "农户不在本网格"
    ON_BORDER = "农户压界线"
    NO_WORKER = "没有网格员"


@dataclass(frozen=True)
class Fix:
    """A way out. words: on the button. gesture: what it does; ask `preview` before showing what it would change."""

    words: str
    gesture: Gesture


@dataclass(frozen=True)
class Problem:
    """code: of the grid or village concerned. words, detail: one line each. bounds: where to zoom, EPSG:4547 metres.
    house: index of the household concerned, -1 for none."""

    kind: Kind
    severity: Severity
    code: str
    words: str
    detail: str
    bounds: Bounds
    fix: Fix | None = None
    house: int = -1


def problems(state: State, codes: Collection[str] | None = None) -> list[Problem]:
    """All problems of the county, or of some faces (those an edit touched): the worst first, then by code."""
    asked = sorted(codes if codes is not None else state.faces)
    faces = [state.faces[code] for code in asked if code in state.faces and not state.foreign(code)]
    found = [*_counts(state, faces), *_shapes(state, faces), *_villages(state, faces), *_homes(state, faces)]
    return sorted(found, key=lambda p: (-p.severity, list(Kind).index(p.kind), p.code, p.house))


def _counts(state: State, faces: list[Face]) -> Iterator[Problem]:
    for face in faces:
        name, held = state.number_of(face.code), face.households
        if len(face.code) < 15:
            continue  # a village not divided yet is not a grid too large
        if held < LEAST:
            words = f"{name} {held} 户，不足下限 {LEAST}"
            yield Problem(
                Kind.TOO_FEW, Severity.ERROR, face.code, words, f"还差 {LEAST - held} 户", face.bounds,
                _merging(state, face),
            )  # fmt: skip
        elif held > MOST:
            words = f"{name} {held} 户，超过上限 {MOST}"
            yield Problem(
                Kind.TOO_MANY, Severity.ERROR, face.code, words, f"比上限多 {held - MOST} 户", face.bounds,
                _halving(state, face),
            )  # fmt: skip
        place = state.places.get(face.code)
        if place is not None and not place.worker:
            yield Problem(
                Kind.NO_WORKER, Severity.WARNING, face.code, f"{name}没有网格员", "这里的事件没有人接", face.bounds
            )


def _merging(state: State, face: Face) -> Fix | None:
    """The neighbour of the same village with the longest common border that has room."""
    shared: dict[str, float] = {}
    for arc in state.arcs_of(face.code):
        other = arc.right if arc.left == face.code else arc.left
        if len(other) == 15 and other[:12] == face.code[:12]:
            length = float(np.hypot(*np.diff(arc.xy, axis=0).T).sum())
            shared[other] = shared.get(other, 0.0) + length
    room = {c: m for c, m in shared.items() if state.faces[c].households + face.households <= MOST}
    if not room:
        return None
    best = max(room, key=lambda code: (room[code], code))
    return _checked(state, Fix(f"并入 {state.number_of(best)}", Merge(best, (face.code,))))


def _halving(state: State, face: Face) -> Fix | None:
    """Two halves across the longer axis of the houses."""
    if not LEAST <= face.households // 2 <= MOST:
        return None
    xy = np.column_stack([state.houses.x[face.houses], state.houses.y[face.houses]])
    middle = xy - xy.mean(axis=0)
    axis = np.linalg.svd(middle, full_matrices=False)[2][0]
    half = face.houses[np.argsort(middle @ axis, kind="stable")[: face.households // 2]]
    return _checked(state, Fix("拆成两个网格", SplitByHouses(face.code, tuple(half.tolist()))))


def _checked(state: State, fix: Fix) -> Fix | None:
    """Only what can be done and leaves every touched grid within the rule is offered."""
    return fix if preview(state, fix.gesture).fits else None


def _shapes(state: State, faces: list[Face]) -> Iterator[Problem]:
    for face in faces:
        name = state.number_of(face.code)
        if face.shape.geom_type != "Polygon":
            parts = len(face.shape.geoms)
            yield Problem(
                Kind.APART, Severity.ERROR, face.code, f"{name}分成 {parts} 块，不相连", "网格必须连成一片", face.bounds
            )
        width = 2 * face.area_m2 / float(face.shape.length)
        if width < THIN_M or face.compactness < RAGGED:
            detail = f"平均宽 {width:.1f} 米，紧凑度 {face.compactness:.2f}"
            yield Problem(Kind.SLIVER, Severity.WARNING, face.code, f"{name}过于狭长", detail, face.bounds)


def _villages(state: State, faces: list[Face]) -> Iterator[Problem]:
    """Villages whose grids do not hang together."""
    villages = {face.code[:12] for face in faces}
    own: dict[str, list[str]] = {}
    for code in state.faces:
        if code[:12] in villages:
            own.setdefault(code[:12], []).append(code)
    for village, codes in sorted(own.items()):
        groups = _groups(state, codes)
        if groups > 1:
            boxes = np.array([state.faces[c].bounds for c in codes])
            low, high = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
            name = state.number_of(village)
            yield Problem(
                Kind.APART, Severity.WARNING, village, f"{name}分成 {groups} 块，不相连", "飞地若属实可不处理",
                (low[0], low[1], high[0], high[1]),
            )  # fmt: skip


def _groups(state: State, codes: list[str]) -> int:
    """How many groups the faces form that hang together along borders."""
    left, groups = set(codes), 0
    while left:
        groups += 1
        ahead = [left.pop()]
        while ahead:
            code = ahead.pop()
            for arc_id in state.faces[code].arcs:
                arc = state.arcs[arc_id]
                other = arc.right if arc.left == code else arc.left
                if other in left:
                    left.remove(other)
                    ahead.append(other)
    return groups


def _homes(state: State, faces: list[Face]) -> Iterator[Problem]:
    """Households outside the grid they are listed in, or on its border."""
    import shapely

    housed = [face for face in faces if face.households]
    if not housed:
        return
    index = np.concatenate([face.houses for face in housed])
    owner = np.repeat(np.arange(len(housed)), [face.households for face in housed])
    shapes = np.array([face.shape for face in housed], object)
    x, y = state.houses.x[index], state.houses.y[index]
    shapely.prepare(shapes)
    outside = np.flatnonzero(~shapely.intersects_xy(shapes[owner], x, y))
    yield from (_home(state, housed[owner[i]], int(index[i]), True) for i in outside[:NAMED_AT_MOST].tolist())
    rims = shapely.boundary(shapes)
    shapely.prepare(rims)
    touching = np.flatnonzero(shapely.dwithin(rims[owner], shapely.points(x, y), ON_BORDER_M))
    touching = np.setdiff1d(touching, outside)
    yield from (_home(state, housed[owner[i]], int(index[i]), False) for i in touching[:NAMED_AT_MOST].tolist())


def _home(state: State, face: Face, house: int, outside: bool) -> Problem:
    x, y = float(state.houses.x[house]), float(state.houses.y[house])
    bounds = (x - AROUND_M, y - AROUND_M, x + AROUND_M, y + AROUND_M)
    name = state.number_of(face.code)
    if outside:
        there = state.face_at(x, y)
        detail = f"实际位于{state.number_of(there)}" if there else "位于县界之外"
        words = f"{name}有一户在本网格以外"
        return Problem(Kind.OUTSIDE, Severity.ERROR, face.code, words, detail, bounds, None, house)
    words = f"{name}有一户压在边界上"
    return Problem(Kind.ON_BORDER, Severity.WARNING, face.code, words, "把边界移到房屋之间的空隙", bounds, None, house)
