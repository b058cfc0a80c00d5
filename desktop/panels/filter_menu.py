"""The menu behind 全部来源: sources, limit classes and responsible units, ticked without closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.panels.sections import StayingMenu
from gis.county.units import UnitKind
from gis.deadlines.limits import LIMIT_CLASS_WORD
from gis.events.query import Filter
from gis.events.states import SOURCE_WORD
from gis.snapshot import Snapshot

KINDS = ("sources", "limit_classes", "units")


class FilterMenu:
    """Fills one menu and its submenus; `change` gets the new filter after each tick."""

    def __init__(self, parent: QWidget, read: Callable[[], Filter], change: Callable[[Filter], None]) -> None:
        self.menu = StayingMenu(parent)
        self.read, self.change = read, change
        self.lines: dict[tuple[str, int], QAction] = {}
        self.every = self.menu.addAction("全部来源")
        self.every.triggered.connect(lambda: self.change(replace(self.read(), sources=frozenset())))
        self.menu.addSeparator()
        for source, word in SOURCE_WORD.items():
            self._line(self.menu, "sources", source, word)
        self.menu.addSeparator()
        self.limits = self._submenu("时限类别")
        for limit, word in LIMIT_CLASS_WORD.items():
            self._line(self.limits, "limit_classes", limit, word)
        self.units = self._submenu("责任单位")

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Name the units of a county."""
        self.units.clear()
        for key in [k for k in self.lines if k[0] == "units"]:
            del self.lines[key]
        self._line(self.units, "units", -1, "未指派")
        self.units.addSeparator()
        townships = StayingMenu("乡镇", self.units)
        for row in range(len(snapshot.units)):
            home = townships if snapshot.units.kind[row] == UnitKind.TOWNSHIP else self.units
            self._line(home, "units", row, snapshot.units.name[row])
        if townships.actions():
            self.units.addSeparator()
            self.units.addMenu(townships)
        self.mark(self.read())

    def mark(self, chosen: Filter) -> None:
        """Tick what the filter holds."""
        for (kind, value), action in self.lines.items():
            action.setChecked(value in getattr(chosen, kind))

    def summary(self, chosen: Filter) -> str:
        """The button's words: 全部来源, 电话, 3 项限定."""
        ticked = [(kind, value) for kind in KINDS for value in sorted(getattr(chosen, kind))]
        if not ticked:
            return "全部来源"
        action = self.lines.get(ticked[0])
        return action.text() if len(ticked) == 1 and action is not None else f"{len(ticked)} 项限定"

    def _submenu(self, word: str) -> QMenu:
        made = StayingMenu(word, self.menu)
        self.menu.addMenu(made)
        return made

    def _line(self, menu: QMenu, kind: str, value: int, word: str) -> None:
        action = menu.addAction(word)
        action.setCheckable(True)
        action.triggered.connect(lambda _on, kind=kind, value=value: self._tick(kind, value))
        self.lines[kind, value] = action

    def _tick(self, kind: str, value: int) -> None:
        chosen = self.read()
        self.change(with_part(chosen, kind, toggled(getattr(chosen, kind), value)))


def with_part(chosen: Filter, kind: str, values: frozenset) -> Filter:
    """The filter with one of its sets (by name) put in place."""
    part: dict[str, Any] = {kind: values}
    return replace(chosen, **part)


def toggled(values: Iterable[int], value: int) -> frozenset:
    """The set with a value put in, or taken out if it was in."""
    return frozenset(values) ^ {value}
