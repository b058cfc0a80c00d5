"""告知短信 on a card over the window: after an act that the reporter must hear of, or when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.errand import LANE
from desktop.acts.messages_box import MessagesBox
from desktop.panels.card_button import IconButton
from desktop.panels.floating import FloatingCard
from desktop.panels.text_runs import Run, paint_runs
from desktop.theme import Theme
from gis.workspace.casework import Casework

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.foundation.changes import Committed
    from gis.workflow.messages import Message

WIDTH_PX, HEAD_PX, PAD_PX, EDGE_PX = 440, 48, 16, 24
ABOUT = {"close": "", "refuse": "", "ask_more": "more"}  # acts that are told, and by which words


def tell_after(window: Window, kind: str, row: int, committed: Committed) -> None:
    """Show the messages of an act on one event, if it is one that the reporter must hear of."""
    if kind in ABOUT:
        words = next((step.note for step in committed.change.steps if step.note), "") if kind != "close" else ""
        show_messages(window, row, ABOUT[kind], words)


def show_messages(window: Window, row: int, about: str = "", words: str = "") -> None:
    """Read and show what is to be sent of an event row."""
    casework = Casework(window.bridge.county)

    def show(found: list[Message]) -> None:
        if found:
            MessagesCard(window, window.bridge.snapshot.events.number(row), found)
        else:
            window.tell("没有要告知的人：上报人和网格员都没有登记")

    window.bridge.ask(lambda: casework.messages(row, about, words), show, lane=LANE)


class MessagesCard(FloatingCard):
    """Bottom right of the window; one at a time. Esc or its cross closes it."""

    def __init__(self, window: Window, number: str, messages: list[Message]) -> None:
        for other in window.findChildren(MessagesCard):
            other.close_card()
        super().__init__(window.theme, window)
        self.setObjectName("messages-card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = f"告知 {len(messages)} 人 · {number}"
        self.setAccessibleName(self._title)
        self.box = MessagesBox(window.theme)
        self.box.copied.connect(lambda words: window.toast.done("已复制", words, undo=False))
        self.cross = IconButton(window.theme, "close", "关闭（Esc）", self)
        self.cross.clicked.connect(self.close_card)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD_PX, HEAD_PX, PAD_PX, PAD_PX)
        column.addWidget(self.box)
        self.box.show_messages(messages)
        column.activate()
        tall = column.totalHeightForWidth(WIDTH_PX) if column.hasHeightForWidth() else column.sizeHint().height()
        self.resize(WIDTH_PX, min(tall, window.height() - 2 * EDGE_PX))
        self.cross.move(WIDTH_PX - PAD_PX - self.cross.width(), (HEAD_PX - self.cross.height()) // 2)
        self.move(window.width() - WIDTH_PX - EDGE_PX, window.height() - self.height() - EDGE_PX)
        self.rise()

    def close_card(self) -> None:
        self.hide()
        self.shadow.deleteLater()
        self.deleteLater()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.box.set_theme(theme)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def paint_card(self, painter: QPainter) -> None:
        title = Run(self._title, self.theme.font("title"), self.theme.ui["text"])
        paint_runs(painter, PAD_PX, HEAD_PX / 2, [title])
