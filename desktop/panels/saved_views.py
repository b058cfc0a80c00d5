"""Saved views: a name for what is filtered, sorted and shown; the menu that keeps them; their form in the settings."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from gis.events.query import Filter
from gis.events.states import Source, State, Status


@dataclass(frozen=True)
class SavedView:
    """`queue` is QueuePanel.save_state(): tab, sort, columns."""

    name: str
    filter: Filter
    queue: dict = field(default_factory=dict)


def to_json(views: list[SavedView]) -> str:
    """The views as one line of settings."""
    rows = [{"name": v.name, "filter": filter_values(v.filter), "queue": v.queue} for v in views]
    return json.dumps(rows, ensure_ascii=False)


def from_json(text: str) -> list[SavedView]:
    """What `to_json` wrote; ValueError when it is something else."""
    rows = json.loads(text or "[]")
    if not isinstance(rows, list) or not all(isinstance(r, dict) and "name" in r for r in rows):
        raise ValueError("not a list of saved views")
    return [SavedView(str(r["name"]), filter_of(r.get("filter", {})), dict(r.get("queue", {}))) for r in rows]


def filter_values(chosen: Filter) -> dict:
    """A filter as plain values, defaults left out."""
    bare = Filter()
    values = {k: v for k, v in asdict(chosen).items() if v != getattr(bare, k)}
    return {k: sorted(int(x) for x in v) if isinstance(v, frozenset) else v for k, v in values.items()}


def filter_of(values: dict) -> Filter:
    """The filter of plain values; parts that this version does not know are passed over."""
    words = {"states": State, "statuses": Status, "sources": Source}
    known = {f.name for f in fields(Filter)}
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key in known:
            made[key] = frozenset(words.get(key, int)(x) for x in value) if isinstance(value, list) else value
    return Filter(**made)


class SavedViewsMenu(QMenu):
    """`chosen(SavedView)`, `saved(name)`, `removed(name)`."""

    chosen = Signal(object)
    saved = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("视图", parent)
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
        asked.setWindowTitle("存为视图")
        asked.setLabelText("把当前的筛选、排序和列存成一个视图。名称：")
        asked.setOkButtonText("保存")
        asked.setCancelButtonText("取消")
        asked.textValueSelected.connect(self._named)
        asked.finished.connect(asked.deleteLater)
        asked.open()
        return asked

    def _named(self, name: str) -> None:
        if name.strip():
            self.saved.emit(name.strip())
