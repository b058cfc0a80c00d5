"""The bell: what wants the dispatcher's hand now, each line opening its rows. Its badge counts what came back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from gis.events.states import STATE_WORD, State

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring


class Notices(QObject):
    """Lives as long as the wiring."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.bar = wiring, wiring.window.top_bar
        self._returned = 0
        self.bar.bell_clicked.connect(self.open)
        self.set_returned(0)

    def set_returned(self, count: int) -> None:
        """How many returned events wait to be assigned anew."""
        self._returned = count
        self.bar.set_bell(count, f"退单待处理 {count:,} 件，点按查看" if count else "没有退单；点按查看待办提醒")

    def menu(self) -> QMenu:
        """Returned, overdue and unaccepted events of the county; lines without any are grey."""
        wiring, menu = self.wiring, QMenu(self.bar)
        states = wiring.bridge.states
        lines: list[tuple[str, int, Callable[[], None]]] = [("退单待处理", self._returned, wiring.only_returned)]
        for state in (State.OVERDUE, State.NEAR, State.PENDING):
            lines.append((STATE_WORD[state], int((states == state).sum()), partial(wiring.only_state, state)))
        for words, count, call in lines:
            action = menu.addAction(f"{words}\t{count:,} 件")
            action.setEnabled(count > 0)
            action.triggered.connect(lambda _=False, call=call: call())
        return menu

    def open(self) -> None:
        """Drop the lines below the bell."""
        if self.wiring.bridge.workspace is None:
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bell = self.bar.bell
        at = bell.mapToGlobal(bell.rect().bottomRight())
        menu.popup(QPoint(at.x() - menu.sizeHint().width(), at.y() + 4))
