"""Fields of a form: a label over its control, and under it what is wrong with it; quick phrases that fill in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.panels.restyle import restyle
from desktop.theme import Theme

MOST_PHRASES = 4


def emptied(layout: QLayout, keep: QWidget | None = None) -> None:
    """Take all parts out of a layout; those but `keep` go for good."""
    while (item := layout.takeAt(0)) is not None:
        part = item.widget()
        if part is not None and part is not keep:
            part.hide()
            part.deleteLater()


class Field(QWidget):
    """Label (理由 必填), control, and a sentence below it that is only there when something is wrong."""

    def __init__(self, theme: Theme, label: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.label, self.note, self.fault = QLabel(label), QLabel(note), QLabel()
        head = QHBoxLayout()
        head.setSpacing(6)
        for part, tone in ((self.label, "secondary"), (self.note, "tertiary"), (self.fault, "error")):
            part.setFont(theme.font("small"))
            part.setProperty("tone", tone)
        head.addWidget(self.label)
        head.addWidget(self.note)
        head.addStretch(1)
        self.column.addLayout(head)
        self.fault.setWordWrap(True)
        self.fault.hide()

    def hold(self, control: QWidget) -> None:
        """Put the control under its label."""
        self.label.setBuddy(control)
        control.setAccessibleName(self.label.text())
        self.column.addWidget(control)
        self.column.addWidget(self.fault)

    def blame(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it back."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))


class WordsBox(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tall = self.fontMetrics().lineSpacing() * lines + 8
        # The application's sheet gives every field the height of one line; only a sheet of its own outdoes that.
        self.setStyleSheet(f"QPlainTextEdit {{ min-height: {tall}px; max-height: {tall}px; }}")


class WordsField(Field):
    """Free words with quick phrases. `changed` as they are written."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        hint: str = "",
        phrases: Sequence[str] = (),
        needed: bool = True,
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, label, "必填" if needed else "可不填", parent)
        self.needed = needed
        self.box = WordsBox(lines)
        self.box.setPlaceholderText(hint)
        self.hold(self.box)
        self.box.textChanged.connect(self._written)
        if phrases:
            self.column.insertLayout(2, self._quick(theme, phrases))

    def _quick(self, theme: Theme, phrases: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, phrase in enumerate(phrases[:MOST_PHRASES]):
            button = QPushButton(phrase)
            button.setObjectName(f"phrase-{place}")
            button.setProperty("kind", "link")
            button.setFont(theme.font("small"))
            button.setToolTip(f"填入“{phrase}”")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, text=phrase: self.put(text))
            row.addWidget(button)
        row.addStretch(1)
        return row

    @property
    def words(self) -> str:
        return self.box.toPlainText().strip()

    def set_words(self, words: str) -> None:
        self.box.setPlainText(words)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)

    def put(self, phrase: str) -> None:
        """A phrase in place of nothing, or after what is there."""
        held = self.words
        self.set_words(f"{held}，{phrase}" if held and not held.endswith(("，", "。")) else held + phrase)
        self.box.setFocus()

    def lacking(self) -> str:
        """What is missing, as a sentence; empty when nothing is."""
        if self.needed and not self.words:
            return f"请写明{self.label.text()}"
        return ""

    def blame(self, sentence: str) -> None:
        super().blame(sentence)
        restyle(self.box, "invalid", "true" if sentence else "false")

    def _written(self) -> None:
        if not self.fault.isHidden():
            self.blame("")
        self.changed.emit()
