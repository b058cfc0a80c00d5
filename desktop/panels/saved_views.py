"""Saved views: the menu that keeps a name for what is filtered, sorted and shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from gis.workspace.saved_views import SavedView


class SavedViewsMenu(QMenu):
    """`chosen(SavedView)`, `saved(name)`, `removed(name)`."""

    chosen = Signal(object)
    saved = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("视图", parent)
        self.setObjectName("saved-views")
        self.setToolTipsVisible(True)
        self.views: list[SavedView] = []
        self.set_views([])

    def set_views(self, views: list[SavedView]) -> None:
        self.clear()
        self.views = list(views)
        for i, view in enumerate(self.views):
            action = self.addAction(view.name)
            action.triggered.connect(lambda _on=False, i=i: self.chosen.emit(self.views[i]))
        if not self.views:
            empty = self.addAction("还没有存过视图")
            empty.setEnabled(False)
        self.addSeparator()
        self.addAction("存为视图…").triggered.connect(self.ask_name)
        remove = self.addMenu("删除视图")
        remove.setEnabled(bool(self.views))
        for view in self.views:
            remove.addAction(view.name).triggered.connect(lambda _on=False, name=view.name: self.removed.emit(name))

    def ask_name(self) -> QInputDialog:
        """Ask what to call the present view; a name in use replaces that view."""
        asked = QInputDialog(self.parentWidget())
        asked.setObjectName("view-name")
        asked.setWindowTitle("存为视图")
        asked.setLabelText("把当前的筛选、排序和列存成一个视图，在每个席位都能找到。名称：")
        asked.setOkButtonText("保存")
        asked.setCancelButtonText("取消")
        asked.textValueSelected.connect(self._named)
        asked.finished.connect(asked.deleteLater)
        asked.open()
        return asked

    def _named(self, name: str) -> None:
        if name.strip():
            self.saved.emit(name.strip())
