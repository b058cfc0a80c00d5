"""Borders of four levels, each drawn once from the shared arcs, its weight that of its rank."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter

from desktop.map.frame import Frame
from desktop.map.strokes import stroke
from gis.county.divisions import Level

VILLAGE_FROM_PX = 24.0  # median village
GRID_FROM_PX = 14.0  # median grid
GRID_STRONG_PX = 60.0


def paint(painter: QPainter, frame: Frame) -> None:
    """Paint from the lowest rank up."""
    colours, widths = frame.theme.map, frame.theme.tokens["border_px"]
    median = frame.scene.median_m
    grid_fade = frame.fade(median[Level.GRID], GRID_FROM_PX)
    if grid_fade > 0:
        strong = median[Level.GRID] / frame.view.m_per_px >= GRID_STRONG_PX
        _rank(
            painter,
            frame,
            Level.GRID,
            colours["border_village" if strong else "border_grid"],
            widths["grid"],
            grid_fade,
        )
    village_fade = frame.fade(median[Level.VILLAGE], VILLAGE_FROM_PX)
    if village_fade > 0:
        _rank(painter, frame, Level.VILLAGE, colours["border_village"], widths["village"], village_fade)
    _rank(painter, frame, Level.TOWNSHIP, colours["border_township"], widths["township"], 1.0)
    _rank(painter, frame, Level.COUNTY, colours["border_county"], widths["county"], 1.0)


def _rank(painter: QPainter, frame: Frame, rank: Level, colour: QColor, width_px: float, opacity: float) -> None:
    painter.setOpacity(opacity)
    stroke(painter, frame, frame.scene.border_paths(rank), colour, width_px)
    painter.setOpacity(1.0)
