"""The rail of the office: one button a page, icon over word, with the count of what waits there."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.office.page import PageRow
from desktop.panels.painted_button import PaintedButton
from desktop.theme import Theme, pixel_font

WIDTH_PX, BUTTON_PX = 58, 54


class RailButton(PaintedButton):
    """58 × 54; the page in sight is tinted."""

    def __init__(self, theme: Theme, row: PageRow, number: int, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.row, self.waiting = row, 0
        self.setObjectName(f"rail-{row.key}")
        self.setText(row.word)
        self.setCheckable(True)
        self.setToolTip(f"{row.tip}（Alt {number}）")
        self.setAccessibleName(row.word)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, BUTTON_PX)

    def set_waiting(self, count: int) -> None:
        if count != self.waiting:
            self.waiting = count
            self.setAccessibleName(f"{self.row.word} {count}" if count else self.row.word)
            self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), ui["accent_tint"])
        elif self.underMouse():
            painter.fillRect(self.rect(), ui["surface_hover"])
        tone = ui["accent_text" if self.isChecked() else "text_secondary"]
        paint_icon(painter, self.row.icon, tone, QPointF(self.width() / 2, 19), 18)
        painter.setPen(tone)
        painter.setFont(self._theme.font("strong" if self.isChecked() else "small"))
        words = QRectF(0, 31, self.width(), 18)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.waiting:
            self._paint_count(painter)
        self.paint_ring(painter, 0)

    def _paint_count(self, painter: QPainter) -> None:
        ui, word = self._theme.ui, "99+" if self.waiting > 99 else str(self.waiting)
        font = pixel_font(10, 600)
        width = max(14.0, QFontMetrics(font).horizontalAdvance(word) + 6.0)
        pill = QRectF(self.width() / 2 + 4, 5, width, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ui["text"])
        painter.drawRoundedRect(pill, 7, 7)
        painter.setPen(ui["surface_panel"])
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)


class Rail(QWidget):
    """`chosen(key)` when the user turns to another page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.buttons: dict[str, RailButton] = {}
        self.group = QButtonGroup(self)
        self.setFixedWidth(WIDTH_PX + 1)
        self.setAccessibleName("页面")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 1, 4)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.group.buttonClicked.connect(lambda button: self.chosen.emit(button.row.key))

    def set_pages(self, rows: Iterable[PageRow]) -> None:
        """Offer these pages and no others."""
        for button in self.buttons.values():
            self.group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, row in enumerate(rows):
            button = RailButton(self.theme, row, place + 1, self)
            self.group.addButton(button)
            self._column.insertWidget(place, button)
            self.buttons[row.key] = button

    def choose(self, key: str) -> None:
        """Show a page as the present one; says nothing."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def set_waiting(self, key: str, count: int) -> None:
        if key in self.buttons:
            self.buttons[key].set_waiting(count)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for button in self.buttons.values():
            button.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(self.width() - 1, 0, 1, self.height(), ui["line"])
