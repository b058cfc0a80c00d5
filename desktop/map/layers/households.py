"""Households when near: a yard with its L-shaped house along the lane, and nearer still the household's point.

Every rectangle is one thick segment: Qt strokes those several times faster than it fills polygons.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.map.frame import Frame
from desktop.map.homes import BLOCK, HOUSE, WING, YARD, HomeGroup, Part
from desktop.map.layers.ground import mixed
from desktop.map.painting import saved
from desktop.map.segments import Segments, paint_points

YARDS_COARSEST_M = 0.95
HOUSES_COARSEST_M = 1.9
POINTS_COARSEST_M = 0.55
POINT_R = 2.6


def shown(frame: Frame) -> bool:
    """Whether the map is near enough."""
    return frame.view.m_per_px < HOUSES_COARSEST_M


def paint(painter: QPainter, frame: Frame, points: bool = True) -> None:
    """Yards and houses in view; from farther off only the houses. points: and, when near, each household's."""
    scale = frame.view.m_per_px
    settlement = frame.theme.map["settlement"]
    yard = mixed(settlement, frame.theme.map["field"], 0.55)
    house = settlement.lighter(145) if frame.theme.night else settlement.darker(110)
    groups = list(frame.scene.homes.within(frame.local_bounds(20 / scale)))
    with saved(painter):
        frame.to_metres(painter)
        painter.setOpacity(min((HOUSES_COARSEST_M / scale - 1) / 0.3, 1.0))
        for group in groups:
            frame.check()
            if scale < YARDS_COARSEST_M:
                _stroke(painter, group.yards, yard, YARD)
                _stroke(painter, group.houses, house, HOUSE)
                _stroke(painter, group.wings, house, WING)
            else:
                _stroke(painter, group.blocks, house, BLOCK)
    if points and scale < POINTS_COARSEST_M:
        _paint_points(painter, frame, groups)


def _stroke(painter: QPainter, segments: Segments, colour: QColor, part: Part) -> None:
    painter.setPen(QPen(colour, part[1], Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    segments.paint(painter)


def _paint_points(painter: QPainter, frame: Frame, groups: list[HomeGroup]) -> None:
    pen = QPen(frame.theme.ui["text_tertiary"], 2 * POINT_R)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x0, y0 = frame.scene.origin
    for group in groups:
        frame.check()
        x, y = frame.view.to_screen(group.x + x0, group.y + y0)
        inside = (x > -4) & (y > -4) & (x < frame.view.width_px + 4) & (y < frame.view.height_px + 4)
        paint_points(painter, np.column_stack([x[inside], y[inside]]))
