"""Assigning by drag, by key, by button: one road to the county, whatever the hand did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint

from desktop.dispatch.dragging import DispatchDrag
from desktop.theme import Theme
from gis.people.permissions import may
from gis.people.roles import ROLE_WORD
from gis.workflow.acting import Blocked
from gis.workflow.assign import sort_out
from gis.workflow.fit import Fit

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring


class Assigning(QObject):
    """The gesture, the picker, the reason for a misfit; `desktop.outcomes` says what came of it."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.window = wiring, wiring.window
        self.desk, self.bridge, self.selection = wiring.desk, wiring.bridge, wiring.selection
        self.theme = self.window.theme
        self._taken: tuple[np.ndarray, np.ndarray] | None = None  # rows in the hand, their versions then
        self._connect_drag()
        self.bridge.person_changed.connect(lambda: self.desk.inspector.footer.set_refusal(self.refusal()))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.drag.set_theme(theme)

    # --- the drag

    def _connect_drag(self) -> None:
        desk, bridge = self.desk, self.bridge
        self.drag = DispatchDrag(
            self.window,
            self.theme,
            desk.board,
            lambda rows: bridge.county.fits(rows),
            lambda rows, unit: bridge.county.foresee(rows, unit),
            self.bridge.clock.now,
        )
        for source, name in ((desk.canvas, "map"), (desk.queue, "queue")):
            source.drag_requested.connect(lambda rows, at, name=name: self._begin(rows, at, name))
            source.drag_moved.connect(self.drag.move)
            source.drag_dropped.connect(self.drag.drop)
            source.drag_cancelled.connect(lambda: self.drag.cancel("已取消"))
        self.drag.ended.connect(self._drag_ended)
        self.drag.dropped.connect(self.assign)

    def refusal(self) -> str:
        """Why whoever sits here assigns nothing; empty for roles that do, and in a county without accounts."""
        role = self.window.role
        return "" if role is None or may(role, "assign") else f"{ROLE_WORD[role]}不能指派"

    def _begin(self, rows: np.ndarray, at: QPoint, source: str) -> None:
        self.selection.set(rows)
        if why := self.refusal():
            self.window.tell(why)
            return
        self._take_up(rows)
        self.desk.canvas.set_fade(True)
        if self.drag.begin(rows, at, source):
            self.desk.queue.set_carried(True)
        else:
            self.desk.canvas.set_fade(False)

    def _drag_ended(self) -> None:
        self.desk.queue.set_carried(False)
        self.desk.canvas.set_fade(False)
        self.desk.board.set_counts(self.bridge.counts())

    def _take_up(self, rows: np.ndarray) -> None:
        """Remember what the user saw: whatever others change from now on is a conflict, not a surprise."""
        rows = np.asarray(rows, np.int32)
        self._taken = (rows, self.bridge.snapshot.events.version[rows].copy())

    # --- one road

    def assign(self, rows: np.ndarray, unit: int) -> None:
        """Assign those that can be, as the foresight has said; a unit that does not fit the duty list asks for a reason
        first."""
        rows = np.asarray(rows, np.int32)
        if not len(rows) or not self._ready():
            return
        able, blocked = sort_out(self.bridge.snapshot, rows, unit)
        if not able:
            self.window.tell(f"没有可指派的：{staying_words(blocked)}")
            return
        going = np.array(able, np.int32)
        fit = self.bridge.county.fits(going)[unit]
        if fit.fit is Fit.MISFIT:
            self._ask_reason(going, unit, fit.reason, staying_words(blocked))
        else:
            self._send(going, unit, "", staying_words(blocked))

    def _ready(self) -> bool:
        workspace = self.bridge.workspace
        if workspace is None:
            return False
        if not workspace.connected:
            self.desk.toast.warn("县库还在连接，稍候片刻再指派")
            return False
        return True

    def _ask_reason(self, rows: np.ndarray, unit: int, why: str, staying: str) -> None:
        from desktop.dialogs.misfit_reason import MisfitReason

        name = self.bridge.snapshot.units.name[unit]
        dialog = MisfitReason(self.theme, name, why, len(rows), self.window)
        dialog.setObjectName("misfit-reason")
        dialog.given.connect(lambda reason: self._send(rows, unit, reason, staying))
        dialog.open()

    def _send(self, rows: np.ndarray, unit: int, reason: str, staying: str = "") -> None:
        """`staying`: what is to be said beside it of events that stay as they are."""
        self.window.outcomes.again = lambda: self._send(rows, unit, reason, staying)
        self.window.outcomes.beside = staying
        taken, self._taken = self._taken, None
        seen = None
        if taken is not None and np.isin(rows, taken[0]).all():
            order = np.argsort(taken[0], kind="stable")
            seen = taken[1][order[np.searchsorted(taken[0][order], rows)]]
        self.bridge.assign(rows, unit, reason, seen)

    def pick_unit(self, rows: np.ndarray | None = None) -> None:
        """The keyboard's drag: choose a unit for the selection."""
        chosen = self.selection.rows if rows is None else np.asarray(rows, np.int32)
        if why := self.refusal() or ("" if len(chosen) else "先选中要指派的事件"):
            self.window.tell(why)
            return
        from desktop.dispatch.unit_picker import UnitPicker

        self._take_up(chosen)
        workspace = self.bridge.county
        picker = UnitPicker(
            self.theme,
            self.bridge.snapshot,
            workspace.fits(chosen),
            lambda unit: workspace.foresee(chosen, unit),
            self.wiring.find_units,
            self.bridge.clock.now(),
            self.window,
        )
        picker.setObjectName("unit-picker")
        picker.unit_chosen.connect(lambda unit: self.assign(chosen, unit))
        picker.open_over(self.window)


def staying_words(blocked: Sequence[Blocked]) -> str:
    """1 件已在 水务局; empty when nothing stays behind."""
    return "；".join(f"{count:,} 件{why}" for why, count in Counter(each.reason for each in blocked).items())
