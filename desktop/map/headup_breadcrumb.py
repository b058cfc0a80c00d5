"""Where one is: county › township › village › grid, top left; every step but the last goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter

from desktop.icons import paint_icon
from desktop.map.plate import Plate, paint_plate
from desktop.theme import pixel_font

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

HEIGHT = 34
PADDING = 15
GAP = 26


class Breadcrumb(Plate):
    """The path of the focus division."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self._canvas = canvas
        self._steps: list[tuple[int, str]] = []
        self._hover = -1
        self.setMouseTracking(True)

    def show_path(self, row: int) -> None:
        """The path to a division row; -1 for the county alone."""
        snapshot = self._canvas.snapshot
        self.setVisible(snapshot is not None)
        if snapshot is None:
            return
        divisions = snapshot.divisions
        self._steps = [(step, divisions.short_name[step]) for step in divisions.path(max(row, 0))]
        self.setAccessibleName("所在区划：" + " › ".join(name for _, name in self._steps))
        self.put(12, 12, QSize(round(self._spans()[-1][1] + PADDING), HEIGHT))
        self.repaint_face()

    def _fonts(self, number: int):
        return pixel_font(13, 600 if number == len(self._steps) - 1 and number else 400)

    def _spans(self) -> list[tuple[float, float]]:
        """Left and right of each step, px from the plate's left."""
        spans, at = [], float(PADDING)
        for number, (_, name) in enumerate(self._steps):
            width = QFontMetricsF(self._fonts(number)).horizontalAdvance(name)
            spans.append((at, at + width))
            at += width + GAP
        return spans

    def paint_face(self, painter: QPainter) -> None:
        paint_plate(painter, self.theme, self.body, 8)
        left, middle = self.body.left(), self.body.center().y()
        spans = self._spans()
        for number, ((_, name), (start, end)) in enumerate(zip(self._steps, spans, strict=True)):
            last = number == len(self._steps) - 1
            colour = "text" if last else "accent_text" if number == self._hover else "text_secondary"
            painter.setFont(self._fonts(number))
            painter.setPen(self.theme.ui[colour])
            painter.drawText(
                QRectF(left + start, middle - 12, end - start + 4, 24), Qt.AlignmentFlag.AlignVCenter, name
            )
            if not last:
                at = QPointF(left + end + GAP / 2, middle)
                paint_icon(painter, "chevron-right", self.theme.ui["text_tertiary"], at, 14)

    def _step_at(self, x: float) -> int:
        x -= self.body.left()
        return next((n for n, (start, end) in enumerate(self._spans()) if start - 6 <= x <= end + 6), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._step_at(event.position().x())
        if at != self._hover:
            self._hover = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            self.repaint_face()

    def leaveEvent(self, event) -> None:
        self._hover = -1
        self.repaint_face()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        inside = self.body.contains(event.position())
        at = self._step_at(event.position().x()) if inside else -1
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._canvas.division_clicked.emit(self._steps[at][0])
        event.setAccepted(inside)
