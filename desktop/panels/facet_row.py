"""One line of the filter panel: symbol, word, live count. A button that is painted, so that it speaks and tabs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.panels.sections import list_radius
from desktop.symbols import paint_symbol
from desktop.theme import Theme
from gis.events.states import State

SIDE_PX = 16


class FacetRow(PaintedButton):
    """28 px high. `chosen(additive)` on a click or Space; additive with Ctrl, which adds to what is chosen."""

    chosen = Signal(bool)

    def __init__(
        self, theme: Theme, word: str, state: State | None = None, note: str = "", parent: QWidget | None = None
    ):
        super().__init__(theme, parent)
        self.word, self.state, self.note = word, state, note
        self.count: int | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"只看{word}；再点一次取消，按住 Ctrl 点可同时看几项")
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        if count == self.count and self.accessibleName():
            return
        self.count = count
        said = "" if count is None else f" {count:,} 件"
        self.setAccessibleName(f"{self.word}{' ' + self.note if self.note else ''}{said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.height("tree_row"))

    def nextCheckState(self) -> None:
        """Being checked follows the filter, not the click."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.isDown() and self.rect().contains(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event) -> None:
        ui = self._theme.ui
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), ui["accent_tint"])
        elif self.underMouse():
            painter.fillRect(self.rect(), ui["surface_hover"])
        left, middle = SIDE_PX, self.height() / 2
        if self.state is not None:
            paint_symbol(
                painter, self._theme, self.state, QPointF(left + 7, middle), list_radius(self._theme), casing=False
            )
            left += 22
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._colour(quiet=self.state is State.CLOSED))
        words = f"{self.word} {self.note}" if self.note else self.word
        painter.drawText(QRect(left, -1, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(self._colour(quiet=self.state is State.CLOSED or not self.count))
        painter.drawText(
            self.rect().adjusted(0, -1, -SIDE_PX, -1), RIGHT, "—" if self.count is None else f"{self.count:,}"
        )
        self.paint_ring(painter, 0)

    def _colour(self, quiet: bool) -> QColor:
        if self.isChecked():
            return self._theme.ui["accent_text"]
        return self._theme.ui["text_tertiary" if quiet else "text"]


RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
