"""Paints rows of the queue: symbol, words, hairline, tint of the picked and the hovered, ring of the current one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop.models.queue import QueueModel
from desktop.models.queue_columns import COLUMNS
from desktop.panels.sections import list_radius
from desktop.symbols import symbol_pixmap
from desktop.theme import Theme
from gis.events.states import State

SYMBOL_LEFT_PX = 16
CELL_GAP_PX = 8
LOUD = (State.OVERDUE, State.NEAR)


class RowPainter:
    """Holds the fonts and symbols of one theme at one pixel ratio."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme, self.ratio = theme, ratio
        self.radius = list_radius(theme)
        self.body, self.strong = theme.font("body"), theme.font("strong")
        self.measure, self.measure_strong = QFontMetrics(self.body), QFontMetrics(self.strong)
        self.symbols = {s: symbol_pixmap(theme, s, self.radius, ratio, casing=False) for s in State}

    def ground(self, painter: QPainter, rect: QRect, picked: bool, hovered: bool) -> None:
        """The ground and the hairline of a row."""
        ui = self.theme.ui
        name = "accent_tint" if picked else "surface_hover" if hovered else "surface_panel"
        painter.fillRect(rect, ui[name])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])

    def ring(self, painter: QPainter, rect: QRect) -> None:
        """The focus ring of the current row."""
        painter.setPen(QPen(self.theme.ui["accent"], 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def cell(self, painter: QPainter, model: QueueModel, at: int, column: int, rect: QRect) -> None:
        """One cell; `rect` is its place without regard to the neighbours."""
        key = COLUMNS[column].key
        state = model.state(at)
        if key == "state":
            self._symbol(painter, state, rect)
            return
        loud = key == "remaining" and state in LOUD
        measure = self.measure_strong if loud else self.measure
        room = rect.adjusted(0, -1, -CELL_GAP_PX if column < len(COLUMNS) - 1 else 0, -2)
        text = self._fitting(model, at, key, room.width(), measure)
        painter.setFont(self.strong if loud else self.body)
        painter.setPen(self.theme.state[state].text if loud else self.theme.ui[COLUMNS[column].tone])
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _symbol(self, painter: QPainter, state: State, rect: QRect) -> None:
        pixmap = self.symbols[state]
        side = pixmap.deviceIndependentSize()
        middle = QPointF(rect.left() + SYMBOL_LEFT_PX + 6.5, rect.top() + (rect.height() - 1) / 2)
        painter.drawPixmap(middle - QPointF(side.width() / 2, side.height() / 2), pixmap)

    def _fitting(self, model: QueueModel, at: int, key: str, width: int, measure: QFontMetrics) -> str:
        text = model.text(at, key)
        if key == "place" and measure.horizontalAdvance(text) > width:
            text = model.place(int(model.rows[at]), short=True)
        return measure.elidedText(text, Qt.TextElideMode.ElideRight, width)
