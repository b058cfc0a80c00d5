"""States and counts of the small county, worked out the plain way, for panels that are only given values."""

from __future__ import annotations

import numpy as np

from gis.events.query import Counts
from gis.events.states import State, Status
from gis.snapshot import Snapshot
from tests.small_county import NOW


def states_of(snapshot: Snapshot, now: int = NOW) -> np.ndarray:
    events = snapshot.events
    states = np.full(len(events), int(State.NORMAL), np.uint8)
    states[events.warn_at <= now] = State.NEAR
    states[events.close_due < now] = State.OVERDUE
    states[events.status == Status.REPORTED] = State.PENDING
    states[events.paused] = State.PAUSED
    states[events.status >= Status.CLOSED] = State.CLOSED
    return states


def open_rows(states: np.ndarray) -> np.ndarray:
    return np.flatnonzero(states != State.CLOSED).astype(np.int32)


def counts_of(snapshot: Snapshot, states: np.ndarray, closed_today: int = 264) -> Counts:
    divisions, events = snapshot.divisions, snapshot.events
    is_open = states != State.CLOSED
    own = np.zeros((len(divisions), 6), np.int64)
    np.add.at(own, (events.division[is_open], states[is_open]), 1)
    sums = np.vstack([np.zeros((1, 6), np.int64), np.cumsum(own, axis=0)])
    by_state = np.bincount(states, minlength=6)
    by_state[State.CLOSED] = closed_today
    return Counts(
        by_state,
        np.bincount(snapshot.items.category[events.item[is_open]], minlength=4),
        np.bincount(events.status, minlength=9),
        (sums[divisions.end] - sums[np.arange(len(divisions))]).astype(np.int32),
        np.zeros((len(snapshot.units), 6), np.int32),
        np.full(len(snapshot.units), np.nan),
    )
