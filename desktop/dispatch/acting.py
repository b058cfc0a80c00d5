"""The acts of the five steps on the dispatcher's desk: offered for the selection in inspector, queue and menu, done on
a card over the map with the same forms as in the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from desktop.actions import Command
from desktop.acts.bar import fill_menu
from desktop.acts.card import FormCard
from desktop.theme import Theme
from gis.workflow.next_acts import WORDS

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring
    from gis.foundation.changes import Committed
    from gis.workspace.casework import Offer

ASK_AFTER_MS = 80
MOST_ROWS = 5_000  # files of more are not read for the sake of a menu
BULK = {  # what the tabs of the queue offer for what is selected in them
    "pending": ("accept", "refuse", "merge"),
    "unassigned": ("assign", "reclassify"),
    "returned": ("assign", "refuse"),
    "check": ("verify", "rework", "close"),
}
KEYS = {"accept": ("Ctrl+R",), "merge": ("Ctrl+G",), "verify": ("Ctrl+H",)}
COMMANDS = ("accept", "refuse", "ask_more", "merge", "reclassify", "verify", "rework", "close", "rate", "reopen",
            "approve", "decline")  # fmt: skip


class Acting(QObject):
    """Offers of the selection, and the card. `offered` when they are known."""

    offered = Signal()

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.window, self.desk, self.bridge = wiring, wiring.window, wiring.desk, wiring.bridge
        self.offers: dict[str, Offer] = {}
        self.rows: list[int] = []
        self.card = FormCard(self.window, self.desk.canvas)
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self.card.done.connect(self._done)
        self.card.gone.connect(self.desk.queue.view.setFocus)
        self.desk.inspector.act_requested.connect(self.open_act)
        self.desk.inspector.messages_requested.connect(self.show_messages)
        self.desk.queue.act_requested.connect(self.open_act)
        self.desk.queue.view.acts_wanted.connect(self._fill)
        self.desk.queue.tab_changed.connect(lambda _key: self._show())
        self.bridge.changed.connect(lambda _committed: self._again())
        self.bridge.replaced.connect(self.forget)

    def set_theme(self, theme: Theme) -> None:
        self.card.set_theme(theme)

    # --- what is offered

    def select(self, rows: np.ndarray) -> None:
        """Another selection: what can be done with it is asked once the hand rests."""
        fresh = [int(row) for row in rows]
        if fresh != self.rows:
            self.rows, self.offers = fresh, {}
            self.card.close_card()
            self._show()
        self._timer.start()

    def forget(self) -> None:
        """Another county."""
        self.rows, self.offers = [], {}
        self.card.close_card()
        self._show()

    def _again(self) -> None:
        if self.rows:
            self._timer.start()

    def _ask(self) -> None:
        rows = list(self.rows)
        if not rows or len(rows) > MOST_ROWS or self.bridge.not_live():
            return
        from gis.workspace.casework import Casework

        casework = Casework(self.bridge.county)
        self.bridge.ask(
            lambda: casework.offers(casework.docket(rows), rows), lambda found: self._take(rows, found), lane="cases"
        )

    def _take(self, rows: list[int], found: list[Offer]) -> None:
        if rows == self.rows:
            self.offers = {offer.kind: offer for offer in found}
            self._show()
            self.offered.emit()

    def _show(self) -> None:
        offers, count = list(self.offers.values()), len(self.rows)
        self.desk.inspector.set_acts(offers, count)
        wanted = BULK.get(self.desk.queue.tab, ())
        shown = [self.offers[kind] for kind in wanted if kind in self.offers and self.offers[kind].able]
        self.desk.queue.set_acts(shown if count else [], count)
        self.window.refresh_commands()

    def _fill(self, menu: QMenu) -> None:
        """The acts on the selection as lines of a menu."""
        menu.clear()
        if self.offers:
            fill_menu(menu, list(self.offers.values()), len(self.rows), self.open_act)
        else:
            menu.addAction(self.refusal("accept") or "没有可办的动作").setEnabled(False)

    # --- doing

    def open_act(self, kind: str) -> None:
        """Show the form of an act for the selection; 指派 opens the unit picker."""
        offer = self.offers.get(kind)
        if offer is None:
            return
        if not offer.able:
            self.window.tell(f"不能{offer.word}：{offer.reason}")
        elif kind == "assign":
            from desktop.acts.picking import assign

            assign(self.window, self.rows, offer.able)
        else:
            inspector = self.desk.inspector
            taken = self.desk.canvas.width() - inspector.x() if inspector.isVisible() else 0
            self.card.open_act(kind, self.rows, taken)

    def _done(self, kind: str, rows: list[int], committed: Committed) -> None:
        """After what the reporter must hear of: the messages, ready to be sent."""
        if len(rows) == 1:
            from desktop.acts.messages_card import tell_after

            tell_after(self.window, kind, rows[0], committed)

    def show_messages(self) -> None:
        """告知短信 of the event selected."""
        from desktop.acts.messages_card import show_messages

        if len(self.rows) == 1:
            show_messages(self.window, self.rows[0])

    def refusal(self, kind: str) -> str:
        """Why an act cannot be done to the selection now."""
        if why := self.bridge.not_live():
            return why
        if not self.rows:
            return "先在地图或列表中选中事件"
        if len(self.rows) > MOST_ROWS:
            return f"一次最多办 {MOST_ROWS:,} 件"
        offer = self.offers.get(kind)
        if offer is None:
            return f"您的账号不能{WORDS[kind]}" if self.offers else "正在读取案卷"
        return offer.reason

    def commands(self) -> list[Command]:
        """Rows of the menu 办理."""
        rows = [self._command(kind) for kind in COMMANDS]
        told = Command("act-messages", "告知短信…", (), self.show_messages, self._not_one, "办理")
        return [
            *rows,
            told,
            Command("acts-more", "其他动作…", ("Ctrl+.",), self.desk.inspector.open_more, self._nothing, "办理"),
        ]

    def _command(self, kind: str) -> Command:
        def call() -> None:
            self.open_act(kind)

        return Command(f"act-{kind}", f"{WORDS[kind]}…", KEYS.get(kind, ()), call, lambda: self.refusal(kind), "办理")

    def _not_one(self) -> str:
        return self._nothing() or ("" if len(self.rows) == 1 else "一次看一件的告知短信")

    def _nothing(self) -> str:
        return self.bridge.not_live() or ("" if self.rows else "先在地图或列表中选中事件")
