"""The plan on the table: the county in force, the county as the plan has it, and the strokes between them.

Strokes are shown at once; what they write follows on a worker. Everything else on the planner's desk asks here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gis.foundation.errors import Refused, WanggeError

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from gis.boundaries.editing.draft import Gesture
    from gis.boundaries.editing.state import State
    from gis.boundaries.outlook import Difference


@dataclass(frozen=True)
class Step:
    """One stroke as the list of steps shows it. at: UTC seconds."""

    at: int
    label: str
    before: State


class PlanSession(QObject):
    """`changed` after every stroke, undo and redo; `opened` when another county or plan is on the table."""

    opened = Signal()
    changed = Signal()
    refused = Signal(str, str)  # what happened, what to do

    def __init__(self, bridge: CountyBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.base: State | None = None
        self.state: State | None = None
        self.steps: list[Step] = []
        self.undone: list[tuple[Step, State]] = []
        self.loading = False
        self._difference: tuple[State, Difference] | None = None
        self._geometry: tuple[object, ...] = ()

    # --- the county in force

    def load(self) -> None:
        """Read the county in force onto the table, off the GUI thread, unless it is there already."""
        bridge = self.bridge
        if bridge.workspace is None or self.loading:
            return
        snapshot, now = bridge.snapshot, bridge.clock.now()
        geometry = (snapshot.uid, id(snapshot.mesh), id(snapshot.divisions), id(snapshot.households))
        if geometry == self._geometry:
            return
        self.loading = True

        def read() -> State:
            from gis.boundaries.editing.load import load_state

            return load_state(snapshot, now)

        def done(state: State) -> None:
            self.loading = False
            self._geometry = geometry
            self.base = self.state = state
            self.steps, self.undone = [], []
            self.opened.emit()
            self.changed.emit()

        def failed(error: Exception) -> None:
            self.loading = False
            text = error.message if isinstance(error, WanggeError) else f"没能读入网格边界：{error}"
            self.refused.emit(text, "")

        bridge.jobs.run("planning", read, done, failed)

    @property
    def difference(self) -> Difference | None:
        """How the plan differs from the county in force; None until both are there."""
        from gis.boundaries.outlook import difference

        if self.base is None or self.state is None:
            return None
        if self._difference is None or self._difference[0] is not self.state:
            self._difference = self.state, difference(self.base, self.state)
        return self._difference[1]

    # --- strokes

    def refusal(self) -> str:
        """Why nothing can be drawn now; empty when something can."""
        return "" if self.state is not None else "正在读入网格边界"

    def do(self, gesture: Gesture) -> bool:
        """Make a gesture: one stroke, one undo entry. False, with the reason told, if it cannot be made."""
        from gis.boundaries.editing.follow import follow
        from gis.boundaries.editing.perform import perform
        from gis.foundation.changes import Committed

        if self.state is None:
            return False
        now = self.bridge.clock.now()
        try:
            edit = perform(self.state, gesture, now)
        except Refused as no:
            self.refused.emit(no.message, no.remedy)
            return False
        self.steps.append(Step(now, edit.change.label, self.state))
        self.undone = []
        self.state = follow(self.state, Committed(self.state.seq + 1, now, "", "", edit.change))
        self.changed.emit()
        return True

    def undo(self) -> None:
        if self.steps and self.state is not None:
            step = self.steps.pop()
            self.undone.append((step, self.state))
            self.state = step.before
            self.changed.emit()

    def redo(self) -> None:
        if self.undone:
            step, self.state = self.undone.pop()
            self.steps.append(step)
            self.changed.emit()

    @property
    def undo_words(self) -> str:
        return self.steps[-1].label if self.steps else ""

    @property
    def redo_words(self) -> str:
        return self.undone[-1][0].label if self.undone else ""
