"""What is painted over the picture every frame and never into it: focus, selection, hover, empty state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.map.sprites import Sprites
from desktop.theme import Theme
from gis.events.clusters import radius_px
from gis.events.columns import Events
from gis.events.states import State
from gis.foundation.viewport import Viewport

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

MOST_SYMBOLS = 400


class Overlay:
    """What one canvas paints over its picture in every frame."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._sprites: Sprites | None = None

    def paint(self, painter: QPainter) -> None:
        """Hover, selection, the tool in hand, keyboard focus."""
        canvas = self._canvas
        theme, view = canvas.theme, canvas.viewport
        for paint in canvas.over:
            paint(painter)
        hovered = canvas.picking.hovered
        if hovered is not None and not canvas.carrying.active:
            x, y = view.to_screen(hovered.x_m, hovered.y_m)
            many = len(hovered.rows) > 1
            paint_hover(painter, theme, x, y, float(radius_px(np.array(len(hovered.rows)))) + (5 if many else 6))
        if len(canvas.selection) and canvas.snapshot is not None:
            sprites = self._sprites_of(theme, canvas.devicePixelRatioF())
            paint_selection(painter, sprites, view, canvas.snapshot.events, canvas.selection, canvas.states)
        canvas.tool.paint(painter)
        if canvas.hasFocus() and canvas.focus_ring:
            paint_focus_ring(painter, theme, QRectF(canvas.rect()))

    def _sprites_of(self, theme: Theme, ratio: float) -> Sprites:
        if self._sprites is None or self._sprites.theme is not theme or self._sprites.ratio != ratio:
            self._sprites = Sprites(theme, ratio)
        return self._sprites


def paint_selection(
    painter: QPainter, sprites: Sprites, view: Viewport, events: Events, rows: np.ndarray, states: np.ndarray
) -> None:
    """Accent rings with the symbols inside; many become plain rings."""
    theme = sprites.theme
    rows = rows[view.holds(events.x[rows], events.y[rows], 24)]
    x, y = view.to_screen(events.x[rows], events.y[rows])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if len(rows) > MOST_SYMBOLS:
        _paint_many(painter, theme, x, y)
        return
    for cx, cy, row in zip(x.tolist(), y.tolist(), rows.tolist(), strict=True):
        paint_ring(painter, theme, cx, cy)
        image = sprites.symbol(State(int(states[row])), 8.5)
        half = image.width() / 2 / image.devicePixelRatio()
        painter.drawImage(QPointF(cx - half, cy - half), image)


def _paint_many(painter: QPainter, theme: Theme, x: np.ndarray, y: np.ndarray) -> None:
    """One ring for each occupied 12 px square: a thousand selected events stay legible and cheap."""
    cells = np.unique(np.round(np.column_stack([x, y]) / 12).astype(np.int32), axis=0)
    painter.setPen(QPen(theme.ui["accent"], 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for cx, cy in (cells * 12).tolist():
        painter.drawEllipse(QPointF(cx, cy), 5, 5)


def paint_ring(painter: QPainter, theme: Theme, x: float, y: float, radius: float = 16) -> None:
    """The selection ring: accent line, 16 % fill."""
    fill = QColor(theme.ui["accent"])
    fill.setAlphaF(0.16)
    painter.setPen(QPen(theme.ui["accent"], 2))
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_hover(painter: QPainter, theme: Theme, x: float, y: float, radius: float) -> None:
    """A thin ring around what a click would take."""
    colour = QColor(theme.ui["text"])
    colour.setAlphaF(0.55)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_empty(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """No county: say what belongs here."""
    painter.fillRect(rect, theme.map["outside"])
    painter.setFont(theme.font("body"))
    painter.setPen(theme.ui["text_secondary"])
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "还没有打开县库")


def paint_focus_ring(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Keyboard focus on the map itself."""
    painter.setPen(QPen(theme.ui["accent"], 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
