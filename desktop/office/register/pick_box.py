"""A box of choices one types into: name, pinyin or initials; the choice is a key, shown with a quiet note behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop.panels.yielding_line import YieldingLine
from desktop.theme import Theme

MOST_SHOWN = 12


class NotedLine(YieldingLine):
    """A line whose note (a code) stands greyed behind the text while it is the chosen one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.note = theme, ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.note and not self.hasFocus():
            painter = QPainter(self)
            painter.setPen(self.theme.ui["text_tertiary"])
            left = self.fontMetrics().horizontalAdvance(self.text()) + 10
            box = self.rect().adjusted(left, 0, -2, 0)
            text = self.fontMetrics().elidedText(self.note, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            painter.end()


class PickBox(QComboBox):
    """`picked(key)` after the user chose; -1 when what was typed names nothing."""

    picked = Signal(int)

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[int]], placeholder: str) -> None:
        """find(query) gives places in the list of choices, best first."""
        super().__init__()
        self._find = find
        self._keys: list[int] = []
        self._words: list[str] = []
        self._notes: list[str] = []
        self._hints: list[str] = []
        self._answers: dict[str, int] = {}
        self.key = -1
        self.line = NotedLine(theme)
        self.line.setPlaceholderText(placeholder)
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(MOST_SHOWN)
        self._found = QStringListModel(self)
        self._completer = completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST_SHOWN)
        if (popup := completer.popup()) is not None:
            popup.setProperty("kind", "completer")
        self.setCompleter(completer)
        completer.activated.connect(self._completed)
        self.line.textEdited.connect(self._edited)
        self.activated.connect(lambda place: self._take(self._keys[place]))
        self.line.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        self.line.theme = theme

    def set_choices(
        self, keys: Sequence[int], words: Sequence[str], notes: Sequence[str] = (), hints: Sequence[str] = ()
    ) -> None:
        """Offer these; the present choice stays if it is among them. notes: shown behind the choice. hints: shown
        behind each answer while one types."""
        self._keys, self._words = list(keys), list(words)
        self._notes = list(notes) or [""] * len(keys)
        self._hints = list(hints) or [""] * len(keys)
        self.blockSignals(True)
        self.clear()
        self.addItems(self._words)
        self.blockSignals(False)
        self.choose(self.key if self.key in self._keys else -1)

    def choose(self, key: int) -> None:
        """Show a choice; says nothing."""
        self.key = key if key in self._keys else -1
        place = self._keys.index(self.key) if self.key >= 0 else -1
        self.blockSignals(True)
        self.setCurrentIndex(place)
        self.blockSignals(False)
        self.line.setText(self._words[place] if place >= 0 else "")
        self.line.note = self._notes[place] if place >= 0 else ""
        self.line.setCursorPosition(0)
        self.line.update()

    def _edited(self, text: str) -> None:
        found = [place for place in self._find(text) if 0 <= place < len(self._words)][:MOST_SHOWN]
        self._answers = {f"{self._words[place]}　{self._hints[place]}".strip(): place for place in found}
        self._found.setStringList(list(self._answers))
        if text.strip():
            self._completer.complete()
            if (popup := self._completer.popup()) is not None:
                popup.setObjectName(f"{self.objectName()}-answers")

    def _completed(self, word: str) -> None:
        if word in self._answers:
            key = self._keys[self._answers[word]]
            QTimer.singleShot(0, lambda: self._take(key))  # after the completer has put its own text

    def _take(self, key: int) -> None:
        changed = key != self.key
        self.choose(key)
        if changed:
            self.picked.emit(key)

    def settle(self) -> None:
        """What was typed becomes a choice: the name itself, else the best answer; else the former choice comes back."""
        text = self.line.text().strip()
        if self.key >= 0 and text == self._words[self._keys.index(self.key)]:
            return
        if not text:
            self._take(-1)
            return
        found = [place for place in self._find(text) if 0 <= place < len(self._words)]
        self._take(self._keys[found[0]] if found else self.key)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.line:
            if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
                QTimer.singleShot(0, self.line.selectAll)
            elif event.type() == QEvent.Type.FocusOut and not self._popping():
                self.settle()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _popping(self) -> bool:
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def wheelEvent(self, event) -> None:
        event.ignore()  # the form scrolls; a choice is never changed by the way
