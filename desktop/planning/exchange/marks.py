"""Where a repair lies, marked over the planner's map while the list is open."""

from __future__ import annotations

from collections.abc import Callable

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
        self.covered: Callable[[], float] = lambda: 0.0  # pixels at the left of the map where nothing is seen
        canvas.over.append(self.paint)

    def show(self, bounds: Bounds | None) -> None:
        """Mark a place and fly there."""
        self.bounds = bounds
        if bounds is not None:
            self.canvas.fly_to(self._in_sight(bounds))
        self.canvas.update()

    def _in_sight(self, bounds: Bounds) -> Bounds:
        """The view in which a place lies in the middle of what is not covered."""
        left, low, right, high = bounds
        free = max(self.canvas.width() - self.covered(), self.canvas.width() / 4)
        wide, tall = right - left + 2 * AROUND_M, high - low + 2 * AROUND_M
        scale = max(wide / free, tall / max(self.canvas.height(), 1))
        more = (self.canvas.width() - free) * scale
        return left - AROUND_M - more, low - AROUND_M, right + AROUND_M, high + AROUND_M

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
