"""Borders of the plan: quiet lines of the village, the outline of touched grids, the new border over the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.planning.paint.stage import Stage, faded, pen
from gis.boundaries.editing.parts import Arc
from gis.county.divisions import Level

WASH = 0.095
DASH = (7.0, 5.0)
QUIET_PX = {Level.GRID: 1.3, Level.VILLAGE: 2.0, Level.TOWNSHIP: 2.4, Level.COUNTY: 2.8}


def paint_borders(painter: QPainter, stage: Stage, arcs: Iterable[Arc]) -> None:
    """Borders that nobody moves, the thin ones first."""
    theme = stage.theme
    outer = {rank: QColor(theme.map["border_township"]) for rank in Level}
    inner = theme.map["border_village"] if theme.night else theme.map["border_township"].lighter(125)
    with stage.metres(painter):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        last = None
        for arc in sorted(arcs, key=lambda each: -each.rank):
            colour = inner if arc.rank is Level.GRID else outer[arc.rank]
            if colour is not last:
                painter.setPen(pen(colour, QUIET_PX[arc.rank]))
                last = colour
            painter.drawLines(stage.shapes.segments(arc.xy))


def paint_wash(painter: QPainter, stage: Stage, shape: Any, colour: QColor) -> None:
    """A grid that is touched or chosen: a wash in a check colour, where the map is repainted: a village's outer grids
    reach far over the fields."""
    dirty = stage.dirty
    left, top = stage.view.to_map(dirty.left(), dirty.top())
    right, low = stage.view.to_map(dirty.right(), dirty.bottom())
    shape = shapely.clip_by_rect(shape, left, low, right, top)
    if shape.is_empty:
        return
    with stage.metres(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # its edge lies under the outline
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(colour, WASH if not stage.theme.night else WASH * 1.3))
        painter.drawPath(stage.shapes.area(shape))


def paint_outline(painter: QPainter, stage: Stage, lines: list[QLineF]) -> None:
    """The outline of touched grids, in ink; segments in metres from the origin."""
    with stage.metres(painter):
        painter.setPen(pen(stage.theme.ui["text"], 1.8))
        painter.drawLines(lines)


def paint_old(painter: QPainter, stage: Stage, lines: Sequence[np.ndarray]) -> None:
    """Where a border runs today, once the plan moved it: dashed."""
    with stage.metres(painter):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(stage.theme.map["symbol_casing"], 3.6))
        for xy in lines:
            painter.drawPolyline(stage.shapes.line(xy))
        painter.setPen(pen(stage.theme.ui["text_secondary"], 2, DASH))
        for xy in lines:
            painter.drawPolyline(stage.shapes.line(xy))


def paint_new(painter: QPainter, stage: Stage, lines: Sequence[np.ndarray], possible: bool = True) -> None:
    """The border as it will run: 3 px accent on 7 px of the casing; red where it cannot."""
    theme = stage.theme
    with stage.metres(painter):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(faded(theme.map["symbol_casing"], 0.92), 7))
        for xy in lines:
            painter.drawLines(stage.shapes.segments(xy))
        painter.setPen(pen(theme.ui["accent"] if possible else theme.check["invalid"], 3))
        for xy in lines:
            painter.drawLines(stage.shapes.segments(xy))
