"""Households over the map: those of touched grids in ink, those that change hands in accent with a ring."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from desktop.planning.paint.stage import Stage, faded

INK_R, MOVED_R, RING_R = 3.2, 3.4, 8.2
NEAR_M = 0.62  # metres a pixel up to which points have their full size; farther off they shrink with the houses
LEAST_SHARE = 0.34
RING_FROM = 0.7  # share of the full size below which the ring would run into the next one


def share_at(m_per_px: float) -> float:
    """Of their full size, how large points are at a scale."""
    return min(max(NEAR_M / m_per_px, LEAST_SHARE), 1.0)


def paint_inked(painter: QPainter, stage: Stage, points: list[QPointF]) -> None:
    """Households of touched grids, px."""
    if not points:
        return
    pen = QPen(stage.theme.ui["text"], 2 * INK_R * share_at(stage.view.m_per_px))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(points)


class MovedMark:
    """The ringed point of a household that changes hands, drawn once a theme and stamped."""

    def __init__(self) -> None:
        self._key: tuple[str, float, float] = ("", 0.0, 0.0)
        self._mark = QPixmap()

    def paint(self, painter: QPainter, stage: Stage, xy: np.ndarray) -> None:
        """Stamp it on places float64 (k, 2) metres."""
        ratio = painter.device().devicePixelRatioF()
        share = round(share_at(stage.view.m_per_px), 2)
        if self._key != (stage.theme.name, ratio, share):
            self._key, self._mark = (stage.theme.name, ratio, share), _drawn(stage, ratio, share)
        half = self._mark.width() / ratio / 2
        for at in stage.points(xy):
            painter.drawPixmap(QPointF(at.x() - half, at.y() - half), self._mark)


def _drawn(stage: Stage, ratio: float, share: float) -> QPixmap:
    side = 2 * (RING_R * share + 2)
    mark = QPixmap(round(side * ratio), round(side * ratio))
    mark.setDevicePixelRatio(ratio)
    mark.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent, centre = stage.theme.ui["accent"], QPointF(side / 2, side / 2)
    if share >= RING_FROM:
        painter.setPen(QPen(accent, 1.4))
        painter.setBrush(faded(accent, 0.16))
        painter.drawEllipse(centre, RING_R * share - 0.7, RING_R * share - 0.7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawEllipse(centre, MOVED_R * share, MOVED_R * share)
    painter.end()
    return mark
