"""Which stretches of borders run otherwise: what is left of some lines beside others that mostly are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

BESIDE_M = 0.02  # a line this near to another runs along it
LEAST_M = 0.5  # crumbs at joints are not shown


def parts_beside(lines: Sequence[np.ndarray], others: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Stretches, float64 (k, 2), of lines that do not run along any of the others."""
    import shapely

    same = {xy.tobytes() for xy in others} | {xy[::-1].tobytes() for xy in others}
    odd = [xy for xy in lines if xy.tobytes() not in same]
    if not odd or not len(others):
        return odd
    along = shapely.buffer(_of(others), BESIDE_M, cap_style="flat")
    left: Any = shapely.difference(_of(odd), shapely.unary_union(along))
    parts = shapely.get_parts(shapely.line_merge(shapely.get_parts(left)))
    parts = parts[(shapely.get_type_id(parts) == 1) & (shapely.length(parts) > LEAST_M)]
    return [shapely.get_coordinates(part) for part in parts]


def _of(lines: Sequence[np.ndarray]) -> Any:
    import shapely

    return np.array([shapely.LineString(xy) for xy in lines], object)
