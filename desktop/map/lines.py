"""Runs of points as numpy arrays: decimation for a zoom level and spatial grouping. Pure, no Qt.

A run is a line or a closed ring; `offsets` (n + 1) cut `xy` (m, 2) into runs. Arcs are decimated one by one and keep
their ends, so borders that share an arc still share it and nodes stay joined at every level.
"""

from __future__ import annotations

import numpy as np

Runs = tuple[np.ndarray, np.ndarray]  # offsets int64[n + 1], xy float64 (m, 2)


def decimate(offsets: np.ndarray, xy: np.ndarray, tolerance_m: float) -> Runs:
    """Drop vertices that nobody can see at `tolerance_m`; the ends of every run stay to the bit."""
    if tolerance_m <= 0 or not len(xy):
        return np.asarray(offsets, np.int64), xy
    offsets, xy = _drop_close(np.asarray(offsets, np.int64), xy, tolerance_m)
    for parity in (1, 0, 1):
        offsets, xy = _drop_straight(offsets, xy, tolerance_m * 0.7, parity)
    return offsets, xy


def _ends(offsets: np.ndarray, count: int) -> np.ndarray:
    ends = np.zeros(count, bool)
    full = offsets[:-1] < offsets[1:]
    ends[offsets[:-1][full]] = True
    ends[offsets[1:][full] - 1] = True
    return ends


def _kept(offsets: np.ndarray, xy: np.ndarray, keep: np.ndarray) -> Runs:
    counts = np.concatenate([[0], np.cumsum(keep)])
    return counts[offsets].astype(np.int64), xy[keep]


def _drop_close(offsets: np.ndarray, xy: np.ndarray, tolerance_m: float) -> Runs:
    """Of consecutive vertices in one square of the tolerance only the first stays."""
    cell = np.floor(xy * (1 / tolerance_m))
    keep = np.ones(len(xy), bool)
    keep[1:] = (cell[1:] != cell[:-1]).any(axis=1)
    return _kept(offsets, xy, keep | _ends(offsets, len(xy)))


def _drop_straight(offsets: np.ndarray, xy: np.ndarray, tolerance_m: float, parity: int) -> Runs:
    """Of every second vertex those go that lie within the tolerance of the chord between their neighbours."""
    if len(xy) < 3:
        return offsets, xy
    chord = xy[2:] - xy[:-2]
    arm = xy[1:-1] - xy[:-2]
    away = np.abs(chord[:, 0] * arm[:, 1] - chord[:, 1] * arm[:, 0])
    keep = np.ones(len(xy), bool)
    keep[1:-1] = away > tolerance_m * np.hypot(chord[:, 0], chord[:, 1])
    keep[parity::2] = True
    return _kept(offsets, xy, keep | _ends(offsets, len(xy)))


def run_bounds(offsets: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """(n, 4) min x, min y, max x, max y of runs that are not empty."""
    starts = np.asarray(offsets[:-1], np.int64)
    if not len(starts):
        return np.empty((0, 4))
    low, high = np.minimum.reduceat(xy, starts), np.maximum.reduceat(xy, starts)
    return np.hstack([low, high])


def take_runs(offsets: np.ndarray, xy: np.ndarray, rows: np.ndarray) -> Runs:
    """The runs of `rows`, in their order, as new arrays."""
    lengths = (offsets[1:] - offsets[:-1])[rows].astype(np.int64)
    cut = np.concatenate([[0], np.cumsum(lengths)])
    index = np.arange(cut[-1]) + np.repeat(np.asarray(offsets[:-1], np.int64)[rows] - cut[:-1], lengths)
    return cut, xy[index]


def spatial_order(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rows in Z-order, so that neighbours on the map are neighbours in memory."""
    if not len(x):
        return np.empty(0, np.int64)
    span = max(float(np.ptp(x)), float(np.ptp(y)), 1e-9)
    column = ((x - x.min()) * (1023 / span)).astype(np.uint64)
    row = ((y - y.min()) * (1023 / span)).astype(np.uint64)
    return np.argsort(_spread(column) | (_spread(row) << np.uint64(1)), kind="stable")


def _spread(bits: np.ndarray) -> np.ndarray:
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits


def group_cuts(offsets: np.ndarray, most_points: int) -> np.ndarray:
    """Run numbers at which to cut so that a group holds about `most_points` points; first 0, last n."""
    count = len(offsets) - 1
    if count <= 0:
        return np.zeros(1, np.int64)
    group = (np.asarray(offsets[:-1], np.int64) - offsets[0]) // most_points
    cuts = np.flatnonzero(np.diff(group)) + 1
    return np.concatenate([[0], cuts, [count]])
