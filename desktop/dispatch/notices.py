"""The bell: what wants the dispatcher's hand now, each line opening its rows. Its badge counts what came back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.office.pages import pages_of
from desktop.workplaces import offered
from gis.events.states import STATE_WORD, State
from gis.people.roles import Role

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring


class Notices(QObject):
    """Lives as long as the wiring."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.bar = wiring, wiring.window.top_bar
        self._returned = 0
        self.watch = wiring.window.forewarnings
        self.watch.changed.connect(self._ring)
        self.bar.bell_clicked.connect(self.open)
        self.set_returned(0)

    def set_returned(self, count: int) -> None:
        """How many returned events wait to be assigned anew."""
        self._returned = count
        self._ring()

    def _ring(self) -> None:
        """Returned events wait for dispatchers; the last reminder before the end concerns whoever has the event."""
        role = self.wiring.window.role
        returned = self._returned if role in (None, Role.DISPATCHER) else 0
        soon = self.watch.urgent()
        told = [f"退单待处理 {returned:,} 件"] * (returned > 0) + [f"快到期 {soon:,} 件"] * (soon > 0)
        self.bar.set_bell(returned + soon, "，".join(told) + "，点按查看" if told else "没有提醒；点按查看待办")

    def menu(self) -> QMenu:
        """What has reached its last reminder and what may be late next, as the person's own; then returned, overdue and
        unaccepted events of the county for those who have its desk. Lines without any are grey."""
        wiring, menu = self.wiring, QMenu(self.bar)
        states, held = wiring.bridge.states, self.watch.held
        lines: list[tuple[str, int, Callable[[], None]]] = []
        if held is not None and "warnings" in {row.key for row in pages_of(wiring.window.role)}:
            lines += [
                ("快到期（已到最后提醒点）", self.watch.urgent(), self._open_warnings),
                ("可能超期", len(held.risks), self._open_warnings),
            ]
        if "dispatch" in {row.key for row in offered(wiring.window.role)}:
            lines += self._of_county(states)
        for words, count, call in lines:
            action = menu.addAction(f"{words}\t{count:,} 件")
            action.setEnabled(count > 0)
            action.triggered.connect(lambda _=False, call=call: call())
        return menu

    def _open_warnings(self) -> None:
        window = self.wiring.window
        if window.workplaces.turn_to("office"):
            window.workplaces.present.open_page("warnings")

    def _of_county(self, states: np.ndarray) -> list[tuple[str, int, Callable[[], None]]]:
        wiring = self.wiring
        lines: list[tuple[str, int, Callable[[], None]]] = [("退单待处理", self._returned, wiring.only_returned)]
        for state in (State.OVERDUE, State.NEAR, State.PENDING):
            lines.append((STATE_WORD[state], int((states == state).sum()), partial(wiring.only_state, state)))
        return lines

    def open(self) -> None:
        """Drop the lines below the bell."""
        if self.wiring.bridge.workspace is None:
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bell = self.bar.bell
        at = bell.mapToGlobal(bell.rect().bottomRight())
        menu.popup(QPoint(at.x() - menu.sizeHint().width(), at.y() + 4))
