"""The head of an office page or pane: its name, how many, and at the right what can be done. A hairline below."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.theme import Theme

HEAD_PX = 38


class Divider(QWidget):
    """A hairline between two panes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedWidth(1)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.ui["line"])


class Heading(QWidget):
    """38 px high."""

    def __init__(self, theme: Theme, title: str, *parts: QWidget) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedHeight(HEAD_PX)
        self.title, self.more = QLabel(title), QLabel("")
        self.more.setProperty("tone", "tertiary")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 1)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.more)
        row.addStretch(1)
        for part in parts:
            row.addWidget(part)
        self.set_theme(theme)

    def set_words(self, title: str, more: str = "") -> None:
        self.title.setText(title)
        self.more.setText(more)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.title.setFont(theme.font("title"))
        self.more.setFont(theme.font("small"))
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.ui["line"])


def row_of(*parts: QWidget) -> QHBoxLayout:
    """Parts side by side, from the left."""
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def fill_pane(owner: QWidget, head: Heading, *parts: QWidget | QHBoxLayout) -> None:
    """The head over a column with a pane's padding; a text takes the room that is left."""
    column = QVBoxLayout()
    column.setContentsMargins(14, 12, 14, 14)
    column.setSpacing(12)
    for part in parts:
        if isinstance(part, QHBoxLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    if not any(isinstance(part, QPlainTextEdit) for part in parts):
        column.addStretch(1)
    outer = QVBoxLayout(owner)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(head)
    outer.addLayout(column, 1)
