"""An edit as the rows it writes: one gesture, one Change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.draft import Draft, Gesture
from gis.boundaries.editing.judge import Verdict, judge
from gis.boundaries.editing.labels import label_of
from gis.boundaries.editing.parts import Arc, Face, Place
from gis.boundaries.editing.paths import paths_of
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice
from gis.county.divisions import Level
from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.crs import to_degrees

Row = dict[str, Scalar]


@dataclass(frozen=True)
class Edit:
    """change: what to commit. verdict: the faces as they will be."""

    change: Change
    verdict: Verdict


def perform(state: State, gesture: Gesture, at: int, reason: str = "") -> Edit:
    """The change that makes a gesture true. at: UTC seconds, the instant a code is retired. Refused, with the reason in
    the user's language, if it cannot be made. Nothing is written: commit the change, then `follow` what came of it."""
    return edit_of(state, gesture.draft(state), at, reason)


def edit_of(state: State, draft: Draft, at: int, reason: str = "") -> Edit:
    """The change that makes a draft true, likewise: `perform` for arcs that are known already."""
    verdict = judge(state, draft)
    edits = [*_arc_rows(state, verdict), *_division_rows(state, verdict, at), *_house_rows(state, verdict)]
    return Edit(Change(draft.kind, draft.label, tuple(edits), (), reason), verdict)


def _arc_rows(state: State, verdict: Verdict) -> Iterable[RowEdit]:
    draft = verdict.draft
    changed = list(draft.arcs.values())
    olds = [state.arcs.get(arc.id) for arc in changed]
    gone = [state.arcs[i] for i in sorted(draft.gone)]
    paths = paths_of([arc.xy for arc in (*changed, *(o for o in olds if o is not None), *gone)])
    new_path = iter(paths[: len(changed)])
    old_path = iter(paths[len(changed) :])
    for arc, old in zip(changed, olds, strict=True):
        after = _arc_row(arc, next(new_path))
        if old is None:
            yield RowEdit("arc", arc.id, 0, None, after)
            continue
        before = _arc_row(old, next(old_path))
        if arc.xy is old.xy:
            after["path"] = before["path"]
        names = [n for n in after if after[n] != before[n]]
        yield RowEdit("arc", arc.id, old.version, {n: before[n] for n in names}, {n: after[n] for n in names})
    for old in gone:
        yield RowEdit("arc", old.id, old.version, _arc_row(old, next(old_path)), None)


def _arc_row(arc: Arc, path: str) -> Row:
    return {
        "left_code": arc.left or None, "right_code": arc.right or None, "rank": int(arc.rank), "path": path,
    }  # fmt: skip


def _division_rows(state: State, verdict: Verdict, at: int) -> Iterable[RowEdit]:
    gain = _gains(state, verdict)
    labels = _labels(state, verdict)
    for code, origin in verdict.draft.born.items():
        yield RowEdit("division", code, 0, None, _new_grid(code, origin, verdict.faces[code].households, labels[code]))
    for code, name in verdict.draft.joined.items():
        yield RowEdit("division", code, 0, None, _neighbour(name, verdict.faces[code]))
    for code, heir in verdict.draft.retired.items():
        place = state.places[code]
        words = f"并入 {heir[12:]} 网格" if len(heir) == 15 else f"并入 {heir}"
        held = _held(place)  # travels with the row, so that taking it back needs nothing else
        yield RowEdit(
            "division", code, place.version, held | {"status": "有效", "retired_at": 0, "retire_reason": ""},
            held | {"status": "作废", "retired_at": at, "retire_reason": words},
        )  # fmt: skip
    for code in sorted(gain.keys() | labels.keys() | verdict.draft.workers.keys()):
        if code in verdict.draft.born or code in verdict.draft.retired or code in verdict.draft.joined:
            continue
        place = state.places[code]
        before: Row = {}
        after: Row = {}
        if gain.get(code):
            before["households"], after["households"] = place.households, place.households + gain[code]
        if code in labels:
            before |= _degrees(place.label)
            after |= _degrees(labels[code])
        if code in verdict.draft.workers:
            before["worker"], after["worker"] = place.worker or None, verdict.draft.workers[code] or None
        if after:
            yield RowEdit("division", code, place.version, before, after)


def _gains(state: State, verdict: Verdict) -> dict[str, int]:
    """Households gained by every division that is in force before and after."""
    gain: dict[str, int] = {}
    for _, source, target in verdict.moved:
        for code, sign in ((source, -1), (target, 1)):
            for digits in (6, 9, 12, 15):
                if digits <= len(code):
                    gain[code[:digits]] = gain.get(code[:digits], 0) + sign
    return {code: n for code, n in gain.items() if n}


def _labels(state: State, verdict: Verdict) -> dict[str, tuple[float, float]]:
    """Where numbers and names stand that would otherwise lie outside their division, or that are new."""
    import shapely

    out: dict[str, tuple[float, float]] = {}
    for code in verdict.altered:
        face = verdict.faces.get(code)
        place = state.places.get(code)
        if code in verdict.draft.joined:
            continue
        if face is not None and (place is None or not shapely.contains_xy(face.shape, *place.label)):
            out[code] = label_of(state, face)
    above = sorted({c[:digits] for c in verdict.altered for digits in (9, 12) if digits < len(c)})
    for code in _names_elsewhere(state, verdict, above):
        own = [f for c, f in verdict.faces.items() if c.startswith(code)]
        if own:
            out[code] = label_of(state, max(own, key=lambda f: f.households))
    return out


def _names_elsewhere(state: State, verdict: Verdict, codes: Sequence[str]) -> list[str]:
    """Villages and townships whose name stands on ground that is no longer their own."""
    import shapely

    if not codes:
        return []
    own = list(verdict.faces)
    tree = shapely.STRtree(np.array([face.shape for face in verdict.faces.values()], object))
    stands = shapely.points(np.array([state.places[code].label for code in codes], float))
    name, face = tree.query(stands, predicate="within")
    found = {codes[n] for n, f in zip(name.tolist(), face.tolist(), strict=True) if not own[f].startswith(codes[n])}
    return sorted(found)


def _new_grid(code: str, origin: str, households: int, label: tuple[float, float]) -> Row:
    serial = code[12:]
    return {
        "name": f"第 {serial} 网格", "short_name": serial, "level": int(Level.GRID), "parent": code[:12],
        "status": "有效", "retired_at": 0, "retire_reason": "", "households": households, "worker": None,
        **_degrees(label),
    }  # fmt: skip


def _neighbour(name: str, face: Face) -> Row:
    inside = face.shape.representative_point()
    x, y = on_lattice(np.array([inside.x, inside.y], float)).tolist()
    return {
        "name": name, "short_name": name, "level": int(Level.COUNTY), "parent": None, "status": "有效", "retired_at": 0,
        "retire_reason": "", "households": 0, "worker": None, **_degrees((x, y)),
    }  # fmt: skip


def _held(place: Place) -> Row:
    words: Row = {"name": place.name, "short_name": place.short_name}
    return words | {"households": place.households, "worker": place.worker or None} | _degrees(place.label)


def _degrees(label: tuple[float, float]) -> Row:
    lon, lat = to_degrees(*label)
    return {"label_lon": float(lon), "label_lat": float(lat)}


def _house_rows(state: State, verdict: Verdict) -> Iterable[RowEdit]:
    ids = state.houses.id[np.array([index for index, _, _ in verdict.moved], np.int64)].tolist()
    for (index, source, target), house in zip(verdict.moved, ids, strict=True):
        version = int(state.house_version[index])
        yield RowEdit("household", house, version, {"division": source}, {"division": target})
