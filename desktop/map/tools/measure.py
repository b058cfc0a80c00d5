"""Measuring length and area on the ground, in EPSG:4547 metres; the figure stands by the pointer as it grows."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.map.tools.base import Pointer, Tool

MU_M2 = 10_000 / 15  # one 亩


class MeasureTool(Tool):
    """Click adds a point, double click or Enter ends, Backspace takes one back, Esc clears."""

    cursor = Qt.CursorShape.CrossCursor
    closed = False

    def __init__(self, canvas) -> None:
        super().__init__(canvas)
        self._points: list[tuple[float, float]] = []
        self._at: tuple[float, float] | None = None
        self._done = False

    @property
    def active(self) -> bool:
        return bool(self._points)

    def press(self, pointer: Pointer) -> None:
        if pointer.button != Qt.MouseButton.LeftButton:
            return
        if self._done:
            self._points, self._done = [], False
        self._points.append(self._metres(pointer))
        self.canvas.update()

    def move(self, pointer: Pointer) -> None:
        self._at = self._metres(pointer)
        if self._points and not self._done:
            self.canvas.update()

    def double(self, pointer: Pointer) -> None:
        self._finish()

    def key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._points:
            self._finish()
        elif key == Qt.Key.Key_Backspace and self._points and not self._done:
            self._points.pop()
        else:
            return False
        self.canvas.update()
        return True

    def cancel(self) -> None:
        self._points, self._done = [], False
        self.canvas.update()

    def _finish(self) -> None:
        self._done = True
        self.canvas.update()

    def _metres(self, pointer: Pointer) -> tuple[float, float]:
        return self.canvas.viewport.to_map(pointer.at.x(), pointer.at.y())

    def line(self) -> np.ndarray:
        """(k, 2) metres, the pointer's place last while measuring."""
        last = [self._at] if self._at is not None and not self._done else []
        return np.array([*self._points, *last], float).reshape(-1, 2)

    def words(self) -> str:
        """The figure in words."""
        return length_words(length_m(self.line()))

    def paint(self, painter: QPainter) -> None:
        if not self._points:
            return
        line = self.line()
        x, y = self.canvas.viewport.to_screen(line[:, 0], line[:, 1])
        points = [QPointF(px, py) for px, py in zip(x.tolist(), y.tolist(), strict=True)]
        theme = self.canvas.theme
        wash = QColor(theme.ui["accent"])
        wash.setAlphaF(0.10)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.ui["accent"], 2))
        if self.closed:
            painter.setBrush(wash)
            painter.drawPolygon(QPolygonF(points))
        else:
            painter.drawPolyline(points)
        painter.setBrush(theme.ui["surface_panel"])
        for point in points[: len(self._points)]:
            painter.drawEllipse(point, 4, 4)
        self._paint_words(painter, points[-1])

    def _paint_words(self, painter: QPainter, at: QPointF) -> None:
        theme, words = self.canvas.theme, self.words()
        font = theme.font("strong")
        width = QFontMetricsF(font).horizontalAdvance(words) + 16
        left = min(at.x() + 14, self.canvas.width() - width - 6)
        box = QRectF(left, max(at.y() - 34, 6), width, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ui["text"])
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(font)
        painter.setPen(theme.ui["surface_panel"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class LengthTool(MeasureTool):
    hint = "量长度：点击加点 · 双击结束 · 退格撤点 · Esc 退出"


class AreaTool(MeasureTool):
    hint = "量面积：点击加点 · 双击结束 · 退格撤点 · Esc 退出"
    closed = True

    def words(self) -> str:
        return area_words(area_m2(self.line()))


def length_m(line: np.ndarray) -> float:
    """Length of a line (k, 2) in metres."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum()) if len(line) > 1 else 0.0


def area_m2(ring: np.ndarray) -> float:
    """Area of a ring (k, 2) in square metres, by the shoelace formula about its first point."""
    if len(ring) < 3:
        return 0.0
    x, y = (ring - ring[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def length_words(metres: float) -> str:
    """350 m, 2.41 km."""
    return f"{metres:,.0f} m" if metres < 1000 else f"{metres / 1000:,.2f} km"


def area_words(square_m: float) -> str:
    """Square metres or kilometres, and 亩."""
    size = f"{square_m:,.0f} m²" if square_m < 1e6 else f"{square_m / 1e6:,.2f} km²"
    return f"{size} · {square_m / MU_M2:,.1f} 亩"
