"""Vertices that a new border added to an outline, taken over by whatever else shares that outline."""

from __future__ import annotations

from typing import Any

import numpy as np

ON_M = 1e-6  # a vertex this near to a side lies on it


def weld(shapes: np.ndarray, points: np.ndarray, on_m: float = ON_M) -> np.ndarray:
    """object[n]: the polygons with each of the points, (r, 2), inserted into the side it lies on (within on_m), if it
    lies on one and is not a vertex already. Untouched shapes are returned as they are."""
    import shapely

    welded = np.array(shapes, object)
    dots: Any = shapely.points(points)
    shape, point = shapely.STRtree(dots).query(shapely.boundary(welded), predicate="dwithin", distance=on_m)
    for i in np.unique(shape).tolist():
        polygon = shapely.orient_polygons(welded[i])
        rings = [_with(shapely.get_coordinates(r), points[point[shape == i]], on_m) for r in shapely.get_rings(polygon)]
        if sum(map(len, rings)) > shapely.get_num_coordinates(polygon):
            welded[i] = shapely.Polygon(rings[0], rings[1:])
    return welded


def _with(ring: np.ndarray, points: np.ndarray, on_m: float) -> np.ndarray:
    """A closed ring (m, 2) with the points on its sides inserted in order."""
    inserted: list[tuple[int, float, np.ndarray]] = []
    a, way = ring[:-1], np.diff(ring, axis=0)
    length = np.hypot(*way.T)
    for point in points:
        if (ring == point).all(axis=1).any():
            continue
        along = ((point - a) * way).sum(axis=1) / np.maximum(length, 1e-12) ** 2
        off = np.hypot(*(a + np.clip(along, 0, 1)[:, None] * way - point).T)
        side = int(off.argmin())
        if off[side] <= on_m:
            inserted.append((side, float(along[side]), point))
    inserted.sort(key=lambda stop: stop[:2])
    return (
        np.insert(ring, [side + 1 for side, _, _ in inserted], [p for _, _, p in inserted], axis=0)
        if inserted
        else ring
    )
