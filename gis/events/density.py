"""Density of events on a grid: how many there are around each place, for the density view."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gis.foundation.viewport import Bounds


@dataclass(frozen=True)
class Density:
    """values: float32 (lines, columns), first line north; events per km². west, north: EPSG:4547 metres of the corner;
    cell_m: side of a cell."""

    values: np.ndarray
    west: float
    north: float
    cell_m: float


def density(
    x: np.ndarray,
    y: np.ndarray,
    rows: np.ndarray,
    view: Bounds,
    m_per_px: float,
    cell_px: float = 6,
    radius_px: float = 30,
) -> Density:
    """Density of the events `rows` around every cell of a view (EPSG:4547 metres), smoothed over about `radius_px`.

    Cells are counted from the origin of the metres, so that a pan does not make the picture swim; events just outside
    the view count towards its rim. Smoothing is a box blur taken three times, close to a Gaussian.
    """
    cell_m = cell_px * m_per_px
    half = max(1, round(radius_px / cell_px / math.sqrt(3)))
    rim = 3 * half
    first_column, first_line = math.floor(view[0] / cell_m), math.floor(view[1] / cell_m)
    columns = math.floor(view[2] / cell_m) - first_column + 1
    lines = math.floor(view[3] / cell_m) - first_line + 1
    width, height = columns + 2 * rim, lines + 2 * rim
    column = np.floor(x[rows] / cell_m).astype(np.int64) - first_column + rim
    line = np.floor(y[rows] / cell_m).astype(np.int64) - first_line + rim
    inside = (column >= 0) & (column < width) & (line >= 0) & (line < height)
    flat = np.bincount((line * width + column)[inside], minlength=width * height)
    values = flat.reshape(height, width).astype(np.float64)
    for axis in (0, 1) * 3:
        values = _box(values, half, axis)
    inner = values[rim : rim + lines, rim : rim + columns][::-1] / (cell_m * cell_m / 1e6)
    return Density(inner.astype(np.float32), first_column * cell_m, (first_line + lines) * cell_m, cell_m)


def _box(values: np.ndarray, half: int, axis: int) -> np.ndarray:
    """Mean over 2 half + 1 cells along an axis; nothing lies outside."""
    pad = [(0, 0), (0, 0)]
    pad[axis] = (half + 1, half)
    running = np.cumsum(np.pad(values, pad), axis=axis)
    n, width = values.shape[axis], 2 * half + 1
    return (np.take(running, range(width, n + width), axis) - np.take(running, range(n), axis)) / width
