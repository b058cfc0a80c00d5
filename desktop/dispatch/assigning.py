"""Assigning by drag, by key, by button: one road to the county, whatever the hand did; and what is said afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint

from desktop.dispatch.dragging import DispatchDrag
from desktop.theme import Theme
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import Conflict, WanggeError
from gis.workflow.fit import Fit

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring


class Assigning(QObject):
    """The gesture, the picker, the reason for a misfit, the toast, the conflict."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.window = wiring, wiring.window
        self.desk, self.bridge, self.selection = wiring.desk, wiring.bridge, wiring.selection
        self.theme = self.window.theme
        self._retry: tuple[np.ndarray, int, str] | None = None
        self._taken: tuple[np.ndarray, np.ndarray] | None = None  # rows in the hand, their versions then
        self._failed: Change | None = None
        self._connect_drag()
        self.bridge.acknowledged.connect(self._acknowledged)
        self.bridge.conflicted.connect(self._conflicted)
        self.bridge.failed.connect(self._failed_to)
        self.desk.toast.undo_clicked.connect(self.bridge.undo)
        self.desk.toast.action_clicked.connect(self._try_again)

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

    def _begin(self, rows: np.ndarray, at: QPoint, source: str) -> None:
        self.selection.set(rows)
        self._take_up(rows)
        self.desk.canvas.set_fade(True)
        if not self.drag.begin(rows, at, source):
            self.desk.canvas.set_fade(False)

    def _drag_ended(self) -> None:
        self.desk.canvas.set_fade(False)
        self.desk.board.set_counts(self.bridge.counts())

    def _take_up(self, rows: np.ndarray) -> None:
        """Remember what the user saw: whatever others change from now on is a conflict, not a surprise."""
        rows = np.asarray(rows, np.int32)
        self._taken = (rows, self.bridge.snapshot.events.version[rows].copy())

    # --- one road

    def assign(self, rows: np.ndarray, unit: int) -> None:
        """Assign; a unit that does not fit the duty list asks for a reason first."""
        rows = np.asarray(rows, np.int32)
        if not len(rows) or not self._ready():
            return
        fit = self.bridge.county.fits(rows)[unit]
        if fit.fit is Fit.MISFIT:
            self._ask_reason(rows, unit, fit.reason)
        else:
            self._send(rows, unit, "")

    def _ready(self) -> bool:
        workspace = self.bridge.workspace
        if workspace is None:
            return False
        if not workspace.connected:
            self.desk.toast.warn("县库还在连接，稍候片刻再指派")
            return False
        return True

    def _ask_reason(self, rows: np.ndarray, unit: int, why: str) -> None:
        from desktop.dialogs.misfit_reason import MisfitReason

        name = self.bridge.snapshot.units.name[unit]
        dialog = MisfitReason(self.theme, name, why, len(rows), self.window)
        dialog.setObjectName("misfit-reason")
        dialog.given.connect(lambda reason: self._send(rows, unit, reason))
        dialog.open()

    def _send(self, rows: np.ndarray, unit: int, reason: str) -> None:
        self._retry = (rows, unit, reason)
        taken, self._taken = self._taken, None
        seen = taken[1] if taken is not None and np.array_equal(taken[0], rows) else None
        self.bridge.assign(rows, unit, reason, seen)

    def pick_unit(self, rows: np.ndarray | None = None) -> None:
        """The keyboard's drag: choose a unit for the selection."""
        chosen = self.selection.rows if rows is None else np.asarray(rows, np.int32)
        if not len(chosen):
            self.desk.toast.warn("先选中要指派的事件")
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

    # --- afterwards

    def _acknowledged(self, committed: Committed) -> None:
        label = committed.change.label
        undone = committed.change.undoes > 0
        head, sep, tail = label.partition("指派给 ")
        if sep and not undone:
            self.desk.toast.done(f"已{head}{sep}", tail)
        else:
            self.desk.toast.done(f"已{label}" if not undone else label.replace("：", "了：", 1), undo=False)
        self._retry = None

    def _conflicted(self, conflict: Conflict, change: Change) -> None:
        from desktop.dialogs.conflict import ConflictDialog

        dialog = ConflictDialog(self.theme, conflict, change.label, self.bridge.clock.now(), self.window)
        dialog.setObjectName("conflict")
        again = self._retry if not change.undoes else None
        dialog.retry_clicked.connect(lambda: self._again(again, change))
        dialog.open()

    def _again(self, again: tuple[np.ndarray, int, str] | None, change: Change) -> None:
        if again is not None:
            self._send(*again)
        else:
            self.bridge.do(change)

    def _failed_to(self, error: Exception, change: Change | None) -> None:
        if self.bridge.workspace is None:
            return  # the window shows it on the welcome page
        text = error.message if isinstance(error, WanggeError) else f"没有完成：{error}"
        self._failed = change
        if change is not None:
            self.desk.toast.fail(f"{text} 已保留这次改动。", "重试")
        else:
            self.desk.toast.warn(text)

    def _try_again(self) -> None:
        if self._failed is not None:
            change, self._failed = self._failed, None
            self.bridge.do(change)
