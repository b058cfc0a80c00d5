"""Taking journal rows into what is shown, in order: what is small at once, what is large once a worker has prepared it.

A day's handful of acts costs a millisecond; a whole year's import costs a second, which must not be the GUI thread's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from gis.foundation.changes import Committed

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from gis.snapshot import Snapshot
    from gis.workspace import Workspace

MANY_EDITS = 3000  # from here on a worker prepares the snapshot
PLANS = frozenset({"plan", "plan_stroke", "border_lock"})  # tables that are the planner's alone


def nothing() -> None:
    """What follows when nothing is to follow."""


class Adopting:
    """Rows wait for those before them; `then` of each call runs in the GUI thread once its rows are shown."""

    def __init__(self, bridge: CountyBridge) -> None:
        self.bridge = bridge
        self.many_edits = MANY_EDITS
        self._waiting: deque[tuple[Workspace, list[Committed], Callable[[], None]]] = deque()
        self._preparing = False

    def take(self, rows: list[Committed], then: Callable[[], None] = nothing) -> None:
        """Show what these rows changed, then go on."""
        self._waiting.append((self.bridge.county, rows, then))
        self._next()

    def _next(self) -> None:
        while self._waiting and not self._preparing:
            workspace, rows, then = self._waiting.popleft()
            if workspace is not self.bridge.workspace:
                continue  # another county is open by now
            fresh = [row for row in rows if row.seq > workspace.snapshot.seq]
            if sum(len(row.change.edits) for row in fresh) > self.many_edits:
                self._prepare(workspace, fresh, then)
            else:
                self._show(workspace, fresh, None)
                then()

    def _prepare(self, workspace: Workspace, fresh: list[Committed], then: Callable[[], None]) -> None:
        from gis.store.adopt import ReloadNeeded

        self._preparing, before = True, workspace.snapshot

        def prepared(ready: list[Snapshot]) -> None:
            self._preparing = False
            if workspace is self.bridge.workspace and workspace.snapshot is not before:  # read afresh in between
                self._waiting.appendleft((workspace, fresh, then))
            elif workspace is self.bridge.workspace:
                self._show(workspace, fresh, ready)
                then()
            self._next()

        def failed(error: Exception) -> None:
            self._preparing = False
            if isinstance(error, ReloadNeeded):
                self.bridge.reload(workspace)
            else:
                self.bridge.failed.emit(error, None)
            self._next()

        def prepare() -> list[Snapshot]:
            with self.bridge.jobs.unswept:
                return workspace.prepared(fresh)

        self.bridge.jobs.run("adopt", prepare, prepared, failed)

    def _show(self, workspace: Workspace, fresh: list[Committed], ready: list[Snapshot] | None) -> None:
        """Adopt and tell: a repaint of what changed where rows kept their places."""
        if not fresh:
            return
        from gis.store.adopt import ReloadNeeded  # the store's modules come after the first picture

        bridge = self.bridge
        if all(_only_plans(row) for row in fresh):  # the county is as it was, and so is everything shown of it
            for row in fresh:
                workspace.adopt(row)
                bridge.plans_changed.emit(row)
            return
        before = workspace.snapshot
        try:
            for place, row in enumerate(fresh):
                workspace.adopt(row, ready[place] if ready is not None else None)
        except ReloadNeeded:
            bridge.reload(workspace)
            return
        self._tell(fresh, before, workspace.snapshot)

    def _tell(self, fresh: list[Committed], before: Snapshot, after: Snapshot) -> None:
        bridge = self.bridge
        shown, states = bridge.rows, bridge.states
        bridge.ask_all()
        bridge.keep_soon()
        if len(after.events) < len(before.events) or after.divisions is not before.divisions:
            bridge.replaced.emit()  # rows have moved: what was held by row must be asked for anew
            return
        for row in fresh:
            bridge.changed.emit(row)
            if any(edit.table in PLANS for edit in row.change.edits):
                bridge.plans_changed.emit(row)
        if np.array_equal(shown, bridge.rows):
            bridge.states_changed.emit(np.flatnonzero(states != bridge.states[: len(states)]).astype(np.int32))
        else:
            bridge.rows_changed.emit()
        bridge.count_soon()


def _only_plans(row: Committed) -> bool:
    """Whether a change wrote plans and nothing of the county in force."""
    return bool(row.change.edits) and not row.change.steps and all(e.table in PLANS for e in row.change.edits)
