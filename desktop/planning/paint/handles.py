"""Handles of the chosen border: fixed ends square, its points round, the middles of its segments small."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from desktop.planning.paint.stage import Stage

END_PX, POINT_R, MIDDLE_R, HELD_R = 6.0, 6.3, 3.8, 8.0
LEAST_SEGMENT_PX = 26.0  # a shorter segment has no room for a handle in its middle
LEAST_POINT_PX = 9.0  # nor do points so close to each other all need one


def shown_points(xy_px: np.ndarray) -> np.ndarray:
    """int64: the points of a line, float64 (k, 2) px, that get a handle: both ends, and no two on top of each other."""
    kept, points = [0], xy_px.tolist()
    for i in range(1, len(points) - 1):
        if math.dist(points[i], points[kept[-1]]) >= LEAST_POINT_PX:
            kept.append(i)
    return np.array([*kept, len(points) - 1])


def middles(xy_px: np.ndarray) -> np.ndarray:
    """int64: the segments long enough for a handle in their middle."""
    return np.flatnonzero(np.hypot(*np.diff(xy_px, axis=0).T) >= LEAST_SEGMENT_PX)


def paint_handles(
    painter: QPainter, stage: Stage, xy: np.ndarray, held: int = -1, hovered: int = -1, resting: bool = True
) -> None:
    """xy: the border, EPSG:4547 metres. held: the point under the hand or chosen, filled. resting:
    no point is being dragged. hovered: the one that a press would
    take."""
    theme, near = stage.theme, stage.dirty_near
    x, y = stage.view.to_screen(xy[:, 0], xy[:, 1])
    line = np.column_stack([x, y])
    ground, accent = theme.ui["surface_panel"], theme.ui["accent"]
    painter.setBrush(ground)
    painter.setPen(QPen(accent, 1.6))
    for i in middles(line).tolist() if resting else ():
        at = QPointF(*((line[i] + line[i + 1]) / 2).tolist())
        if near.contains(at):
            painter.drawEllipse(at, MIDDLE_R, MIDDLE_R)
    painter.setPen(QPen(accent, 2))
    last = len(line) - 1
    for i in shown_points(line).tolist():
        at = QPointF(*line[i].tolist())
        if not near.contains(at):
            continue
        if i in (0, last):
            _square(painter, stage, at, i in (held, hovered))
        elif i != held:
            painter.setBrush(accent if i == hovered else ground)
            painter.drawEllipse(at, POINT_R, POINT_R)
            painter.setBrush(ground)
    if 0 < held < last:
        _held(painter, stage, QPointF(*line[held].tolist()))


def _square(painter: QPainter, stage: Stage, at: QPointF, filled: bool) -> None:
    painter.save()
    painter.setPen(QPen(stage.theme.ui["text"], 2))
    painter.setBrush(stage.theme.ui["accent" if filled else "surface_panel"])
    painter.drawRoundedRect(QRectF(at.x() - END_PX, at.y() - END_PX, 2 * END_PX, 2 * END_PX), 1.5, 1.5)
    painter.restore()


def _held(painter: QPainter, stage: Stage, at: QPointF) -> None:
    painter.save()
    painter.setPen(QPen(stage.theme.ui["surface_panel"], 1.5))
    painter.setBrush(stage.theme.ui["accent"])
    painter.drawEllipse(at, HELD_R, HELD_R)
    painter.restore()
