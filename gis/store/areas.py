"""Areas and bounds of all divisions straight from the arcs: leaves first, then summed up the tree."""

from __future__ import annotations

import numpy as np

from gis.boundaries.mesh import Mesh


def areas_and_bounds(mesh: Mesh, level: np.ndarray, parent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(float64[n] m², float64 (n, 4) min x, min y, max x, max y) of division rows in pre-order.

    A leaf's area is the sum of the cross products of its arcs (Gauss's area formula), counted positive where it
    lies left of the arc. A division without arcs has area 0 and NaN bounds.
    """
    n = len(level)
    area = np.zeros(n)
    bounds = np.tile([np.inf, np.inf, -np.inf, -np.inf], (n, 1))
    if len(mesh):
        start, end = mesh.offsets[:-1], mesh.offsets[1:]
        local = mesh.xy - mesh.xy.mean(axis=0)  # near the origin the products lose no digits
        cross = np.zeros(len(local))
        cross[:-1] = local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1]
        cross[end - 1] = 0.0  # from one arc's end to the next one's start is no edge
        twice = np.add.reduceat(cross, start)
        low, high = np.minimum.reduceat(mesh.xy, start), np.maximum.reduceat(mesh.xy, start)
        for side, sign in ((mesh.left, 0.5), (mesh.right, -0.5)):
            inside = side >= 0
            np.add.at(area, side[inside], sign * twice[inside])
            np.minimum.at(bounds[:, :2], side[inside], low[inside])
            np.maximum.at(bounds[:, 2:], side[inside], high[inside])
    for row in range(n - 1, 0, -1):  # children come after their parent
        up = parent[row]
        if up >= 0:
            area[up] += area[row]
            bounds[up, :2] = np.minimum(bounds[up, :2], bounds[row, :2])
            bounds[up, 2:] = np.maximum(bounds[up, 2:], bounds[row, 2:])
    bounds[~np.isfinite(bounds)] = np.nan
    return area, bounds
