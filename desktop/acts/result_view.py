"""What is judged: the result in the unit's words, who filed it and when, photos before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.acts.before_after import BeforeAfter
from desktop.theme import Theme
from gis.deadlines.words import full
from gis.events.states import Act
from gis.records import HistoryLine, Photo


class ResultView(QWidget):
    """Empty for several events, which are judged one like the other."""

    def __init__(self, theme: Theme, parent: QWidget, expected: int = 0) -> None:
        """expected: photos of the event that are still being read; -1 for several events."""
        super().__init__(parent)
        self.words, self.who = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.who.setFont(theme.font("small"))
        self.who.setProperty("tone", "secondary")
        self.photos = BeforeAfter(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.words, self.who, self.photos):
            column.addWidget(part)
        self.words.setText("办理结果：读取中…")
        self.who.setText(" ")
        self.photos.expect(expected)
        self.setVisible(expected >= 0)

    def show_record(self, history: Sequence[HistoryLine], photos: Sequence[Photo]) -> None:
        found = last_result(history)
        self.words.setText(f"办理结果：{found.note or '没有写'}" if found is not None else "还没有报结的记录")
        self.who.setText(" · ".join(w for w in (found.unit, found.actor, full(found.at)) if w) if found else "")
        self.photos.show_photos(photos)
        self.setVisible(bool(history))


def last_result(history: Sequence[HistoryLine]) -> HistoryLine | None:
    """The last 报结 of a history."""
    return next((line for line in reversed(history) if line.act == Act.RESOLVE), None)
