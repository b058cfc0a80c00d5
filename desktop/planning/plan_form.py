"""The small forms of a plan's way: a name, a day, a few words; the button says why it cannot be pressed yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import Theme

WIDTH_PX = 440
MOST_LINES, LINE_PX = 5, 26


@dataclass(frozen=True)
class Answer:
    """What was filled in; empty or None where it was not asked."""

    name: str
    words: str
    day: date | None
    despite: str = ""


@dataclass(frozen=True)
class Questions:
    """What a form asks. name: the name to begin with, None for no name. words: the label of the text, empty for none.
    needed: whether the text must be filled in. day: the first day that may be, None for no day. second: words of a
    second button, which asks for the text. listed: what is wrong, a line each. despite: the label of the reason why it
    must be so all the same, which must be given; empty for none."""

    title: str
    told: str
    button: str
    name: str | None = None
    words: str = ""
    needed: bool = False
    day: date | None = None
    second: str = ""
    listed: tuple[str, ...] = ()
    despite: str = ""


class PlanForm(QDialog):
    """Calls `given(answer)` for the button, `refused(answer)` for the second one; nothing when it is closed."""

    def __init__(
        self, theme: Theme, asked: Questions, given: Callable[[Answer], None], parent: QWidget,
        refused: Callable[[Answer], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("plan-form")
        self.setWindowTitle(asked.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self._asked, self._given, self._refused = asked, given, refused
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        title = QLabel(asked.title)
        title.setFont(theme.font("title"))
        told = QLabel(asked.told)
        told.setProperty("tone", "secondary")
        for label in (title, told):
            label.setWordWrap(True)
            column.addWidget(label)
        self.name = QLineEdit(asked.name or "")
        self.name.setObjectName("plan-form-name")
        self.name.setAccessibleName("方案名称")
        self.name.setPlaceholderText("方案名称")
        self.day = QDateEdit()
        self.day.setObjectName("plan-form-day")
        self.day.setAccessibleName("生效日期")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.text = _box("plan-form-words", asked.words, 76)
        self.despite = _box("plan-form-despite", asked.despite, 60)
        if asked.listed:
            column.addWidget(_listed(asked.listed))
        if asked.despite:
            column.addWidget(self.despite)
        if asked.name is not None:
            column.addWidget(self.name)
            self.name.selectAll()
        if asked.day is not None:
            self.day.setMinimumDate(QDate(asked.day.year, asked.day.month, asked.day.day))
            self.day.setDate(self.day.minimumDate())
            row = QHBoxLayout()
            row.addWidget(QLabel("生效日期"))
            row.addWidget(self.day, 1)
            column.addLayout(row)
        if asked.words:
            column.addWidget(self.text)
        column.addLayout(self._foot())
        self.name.textChanged.connect(self._judge)
        self.text.textChanged.connect(self._judge)
        self.despite.textChanged.connect(self._judge)
        self._judge()

    def _foot(self) -> QHBoxLayout:
        self._why = QLabel()
        self._why.setProperty("tone", "tertiary")
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.give = QPushButton(self._asked.button)
        self.give.setObjectName("plan-form-give")
        self.give.setProperty("kind", "primary")
        self.give.clicked.connect(lambda: self._end(self._given))
        row = QHBoxLayout()
        row.addWidget(self._why, 1)
        row.addWidget(cancel)
        self.second = QPushButton(self._asked.second)
        self.second.setObjectName("plan-form-second")
        self.second.setAutoDefault(False)
        if self._asked.second:
            refused = self._refused
            self.second.clicked.connect(lambda: self._end(refused) if refused is not None else None)
            row.addWidget(self.second)
        row.addWidget(self.give)
        return row

    @property
    def answer(self) -> Answer:
        day = self.day.date()
        chosen = date(day.year(), day.month(), day.day()) if self._asked.day is not None else None
        words, despite = (edit.toPlainText().strip() for edit in (self.text, self.despite))
        return Answer(self.name.text().strip(), words, chosen, despite)

    def _judge(self) -> None:
        answer, asked = self.answer, self._asked
        why = ""
        if asked.name is not None and not answer.name:
            why = "请写方案名称"
        elif asked.needed and not answer.words:
            why = "请写明理由"
        elif asked.despite and not answer.despite:
            why = "请写明为什么只能如此"
        self.give.setEnabled(not why)
        self.second.setEnabled(bool(answer.words))
        self.second.setToolTip("" if answer.words else "请先写明理由")
        self._why.setText(why)

    def _end(self, call: Callable[[Answer], None]) -> None:
        answer = self.answer
        self.accept()
        call(answer)


def _box(name: str, words: str, height_px: int) -> QPlainTextEdit:
    """Some lines to be written. words: what for."""
    box = QPlainTextEdit()
    box.setObjectName(name)
    box.setPlaceholderText(words)
    box.setAccessibleName(words)
    box.setTabChangesFocus(True)
    box.setFixedHeight(height_px)
    return box


def _listed(lines: Sequence[str]) -> QListWidget:
    """Lines to read, at most some in sight at once."""
    made = QListWidget()
    made.setObjectName("plan-form-listed")
    made.setAccessibleName("不合规则的网格")
    made.setSelectionMode(QListWidget.SelectionMode.NoSelection)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.addItems(list(lines))
    made.setFixedHeight(min(len(lines), MOST_LINES) * LINE_PX + 8)
    return made
