"""An empty place: one line that says what belongs here and one action (暂无待指派 · 查看全部)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.panels.link_button import LinkButton
from desktop.panels.text_runs import Run, fitted, paint_runs
from desktop.theme import Theme, pixel_font


class EmptyLine(QWidget):
    """The words at left, the action as a link at right."""

    action_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self._link = LinkButton(theme, "", self, 13)
        self._link.setObjectName("empty-action")
        self._link.clicked.connect(self.action_clicked)
        self.setMinimumHeight(44)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._link.set_theme(theme)
        self.update()

    def set_words(self, words: str, action: str = "") -> None:
        self._words = words
        self._link.setText(action)
        self._link.setAccessibleName(action)
        self._link.setVisible(bool(action))
        self.setAccessibleName(words)
        self._arrange()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 44)

    def resizeEvent(self, _event) -> None:
        self._arrange()

    def _arrange(self) -> None:
        hint = self._link.sizeHint()
        self._link.setGeometry(self.width() - hint.width() - 12, (self.height() - 24) // 2, hint.width(), 24)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        words = Run(self._words, pixel_font(13), self._theme.ui["text_secondary"])
        paint_runs(painter, 16, self.height() / 2, [fitted(words, self._link.x() - 24)])
        painter.end()
