"""Households when near: a yard with its L-shaped house along the lane, and nearer still the household's point."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.map.frame import Frame
from desktop.map.painting import saved
from desktop.map.paths import path_of

YARD_M = 13.5  # along the lane; deep enough for the north house and the court before it
DEEP_M = 15.0
WING_M = 4.4  # width of the side wing
HOUSE_M = 5.2  # depth of the main house
YARDS_COARSEST_M = 1.9
POINTS_COARSEST_M = 0.55
POINT_R = 2.6
AT_ONCE = 500  # households a painter call

YARD = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * (YARD_M, DEEP_M)
_WEST, _EAST = -YARD_M / 2 + 1, YARD_M / 2 - 1
_NORTH, _SOUTH = DEEP_M / 2 - 1, -DEEP_M / 2 + 1.5
HOUSE = np.array(
    [
        (_WEST, _NORTH),
        (_EAST, _NORTH),
        (_EAST, _NORTH - HOUSE_M),
        (_WEST + WING_M, _NORTH - HOUSE_M),
        (_WEST + WING_M, _SOUTH + 2.5),
        (_WEST, _SOUTH + 2.5),
    ]
)


def shown(frame: Frame) -> bool:
    """Whether the map is near enough."""
    return frame.view.m_per_px < YARDS_COARSEST_M


def paint(painter: QPainter, frame: Frame) -> None:
    """Yards and houses in view."""
    homes = frame.scene.snapshot.households
    rows = np.flatnonzero(frame.view.holds(homes.x, homes.y, 20 / frame.view.m_per_px))
    if not len(rows):
        return
    opacity = min((YARDS_COARSEST_M / frame.view.m_per_px - 1) / 0.3, 1.0)
    settlement = frame.theme.map["settlement"]
    yard = _mixed(settlement, frame.theme.map["field"], 0.55)
    house = settlement.lighter(145) if frame.theme.night else settlement.darker(110)
    with saved(painter):
        frame.to_metres(painter)
        painter.setOpacity(opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            for shape, colour in ((YARD, yard), (HOUSE, house)):
                frame.check()
                painter.setBrush(colour)
                painter.drawPath(path_of(*footprints(shape, *_places(frame, part))))
    if frame.view.m_per_px < POINTS_COARSEST_M:
        _paint_points(painter, frame, rows)


def _places(frame: Frame, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    homes, (x, y) = frame.scene.snapshot.households, frame.scene.origin
    return homes.x[rows] - x, homes.y[rows] - y, homes.bearing[rows].astype(float)


def footprints(shape: np.ndarray, x: np.ndarray, y: np.ndarray, bearing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`shape` (k, 2) metres, turned by each bearing (radians, anticlockwise from east) and set down at each point:
    offsets and xy of n runs."""
    cos, sin = np.cos(bearing)[:, None], np.sin(bearing)[:, None]
    px = shape[:, 0] * cos - shape[:, 1] * sin + x[:, None]
    py = shape[:, 0] * sin + shape[:, 1] * cos + y[:, None]
    offsets = np.arange(len(x) + 1, dtype=np.int64) * len(shape)
    return offsets, np.column_stack([px.ravel(), py.ravel()])


def _paint_points(painter: QPainter, frame: Frame, rows: np.ndarray) -> None:
    homes = frame.scene.snapshot.households
    x, y = frame.view.to_screen(homes.x[rows], homes.y[rows])
    pen = QPen(frame.theme.ui["text_tertiary"], 2 * POINT_R)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for start in range(0, len(rows), AT_ONCE):
        frame.check()
        stop = start + AT_ONCE
        painter.drawPoints(
            [QPointF(px, py) for px, py in zip(x[start:stop].tolist(), y[start:stop].tolist(), strict=True)]
        )


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )
