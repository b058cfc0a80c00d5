"""The queue: tabs that count, rows sorted by clock, picked and dragged onto units. Values come in, signals go out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dispatch.queue_acts import QueueActs
from desktop.dispatch.queue_empty import QueueEmpty
from desktop.dispatch.queue_order import QueueOrder, ordered
from desktop.dispatch.queue_tabs import TAB, TABS, QueueTabs
from desktop.dispatch.queue_view import QueueView
from desktop.icons import icon
from desktop.models.queue import QueueModel
from desktop.models.queue_columns import KEYS
from desktop.panels.saved_views import SavedViewsMenu
from desktop.panels.sections import IconButton, QuietLabel
from desktop.theme import Theme
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.seed import load_calendar
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from gis.workspace.casework import Offer
    from gis.workspace.saved_views import SavedView

HEIGHT_PX, TABS_PX, LEAST_PX = 282, 37, 440


class QueuePanel(QWidget):
    """Rows never move under the pointer: later states repaint in place, and the list is put in order again when the
    pointer is away and nothing is picked, or when the user asks (F5)."""

    selection_changed = Signal(object)  # int32 event rows, sorted
    row_activated = Signal(int)
    assign_requested = Signal(object)
    locate_requested = Signal(int)
    tab_changed = Signal(str)
    columns_changed = Signal()
    clear_filter_requested = Signal()
    drag_requested = Signal(object, QPoint)
    drag_moved = Signal(QPoint)
    drag_dropped = Signal(QPoint)
    drag_cancelled = Signal()
    view_chosen = Signal(object)
    view_saved = Signal(str)
    view_removed = Signal(str)
    act_requested = Signal(str)  # a kind of act, for what is selected

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.snapshot: Snapshot | None = None
        self.rows, self.states, self.now = np.empty(0, np.int32), np.empty(0, np.uint8), 0
        self.sort_key, self.descending = "remaining", False
        self._status_counts = np.zeros(16, np.int64)
        self._calendar_given = False
        self.stale, self.loading, self.restricted = False, False, False
        self._carried = False
        self.model = QueueModel(self)
        self.order = QueueOrder(self._show_rows, self.set_loading)
        self.tabs = QueueTabs(theme, self)
        self.view = QueueView(theme, self.model, self)
        self.empty = QueueEmpty(theme, self.view)
        self.said, self.fresh = QuietLabel(self), QPushButton("列表有变化 · 更新", self)
        self.acts = QueueActs(theme, self)
        self.views = SavedViewsMenu(self)
        self.views_button, self.columns_button = IconButton("视图", self), IconButton("列", self)
        self.views_button.setObjectName("queue-views")
        self.columns_button.setObjectName("queue-columns")
        self._lay_out()
        self._connect()
        self.tabs.buttons["unassigned"].setChecked(True)
        self.set_theme(theme)
        self._tell()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 8, 0)
        bar.setSpacing(4)
        bar.addWidget(self.tabs)
        bar.addWidget(self.acts)
        self.fresh.setProperty("kind", "link")
        self.fresh.setToolTip("有事件变了状态，按现在的顺序重排（F5）")
        self.fresh.setShortcut("F5")
        self.fresh.hide()
        self.views_button.setMenu(self.views)
        self.views_button.setToolTip("视图：存下和取用筛选、排序与列")
        self.columns_button.setToolTip("显示哪些列")
        bar.addWidget(self.said, 1)
        for part in (self.fresh, self.views_button, self.columns_button):
            bar.addWidget(part)
        self.setMinimumWidth(LEAST_PX)  # one that never changes, or the panels beside would move with the counts
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addSpacing(1)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        view, drag = self.view, self.view.drag
        self.tabs.chosen.connect(self._tab)
        view.head.sort_asked.connect(self.sort)
        view.head.columns_changed.connect(self.columns_changed)
        view.picked.connect(self._picked)
        view.activated_row.connect(self.row_activated)
        view.assign_asked.connect(lambda: self.assign_requested.emit(view.picks.rows))
        view.locate_asked.connect(self.locate_requested)
        view.pointer_left.connect(self._settle)
        drag.requested.connect(self._drag_started)
        drag.moved.connect(self.drag_moved)
        drag.dropped.connect(lambda at: self._drag_over(lambda: self.drag_dropped.emit(at)))
        drag.cancelled.connect(lambda: self._drag_over(self.drag_cancelled.emit))
        self.acts.chosen.connect(self.act_requested)
        self.fresh.clicked.connect(self.rebuild)
        self.columns_button.clicked.connect(self._columns_menu)
        self.views.chosen.connect(self.view_chosen)
        self.views.saved.connect(self.view_saved)
        self.views.removed.connect(self.view_removed)
        self.empty.show_all.connect(lambda: self.tabs.choose("all"))
        self.empty.clear_filter.connect(self.clear_filter_requested)

    # values in

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Take a county, or the same one after a change."""
        self.snapshot = snapshot
        self.model.set_snapshot(snapshot)
        if not self._calendar_given:
            self.set_calendar(load_calendar())
        self.view.viewport().update()

    def set_calendar(self, calendar: WorkCalendar) -> None:
        """The working days by which the rest of a clock is told; the shipped ones until then."""
        self.model.calendar, self._calendar_given = calendar, True
        self.view.viewport().update()

    def set_events(self, rows: np.ndarray, states: np.ndarray, now: int, hold: bool = False) -> None:
        """Take the int32 rows that the filter lets through and uint8 states of all events. `hold` waits with the new
        list until the pointer is away and nothing is picked (for changes that others made)."""
        self.rows, self.states, self.now = np.asarray(rows, np.int32), states, now
        if self.snapshot is not None:
            self._status_counts = np.bincount(self.snapshot.events.status[self.rows], minlength=16)
        self._count()
        if hold and not self._calm():
            self.model.set_states(states, now)
            self._set_stale(True)
            self.view.viewport().update()
        else:
            self.rebuild()

    def update_states(self, states: np.ndarray, changed_rows: np.ndarray, now: int) -> None:
        """Take a tick: repaint the changed rows in sight; no row moves."""
        minute = now // 60 != self.now // 60
        self.states, self.now = states, now
        self.model.set_states(states, now)
        if len(changed_rows):
            self.view.repaint_rows(self.model.positions(changed_rows))
            self._count()
            self._set_stale(self.stale or self._disordered(changed_rows))
            self._settle()
        if minute:
            self.view.repaint_column("remaining")

    def set_selection(self, rows: np.ndarray) -> None:
        """Pick what is selected elsewhere; says nothing."""
        self.view.take(rows)
        self._tell()

    def set_carried(self, carried: bool) -> None:
        """Whether the selection is in the hand, wherever it was taken up."""
        self._carried = carried
        self._tell()

    def set_restricted(self, restricted: bool) -> None:
        """Whether a filter is active: an empty list then offers to clear it."""
        self.restricted = restricted
        self._show_empty()

    def set_views(self, views: list[SavedView]) -> None:
        self.views.set_views(views)

    def set_acts(self, offers: Sequence[Offer], count: int) -> None:
        """What can be done with the `count` events that are selected, of what this tab is for."""
        self.acts.set_acts(offers, count)

    def set_loading(self, loading: bool) -> None:
        """Draw the accent line on top while newer rows are under way; the old ones stay."""
        self.loading = loading
        self.update(0, 0, self.width(), 2)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.tabs, self.view, self.empty, self.acts):
            part.set_theme(theme)
        self.said.setFont(theme.font("small"))
        self.said.setProperty("tone", "secondary")
        self.fresh.setFont(theme.font("small"))
        self.views_button.setIcon(icon(theme, "bookmark", 16))
        self.columns_button.setIcon(icon(theme, "columns", 16))
        self.update()

    # what the panel holds

    @property
    def tab(self) -> str:
        return self.tabs.key

    @property
    def selection(self) -> np.ndarray:
        return self.view.picks.rows

    def save_state(self) -> dict:
        """Tab, sort and columns as plain values for the settings or a saved view."""
        return {"tab": self.tab, "sort": [self.sort_key, self.descending], "columns": self.view.head.save()}

    def restore_state(self, state: dict) -> None:
        """Take what `save_state` gave, also from an older version."""
        key, descending = (state.get("sort") or ["remaining", False])[:2]
        if key in KEYS:
            self.sort_key, self.descending = key, bool(descending)
        self.view.head.restore(state.get("columns", {}))
        if state.get("tab") in TAB and state["tab"] != self.tab:
            self.tabs.choose(state["tab"])
        else:
            self.rebuild()

    def sort(self, key: str) -> None:
        """Sort by a column; the same one again turns the order round."""
        self.descending = key == self.sort_key and not self.descending
        self.sort_key = key
        self.rebuild()
        self.columns_changed.emit()

    def rebuild(self) -> None:
        """Put the rows of the tab in order and show them."""
        if self.snapshot is None:
            return
        events = self.snapshot.events
        rows = self.rows[TAB[self.tab].mask(events, self.rows, self.states)]
        self.view.head.show_sort(self.sort_key, self.descending)
        self.order.ask(len(rows), partial(ordered, events, rows, self.sort_key, self.descending, self.states, self.now))

    def _show_rows(self, rows: np.ndarray) -> None:
        self.view.show_rows(rows, self.states, self.now)
        self._set_stale(False)
        self._show_empty()

    def _tab(self, key: str) -> None:
        self.view.verticalScrollBar().setValue(0)
        self.rebuild()
        self.tab_changed.emit(key)

    def _count(self) -> None:
        if self.snapshot is None:
            return
        states, counts = self.states[self.rows], {"all": len(self.rows)}
        for tab in TABS:
            if tab.status is not None:
                counts[tab.key] = int(self._status_counts[tab.status])
            elif tab.state is not None:
                counts[tab.key] = int(np.count_nonzero(states == tab.state))
        self.tabs.set_counts(counts)

    def _disordered(self, changed: np.ndarray) -> bool:
        """Whether new states of these rows change what the tab holds or how it is ordered."""
        if self.sort_key == "state":
            return bool(len(self.model.positions(changed)))
        state = TAB[self.tab].state
        if state is None:
            return False
        belong = changed[self.states[changed] == state]
        belong = belong[np.isin(belong, self.rows)]
        held = self.model.rows[self.model.positions(changed)]
        return not np.array_equal(np.sort(belong), np.sort(held))

    def _calm(self) -> bool:
        away = not self.view.viewport().underMouse()
        return away and not len(self.selection) and not self.view.drag.active

    def _settle(self) -> None:
        if self.stale and self._calm():
            self.rebuild()

    def _set_stale(self, stale: bool) -> None:
        self.stale = stale
        self.fresh.setVisible(stale and not self._calm())

    def _picked(self) -> None:
        self._tell()
        self.selection_changed.emit(self.selection)
        self._settle()

    def _drag_started(self, rows: np.ndarray, at: QPoint) -> None:
        self._tell()
        self.drag_requested.emit(rows, at)

    def _drag_over(self, say) -> None:
        say()
        self._tell()

    def _tell(self) -> None:
        count = len(self.selection)
        if self.view.drag.active or self._carried:
            text = f"已选 {count:,} 件 · 正在拖动 · Esc 取消"
        else:
            text = f"已选 {count:,} 件 · 按住拖到部门" if count else "点选后按住拖到部门，或按 Enter 指派"
        self.said.setText(text)

    def _show_empty(self) -> None:
        shown = not len(self.model.rows) and self.snapshot is not None
        self.empty.tell(TAB[self.tab], len(self.rows), self.restricted)
        self.empty.setVisible(shown)
        self._place_empty()

    def _columns_menu(self) -> None:
        at = self.columns_button.mapToGlobal(QPoint(0, self.columns_button.height()))
        self.view.head.menu().popup(at)

    def _place_empty(self) -> None:
        head = self.theme.height("table_head")
        self.empty.setGeometry(0, head, self.view.width(), self.view.height() - head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.column.activate()
        self._place_empty()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, TABS_PX, self.width(), 1, ui["line"])
        if self.loading:
            painter.fillRect(0, 0, self.width(), 2, ui["accent"])
