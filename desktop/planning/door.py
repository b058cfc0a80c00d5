"""The planner's door to the county in the store's lane: what is committed there is adopted in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gis.foundation.changes import Change, Committed

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from desktop.jobs import Done, Failed
    from gis.planning import Planning
    from gis.workspace import Workspace


LANES = 3  # of files that are read or written at once


class PlanDoor(QObject):
    """One `Planning` for the county that is open, and the lane it works in."""

    def __init__(self, bridge: CountyBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._of: Workspace | None = None
        self._planning: Planning | None = None
        self._made: list[Committed] = []
        self._turn = 0

    @property
    def planning(self) -> Planning:
        """For the county that is open; drawing is memory only, all else belongs into `run`."""
        from gis.planning import Planning

        workspace = self.bridge.county
        if self._planning is None or self._of is not workspace:

            def commit(change: Change) -> Committed:
                committed = workspace.commit(change)
                self._made.append(committed)
                return committed

            self._of, self._planning = workspace, Planning(workspace, commit)
        return self._planning

    def run(self, work: Callable[[Planning], Any], done: Done, failed: Failed, told: bool = False) -> None:
        """Work in the store's lane, adopt in the GUI thread what it committed, then `done(result)`. told: whether the
        desk says what was done."""
        workspace, planning = self.bridge.county, self.planning
        made: list[Committed] = []

        def there() -> Any:
            self._made = made  # the lane runs one job at a time
            return work(planning)

        def here(result: Any) -> None:
            self.bridge.took(workspace, made, told, lambda: done(result))

        def stopped(error: Exception) -> None:  # what was committed before it is in the county all the same
            self.bridge.took(workspace, made, told, lambda: failed(error))

        self.bridge.jobs.run("store", there, here, stopped)

    def look(self, work: Callable[[Planning], Any], done: Done, failed: Failed) -> None:
        """Work that takes long and writes nothing, beside the store's lane: strokes go on meanwhile. What the last one
        still does when its answer is no longer wanted holds nobody up either: there are a few such lanes in turn."""
        planning, jobs = self.planning.beside(), self.bridge.jobs
        self._turn = (self._turn + 1) % LANES

        def there() -> Any:
            with jobs.unswept:
                return work(planning)

        jobs.run(f"file-{self._turn}", there, done, failed)
