"""The state of every event's clock: all rows at once, and every second for the open ones only."""

from __future__ import annotations

import numpy as np

from gis.events.columns import Events
from gis.events.due import first_due as due
from gis.events.states import State, Status

__all__ = ["NEVER", "Bands", "due", "states"]

NEVER = np.iinfo(np.int64).max


def states(events: Events, now: int) -> np.ndarray:
    """uint8[n events] State at `now` (UTC seconds). An event is 超期 from the second after its due instant."""
    out = np.full(len(events), State.CLOSED, np.uint8)
    rows = np.flatnonzero(events.status < Status.CLOSED)
    out[rows] = _Clocks(events, rows).states(now)
    return out


class Bands:
    """States of one version of the events, kept from tick to tick so that a second costs only what changes.

    Of each open event the next instant at which its state turns is known; a tick compares one small array.
    """

    def __init__(self, events: Events, now: int) -> None:
        self.events = events
        self.rows = np.flatnonzero(events.status < Status.CLOSED).astype(np.int32)
        self._clocks = _Clocks(events, self.rows)
        self.states = np.full(len(events), State.CLOSED, np.uint8)
        self.states[self.rows] = self._clocks.states(now)
        self._now = now
        self._next = self._clocks.next_turn(now)

    def tick(self, now: int) -> tuple[np.ndarray, np.ndarray]:
        """uint8[n events] states at `now` (one array, updated in place) and the int32 rows whose state changed.
        Time may also go back (a time slider): everything open is then looked at afresh."""
        stale = np.flatnonzero((self._next <= now) | (now < self._now))
        self._now = now
        if not len(stale):
            return self.states, self.rows[:0]
        part = self._clocks.take(stale)
        fresh, rows = part.states(now), self.rows[stale]
        changed = rows[self.states[rows] != fresh]
        self.states[rows] = fresh
        self._next[stale] = part.next_turn(now)
        return self.states, changed


class _Clocks:
    """The columns that decide the state of some rows, side by side."""

    def __init__(self, events: Events, rows: np.ndarray) -> None:
        status = events.status[rows]
        self.calm = np.where(status == Status.REPORTED, np.uint8(State.PENDING), np.uint8(State.NORMAL))
        self.paused = events.paused[rows]
        due_at = due(events, rows)
        warn_at = events.warn_at[rows]
        self.late_from = np.where(self.paused | (due_at == 0), NEVER, due_at + 1)
        self.near_from = np.where(self.paused | (warn_at == 0), NEVER, warn_at)

    def take(self, index: np.ndarray) -> _Clocks:
        part = object.__new__(_Clocks)
        for name, column in vars(self).items():
            setattr(part, name, column[index])
        return part

    def states(self, now: int) -> np.ndarray:
        out = self.calm.copy()
        out[self.near_from <= now] = State.NEAR
        out[self.late_from <= now] = State.OVERDUE
        out[self.paused] = State.PAUSED
        return out

    def next_turn(self, now: int) -> np.ndarray:
        """int64: when the state of each row changes next, NEVER if it does not by itself."""
        near = np.where(self.near_from > now, self.near_from, NEVER)
        late = np.where(self.late_from > now, self.late_from, NEVER)
        return np.minimum(near, late)
