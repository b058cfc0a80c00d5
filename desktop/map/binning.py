"""Events in view, gathered into clusters on a lattice fixed to the ground, then merged while they touch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gis.foundation.viewport import Bounds

STATES = 6


@dataclass(frozen=True)
class Clusters:
    """k clusters. x, y: float64[k] metres. counts: int32 (k, 6) by State. rows: int32 event rows sorted by cluster;
    starts: int64[k + 1] cuts `rows`."""

    x: np.ndarray
    y: np.ndarray
    counts: np.ndarray
    rows: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.x)

    def members(self, cluster: int) -> np.ndarray:
        """Event rows of one cluster."""
        return self.rows[self.starts[cluster] : self.starts[cluster + 1]]


def radius_px(count: np.ndarray) -> np.ndarray:
    """Radius of a cluster of n events; a single event is a symbol."""
    return np.where(count > 1, 10.5 + 5.6 * np.log10(np.maximum(count, 1)), 7.0)


def gather(
    x: np.ndarray, y: np.ndarray, states: np.ndarray, rows: np.ndarray, view: Bounds, m_per_px: float, cell_px: float
) -> Clusters:
    """Clusters of the events `rows` that lie in `view`. x, y, states are columns of all events."""
    ex, ey = x[rows], y[rows]
    cell_m = cell_px * m_per_px
    first_column, first_row = math.floor(view[0] / cell_m), math.floor(view[1] / cell_m)
    columns = math.floor(view[2] / cell_m) - first_column + 1
    lines = math.floor(view[3] / cell_m) - first_row + 1
    column = np.floor(ex * (1 / cell_m)).astype(np.int64) - first_column
    line = np.floor(ey * (1 / cell_m)).astype(np.int64) - first_row
    inside = (column >= 0) & (column < columns) & (line >= 0) & (line < lines)
    cell = (line * columns + column)[inside]
    return _merged(_of_cells(cell, columns * lines, ex[inside], ey[inside], states, rows[inside]), m_per_px)


def _of_cells(
    cell: np.ndarray, cells: int, ex: np.ndarray, ey: np.ndarray, states: np.ndarray, rows: np.ndarray
) -> Clusters:
    counts = np.bincount(cell * STATES + states[rows], minlength=cells * STATES).reshape(cells, STATES)
    total = counts.sum(axis=1)
    used = np.flatnonzero(total)
    number = np.zeros(cells, np.int64)
    number[used] = np.arange(len(used))
    group = number[cell]
    n = total[used]
    cx = np.bincount(group, ex, len(used)) / n if len(used) else np.empty(0)
    cy = np.bincount(group, ey, len(used)) / n if len(used) else np.empty(0)
    order = np.argsort(group.astype(np.int32), kind="stable")
    return Clusters(cx, cy, counts[used].astype(np.int32), rows[order], np.concatenate([[0], np.cumsum(n)]))


def _merged(found: Clusters, m_per_px: float, gap_px: float = 5.0) -> Clusters:
    """Join clusters whose rings come closer than the gap, until none do."""
    for _ in range(4):
        into = _partners(found, m_per_px, gap_px)
        if into is None:
            break
        found = _joined(found, into)
    return found


def _partners(found: Clusters, m_per_px: float, gap_px: float) -> np.ndarray | None:
    """For each cluster the one it joins (itself if none); None when nothing touches."""
    k = len(found)
    if k < 2:
        return None
    n = found.counts.sum(axis=1)
    reach = radius_px(n) + gap_px / 2
    px, py = found.x / m_per_px, found.y / m_per_px
    order = np.argsort(px)
    into = np.arange(k)
    touched = False
    widest = 2 * float(reach.max())
    sx = px[order]
    last = np.searchsorted(sx, sx + widest)
    for i in range(k):
        if last[i] <= i + 1:
            continue
        a, others = order[i], order[i + 1 : last[i]]
        close = np.hypot(px[others] - px[a], py[others] - py[a]) < reach[others] + reach[a]
        for b in others[close]:
            big, small = (a, b) if n[a] >= n[b] else (b, a)
            if into[small] == small and into[big] == big:
                into[small] = big
                touched = True
    return into if touched else None


def _joined(found: Clusters, into: np.ndarray) -> Clusters:
    while (into[into] != into).any():
        into = into[into]
    keep, group = np.unique(into, return_inverse=True)
    n = found.counts.sum(axis=1).astype(float)
    total = np.bincount(group, n, len(keep))
    counts = np.zeros((len(keep), STATES), np.int32)
    np.add.at(counts, group, found.counts)
    member = np.repeat(group, np.diff(found.starts))
    order = np.argsort(member, kind="stable")
    return Clusters(
        np.bincount(group, found.x * n, len(keep)) / total,
        np.bincount(group, found.y * n, len(keep)) / total,
        counts,
        found.rows[order],
        np.concatenate([[0], np.cumsum(total.astype(np.int64))]),
    )
