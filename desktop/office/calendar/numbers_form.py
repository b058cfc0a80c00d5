"""What was changed of the county's numbers, and why; asks for what it would do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.office.heading import Heading, fill_pane, row_of
from desktop.panels.field import Field
from desktop.theme import Theme
from gis.foundation.settings import WORDS


class NumbersForm(QWidget):
    """`wanted` asks for what it would do, `undone` for the numbers in force."""

    wanted = Signal()
    undone = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("numbers-form")
        self.head = Heading(theme, "改办理规则")
        self.told = QLabel("")
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "secondary")
        self.reason = Field(theme, "依据", QLineEdit(), "必填，如县里的文件")
        self.reason.control.setObjectName("numbers-reason")
        self.look, self.undo, self.why = QPushButton("看影响"), QPushButton("恢复"), QLabel("")
        self.look.setObjectName("numbers-look")
        self.look.setProperty("kind", "primary")
        self.why.setProperty("tone", "secondary")
        self.look.clicked.connect(self._want)
        self.undo.clicked.connect(self.undone)
        fill_pane(self, self.head, self.told, self.reason, self.why, row_of(self.undo, self.look))

    def show_changes(self, changes: Mapping[str, str], why_not: str) -> None:
        told = "\n".join(f"{WORDS[name]}：{text}" for name, text in changes.items())
        self.told.setText(
            told or "在左边改数，改过的前面有 ●。工作时间和返工份额会让在办事件的时限变动，确认前先看影响。"
        )
        why = why_not or ("" if changes else "还没有改动")
        self.look.setEnabled(not why)
        self.undo.setEnabled(bool(changes))
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def words(self) -> str:
        return self.reason.text.strip()

    def _want(self) -> None:
        if not self.words():
            self.reason.set_problem("请写明依据")
            self.reason.control.setFocus()
            return
        self.wanted.emit()

    def refuse(self, words: str) -> None:
        self.reason.set_problem(words)

    def clear(self) -> None:
        self.reason.clear()

    def set_theme(self, theme: Theme) -> None:
        self.head.set_theme(theme)
        self.reason.set_theme(theme)
