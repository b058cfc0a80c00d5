"""Which of today's grids each new grid continues: the matching under which the fewest households change hands."""

from __future__ import annotations

import numpy as np


def continued(new: np.ndarray, old: np.ndarray, k: int) -> tuple[np.ndarray, int]:
    """(int32[k]: the old number that each new grid continues, -1 for a grid that is new; households that change hands).

    new: int[n], 0 … k - 1. old: int[n], 0 …, or -1 for a household that had no grid; those change no hands.
    """
    had = old >= 0
    most = int(old.max()) + 1 if had.any() else 0
    shared = np.zeros((k, max(most, k)))
    np.add.at(shared, (new[had], old[had]), 1)
    row = assignment(-shared)
    kept = shared[np.arange(k), row]
    keeps = np.where((row < most) & (kept > 0), row, -1).astype(np.int32)
    return keeps, int(had.sum() - kept.sum())


def assignment(cost: np.ndarray) -> np.ndarray:
    """int64[n]: the column of each row in the cheapest assignment of an (n, m) matrix, n ≤ m (Kuhn 1955; the form with
    potentials, row by row, O(n² m))."""
    n, m = cost.shape
    u, v = np.zeros(n + 1), np.zeros(m + 1)
    owner = np.zeros(m + 1, np.int64)  # 1-based row of each column, 0 for none
    for i in range(1, n + 1):
        owner[0] = i
        least, seen = np.full(m + 1, np.inf), np.zeros(m + 1, bool)
        way = np.zeros(m + 1, np.int64)
        j = 0
        while True:
            seen[j] = True
            row = owner[j]
            now = cost[row - 1] - u[row] - v[1:]
            better = ~seen[1:] & (now < least[1:])
            least[1:][better] = now[better]
            way[1:][better] = j
            onward = int(np.where(seen[1:], np.inf, least[1:]).argmin()) + 1
            delta = least[onward]
            u[owner[seen]] += delta
            v[seen] -= delta
            least[~seen] -= delta
            j = onward
            if not owner[j]:
                break
        while j:
            owner[j] = owner[way[j]]
            j = int(way[j])
    found = np.empty(n, np.int64)
    found[owner[1:][owner[1:] > 0] - 1] = np.flatnonzero(owner[1:] > 0)
    return found
