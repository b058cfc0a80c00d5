"""影响: figures in rows, a word at the left and what it comes to at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.theme import Theme, pixel_font

SIDE_PX, ROW_PX = 16, 28
Figure = tuple[str, str]


class FigureRows(QWidget):
    """`opened(word)` where a figure has rows behind it."""

    opened = Signal(str)

    def __init__(self, theme: Theme, openable: frozenset[str] = frozenset(), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._openable = theme, openable
        self.rows: list[Figure] = []
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_rows(self, rows: Sequence[Figure]) -> None:
        if list(rows) != self.rows:
            before, self.rows = self.rows, list(rows)
            self.setAccessibleName("，".join(f"{word} {figure}" for word, figure in rows))
            if len(rows) != len(before):
                self.updateGeometry()
                self.update()
                return
            for number, (old, new) in enumerate(zip(before, self.rows, strict=True)):
                if old != new:  # a hand that moves changes one of them with every frame
                    self.update(0, number * ROW_PX, self.width(), ROW_PX)

    def sizeHint(self) -> QSize:
        return QSize(300, len(self.rows) * ROW_PX + 8)

    def _at(self, event: QMouseEvent) -> int:
        number = int(event.position().y() // ROW_PX)
        return number if 0 <= number < len(self.rows) and self.rows[number][0] in self._openable else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event)
        if number != self._hovered:
            self._hovered = number
            self.setCursor(Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, _event) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event)
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.rows[number][0])

    def paintEvent(self, event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        for number, (word, figure) in enumerate(self.rows):
            if not event.region().intersects(QRect(0, number * ROW_PX, self.width(), ROW_PX)):
                continue
            middle = number * ROW_PX + ROW_PX / 2
            tone = ui["accent_text"] if number == self._hovered else ui["text"]
            run = Run(figure, pixel_font(13), tone)
            paint_runs_right(painter, self.width() - SIDE_PX, middle, [run])
            room = self.width() - 2 * SIDE_PX - runs_width([run]) - 8
            paint_runs(painter, SIDE_PX, middle, [fitted(Run(word, pixel_font(13), ui["text_secondary"]), room)])
        painter.end()
