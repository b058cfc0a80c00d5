"""Box: every event in a rectangle."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.map.tools.base import Pointer, Tool
from desktop.theme import Theme


class BoxTool(Tool):
    """Drag a rectangle; Shift adds to the selection, Ctrl toggles. A plain one is for once."""

    cursor = Qt.CursorShape.CrossCursor
    hint = "框选：按住拖出矩形 · Shift 加选、Ctrl 反选 · Esc 退出"

    def __init__(self, canvas) -> None:
        super().__init__(canvas)
        self._from: QPointF | None = None
        self._to = QPointF()

    @property
    def active(self) -> bool:
        return self._from is not None

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton:
            self._from = self._to = pointer.at

    def move(self, pointer: Pointer) -> None:
        if self._from is not None:
            self._to = pointer.at
            self.canvas.update()

    def release(self, pointer: Pointer) -> None:
        if self._from is not None:
            rows = rows_in_box(self.canvas, self._from, pointer.at)
            self._from = None
            self.canvas.rows_selected.emit(rows, pointer.modifiers)
            self.leave_when_chosen(rows, pointer)
            self.canvas.update()

    def cancel(self) -> None:
        self._from = None
        self.canvas.update()

    def paint(self, painter: QPainter) -> None:
        if self._from is not None:
            paint_box(painter, self.canvas.theme, QRectF(self._from, self._to).normalized())


def rows_in_box(canvas, one: QPointF, other: QPointF) -> np.ndarray:
    """Visible event rows whose position lies in the rectangle between two pixels."""
    x0, y0 = canvas.viewport.to_map(one.x(), one.y())
    x1, y1 = canvas.viewport.to_map(other.x(), other.y())
    x, y, rows = canvas.visible_points()
    inside = (x >= min(x0, x1)) & (x <= max(x0, x1)) & (y >= min(y0, y1)) & (y <= max(y0, y1))
    return rows[inside]


def paint_box(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """The rubber band."""
    wash = QColor(theme.ui["accent"])
    wash.setAlphaF(0.10)
    painter.setPen(QPen(theme.ui["accent"], 1.5))
    painter.setBrush(wash)
    painter.drawRect(rect)
