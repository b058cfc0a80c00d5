"""告知: the message to the reporter and to the grid worker, ready to be copied and sent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.acts.fields import emptied
from desktop.dispatch.inspector_words import masked_name, masked_phone
from desktop.theme import Theme
from gis.workflow.messages import Message


class MessagesBox(QWidget):
    """`copied(words)` says what went to the clipboard. Persons are shown masked; what is copied is whole."""

    copied = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.messages: list[Message] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_messages(self, messages: Sequence[Message]) -> None:
        """One block a message; hidden without any."""
        if list(messages) == self.messages:
            return
        self.messages = list(messages)
        emptied(self._column)
        for place, message in enumerate(self.messages):
            self._column.addWidget(self._block(place, message))
        self.setVisible(bool(self.messages))

    def _block(self, place: int, message: Message) -> QWidget:
        block, text = QWidget(), QLabel(message.text)
        who = QLabel(f"告知{message.to} {masked_name(message.name)} {masked_phone(message.phone)}".rstrip())
        who.setFont(self.theme.font("small"))
        who.setProperty("tone", "secondary")
        text.setWordWrap(True)
        text.setFont(self.theme.font("small"))
        copy = self._button(
            "复制短信", f"copy-message-{place}", lambda: self._copy(message.text, f"{message.to}的短信")
        )
        dial = self._button("复制号码", f"copy-phone-{place}", lambda: self._copy(message.phone, f"{message.to}的号码"))
        dial.setEnabled(bool(message.phone))
        dial.setToolTip("" if message.phone else "没有留电话")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(who, 1)
        head.addWidget(copy)
        head.addWidget(dial)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(text)
        return block

    def _button(self, words: str, name: str, call) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setProperty("kind", "link")
        button.setFont(self.theme.font("small"))
        button.clicked.connect(call)
        return button

    def _copy(self, text: str, words: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(words)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
