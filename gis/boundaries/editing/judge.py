"""Whether a draft may be: every touched face is put together again and looked at, and nothing else is.

Sound faces with the same outer border as before and rings that run the right way round cover the same ground once and
only once, so it is enough to look at the faces whose arcs changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.parts import OUTSIDE, Arc, Face
from gis.boundaries.editing.rings import face_shape
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused

FEW_FACES = 24  # up to here each is asked; an import redraws thousands
SAME_M2 = 1e-3  # a face that only took over a vertex changes less than this


@dataclass(frozen=True)
class Verdict:
    """A draft that holds together. faces: every touched face as it would be. altered: codes whose ground or points
    change (the others only took over a vertex). moved: (index of the house, from, to), sorted."""

    draft: Draft
    faces: Mapping[str, Face]
    altered: tuple[str, ...]
    moved: tuple[tuple[int, str, str], ...]


def judge(state: State, draft: Draft) -> Verdict:
    """The verdict on a draft. Refused with what stands against it: a face cut off, borders that cross, a face emptied,
    a lock, houses that would lie in no grid."""
    mine = touched_arcs(state, draft)
    leaving = {*draft.retired, *(code for code, arcs in mine.items() if not arcs and _divided(draft, code))}
    shapes = {code: _shape(state, code, arcs, mine) for code, arcs in mine.items() if code not in leaving}
    _refuse_crossed(state, shapes)
    houses, moved = _dealt(state.houses.x, state.houses.y, {c: _before(state, c, "houses") for c in mine}, shapes)
    events, _ = _dealt(state.events.x, state.events.y, {c: _before(state, c, "events") for c in mine}, shapes)
    faces = {
        code: Face(
            code, frozenset(a.id for a in mine[code]), houses[code], events[code], shape,
            int(state.houses.people[houses[code]].sum()),
        )
        for code, shape in shapes.items()
    }  # fmt: skip
    altered = tuple(sorted(c for c in mine if _altered(state, faces.get(c), c)))
    _refuse_locked(state, draft, altered)
    _refuse_empty(state, faces)
    _refuse_given_away(state, moved)
    return Verdict(draft, faces, altered, tuple(sorted(moved)))


def touched_arcs(state: State, draft: Draft) -> dict[str, list[Arc]]:
    """The arcs, as they would be, of every face that gains, loses or changes one; sorted by code."""
    before: dict[str, set[int]] = {}
    after: dict[str, list[Arc]] = {}
    for arc_id in (*draft.arcs, *draft.gone):
        old = state.arcs.get(arc_id)
        for code in (old.left, old.right) if old else ():
            before.setdefault(code, set()).add(arc_id)
    for arc in draft.arcs.values():
        for code in (arc.left, arc.right):
            after.setdefault(code, []).append(arc)
    found = {}
    for code in sorted((before.keys() | after.keys() | draft.retired.keys()) - {OUTSIDE}):
        face = state.faces.get(code)
        kept = [] if face is None else [state.arcs[i] for i in face.arcs if i not in before.get(code, ())]
        if not before.get(code) or not _only_renamed(state, code, before[code], after.get(code, [])):
            found[code] = [*kept, *after.get(code, [])]
    return found


def _divided(draft: Draft, code: str) -> bool:
    """Whether a face is a village that is no face any more, because it gets its first grids."""
    return len(code) == 12 and any(born.startswith(code) for born in draft.born)


def _only_renamed(state: State, code: str, before: set[int], after: list[Arc]) -> bool:
    """Whether a face keeps every line and only has another neighbour; it still must be entered anew, so only faces
    whose arcs are the same lines under the same ids are passed over."""
    if {arc.id for arc in after} != before:
        return False
    return all(arc.xy is state.arcs[arc.id].xy for arc in after)


def _before(state: State, code: str, what: str) -> np.ndarray:
    face = state.faces.get(code)
    return np.empty(0, np.int32) if face is None else getattr(face, what)


def _shape(state: State, code: str, arcs: list[Arc], among: Iterable[str]) -> Any:
    if not arcs:
        raise Refused(f"{state.told(code, among)}会整个消失。", "要取消一个网格，请用合并。")
    shape, parts = face_shape(code, arcs)
    if parts > 1:
        face = state.faces.get(code)
        if face is None or face.shape.geom_type == "Polygon":
            raise Refused(
                f"{state.told(code, among)}会被切成 {parts} 块，不相连。", "网格必须连成一片：请少划一些，或换一处划。"
            )
    if parts == 0:
        raise Refused(f"{state.told(code, among)}的边界会相互交叉。", "请退回一些，不要越过另一条边界。")
    return shape


def _refuse_crossed(state: State, shapes: Mapping[str, Any]) -> None:
    import shapely

    good = shapely.is_valid(np.array(list(shapes.values()), object))
    bad = [code for code, fine in zip(shapes, good.tolist(), strict=True) if not fine]
    if bad:
        names = "、".join(state.told(code, shapes) for code in bad[:3])
        raise Refused(f"{names}的边界会相互交叉。", "请退回一些，不要越过另一条边界。")


def _dealt(
    x: np.ndarray, y: np.ndarray, before: Mapping[str, np.ndarray], shapes: Mapping[str, Any]
) -> tuple[dict[str, np.ndarray], list[tuple[int, str, str]]]:
    """Points dealt out to the faces again: (indices by face, those that changed hands). A point on a border belongs to
    the lower code; one that lies in none of the faces stays where it was if it lay outside it before."""
    import shapely

    kept: dict[str, list[np.ndarray]] = {code: [] for code in shapes}
    moved: list[tuple[int, str, str]] = []
    homes = _Homes(shapes)
    for code, points in before.items():
        if not len(points):
            continue
        if code in shapes:
            inside = shapely.contains_xy(shapes[code], x[points], y[points])
            kept[code].append(points[inside])
            points = points[~inside]
        for home in homes.near(x[points], y[points]):
            if not len(points):
                break
            inside = shapely.intersects_xy(shapes[home], x[points], y[points])
            if inside.any():
                kept[home].append(points[inside])
                moved += [(point, code, home) for point in points[inside].tolist() if home != code]
                points = points[~inside]
        if len(points) and code not in kept:
            raise Refused("有农户会落在所有网格之外。", "请换一种划法。")
        if len(points):
            kept[code].append(points)
    out = {}
    for code, runs in kept.items():
        points = np.concatenate(runs) if runs else np.empty(0, np.int32)
        out[code] = points if len(runs) < 2 else np.sort(points)
    return out, moved


class _Homes:
    """The faces that points could lie in, in order of code: all of a few, of many those whose bounds are near."""

    def __init__(self, shapes: Mapping[str, Any]) -> None:
        import shapely

        self._codes = list(shapes)
        self._tree = shapely.STRtree(np.array(list(shapes.values()), object)) if len(shapes) > FEW_FACES else None

    def near(self, x: np.ndarray, y: np.ndarray) -> list[str]:
        import shapely

        if self._tree is None or not len(x):
            return self._codes
        box = shapely.box(x.min(), y.min(), x.max(), y.max())
        return [self._codes[i] for i in np.sort(self._tree.query(box)).tolist()]


def _altered(state: State, face: Face | None, code: str) -> bool:
    """Whether a face gains or loses ground or houses. One that only took over a vertex keeps its area and the length of
    its border; for a locked one that is not left to likelihood."""
    old = state.faces.get(code)
    if face is None or old is None:
        return True
    if abs(face.area_m2 - old.area_m2) > SAME_M2 or abs(face.shape.length - old.shape.length) > SAME_M2:
        return True
    if not np.array_equal(face.houses, old.houses):
        return True
    return bool(state.lock_on(code)) and face.shape.symmetric_difference(old.shape).area > SAME_M2


def _refuse_locked(state: State, draft: Draft, altered: tuple[str, ...]) -> None:
    if not state.locked:
        return
    for code in altered:
        lock = state.lock_on(draft.born.get(code, code))
        if lock:
            told = f"（{state.lock_words[lock]}）" if lock in state.lock_words else ""
            raise Refused(f"{state.number_of(lock)}已锁定{told}，边界不能改动。", "请先解锁，或在别处划。")


def _refuse_empty(state: State, faces: Mapping[str, Face]) -> None:
    for code, face in faces.items():
        old = state.faces.get(code)
        if face.households == 0 and (old is None or old.households > 0) and not state.foreign(code):
            raise Refused(f"{state.told(code, faces)}会没有农户。", "网格至少要有 5 户；要取消一个网格，请用合并。")


def _refuse_given_away(state: State, moved: list[tuple[int, str, str]]) -> None:
    lost = [target for _, _, target in moved if state.foreign(target)]
    if lost:
        raise Refused(f"有 {len(lost)} 户会划到{state.number_of(lost[0])}去。", "县界不能带走本县的农户。")
