"""Which events change hands when borders do: dealt out by where they lie, among the faces that differ."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gis.boundaries.editing.load import County
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.plans.comparing import same_face
from gis.events.states import Status


def moved_events(before: State, after: State, county: County, filed: bool = True) -> list[tuple[int, str, str]]:
    """(event row, grid that has it, grid that has its place in `after`) of every open event on changed ground whose
    grid is another, by row. filed: `before` is the county in force, and the grid that has an event is the one it is
    filed under (of a grid that was retired its village); else it is the one that has its place in `before`."""
    events, codes = county.events, county.divisions.code
    rows = np.flatnonzero(events.status < Status.CLOSED)
    sides = [
        dealt(events.x[rows], events.y[rows], rows, _changed(*pair)) for pair in ((after, before), (before, after))
    ]
    there = dict(zip(*sides[1], strict=True))
    found = []
    for row, code in zip(*sides[0], strict=True):
        source = codes[int(events.division[row])] if filed else there.get(row, code)
        if source != code:
            found.append((row, source, code))
    return sorted(found)


def _changed(state: State, other: State) -> list[Face]:
    """Faces of a state that differ in another, neighbours of the county apart."""
    own = ((c, f) for c, f in state.faces.items() if not state.foreign(c))
    return [f for c, f in own if (o := other.faces.get(c)) is None or not same_face(o, f)]


def dealt(x: np.ndarray, y: np.ndarray, rows: np.ndarray, faces: Iterable[Face]) -> tuple[list[int], list[str]]:
    """(rows, code of the face each lies in) of the points that lie in some faces; on a border the lower code has it.
    x, y: float64[n] metres. rows: int[n], what stands for each point."""
    import shapely

    order = np.argsort(x, kind="stable")
    sorted_x = x[order]
    left = np.ones(len(rows), bool)
    found: list[int] = []
    codes: list[str] = []
    for face in sorted(faces, key=lambda f: f.code):
        low_x, low_y, high_x, high_y = face.bounds
        a, b = np.searchsorted(sorted_x, low_x), np.searchsorted(sorted_x, high_x, side="right")
        near = order[a:b]
        near = near[left[near] & (y[near] >= low_y) & (y[near] <= high_y)]
        inside = near[shapely.intersects_xy(face.shape, x[near], y[near])]
        left[inside] = False
        found += rows[inside].tolist()
        codes += [face.code] * len(inside)
    return found, codes
