"""Lasso: every event inside a line drawn by hand."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.map.tools.base import Pointer, Tool


class LassoTool(Tool):
    """Draw around events; Shift adds to the selection, Ctrl toggles. A plain one is for once."""

    cursor = Qt.CursorShape.CrossCursor
    hint = "套索：按住圈出事件 · Shift 加选、Ctrl 反选 · Esc 退出"

    def __init__(self, canvas) -> None:
        super().__init__(canvas)
        self._line: list[QPointF] = []

    @property
    def active(self) -> bool:
        return bool(self._line)

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton:
            self._line = [pointer.at]

    def move(self, pointer: Pointer) -> None:
        if self._line and (pointer.at - self._line[-1]).manhattanLength() >= 3:
            self._line.append(pointer.at)
            self.canvas.update()

    def release(self, pointer: Pointer) -> None:
        line, self._line = self._line, []
        if len(line) >= 3:
            rows = self._inside(line)
            self.canvas.rows_selected.emit(rows, pointer.modifiers)
            self.leave_when_chosen(rows, pointer)
        self.canvas.update()

    def _inside(self, line: list[QPointF]) -> np.ndarray:
        x, y, rows = self.canvas.visible_points()
        px, py = self.canvas.viewport.to_screen(x, y)
        ring = np.array([(p.x(), p.y()) for p in line])
        near = (px >= ring[:, 0].min()) & (px <= ring[:, 0].max()) & (py >= ring[:, 1].min()) & (py <= ring[:, 1].max())
        chosen = np.flatnonzero(near)
        return rows[chosen[in_ring(px[chosen], py[chosen], ring)]]

    def cancel(self) -> None:
        self._line = []
        self.canvas.update()

    def paint(self, painter: QPainter) -> None:
        if not self._line:
            return
        accent = self.canvas.theme.ui["accent"]
        wash = QColor(accent)
        wash.setAlphaF(0.10)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(wash)
        painter.drawPolygon(QPolygonF(self._line))


def in_ring(x: np.ndarray, y: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Which points lie inside a closed ring (k, 2), by counting crossings to the right."""
    inside = np.zeros(len(x), bool)
    for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if y0 != y1:
            spans = (y0 > y) != (y1 > y)
            inside ^= spans & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return inside
