"""Lines of any width as Qt paints them fastest without a visible difference.

Up to one device pixel Qt has a fast path for paths. Beyond that segments on their own are ten to forty times faster
than a path of the same runs: up to `THIN_PX` with square caps, since nobody sees a join; wider with drawn-out ends and
round dots (see `mitres`).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.map.frame import Frame
from desktop.map.painting import saved
from desktop.map.paths import Group, PathLevels
from desktop.map.segments import Segments, paint_points

HAIRLINE_PX, THIN_PX = 1.0, 9.0  # device pixels
DOTS_AT_ONCE = 256


def stroke(
    painter: QPainter, frame: Frame, levels: PathLevels, colour: QColor, width_px: float, coarser: float = 1.0
) -> None:
    """Stroke the runs in view. coarser: how many times rougher than usual the line may be."""
    groups = levels.at(coarser * frame.device_m).within(frame.local_bounds(width_px))
    device_px = width_px * frame.ratio
    pen = QPen(colour, width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin)
    pen.setCosmetic(True)
    with saved(painter):
        frame.to_metres(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if HAIRLINE_PX < device_px <= THIN_PX:
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        if device_px <= HAIRLINE_PX:
            for group in groups:
                frame.check()
                painter.drawPath(group.path)
        elif device_px <= THIN_PX:
            for group in groups:
                frame.check()
                group.segments.paint(painter)
        else:
            _wide(painter, frame, groups, pen)


def _wide(painter: QPainter, frame: Frame, groups: Iterable[Group], pen: QPen) -> None:
    """Segments overlap at their joints: the colour has to be opaque."""
    half_m = pen.widthF() * frame.view.m_per_px / 2
    dots = []
    for group in groups:
        frame.check()
        Segments(group.course.mitred(half_m)).paint(painter)
        dots.append(group.course.dots)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    every = np.concatenate(dots) if dots else np.empty((0, 2))
    for start in range(0, len(every), DOTS_AT_ONCE):
        frame.check()
        paint_points(painter, every[start : start + DOTS_AT_ONCE])


def cosmetic_pen(colour: QColor, width_px: float) -> QPen:
    """A pen whose width is in pixels whatever the transform."""
    pen = QPen(colour, width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen
