"""A hamlet to divide: rows of houses along lanes in a square of fields."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from gis.boundaries.partition.ground import Ground

CORNER = (588_000.0, 4_129_000.0)


def hamlet(columns: int = 20, rows: int = 10, fields_m: float = 100.0) -> tuple[Any, np.ndarray, np.ndarray]:
    """(area, xy, lanes): houses 15 m apart in rows; a lane, 12 m wider, after every second row. Household i stands in
    row i // columns, counted from the south."""
    x = np.arange(columns) * 15.0
    y = np.arange(rows) * 15.0 + np.arange(rows) // 2 * 12.0
    xy = np.column_stack([np.tile(x, rows), np.repeat(y, columns)]) + CORNER
    low, high = xy.min(axis=0) - fields_m, xy.max(axis=0) + fields_m
    between = [(y[i] + y[i + 1]) / 2 + CORNER[1] for i in range(1, rows - 1, 2)]
    lanes = [shapely.LineString([(xy[0, 0] - 10, at), (xy[:, 0].max() + 10, at)]) for at in between]
    return shapely.box(*low, *high), xy, np.array(lanes, object)


def ground(columns: int = 20, rows: int = 10) -> Ground:
    area, xy, lanes = hamlet(columns, rows)
    return Ground(area, *xy.T, lanes)
