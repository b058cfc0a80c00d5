"""Where a repair lies, marked over the planner's map while the list is open."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from desktop.map.canvas import MapCanvas
from gis.foundation.viewport import Bounds

AROUND_M = 40.0  # seen around a place
LEAST_PX, ROOM_PX = 22.0, 6.0


class PlaceMark:
    """A frame round one place; `show(None)` takes it away."""

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas = canvas
        self.bounds: Bounds | None = None
        canvas.over.append(self.paint)

    def show(self, bounds: Bounds | None) -> None:
        """Mark a place and fly there."""
        self.bounds = bounds
        if bounds is not None:
            left, low, right, high = bounds
            self.canvas.fly_to((left - AROUND_M, low - AROUND_M, right + AROUND_M, high + AROUND_M))
        self.canvas.update()

    def paint(self, painter: QPainter) -> None:
        if self.bounds is None:
            return
        left, low, right, high = self.bounds
        x0, y0 = self.canvas.viewport.to_screen(left, high)
        x1, y1 = self.canvas.viewport.to_screen(right, low)
        box = QRectF(float(x0), float(y0), float(x1 - x0), float(y1 - y0)).adjusted(
            -ROOM_PX, -ROOM_PX, ROOM_PX, ROOM_PX
        )
        wide, tall = max(LEAST_PX - box.width(), 0) / 2, max(LEAST_PX - box.height(), 0) / 2
        painter.save()
        painter.setPen(QPen(self.canvas.theme.ui["accent"], 2))
        painter.drawRoundedRect(box.adjusted(-wide, -tall, wide, tall), 4, 4)
        painter.restore()
