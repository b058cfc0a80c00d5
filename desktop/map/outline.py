"""Closed outlines of divisions, chained from the shared arcs: no union, no second copy of a border."""

from __future__ import annotations

import numpy as np

from desktop.map.paths import PathLevels
from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions


def border_arcs(mesh: Mesh, first: int, end: int) -> np.ndarray:
    """Rows of the arcs around the grids whose division rows lie in first : end."""
    inside_left = (mesh.left >= first) & (mesh.left < end)
    inside_right = (mesh.right >= first) & (mesh.right < end)
    return np.flatnonzero(inside_left != inside_right)


def rings(mesh: Mesh, first: int, end: int) -> list[np.ndarray]:
    """Closed (k, 2) rings around the divisions first : end, metres; islands and holes are rings of their own."""
    starts: dict[bytes, list[np.ndarray]] = {}
    for row in border_arcs(mesh, first, end):
        arc = mesh.arc(int(row))
        forward = arc if first <= mesh.left[row] < end else arc[::-1]
        starts.setdefault(forward[0].tobytes(), []).append(forward)
    closed = []
    while starts:
        key = next(iter(starts))
        chain = []
        while key in starts:
            arc = starts[key].pop()
            if not starts[key]:
                del starts[key]
            chain.append(arc)
            key = arc[-1].tobytes()
        closed.append(np.concatenate(chain))
    return closed


def outline_levels(mesh: Mesh, divisions: Divisions, row: int, origin: tuple[float, float]) -> PathLevels:
    """The outline of one division as closed rings in metres from `origin`, for any zoom."""
    found = rings(mesh, row, int(divisions.end[row])) or [box_ring(divisions.bounds[row])]
    offsets = np.concatenate([[0], np.cumsum([len(r) for r in found])]).astype(np.int64)
    return PathLevels(offsets, np.concatenate(found), origin)


def box_ring(bounds: np.ndarray) -> np.ndarray:
    """The bounds of a division that has no arcs yet, as a closed ring."""
    x0, y0, x1, y1 = bounds
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], float)
