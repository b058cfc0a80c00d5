"""Saved views at the desk: kept for whoever sits here, chosen in the queue, removed with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gis.workspace.saved_views import SavedView, SavedViews

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring


class Views(QObject):
    """Reads when somebody comes, writes when the hand saves or removes; all of it in the store's lane."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.bridge, self.queue = wiring, wiring.bridge, wiring.desk.queue
        self._views: list[SavedView] = []
        self.queue.view_chosen.connect(self.use)
        self.queue.view_saved.connect(self.save)
        self.queue.view_removed.connect(self.remove)
        self.bridge.connected.connect(self.read)
        self.bridge.person_changed.connect(self.read)

    def read(self) -> None:
        """The views of whoever sits here now."""
        self._show([])
        workspace = self.bridge.workspace
        if workspace is not None and workspace.connected:
            self.bridge.ask(SavedViews(workspace).listed, self._show, "store")

    def use(self, view: SavedView) -> None:
        """Show what a view names."""
        self.wiring.desk.filters.set_filter(view.filter)
        self.bridge.set_filter(view.filter)
        self.queue.restore_state(view.queue)
        self.wiring.focus_division(view.filter.division)
        if view.lost:
            self.wiring.window.tell(f"视图“{view.name}”里的{'、'.join(view.lost)}已不存在，其余照常显示")

    def save(self, name: str) -> None:
        """Keep what is shown now under a name."""
        view = SavedView(name, self.bridge.filter, self.queue.save_state())
        before = next((each for each in self._views if each.name == name), None)
        offered = self.wiring.window.outcomes.offer

        def kept(views: list[SavedView]) -> None:
            self._show(views)
            if before is None:
                self.wiring.window.toast.done("已存为视图", name, undo=False)
            else:
                offered("已替换视图", name, "恢复原来的", lambda: self._keep(before))

        self.bridge.ask(lambda: SavedViews(self.bridge.county).keep(view), kept, "store")

    def remove(self, name: str) -> None:
        """Remove a view; it can be had back at once."""
        before = next((each for each in self._views if each.name == name), None)
        if before is None:
            return

        def removed(views: list[SavedView]) -> None:
            self._show(views)
            self.wiring.window.outcomes.offer("已删除视图", name, "恢复", lambda: self._keep(before))

        self.bridge.ask(lambda: SavedViews(self.bridge.county).drop(name), removed, "store")

    def _keep(self, view: SavedView) -> None:
        self.bridge.ask(lambda: SavedViews(self.bridge.county).keep(view), self._show, "store")

    def _show(self, views: list[SavedView]) -> None:
        self._views = views
        self.queue.set_views(views)
