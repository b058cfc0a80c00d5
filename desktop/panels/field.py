"""A field of a form: its name above, the control, and below it a sentence when what stands in it cannot be taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.panels.restyle import restyle
from desktop.theme import Theme


class Field(QWidget):
    """`control` is any input; typing into a line takes its problem away. `entered` when Enter is pressed in a line."""

    entered = Signal()

    def __init__(self, theme: Theme, words: str, control: QWidget, note: str = "") -> None:
        super().__init__()
        self.control = control
        self._words, self._note = QLabel(words), QLabel(note)
        self._note.setProperty("tone", "tertiary")
        self._words.setProperty("tone", "secondary")
        self._words.setBuddy(control)
        self._problem = QLabel("")
        self._problem.setProperty("tone", "error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        control.setAccessibleName(words)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._words)
        head.addWidget(self._note)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(control)
        column.addWidget(self._problem)
        if isinstance(control, QLineEdit):
            control.textEdited.connect(lambda _: self.set_problem(""))
            control.returnPressed.connect(self.entered)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        for label in (self._words, self._note, self._problem):
            label.setFont(theme.font("small"))

    def set_words(self, words: str) -> None:
        self._words.setText(words)
        self.control.setAccessibleName(words)

    def set_note(self, note: str) -> None:
        """A few words beside the name: 必填, 至少 8 位."""
        self._note.setText(note)

    @property
    def text(self) -> str:
        """What stands in a line."""
        return self.control.text() if isinstance(self.control, QLineEdit) else ""

    def clear(self) -> None:
        """Empty a line, and take its problem away."""
        if isinstance(self.control, QLineEdit):
            self.control.clear()
        self.set_problem("")

    @property
    def problem(self) -> str:
        return self._problem.text()

    def set_problem(self, words: str) -> None:
        """Say why this cannot be taken; empty takes it back."""
        if words == self._problem.text():
            return
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.control.setAccessibleDescription(words)
        restyle(self.control, "invalid", bool(words))


def roomy(box: QAbstractSpinBox) -> None:
    """Air before the text of a box with arrows, which the style sheet cannot give."""
    box.lineEdit().setTextMargins(7, 0, 0, 0)


def password_line() -> QLineEdit:
    """A line whose letters are not shown."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
