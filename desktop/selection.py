"""What is selected, one truth for map, queue and inspector. Rows are stable: events are only ever added at the end."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal


class Selection(QObject):
    """Sorted int32 rows; `changed` is emitted once per real change."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = np.empty(0, np.int32)

    def set(self, rows) -> None:
        """Select just these rows."""
        fresh = _distinct(np.asarray(rows, np.int32))
        if not np.array_equal(fresh, self.rows):
            self.rows = fresh
            self.changed.emit(fresh)

    def combine(self, rows, modifiers: Qt.KeyboardModifier) -> None:
        """Ctrl toggles, Shift adds, no modifier replaces."""
        rows = np.asarray(rows, np.int32)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.set(np.setxor1d(self.rows, rows))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.set(np.union1d(self.rows, rows))
        else:
            self.set(rows)

    def clear(self) -> None:
        self.set(np.empty(0, np.int32))

    def __len__(self) -> int:
        return len(self.rows)


def _distinct(rows: np.ndarray) -> np.ndarray:
    """Sorted, each once. (np.unique would import numpy.ma while the desk is being completed.)"""
    ordered = np.sort(rows, axis=None)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
