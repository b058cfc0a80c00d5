"""Why a unit gets what the duty list does not give it: a reason is asked for, and kept in the journal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Theme

REASONS = (
    "权责清单未列，经协调由其办理",
    "应急处置，先行指派",
    "主责单位已说明，转其办理",
    "领导批示交办",
)
LEAST_CHARACTERS = 4
WIDTH_PX = 420


class MisfitReason(QDialog):
    """Quick reasons and free text. `given` carries the reason; nothing happens when it is closed."""

    given = Signal(str)

    def __init__(self, theme: Theme, unit: str, why: str, count: int, parent: QWidget | None = None) -> None:
        """`why`: what does not fit (无此权责); `count` events."""
        super().__init__(parent)
        self.setWindowTitle("指派理由")
        self.setFixedWidth(WIDTH_PX)
        self._theme = theme
        title = QLabel(f"为什么把 {count:,} 件指派给 {unit}？")
        title.setFont(theme.font("title"))
        title.setWordWrap(True)
        note = QLabel(f"{why}。理由会记入事件经过和操作日志，督查时可查。")
        note.setProperty("tone", "secondary")
        note.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText("填写理由，或点选上面一条")
        self._text.setAccessibleName("指派理由")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(76)
        self._text.textChanged.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        for widget in (title, note):
            column.addWidget(widget)
        column.addLayout(self._quick())
        column.addWidget(self._text)
        column.addLayout(self._foot(unit))
        self._judge()
        self._text.setFocus()

    def _quick(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self._buttons = []
        for number, reason in enumerate(REASONS):
            button = QPushButton(reason)
            button.setObjectName(f"reason-{number}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, r=reason: self.set_reason(r))
            column.addWidget(button)
            self._buttons.append(button)
        return column

    def _foot(self, unit: str) -> QHBoxLayout:
        self._why_not = QLabel()
        self._why_not.setProperty("tone", "tertiary")
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._give = QPushButton(f"指派给 {unit}")
        self._give.setObjectName("reason-give")
        self._give.setProperty("kind", "primary")
        self._give.setAutoDefault(False)
        self._give.clicked.connect(self.give)
        row = QHBoxLayout()
        row.addWidget(self._why_not, 1)
        row.addWidget(cancel)
        row.addWidget(self._give)
        return row

    @property
    def reason(self) -> str:
        return " ".join(self._text.toPlainText().split())

    @property
    def button(self) -> QPushButton:
        """The one that assigns."""
        return self._give

    def set_reason(self, reason: str) -> None:
        self._text.setPlainText(reason)
        self._text.setFocus()
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)

    def give(self) -> None:
        if self._give.isEnabled():
            self.accept()
            self.given.emit(self.reason)

    def _judge(self) -> None:
        reason = self.reason
        enough = len(reason) >= LEAST_CHARACTERS
        self._give.setEnabled(enough)
        self._give.setToolTip("Ctrl Enter" if enough else "先填写理由")
        lacking = LEAST_CHARACTERS - len(reason)
        self._why_not.setText("" if enough else f"还差 {lacking} 字" if reason else "先填写理由，才能指派")
        for button in self._buttons:
            button.setChecked(button.text() == reason)

    def keyPressEvent(self, event) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if ctrl or not self._text.hasFocus():
                self.give()
        else:
            super().keyPressEvent(event)
