"""The layers of the planner's map as ticks with a count."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.theme import Theme

SIDE_PX, BOX_PX = 16, 16


class LayerRow(PaintedButton):
    """A tick, a word, a figure at the right."""

    def __init__(self, theme: Theme, key: str, word: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.key, self.figure, self.note = key, "", ""
        self.setText(word)
        self.setToolTip(tip)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setObjectName(f"plan-layer-{key}")

    def set_figure(self, figure: str) -> None:
        if figure != self.figure:
            self.figure = figure
            self.update()

    def set_note(self, note: str) -> None:
        """Why what is ticked is not seen now; empty when it is."""
        if note != self.note:
            self.note = note
            self.setAccessibleName(f"{self.text()}（{note}）" if note else self.text())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 27)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), ui["surface_hover"])
        box = QRectF(SIDE_PX, (self.height() - BOX_PX) / 2, BOX_PX, BOX_PX)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["accent"])
            painter.drawRoundedRect(box, 4, 4)
            paint_icon(painter, "check", ui["on_accent"], box.center(), 12)
        else:
            painter.setPen(QPen(ui["line_control"], 1))
            painter.setBrush(ui["surface_panel"])
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(self._theme.font("body"))
        painter.setPen(ui["text"])
        words = self.rect().adjusted(SIDE_PX + BOX_PX + 8, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        beside = QFontMetricsF(self._theme.font("body")).horizontalAdvance(self.text()) + 8
        painter.setFont(self._theme.font("small"))
        painter.setPen(ui["text_tertiary"])
        if self.isChecked() and self.note:
            painter.drawText(words.adjusted(round(beside), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.note)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -SIDE_PX, 0), right, self.figure)
        self.paint_ring(painter, 4)
        painter.end()
