"""Top of the inspector: state chip, number, and the buttons that open the list and close the card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.dispatch.inspector_sections import Section
from desktop.panels.card_button import IconButton
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded, runs_width
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.states import STATE_WORD, State

HEADER_PX = 46


class HeaderSection(Section):
    """▲ 临近 JL20261123-0271; of several events only 已选 5 件."""

    list_clicked = Signal()
    close_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._state: State | None = None
        self._number = ""
        self._list = IconButton(theme, "external", "在列表中定位", self)
        self._list.clicked.connect(self.list_clicked)
        self._close = IconButton(theme, "close", "关闭（Esc）", self)
        self._close.clicked.connect(self.close_clicked)
        self.setFixedHeight(HEADER_PX)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._list.set_theme(theme)
        self._close.set_theme(theme)

    def set_event(self, state: State | None, number: str) -> None:
        """`state` None: several events, `number` says how many."""
        if (state, number) != (self._state, self._number):
            self._state, self._number = state, number
            self.setAccessibleName(f"{STATE_WORD[state]} {number}" if state is not None else number)
            self.update()

    def resizeEvent(self, _event) -> None:
        right = self.width() - 10
        self._close.move(right - 28, 11)
        self._list.move(right - 28 - 28, 11)

    def paint_section(self, painter: QPainter) -> None:
        ui, left, y = self._theme.ui, 16.0, 25.0
        painter.fillRect(self.rect(), ui["surface_raised"])
        if self._state is not None:
            left = self._paint_chip(painter, self._state, left) + 8
            number = Run(self._number, pixel_font(12), ui["text_secondary"])
        else:
            number = Run(self._number, self._theme.font("title"), ui["text"])
        paint_runs(painter, left, y, [fitted(number, self._list.x() - left - 4)])

    def _paint_chip(self, painter: QPainter, state: State, left: float) -> float:
        colours = self._theme.state[state]
        word = Run(STATE_WORD[state], pixel_font(12), colours.text)
        box = QRectF(left, 14, runs_width([word]) + 30, 22)
        rounded(painter, box, 4, colours.tint)
        paint_symbol(painter, self._theme, state, QPointF(left + 12, 25), 5, casing=False)
        paint_runs(painter, left + 22, 25, [word])
        return box.right()
