"""The planner's door to the county in the store's lane: what is committed there is adopted in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

from gis.foundation.changes import Change, Committed

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from desktop.jobs import Done, Failed
    from gis.planning import Planning
    from gis.workspace import Workspace


class _Quiet:
    """A workspace whose `do` only commits: its snapshot belongs to the GUI thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.made: list[Committed] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workspace, name)

    def do(self, change: Change) -> Committed:
        committed = self._workspace.commit(change)
        self.made.append(committed)
        return committed


class PlanDoor(QObject):
    """One `Planning` for the county that is open, and the lane it works in."""

    def __init__(self, bridge: CountyBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._quiet: _Quiet | None = None
        self._planning: Planning | None = None

    @property
    def planning(self) -> Planning:
        """For the county that is open; drawing is memory only, all else belongs into `run`."""
        from gis.planning import Planning

        workspace = self.bridge.county
        if self._quiet is None or self._planning is None or self._quiet._workspace is not workspace:
            self._quiet = _Quiet(workspace)
            self._planning = Planning(cast("Workspace", self._quiet))
        return self._planning

    def run(self, work: Callable[[Planning], Any], done: Done, failed: Failed, told: bool = False) -> None:
        """Work in the store's lane, adopt in the GUI thread what it committed, then `done(result)`. told: whether the
        desk says what was done."""
        workspace, planning = self.bridge.county, self.planning
        quiet = self._quiet
        assert quiet is not None

        made: list[Committed] = []

        def there() -> Any:
            quiet.made = made
            return work(planning)

        def here(result: Any) -> None:
            self.bridge.took(workspace, made, told, lambda: done(result))

        def stopped(error: Exception) -> None:  # what was committed before it is in the county all the same
            self.bridge.took(workspace, made, told, lambda: failed(error))

        self.bridge.jobs.run("store", there, here, stopped)
