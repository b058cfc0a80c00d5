"""What is picked in a list of many rows: a mask, an anchor and a current line. Plain numpy, no limit of size."""

from __future__ import annotations

import numpy as np


class Picks:
    """`rows`: all picked event rows, sorted, shown here or not. `mask`: which positions are picked."""

    def __init__(self) -> None:
        self.shown = np.empty(0, np.int32)
        self.mask = np.empty(0, bool)
        self.rows = np.empty(0, np.int32)
        self.anchor = -1
        self.current = -1

    def show(self, rows: np.ndarray) -> None:
        """Take a new list of rows in display order; what was picked and current follows its row."""
        held = [int(self.shown[at]) if 0 <= at < len(self.shown) else -1 for at in (self.anchor, self.current)]
        self.shown = rows
        self.mask = _among(rows, self.rows)
        found = [np.flatnonzero(rows == row) if row >= 0 else np.empty(0, np.int64) for row in held]
        self.anchor, self.current = (int(at[0]) if len(at) else -1 for at in found)

    def take(self, rows: np.ndarray) -> bool:
        """Pick exactly these event rows, shown or not; True if that changed anything."""
        rows = _sorted_once(np.asarray(rows, np.int32))
        if np.array_equal(rows, self.rows):
            return False
        self.rows = rows
        self.mask = _among(self.shown, rows)
        return True

    def only(self, at: int) -> bool:
        self.anchor = self.current = at
        return self.take(self.shown[at : at + 1])

    def toggle(self, at: int) -> bool:
        self.anchor = self.current = at
        return self.take(np.setxor1d(self.rows, self.shown[at : at + 1]))

    def span(self, at: int, keep: bool = False) -> bool:
        """From the anchor to `at`; `keep` adds to what is picked."""
        self.anchor = at if self.anchor < 0 else self.anchor
        self.current = at
        rows = self.shown[min(self.anchor, at) : max(self.anchor, at) + 1]
        return self.take(np.union1d(self.rows, rows) if keep else rows)

    def everything(self) -> bool:
        return self.take(self.shown)

    def nothing(self) -> bool:
        return self.take(np.empty(0, np.int32))


def _among(rows: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Boolean mask of the `rows` that are in `some`, by a look-up table: 1 ms for 250,000."""
    if not len(rows) or not len(some):
        return np.zeros(len(rows), bool)
    table = np.zeros(int(max(rows.max(), some.max())) + 1, bool)
    table[some] = True
    return table[rows]


def _sorted_once(rows: np.ndarray) -> np.ndarray:
    """Ascending int32 rows without doubles."""
    if not len(rows):
        return rows
    table = np.zeros(int(rows.max()) + 1, bool)
    table[rows] = True
    return np.flatnonzero(table).astype(np.int32)
