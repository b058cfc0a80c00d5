"""A village's grids at a glance, and how a county being edited differs from the one it is measured against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from gis.boundaries.editing.parts import Arc
from gis.boundaries.editing.preview import LEAST, MOST, Preview
from gis.boundaries.editing.state import State
from gis.boundaries.partition.hand import village_faces
from gis.boundaries.plans.comparing import same_ground
from gis.boundaries.problems import Problem, Severity
from gis.county.divisions import Level


@dataclass(frozen=True)
class GridFigures:
    """One grid. was: its households in the county it is measured against, -1 if it is new there. monthly: events a
    month. fits: whether it holds 5 to 60."""

    code: str
    households: int
    was: int
    people: int
    monthly: float
    area_m2: float
    compactness: float
    fits: bool


@dataclass(frozen=True)
class Difference:
    """moved: index of a house → (its grid before, its grid now). altered: codes whose houses or ground changed. born,
    retired: codes that are new, that are gone. new, old: borders that run otherwise, as they run now and as before.
    workers: code of a grid that was there before and is there now → staff ids of its worker before and now, where they
    are two (0 for nobody)."""

    moved: Mapping[int, tuple[str, str]]
    altered: tuple[str, ...]
    born: tuple[str, ...]
    retired: tuple[str, ...]
    new: tuple[Arc, ...]
    old: tuple[Arc, ...]
    workers: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def none(self) -> bool:
        return not (self.altered or self.new or self.old or self.workers)


@dataclass(frozen=True)
class Standing:
    """How a division stands: its grids, its households, what is wrong in it. whole: whether all of its villages are
    divided into grids."""

    grids: int
    households: int
    errors: int
    warnings: int
    whole: bool


PREFIXES = (6, 9, 12, 15)  # digits of a county, a township, a village, a grid


def standings(state: State, found: Iterable[Problem]) -> dict[str, Standing]:
    """How every division of the county stands, by code. found: its problems (gis.boundaries.problems.problems)."""
    tally: dict[str, list[int]] = {}
    for face in state.faces.values():
        if state.foreign(face.code):
            continue
        divided = len(face.code) == 15
        for digits in PREFIXES[: 4 if divided else 3]:
            line = tally.setdefault(face.code[:digits], [0, 0, 0, 0, 0])
            line[0] += divided
            line[1] += face.households
            line[4] += not divided
    for problem in found:
        for digits in PREFIXES:
            if digits <= len(problem.code):
                tally.setdefault(problem.code[:digits], [0, 0, 0, 0, 0])[
                    2 if problem.severity is Severity.ERROR else 3
                ] += 1
    return {code: Standing(n[0], n[1], n[2], n[3], not n[4]) for code, n in tally.items()}


def grids_of(state: State, village: str) -> list[str]:
    """Codes of the grids of a village (12 digits) in order; the village itself if it is not divided yet."""
    return [face.code for face in village_faces(state, village)]


def grid_figures(state: State, before: State, code: str) -> GridFigures:
    """The figures of one face."""
    face, was = state.faces[code], before.faces.get(code)
    return GridFigures(
        code, face.households, was.households if was else -1, face.people, len(face.events) / state.events.months,
        face.area_m2, face.compactness, LEAST <= face.households <= MOST,
    )  # fmt: skip


def inner_border_m(state: State, village: str) -> float:
    """Metres of border between the grids of a village, its own outline apart."""
    ids = {i for code in grids_of(state, village) for i in state.faces[code].arcs}
    arcs = (state.arcs[i] for i in ids)
    return sum(length_m(arc.xy) for arc in arcs if arc.rank is Level.GRID)


def inner_border_after_m(inner_m: float, village: str, seen: Preview) -> float | None:
    """`inner_border_m` as it would be after an edit that was previewed; None where the edit reaches another village.
    inner_m: what it is before the edit.

    The village loses the lines that are redrawn and gains those drawn instead; stretches of its own outline stand on
    both sides and cancel out."""
    if any(not grid.code.startswith(village) for grid in seen.grids):
        return None
    return inner_m + sum(map(length_m, seen.ghost)) - sum(map(length_m, seen.before))


def length_m(xy: np.ndarray) -> float:
    """Metres along a line (k, 2)."""
    return float(np.hypot(*np.diff(xy, axis=0).T).sum())


def difference(before: State, state: State) -> Difference:
    """How `state` differs from `before`, which it came from by edits; the cost is that of the edits."""
    codes = state.faces.differing(before.faces)
    born = tuple(sorted(code for code in codes if code not in before.faces and not state.foreign(code)))
    retired = tuple(sorted(code for code in codes if code not in state.faces and not before.foreign(code)))
    altered = tuple(sorted(code for code in codes if _altered(before, state, code)))
    ids = state.arcs.differing(before.arcs)
    pairs = [(before.arcs.get(i), state.arcs.get(i)) for i in sorted(ids)]
    changed = [(old, new) for old, new in pairs if old is None or new is None or not new.same(old)]
    new = tuple(arc for _, arc in changed if arc is not None)
    old = tuple(arc for arc, _ in changed if arc is not None)
    return Difference(_moved(before, state, codes), altered, born, retired, new, old, _workers(before, state))


def workers_affected(before: State, state: State, found: Difference, more: Iterable[str] = ()) -> frozenset[int]:
    """Staff ids of the grid workers whose grid differs in ground, households or name, of either side. more: codes of
    further grids that a gesture under the hand would touch."""
    codes = {*found.altered, *more}
    ids = {place.worker for s in (before, state) for c in codes if (place := s.places.get(c)) is not None}
    return frozenset(ids | {worker for pair in found.workers.values() for worker in pair}) - {0}


def _workers(before: State, state: State) -> dict[str, tuple[int, int]]:
    found = {}
    for code in sorted(state.places.differing(before.places)):
        old, new = before.places.get(code), state.places.get(code)
        if old is not None and new is not None and old.worker != new.worker:
            found[code] = (old.worker, new.worker)
    return found


def _moved(before: State, state: State, codes: Iterable[str]) -> dict[int, tuple[str, str]]:
    was: dict[int, str] = {}
    for code in codes:
        face = before.faces.get(code)
        if face is not None:
            was.update(dict.fromkeys(face.houses.tolist(), code))
    moved = {}
    for code in sorted(codes):
        face = state.faces.get(code)
        for house in face.houses.tolist() if face is not None else ():
            if was.get(house, code) != code:
                moved[house] = (was[house], code)
    return moved


def _altered(before: State, state: State, code: str) -> bool:
    old, new = before.faces.get(code), state.faces.get(code)
    return old is None or new is None or not same_ground(old, new)


def changed_hands(before: State, state: State, codes: Iterable[str], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """bool[n]: points (EPSG:4547 metres) that lie in another grid than before; codes: the altered grids, outside which
    nothing changed."""
    import shapely

    out = np.zeros(len(x), bool)
    now = [code for code in codes if code in state.faces]
    if not now or not len(x):
        return out
    tree = shapely.STRtree(np.array([state.faces[code].shape for code in now], object))
    point, face = tree.query(shapely.points(x, y), predicate="within")
    was = np.array([f.shape if (f := before.faces.get(code)) is not None else None for code in now], object)[face]
    out[point] = ~shapely.contains_xy(was, x[point], y[point])  # False where there was none
    return out
