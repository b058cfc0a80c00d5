"""What the map says to a resting pointer and to the right button: a line about an event, a menu of what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolTip

from desktop.models.queue_words import due_words, left_words
from gis.county.divisions import Divisions, Level
from gis.events.states import STATE_WORD, State
from gis.foundation.crs import to_degrees

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring

TIP_OFFSET = QPoint(14, 10)


class Pointing(QObject):
    """Lives as long as the wiring."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.bridge, self.canvas = wiring, wiring.bridge, wiring.desk.canvas
        self.canvas.event_hovered.connect(self._hover)
        self.canvas.context_requested.connect(self._ask)

    # --- the resting pointer

    def _hover(self, row: int, at: QPoint) -> None:
        if row < 0 or self.bridge.workspace is None or self.wiring.assigning.drag.active:
            QToolTip.hideText()
            return
        QToolTip.showText(at + TIP_OFFSET, self.words(row), self.canvas)

    def words(self, row: int) -> str:
        """0271 临近 · 居民楼内有液化气异味, then place, due and what is left."""
        county, events, now = self.bridge.county, self.bridge.snapshot.events, self.bridge.clock.now()
        state = State(int(self.bridge.states[row]))
        left = left_words(events, row, state, now, county.calendar)
        place = self.wiring.desk.queue.model.place(row)
        head = f"{int(events.serial[row]):04d} {STATE_WORD[state]} · {events.description[row].splitlines()[0]}"
        foot = (
            f"办结 {left}" if state is State.CLOSED else f"时限 {due_words(events, row, now, county.calendar)} · {left}"
        )
        return f"{head}\n{place}\n{foot}"

    # --- the right button

    def _ask(self, at: QPoint, rows: np.ndarray) -> None:
        if self.bridge.workspace is None:
            return
        menu = self.menu_of_events(rows) if len(rows) else self.menu_of_place(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu_of_events(self, rows: np.ndarray) -> QMenu:
        """What can be done with the events under the pointer, which become the selection."""
        wiring, menu = self.wiring, QMenu(self.canvas)
        wiring.selection.set(rows)
        menu.addAction(f"指派 {len(rows):,} 件…\tF4").triggered.connect(lambda: wiring.assigning.pick_unit(rows))
        menu.addAction("在列表中显示").triggered.connect(lambda: wiring.show_in_list(int(rows[0])))
        if len(rows) == 1:
            number = self.bridge.snapshot.events.number(int(rows[0]))
            menu.addAction(f"复制编号 {number}").triggered.connect(lambda: _copy(number))
        menu.addSeparator()
        menu.addAction("取消选择\tCtrl+Shift+A").triggered.connect(wiring.selection.clear)
        return menu

    def menu_of_place(self, at: QPoint) -> QMenu:
        """What can be asked of the ground under the pointer."""
        wiring, canvas, menu = self.wiring, self.canvas, QMenu(self.canvas)
        local = canvas.mapFromGlobal(at).toPointF()
        row = canvas.picking.division_at(local)
        divisions = self.bridge.snapshot.divisions
        if row > 0:
            path = [r for r in divisions.path(row) if r > 0]
            for each in reversed(path):
                menu.addAction(f"只看 {_name(divisions, each)}").triggered.connect(
                    lambda _=False, each=each: wiring.choose_division(each)
                )
        if self.bridge.filter.division:
            menu.addAction("看全县的事件").triggered.connect(lambda: wiring.choose_division(0))
        if menu.actions():
            menu.addSeparator()
        lon, lat = to_degrees(*canvas.viewport.to_map(local.x(), local.y()))
        words = f"{float(lon):.6f}, {float(lat):.6f}"
        menu.addAction(f"复制坐标 {words}").triggered.connect(lambda: _copy(words))
        menu.addAction("看全县\tCtrl+Home").triggered.connect(canvas.fit_county)
        return menu


def _name(divisions: Divisions, row: int) -> str:
    """张王疃乡, 小留庄, 网格 015."""
    grid = divisions.level[row] == Level.GRID
    return f"网格 {divisions.short_name[row]}" if grid else divisions.short_name[row]


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
