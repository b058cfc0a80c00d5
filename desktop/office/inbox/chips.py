"""Small counted buttons over the list: the piles (待受理 3), and the states with their symbols."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, rounded, runs_width
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.states import STATE_WORD, State

CHIP_PX, PAD_PX, ROW_PX = 24, 4, 30


class Chip(PaintedButton):
    """Word or symbol with its count; tinted when chosen."""

    def __init__(self, theme: Theme, key: object, word: str, count: int, state: State | None, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.key, self.word, self.count, self.state = key, word, count, state
        self.setCheckable(True)
        said = STATE_WORD[state] if state is not None else word
        self.setAccessibleName(f"{said} {count:,} 件")
        self.setToolTip(f"只看{said}；再点一次看全部" if key is not None else "看全部")

    def _runs(self) -> list[Run]:
        ui, on = self._theme.ui, self.isChecked()
        tone = ui["accent_text"] if on else ui["text" if self.count else "text_tertiary"]
        words = [Run(self.word, pixel_font(12, 600 if on else 400), tone, 4)] if self.word else []
        if self.word and not self.count:
            return words
        return [*words, Run(f"{self.count:,}", pixel_font(12, 600 if on or not self.word else 400), tone)]

    def sizeHint(self) -> QSize:
        return QSize(round(runs_width(self._runs())) + 2 * PAD_PX + (18 if self.state is not None else 0), CHIP_PX)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            rounded(painter, QRectF(self.rect()), 6, ui["accent_tint"])
        elif self.underMouse():
            rounded(painter, QRectF(self.rect()), 6, ui["surface_hover"])
        left, y = float(PAD_PX), self.height() / 2
        if self.state is not None:
            paint_symbol(painter, self._theme, self.state, QPointF(left + 6, y), 5.25, casing=False)
            left += 18
        paint_runs(painter, left, y, self._runs())
        self.paint_ring(painter, 6)
        painter.end()


class ChipRow(QWidget):
    """One row of chips of which one is chosen; `chosen(key)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chips: list[Chip] = []
        self._shown: list[tuple] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(10, 0, 2, 0)
        self._chosen: object = None
        self._line.setSpacing(0)
        self._line.addStretch(1)
        self.setFixedHeight(ROW_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for chip in self.chips:
            chip.set_theme(theme)
        self.update()

    def show_chips(self, chips: list[tuple[object, str, int, State | None]], chosen: object) -> None:
        """(key, word, count, symbol) of each; made anew only when they differ."""
        if [*chips] != self._shown:
            self._shown = [*chips]
            for chip in self.chips:
                chip.hide()
                chip.deleteLater()
            self.chips = []
            for place, (key, word, count, state) in enumerate(chips):
                chip = Chip(self.theme, key, word, count, state, self)
                chip.clicked.connect(lambda _=False, k=key: self._pressed(k))
                self._line.insertWidget(place, chip)
                self.chips.append(chip)
        for chip in self.chips:
            chip.setChecked(chip.key == chosen)
        self._chosen = chosen
        self._fit()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all, those of which there is nothing give way, the last first: a count is never
        cut off."""
        edges = self._line.contentsMargins()
        over = sum(chip.sizeHint().width() for chip in self.chips) - (self.width() - edges.left() - edges.right())
        for chip in reversed(self.chips):
            gives_way = over > 0 and not chip.count and bool(chip.word) and not chip.isChecked()
            over -= chip.sizeHint().width() if gives_way else 0
            chip.setVisible(not gives_way)

    def _pressed(self, key: object) -> None:
        self.chosen.emit(None if key == self._chosen else key)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.ui["line"])
        painter.end()
