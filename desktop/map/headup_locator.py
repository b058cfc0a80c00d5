"""The overview inset: the county with its townships, and the view as a rectangle that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QTransform

from desktop.map.plate import Plate, paint_plate
from desktop.map.strokes import cosmetic_pen
from gis.county.divisions import Level
from gis.foundation.viewport import Viewport

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

SIZE = QSize(130, 122)


class Locator(Plate):
    """Click or drag to look elsewhere."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self._canvas = canvas
        self.setAccessibleName("全县缩略图，框内为当前视野")
        self.setToolTip("点击或拖动方框移动视野")

    def _fitted(self) -> Viewport | None:
        snapshot = self._canvas.snapshot
        if snapshot is None:
            return None
        return Viewport.fit(tuple(snapshot.divisions.bounds[0].tolist()), SIZE.width(), SIZE.height(), 9)

    def paint_face(self, painter: QPainter) -> None:
        paint_plate(painter, self.theme, self.body)
        view, scene = self._fitted(), self._canvas.overview
        if view is None or scene is None:
            return
        x, y = view.to_screen(*scene.origin)
        scale = 1 / view.m_per_px
        painter.translate(self.body.topLeft())
        painter.setWorldTransform(QTransform(scale, 0, 0, -scale, x, y), True)
        colours = self.theme.map
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours["field"])
        for group in scene.outline.at(view.m_per_px).groups:
            painter.drawPath(group.path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = colours["border_township"] if self.theme.night else self.theme.ui["text_tertiary"]
        for rank, width in ((Level.TOWNSHIP, 0.8), (Level.COUNTY, 1.2)):
            painter.setPen(cosmetic_pen(line, width))
            for group in scene.border_paths(rank).at(view.m_per_px).groups:
                painter.drawPath(group.path)

    def paint_live(self, painter: QPainter) -> None:
        fitted = self._fitted()
        if fitted is None:
            return
        box = self._canvas.viewport.bounds
        left, top = fitted.to_screen(box[0], box[3])
        right, bottom = fitted.to_screen(box[2], box[1])
        frame = QRectF(QPointF(left, top), QPointF(right, bottom)).intersected(
            QRectF(4, 4, SIZE.width() - 8, SIZE.height() - 8)
        )
        if frame.isEmpty():
            return
        if frame.width() < 6 or frame.height() < 6:
            frame = QRectF(0, 0, max(frame.width(), 6), max(frame.height(), 6)).translated(
                frame.center() - QPointF(3, 3)
            )
        wash = QColor(self.theme.ui["accent"])
        wash.setAlphaF(0.16)
        painter.setPen(QPen(self.theme.ui["accent"], 1.4))
        painter.setBrush(wash)
        painter.drawRect(frame.translated(self.body.topLeft()))

    def _look(self, event: QMouseEvent) -> None:
        fitted = self._fitted()
        if fitted is None:
            return
        at = event.position() - self.body.topLeft()
        x, y = fitted.to_map(at.x(), at.y())
        view = self._canvas.viewport
        moved = Viewport(x, y, view.m_per_px, view.width_px, view.height_px)
        self._canvas.navigator.set_view(moved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        inside = self.body.contains(event.position())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self._look(event)
        event.setAccepted(inside)  # the shadow's room belongs to the map

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)
        event.accept()
