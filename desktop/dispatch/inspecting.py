"""Fills the inspector from the selection: at once what is in memory, then history and photos from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring

ASK_AFTER_MS = 60  # the store is asked once a fast walk through the list has come to rest


class Inspecting(QObject):
    """One event: everything about it. Several: what they have in common."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.desk, self.bridge = wiring, wiring.desk, wiring.bridge
        self._rows = np.empty(0, np.int32)
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask_store)
        inspector = self.desk.inspector
        inspector.assign_requested.connect(lambda unit: wiring.assigning.assign(self._rows, unit))
        inspector.pick_requested.connect(lambda: wiring.assigning.pick_unit(self._rows))
        inspector.close_requested.connect(wiring.selection.clear)
        inspector.locate_requested.connect(wiring.locate)
        inspector.list_requested.connect(wiring.show_in_list)
        inspector.copied.connect(lambda text: self.desk.toast.done("已复制", text, undo=False))
        inspector.ledger_requested.connect(self._show_ledger)
        inspector.print_requested.connect(self._print)

    def _print(self) -> None:
        from desktop.printing.ways import print_selection

        print_selection(self.wiring.window)

    def set_theme(self, _theme: Theme) -> None:
        """The desk themes the inspector itself."""

    def show(self, rows: np.ndarray) -> None:
        """Show a selection; none hides the card."""
        self._rows = rows
        if not len(rows):
            self.desk.show_inspector(False)
            return
        self.desk.inspector.set_calendar(self.bridge.county.calendar, self.bridge.county.rules)
        self._fill(None, None)
        self.desk.show_inspector(True)
        if len(rows) == 1:
            self._timer.start()

    def refresh(self) -> None:
        """The snapshot changed under the selection."""
        if len(self._rows):
            self.show(self._rows)

    def tick(self, now: int) -> None:
        if len(self._rows) == 1:
            self.desk.inspector.update_clock(now, int(self.bridge.states[self._rows[0]]))

    def _fill(self, history, photos) -> None:
        workspace, now = self.bridge.county, self.bridge.clock.now()
        fits = workspace.fits(self._rows)
        if len(self._rows) > 1:
            self.desk.inspector.show_many(self._rows, workspace.snapshot, self.bridge.states, now, fits)
            return
        row = int(self._rows[0])
        self.desk.inspector.show_event(
            row, workspace.snapshot, int(self.bridge.states[row]), now, history, photos, fits
        )

    def _ask_store(self) -> None:
        workspace = self.bridge.workspace
        if len(self._rows) != 1 or workspace is None or not workspace.connected:
            return
        row = int(self._rows[0])
        self.bridge.ask(lambda: (workspace.history(row), workspace.photos(row)), lambda told: self._told(row, told))

    def _told(self, row: int, told: tuple) -> None:
        if len(self._rows) == 1 and int(self._rows[0]) == row:
            self._fill(*told)
            self.desk.place_floats()

    def _show_ledger(self, row: int) -> None:
        workspace = self.bridge.county
        if not workspace.connected:
            self.desk.toast.warn("县库还在连接，稍候片刻再看时限说明")
            return
        self.bridge.ask(lambda: workspace.clocks(row), self._open_ledger)

    def _open_ledger(self, clocks) -> None:
        from desktop.dialogs.deadline_ledger import DeadlineLedger

        window = self.wiring.window
        ledger = DeadlineLedger(window.theme, clocks, window, self.bridge.clock.now())
        ledger.setObjectName("deadline-ledger")
        ledger.open_near(self.desk.inspector)
