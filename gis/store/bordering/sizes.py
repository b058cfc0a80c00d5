"""Areas and bounds of the divisions that an edit touched, and of those above them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions


def measured(divisions: Divisions, mesh: Mesh, touched: np.ndarray) -> Divisions:
    """The table with area and bounds of the rows `touched` (leaves; int64) and all above them measured afresh.
    Area: Gauss's formula, counted positive where the division lies left of the arc."""
    if not len(touched):
        return divisions
    area, bounds = divisions.area_m2.copy(), divisions.bounds.copy()
    concerned = np.zeros(len(divisions) + 1, bool)
    concerned[touched] = True
    arcs = np.flatnonzero(concerned[mesh.left] | concerned[mesh.right])
    area[touched] = 0.0
    bounds[touched] = [np.inf, np.inf, -np.inf, -np.inf]
    origin = mesh.arc(int(arcs[0]))[0] if len(arcs) else np.zeros(2)
    for arc in arcs.tolist():
        xy = mesh.arc(arc)
        near = xy - origin  # near the origin the products lose no digits
        half = float(near[:-1, 0] @ near[1:, 1] - near[1:, 0] @ near[:-1, 1]) / 2
        low, high = xy.min(axis=0), xy.max(axis=0)
        for row, sign in ((int(mesh.left[arc]), half), (int(mesh.right[arc]), -half)):
            if row >= 0 and concerned[row]:
                area[row] += sign
                bounds[row, :2] = np.minimum(bounds[row, :2], low)
                bounds[row, 2:] = np.maximum(bounds[row, 2:], high)
    for row in _above(divisions, touched):
        below = np.flatnonzero(divisions.parent == row)
        area[row] = area[below].sum()
        bounds[row, :2] = bounds[below, :2].min(axis=0)
        bounds[row, 2:] = bounds[below, 2:].max(axis=0)
    return replace(divisions, area_m2=area, bounds=bounds)


def _above(divisions: Divisions, rows: np.ndarray) -> list[int]:
    """Rows above some rows, the deepest first."""
    found: set[int] = set()
    for row in rows.tolist():
        up = int(divisions.parent[row])
        while up >= 0 and up not in found:
            found.add(up)
            up = int(divisions.parent[up])
    return sorted(found, key=lambda row: (-int(divisions.level[row]), row))
