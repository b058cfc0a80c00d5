"""The ground around chosen houses: their Voronoi cells, so that a border runs in the gap between two houses."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice
from gis.foundation.errors import Refused

TAUT_M = (8.0, 4.0, 2.0)  # how far a border may be straightened, as long as each house stays on its side
BEYOND_M = 50.0  # cells reach past the face, so that lines cross its border rather than touch it


def lines_around(state: State, face: Face, chosen: np.ndarray) -> list[np.ndarray]:
    """Lines (float64 (k, 2) on the lattice) that part the chosen houses (int indices) from the others of a face, in the
    gaps between them. Refused when no line can: two houses on one spot."""
    import shapely

    x, y = state.houses.x[face.houses], state.houses.y[face.houses]
    mine = np.isin(face.houses, chosen)
    spot, cells = _cells(face, x, y)
    held, taken = np.bincount(spot), np.bincount(spot, mine).astype(int)
    if ((taken > 0) & (taken < held)).any():
        raise Refused("有两户在同一个位置，边界分不开他们。", "请一起划，或先改正农户位置。")
    if (taken > 0).all():
        raise Refused("这会划走全部农户。", "要取消一个网格，请用合并。")
    region = shapely.coverage_union_all(cells[taken > 0])
    for tolerance_m in TAUT_M:
        taut = shapely.simplify(region, tolerance_m)
        if shapely.is_valid(taut) and bool((shapely.contains_xy(taut, x, y) == mine).all()):
            region = taut
            break
    rings = shapely.get_rings(shapely.get_parts(region))
    return [on_lattice(shapely.get_coordinates(ring)) for ring in rings]


def _cells(face: Face, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, Any]:
    """(int[n] spot of each household, Voronoi cells of the spots); kept with the face, since a brush asks again with
    every move."""
    import shapely

    if "cells" not in face.memo:
        spots, spot = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
        low_x, low_y, high_x, high_y = face.bounds
        around = shapely.box(low_x - BEYOND_M, low_y - BEYOND_M, high_x + BEYOND_M, high_y + BEYOND_M)
        drawn = shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=around, ordered=True)
        face.memo["cells"] = spot.ravel(), shapely.get_parts(drawn)
    spot, cells = face.memo["cells"]
    return spot, cells
