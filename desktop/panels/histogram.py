"""Reports by day as bars: counting, and folding days into the pixels there are."""

from __future__ import annotations

import numpy as np


def reports_by_day(days: np.ndarray, first: int, last: int) -> np.ndarray:
    """int64[last - first + 1] events of each day number; `days` outside the span are left out."""
    inside = days[(days >= first) & (days <= last)]
    return np.bincount(inside - first, minlength=last - first + 1)


def folded(counts: np.ndarray, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """(starts, means): at most `columns` runs of whole days, their first index and mean a day."""
    columns = max(1, min(columns, len(counts)))
    starts = np.unique((np.arange(columns) * len(counts)) // columns)
    sums = np.add.reduceat(counts.astype(float), starts)
    sizes = np.diff(np.append(starts, len(counts)))
    return starts, sums / sizes
