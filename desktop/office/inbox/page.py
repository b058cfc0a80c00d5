"""The page 收件箱: list | case with its acts | timeline and more. Below 1366 px the third pane becomes a tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions import Command
from desktop.acts.errand import LANE
from desktop.office.inbox.commands import inbox_commands
from desktop.office.inbox.dossier import Dossier, read_dossier
from desktop.office.inbox.entries import NOTHING, ORDERS, counts, entries
from desktop.office.inbox.list_pane import ListPane
from desktop.office.inbox.middle import Middle
from desktop.office.inbox.register_place import RegisterPlace
from desktop.office.inbox.side import SidePane
from desktop.office.page import OfficePage
from desktop.theme import Theme
from gis.events.states import Status
from gis.foundation.changes import Committed
from gis.foundation.clock import day_number, day_start
from gis.people.permissions import may
from gis.people.roles import Role
from gis.people.waiting import Pile, closed_since, piles
from gis.workspace.casework import Casework

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.county.places import Place

WIDE_PX = 1240  # of the page (beside the rail), from which the third pane stands beside
MIDDLE_PX = 500
ASK_AFTER_MS = 60  # a fast walk through the list asks the store once it has come to rest
TITLES = {
    Role.TOWNSHIP: "乡镇分中心", Role.DEPARTMENT: "处置平台", Role.VILLAGE: "本村事件", Role.INSPECTOR: "核查与审批",
}  # fmt: skip


def _imports(window: Window) -> QWidget:
    from desktop.office.intake.panel import IntakePanel

    return IntakePanel(window)


class InboxPage(OfficePage):
    """Knows what waits for the present person; shows it, and lets it be worked on."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.piles: list[Pile] = []
        self.asked: dict[int, Any] = {}  # requests that wait, by event row
        self.helping: list[int] = []  # event rows that the person's unit assists with
        self.dossier: Dossier | None = None
        self._minute = 0
        self.list = ListPane(window.theme, "收件箱", self)
        self.middle = Middle(window, self)
        self.side = SidePane(window.theme, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.place = RegisterPlace(window, self.middle, self)
        self._row.addWidget(self.list)
        self._row.addWidget(self.place, 1)
        self._row.addWidget(self.side, 1)
        self._wide = True
        self._ask_timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._ask_timer.timeout.connect(self._ask)
        self._refresh_timer = QTimer(self, singleShot=True, interval=0)
        self._refresh_timer.timeout.connect(self.refresh)
        self._connect()

    def _connect(self) -> None:
        bridge = self.bridge
        self.list.picked.connect(self._picked)
        self.list.narrowed.connect(self.refresh)
        self.list.opened.connect(self.middle.acts.open_primary)
        self.side.twin_chosen.connect(self.show_row)
        self.middle.case.event_asked.connect(self.show_row)
        self.middle.acts.done.connect(self._done)
        self.middle.acts.elsewhere["accept"] = self.place.open_row
        self.list.register_asked.connect(self.place.open_new)
        self.place.registered.connect(self._registered)
        self.place.turned.connect(self.window_.refresh_commands)
        self.middle.acts.opened.connect(lambda kind: None if kind else self.list.view.setFocus())
        self.list.staying = lambda: self.middle.acts.form is not None
        bridge.changed.connect(self._changed)
        bridge.replaced.connect(self._replaced)
        bridge.states_changed.connect(lambda _rows: self._refresh_timer.start() if self.isVisible() else None)
        bridge.person_changed.connect(self._replaced)
        bridge.ticked.connect(self._ticked)
        bridge.connected.connect(self._ask_requests)

    # --- the page

    def enter(self) -> None:
        role = self.window_.role
        self.list.register_button.setVisible(role is None or may(role, "report"))
        importing = role is None or may(role, "import")
        self.side.offer_imports((lambda: _imports(self.window_)) if importing else None)
        self.list.title.setText(TITLES.get(self.window_.role, "收件箱") if self.window_.role else "收件箱")
        self.refresh()
        self._ask_requests()
        if not self.list.staying():
            self.list.select_first()
            self.list.view.setFocus()

    def count(self) -> int:
        return sum(len(pile.rows) for pile in self.piles)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.list, self.middle, self.side, self.place):
            part.set_theme(theme)

    def shut_down(self) -> None:
        self.place.shut_down()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The third pane beside the case, or as its tab."""
        wide = self.width() >= WIDE_PX
        if wide:
            self.middle.give_back()
            self._row.addWidget(self.side, 1)
            self.place.setFixedWidth(max(MIDDLE_PX, min(round(self.width() * 0.4), 640)))
            self.side.show()
        else:
            self.place.setMinimumWidth(0)
            self.place.setMaximumWidth(16_777_215)
            self.middle.take_in(self.side)
        self._wide = wide

    def restore_layout(self, settings: QSettings) -> None:
        order = str(settings.value("inbox/order", "remaining"))
        if order in ORDERS:
            self.list.order = order
            self.list.order_button.setText(ORDERS[order])

    def save_layout(self, settings: QSettings) -> None:
        settings.setValue("inbox/order", self.list.order)

    def go_to(self, place: Place) -> bool:
        if place.kind != "event":
            return False
        self.show_row(place.row)
        return True

    # --- what waits

    def refresh(self) -> None:
        """Piles, counts and lines anew (memory only, a few milliseconds)."""
        bridge = self.bridge
        if bridge.workspace is None:
            return
        before = self.count()
        snapshot, now, person = bridge.snapshot, bridge.clock.now(), bridge.person
        self.piles = piles(snapshot, person, self.asked, self.helping)
        if self.count() != before:
            self.counted.emit()
        if not self.isVisible():
            return
        self.list.show_piles(self.piles, counts(self.piles, bridge.states, self.list.pile))
        closed = closed_since(snapshot, person, day_start(day_number(now)))
        found = entries(
            snapshot, self.piles, closed, bridge.states, now, self.list.pile, self.list.state, self.list.order
        )
        self.list.show_entries(snapshot, found, bridge.states, now, bridge.county.calendar, self.asked)
        if not self.list.rows and not self.middle.rows:
            self.middle.show_nothing()

    def _ask_requests(self) -> None:
        """Which events wait for an approval (worker)."""
        if self.bridge.not_live():
            return
        casework = Casework(self.bridge.county)
        self.bridge.ask(lambda: (casework.requests(), casework.assisting()), self._take_requests, lane=LANE)

    def _take_requests(self, found: tuple[dict[int, Any], list[int]]) -> None:
        if found != (self.asked, self.helping):
            self.asked, self.helping = found
            self.refresh()

    def _replaced(self) -> None:
        self.asked, self.helping, self.dossier = {}, [], None
        self.list.model.show(None, NOTHING, np.empty(0, np.uint8), 0, None, {})
        self.middle.show_nothing()
        if self.isVisible() and self.bridge.workspace is not None:
            self.enter()

    def _changed(self, committed: Committed) -> None:
        self._refresh_timer.start()
        if any(edit.table in ("clock_act", "assisting") for edit in committed.change.edits):
            self._ask_requests()
        if self.middle.rows:
            self.dossier = None  # what it says is of before
            self._show(self.middle.rows)

    def _ticked(self, now: int) -> None:
        if not self.isVisible():
            return
        self.middle.case.tick(now)
        if now // 60 != self._minute:
            self._minute = now // 60
            self.list.tick(self.bridge.states, now)

    # --- one event, or several

    def _picked(self, rows: Sequence[int]) -> None:
        if rows:
            self.place.go_back()
        self._show(list(rows))
        self.window_.refresh_commands()

    def show_row(self, row: int) -> None:
        """Show an event, listed or not."""
        self.place.go_back()
        if not self.list.select(row):
            self._show([row])

    def _show(self, rows: list[int]) -> None:
        other = rows != self.middle.rows
        self.middle.show_rows(rows)
        if other:
            self.dossier = None
            self.side.show_history(None, self.bridge.clock.now())
        self._ask_timer.start()

    def _ask(self) -> None:
        rows = self.middle.rows
        if not rows or self.bridge.not_live():
            return
        casework = Casework(self.bridge.county)
        self.bridge.ask(lambda: read_dossier(casework, rows), self._told, lane=LANE)

    def _told(self, found: Dossier) -> None:
        if list(found.rows) != self.middle.rows or self.bridge.workspace is None:
            return
        self.dossier = found
        self.middle.show_dossier(found)
        now = self.bridge.clock.now()
        self.side.show_history(found.history, now)
        if len(found.rows) == 1 and self.bridge.snapshot.events.status[found.rows[0]] < Status.CLOSED:
            self.side.show_twins(self.bridge.snapshot, Casework(self.bridge.county).twins(found.rows[0]))
        else:
            self.side.show_twins(self.bridge.snapshot, ())
        self.window_.refresh_commands()

    def _done(self, kind: str, rows: list[int], committed: Committed) -> None:
        """What the reporter must hear of left the list: its messages at once. What was closed has them in its case."""
        if len(rows) == 1 and kind != "close":
            from desktop.acts.messages_card import tell_after

            tell_after(self.window_, kind, rows[0], committed)

    def _registered(self, row: int) -> None:
        """A report came in, or was accepted: its case."""
        self.list.show_all()
        self.show_row(row)

    # --- commands

    def commands(self) -> Sequence[Command]:
        return inbox_commands(self)

    def answers(self) -> dict[str, Callable[..., Any]]:
        from desktop.office.inbox.answers import inbox_answers

        return inbox_answers(self) | self.place.answers()
