"""Households over the map: those of touched grids in ink, those that change hands in accent with a ring."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from desktop.planning.paint.stage import Stage, faded

INK_R, MOVED_R, RING_R = 3.2, 3.4, 8.2
POINTS_COARSEST_M = 2.6
FAR_R = 1.6  # from farther off a household is a speck


def paint_inked(painter: QPainter, stage: Stage, xy: np.ndarray) -> None:
    """Households of touched grids, float64 (k, 2) metres."""
    if not len(xy):
        return
    near = stage.view.m_per_px <= POINTS_COARSEST_M
    pen = QPen(stage.theme.ui["text"], 2 * (INK_R if near else FAR_R))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(stage.points(xy))


class MovedMark:
    """The ringed point of a household that changes hands, drawn once a theme and stamped."""

    def __init__(self) -> None:
        self._key: tuple[str, float] = ("", 0.0)
        self._mark = QPixmap()

    def paint(self, painter: QPainter, stage: Stage, xy: np.ndarray) -> None:
        """Stamp it on places float64 (k, 2) metres."""
        ratio = painter.device().devicePixelRatioF()
        if self._key != (stage.theme.name, ratio):
            self._key, self._mark = (stage.theme.name, ratio), _drawn(stage, ratio)
        half = self._mark.width() / ratio / 2
        for at in stage.points(xy):
            painter.drawPixmap(QPointF(at.x() - half, at.y() - half), self._mark)


def _drawn(stage: Stage, ratio: float) -> QPixmap:
    side = 2 * (RING_R + 2)
    mark = QPixmap(round(side * ratio), round(side * ratio))
    mark.setDevicePixelRatio(ratio)
    mark.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent, centre = stage.theme.ui["accent"], QPointF(side / 2, side / 2)
    painter.setPen(QPen(accent, 1.4))
    painter.setBrush(faded(accent, 0.16))
    painter.drawEllipse(centre, RING_R - 0.7, RING_R - 0.7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawEllipse(centre, MOVED_R, MOVED_R)
    painter.end()
    return mark
