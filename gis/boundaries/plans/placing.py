"""Which events change hands when borders do: dealt out by where they lie, among the faces that differ."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gis.boundaries.editing.load import County
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.plans.comparing import same_face
from gis.events.states import Status


def moved_events(before: State, after: State, county: County) -> list[tuple[int, str, str]]:
    """(event row, grid it is filed under, grid that has its place in `after`) of every open event on changed ground
    whose grid is another, by row. An event of a grid that was retired is filed under its village."""
    events, codes = county.events, county.divisions.code
    own = ((c, f) for c, f in after.faces.items() if not after.foreign(c))
    changed = [f for c, f in own if (o := before.faces.get(c)) is None or not same_face(o, f)]
    rows = np.flatnonzero(events.status < Status.CLOSED)
    found = []
    for row, code in zip(*dealt(events.x[rows], events.y[rows], rows, changed), strict=True):
        filed = codes[int(events.division[row])]
        if filed != code:
            found.append((row, filed, code))
    return sorted(found)


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
