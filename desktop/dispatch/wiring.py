"""Connects the dispatcher's desk with the county: what is shown follows the bridge, what hands do goes to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from desktop.dispatch.acting import Acting
from desktop.dispatch.assigning import Assigning
from desktop.dispatch.board_returned import Returned
from desktop.dispatch.inspecting import Inspecting
from desktop.dispatch.notices import Notices
from desktop.dispatch.pointing import Pointing
from desktop.dispatch.searching import Searching
from desktop.dispatch.today import Today
from desktop.dispatch.views import Views
from desktop.selection import Selection
from gis.events.query import Filter
from gis.events.states import State, Status
from gis.foundation.changes import Committed
from gis.foundation.clock import day_number, day_start

if TYPE_CHECKING:
    from desktop.window import Window


class DispatchWiring(QObject):
    """One per window; lives as long as it does."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window, self.desk, self.bridge = window, window.desk, window.bridge
        self.selection = Selection(self)
        self.assigning = Assigning(self)
        self.inspecting = Inspecting(self)
        self.acting = Acting(self)
        self.searching = Searching(self)
        self.pointing = Pointing(self)
        self.notices = Notices(self)
        self.views = Views(self)
        self.find_units = self.searching.find_units
        self._returned_today: list[int] = []  # event rows
        self._minute = 0  # of the last words about time in queue and board
        self._queue_stale = False  # a change may have moved events between tabs though the map shows the same rows
        # The list follows the map one turn of the event loop later, so that neither waits for both.
        self._queue_later = QTimer(self, singleShot=True, interval=0)
        self._queue_later.timeout.connect(self._show_queue)
        self._from_bridge()
        self._from_map()
        self._from_queue()
        self._from_panels()

    def set_theme(self, theme) -> None:
        self.assigning.set_theme(theme)
        self.inspecting.set_theme(theme)
        self.acting.set_theme(theme)

    # --- the county changes

    def _from_bridge(self) -> None:
        bridge = self.bridge
        bridge.replaced.connect(self._replaced)
        bridge.changed.connect(self._changed)
        bridge.rows_changed.connect(self._show_rows)
        bridge.states_changed.connect(self._show_states)
        bridge.counts_changed.connect(self._show_counts)
        bridge.connected.connect(self._ask_returned)
        bridge.ticked.connect(self._ticked)
        self.selection.changed.connect(self._show_selection)

    def _replaced(self) -> None:
        """Another county, or the same with other rows."""
        desk, bridge = self.desk, self.bridge
        self.selection.clear()
        desk.canvas.set_snapshot(bridge.snapshot)
        desk.canvas.set_events(bridge.rows, bridge.states)
        for part in (desk.filters, desk.queue, desk.board):
            part.set_snapshot(bridge.snapshot)
        desk.slider.set_snapshot(bridge.snapshot)
        desk.queue.set_calendar(bridge.county.calendar)
        desk.filters.set_filter(bridge.filter)
        self.assigning.drag.set_snapshot(bridge.snapshot)
        self.assigning.drag.set_states(bridge.states)
        desk.queue.set_events(bridge.rows, bridge.states, bridge.clock.now())
        self._show_counts(bridge.counts())
        self._ask_returned()

    def _changed(self, committed: Committed) -> None:
        """One change is in the snapshot: own, or another station's."""
        desk, snapshot = self.desk, self.bridge.snapshot
        desk.canvas.set_snapshot(snapshot)
        for part in (desk.filters, desk.queue, desk.board):
            part.set_snapshot(snapshot)
        self.assigning.drag.set_snapshot(snapshot)
        if any(step.act for step in committed.change.steps):
            self._ask_returned()
        self._queue_stale = True
        self.inspecting.refresh()

    def _show_rows(self) -> None:
        bridge, desk = self.bridge, self.desk
        desk.canvas.set_events(bridge.rows, bridge.states)
        desk.canvas.set_focus_division(bridge.filter.division or -1)
        self._queue_later.start()
        restricted = bridge.filter != Filter()
        desk.queue.set_restricted(restricted)
        desk.canvas.set_restricted(restricted)
        self.assigning.drag.set_states(bridge.states)

    def _show_queue(self) -> None:
        bridge = self.bridge
        if bridge.workspace is None:
            return
        self._queue_stale = False
        self.desk.queue.set_events(bridge.rows, bridge.states, bridge.clock.now(), hold=self.assigning.drag.active)

    def _show_states(self, changed: np.ndarray) -> None:
        bridge, desk = self.bridge, self.desk
        desk.canvas.update_states(bridge.states, changed)
        if self._queue_stale:
            self._queue_later.start()
        else:
            desk.queue.update_states(bridge.states, changed, bridge.clock.now())
        self.assigning.drag.set_states(bridge.states)

    def _show_counts(self, counts) -> None:
        self.desk.filters.set_counts(counts)
        if not self.assigning.drag.active:
            self.desk.board.set_counts(counts)
        self.desk.board.set_chosen(self.bridge.filter.units)
        self._show_today(counts)

    def _show_today(self, _counts) -> None:
        now = self.bridge.clock.now()
        figures = self.bridge.county.today(now)
        self.desk.board.set_today(
            Today(
                len(figures.reported),
                len(figures.assigned),
                len(figures.closed),
                len(self._returned_today),
                tuple(int(n) for n in figures.by_hour),
                now,
            )
        )

    def _ask_returned(self) -> None:
        workspace = self.bridge.workspace
        if workspace is not None and workspace.connected:
            self.bridge.ask(workspace.returned, self._show_returned)

    def _show_returned(self, rows) -> None:
        midnight = day_start(day_number(self.bridge.clock.now()))
        events = self.bridge.snapshot.events
        self.notices.set_returned(len(rows))
        self._returned_today = [each.row for each in rows if each.at >= midnight]
        self.desk.board.set_returned(
            [Returned(r.row, f"{int(events.serial[r.row]):04d}", r.unit, r.reason, r.at) for r in rows]
        )
        self._show_today(None)

    def _ticked(self, now: int) -> None:
        desk = self.desk
        if not len(desk.queue.states) or now // 60 != self._minute:
            self._minute = now // 60
            desk.queue.update_states(self.bridge.states, np.empty(0, np.int32), now)
            self._show_today(None)
        self.inspecting.tick(now)
        self.window.top_bar.set_time(now)
        self.window.top_bar.set_data_age(self.bridge.fresh_at, now)

    # --- selection

    def _show_selection(self, rows: np.ndarray) -> None:
        self.desk.canvas.set_selection(rows)
        self.desk.queue.set_selection(rows)
        self.inspecting.show(rows)
        self.acting.select(rows)
        if len(rows) == 1:
            self._keep_in_sight(int(rows[0]))

    def _keep_in_sight(self, row: int) -> None:
        """An event that lies under the inspector comes out from under it; the scale stays."""
        canvas, events = self.desk.canvas, self.bridge.snapshot.events
        x_m, y_m = float(events.x[row]), float(events.y[row])
        x_px, y_px = canvas.viewport.to_screen(x_m, y_m)
        card = self.desk.inspector.geometry().adjusted(-24, -24, 24, 24)
        if self.desk.inspector.isVisible() and card.contains(round(x_px), round(y_px)):
            canvas.go_to(x_m, y_m, canvas.viewport.m_per_px)

    # --- hands on the map

    def _from_map(self) -> None:
        canvas = self.desk.canvas
        canvas.event_clicked.connect(lambda row, keys: self.selection.combine([row], keys))
        canvas.rows_selected.connect(self.selection.combine)
        canvas.cluster_clicked.connect(lambda rows: self.selection.set(rows))
        canvas.division_clicked.connect(self.choose_division)
        canvas.choose_base_map = self.window.choose_base_map

    def choose_division(self, row: int) -> None:
        """Narrow everything to one division and show it."""
        self.desk.filters.set_filter(replace(self.bridge.filter, division=max(row, 0)))
        self.bridge.set_filter(replace(self.bridge.filter, division=max(row, 0)))
        self.focus_division(row)

    def focus_division(self, row: int) -> None:
        canvas, divisions = self.desk.canvas, self.bridge.snapshot.divisions
        canvas.set_focus_division(row if row > 0 else -1)
        if row > 0:
            left, low, right, high = (float(v) for v in divisions.bounds[row])
            canvas.fly_to((left, low, right, high))
        else:
            canvas.fit_county()

    def locate(self, row: int) -> None:
        """Show one event on the map."""
        events = self.bridge.snapshot.events
        self.desk.canvas.go_to(float(events.x[row]), float(events.y[row]), None)

    def locate_selection(self) -> None:
        """Show everything that is selected."""
        rows, events = self.selection.rows, self.bridge.snapshot.events
        if len(rows) == 1:
            self.locate(int(rows[0]))
        elif len(rows):
            x, y = events.x[rows], events.y[rows]
            self.desk.canvas.fly_to((float(x.min()), float(y.min()), float(x.max()), float(y.max())))

    def show_in_list(self, row: int) -> None:
        """Bring an event into sight in the queue."""
        self.desk.queue.tabs.choose("all")
        self.desk.queue.set_selection(np.array([row], np.int32))
        self.desk.queue.setFocus()

    def assign_suggested(self) -> None:
        """Give the selection to the unit that the duty list names, if it is the same for all."""
        suggested = np.unique(self.bridge.snapshot.events.suggested[self.selection.rows])
        if len(suggested) == 1 and suggested[0] >= 0:
            self.assigning.assign(self.selection.rows, int(suggested[0]))
        else:
            self.assigning.pick_unit()

    # --- hands on the queue

    def _from_queue(self) -> None:
        queue = self.desk.queue
        queue.order.elsewhere = self._order_elsewhere
        queue.selection_changed.connect(self.selection.set)
        queue.locate_requested.connect(self.locate)
        queue.assign_requested.connect(self.assigning.pick_unit)
        queue.row_activated.connect(self._activate)
        queue.clear_filter_requested.connect(self.desk.filters.clear)

    def _order_elsewhere(self, order: Callable[[], np.ndarray], done: Callable[[np.ndarray], None]) -> None:
        def failed(error: Exception) -> None:
            self.desk.queue.set_loading(False)
            self.bridge.failed.emit(error, None)

        self.bridge.jobs.run("order", order, done, failed)

    def _activate(self, row: int) -> None:
        self.selection.set([row])
        self.locate(row)

    # --- panels

    def _from_panels(self) -> None:
        desk = self.desk
        desk.filters.filter_changed.connect(self.bridge.set_filter)
        desk.filters.division_activated.connect(self.focus_division)
        desk.slider.range_changed.connect(self._set_range)
        desk.board.unit_clicked.connect(self._toggle_unit)
        desk.board.event_clicked.connect(self._activate)
        desk.board.state_clicked.connect(self._state_of_board)
        desk.board.figure_clicked.connect(self.open_figure)
        desk.board.returned_all_clicked.connect(self.only_returned)

    def only_state(self, state: int) -> None:
        """Every event of the county in one state."""
        self._only(Filter(states=frozenset({State(state)})))

    def _state_of_board(self, state: int) -> None:
        """The figures above the tiles count the units of their tab alone."""
        units = frozenset(tile.unit for tile in self.desk.board.grid.tiles)
        self._only(Filter(states=frozenset({State(state)}), units=units))

    def only_returned(self) -> None:
        """What units gave back and nobody has yet."""
        self._only(Filter(statuses=frozenset({Status.RETURNED})))

    def _only(self, chosen: Filter) -> None:
        self.window.workplaces.turn_to("dispatch")
        self.desk.filters.set_filter(chosen)
        self.bridge.set_filter(chosen)
        self.desk.queue.tabs.choose("all")

    def _set_range(self, since: int, until: int) -> None:
        self._only(replace(self.bridge.filter, since=since, until=until))

    def choose_unit(self, unit: int) -> None:
        """Only what one unit has in hand."""
        self._only(replace(Filter(), units=frozenset({unit})))

    def search_text(self, text: str) -> None:
        """Everything, open or closed, that holds these words."""
        self._only(Filter(text=text, states=frozenset(State)))

    def toggle_time_slider(self) -> None:
        """Show or put away the time axis; put away, it restricts nothing."""
        slider = self.desk.slider
        slider.setVisible(slider.isHidden())
        if slider.isHidden() and (self.bridge.filter.since or self.bridge.filter.until):
            self._set_range(0, 0)

    def _toggle_unit(self, unit: int) -> None:
        """A tile's figures are those of the whole county: its click opens just these, a second click lets go."""
        if self.bridge.filter.units == {unit}:
            self._only(replace(self.bridge.filter, units=frozenset()))
        else:
            self.choose_unit(unit)

    def open_figure(self, figure: str) -> None:
        """The rows behind a figure of 今日."""
        midnight = day_start(day_number(self.bridge.clock.now()))
        every = frozenset(State)
        self._only(
            {
                "reported": Filter(states=every, since=midnight),
                "assigned": Filter(states=every, assigned_since=midnight),
                "closed": Filter(states=frozenset({State.CLOSED}), closed_since=midnight),
                "returned": Filter(statuses=frozenset({Status.RETURNED})),
            }[figure]
        )
        if figure == "returned" and len(self._returned_today) < len(self.bridge.rows):
            self.selection.set(np.array(self._returned_today, np.int32))  # among those of earlier days

    def show_given(self, rows: np.ndarray, words: str, row: int = -1) -> None:
        """Just these events, open or closed, on map and queue: the rows of a figure. row: one of them to select."""
        events = self.bridge.snapshot.events
        given = frozenset(events.id[rows].tolist())
        self._only(Filter(states=frozenset(State), given=given, given_words=words))
        if row >= 0:
            self._activate(row)
        elif len(rows):
            x, y = events.x[rows], events.y[rows]
            self.desk.canvas.fly_to((float(x.min()), float(y.min()), float(x.max()), float(y.max())))
