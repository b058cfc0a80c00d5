"""Where a small dialog stands that moves something on the map: not on what it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

EDGE_PX = 64  # from the edge of the map, where the toolbar and the hints stand


def leave_in_sight(dialog: QDialog, canvas: MapCanvas, x_m: float, y_m: float) -> None:
    """Put a dialog low on the map where the place, EPSG:4547 metres, is high, and high where it is low."""
    x, y = canvas.viewport.to_screen(x_m, y_m)
    room, at = QRect(canvas.mapToGlobal(QPoint(0, 0)), canvas.size()), canvas.mapToGlobal(QPoint(round(x), round(y)))
    dialog.adjustSize()
    left = room.center().x() - dialog.width() // 2
    high = at.y() > room.center().y()
    dialog.move(left, room.top() + EDGE_PX if high else room.bottom() - EDGE_PX - dialog.height())
