"""The order of the queue: at once where that is quick, else on a worker, while the list before stays in sight.

Putting a quarter of a million rows in order takes 25 to 40 ms: a hand would feel it. Of several orders asked for one
after another only the newest is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from desktop.models.queue import shown_unit
from desktop.models.queue_columns import COLUMNS
from gis.events.columns import Events
from gis.events.order import sort_rows

AT_ONCE = 20_000  # rows
SORT = {column.key: column.sort for column in COLUMNS}

Order = Callable[[], np.ndarray]
Elsewhere = Callable[[Order, Callable[[np.ndarray], None]], None]


class QueueOrder:
    """`shown` gets the int32 rows in order; `waiting` hears whether they are under way. `elsewhere` runs a call off the
    GUI thread and hands its answer back; without it everything is put in order at once."""

    def __init__(self, shown: Callable[[np.ndarray], None], waiting: Callable[[bool], None]) -> None:
        self._shown, self._waiting = shown, waiting
        self._asked = 0
        self.elsewhere: Elsewhere | None = None

    def ask(self, count: int, order: Order) -> None:
        """Show what `order` gives for `count` rows."""
        self._asked += 1
        if self.elsewhere is None or count <= AT_ONCE:
            self._take(self._asked, order())
            return
        ticket = self._asked
        self._waiting(True)
        self.elsewhere(order, lambda rows: self._take(ticket, rows))

    def _take(self, ticket: int, rows: np.ndarray) -> None:
        if ticket == self._asked:
            self._waiting(False)
            self._shown(rows)


def ordered(events: Events, rows: np.ndarray, key: str, descending: bool, states: np.ndarray, now: int) -> np.ndarray:
    """int32 rows in the order of a column of the queue; the unit is the one that the queue shows."""
    if key == "unit":
        events = replace(events, unit=shown_unit(events, slice(None)))
    return sort_rows(events, rows, SORT[key], descending, states, now)
