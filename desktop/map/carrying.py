"""Carrying events to a unit: the map starts it, forwards moves and release, and gives up when it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas


class Carrying:
    """One drag at a time; who receives it listens to the canvas's drag_… signals."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self.active = False

    def start(self, rows: np.ndarray, globally: QPoint) -> None:
        self.active = True
        self._canvas.drag_requested.emit(rows, globally)

    def move(self, globally: QPoint) -> None:
        """Forward a move; out of the window gives up."""
        if not self.active:
            return
        if not self._canvas.window().frameGeometry().contains(globally):
            self._canvas.tool.cancel()
        else:
            self._canvas.drag_moved.emit(globally)

    def drop(self, globally: QPoint) -> None:
        if self.active:
            self.active = False
            self._canvas.drag_dropped.emit(globally)

    def cancel(self) -> None:
        if self.active:
            self.active = False
            self._canvas.drag_cancelled.emit()
