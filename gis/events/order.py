"""The order of the queue: rows sorted by a column, for any number of rows, ties as they came."""

from __future__ import annotations

import numpy as np

from gis.events.columns import Events
from gis.events.due import first_due
from gis.events.states import State

COLUMNS = ("state", "number", "reported", "due", "remaining", "class", "place", "source", "unit", "status", "item")
LAST = np.iinfo(np.int64).max


def sort_rows(
    events: Events, rows: np.ndarray, column: str, descending: bool, states: np.ndarray, now: int
) -> np.ndarray:
    """The int32 rows in the order of a column of COLUMNS; a ValueError names an unknown one.

    state: severity, worst first, then by due instant. number: day and serial. due, remaining: what has no clock
    (closed, no limit) comes last both ways; of the paused, remaining counts from the pause. place: code order.
    unit: board order, none first. Other ties keep the order given.
    """
    rows = np.asarray(rows, np.int32)
    key = _key(events, rows, column, states, now)
    if column == "state":
        rows, key = _by(rows, key, _due_or_last(events, rows, states))
    idle = key == LAST
    order = np.argsort(-key if descending else key, kind="stable")
    if descending and idle.any():
        order = np.concatenate([order[~idle[order]], order[idle[order]]])
    return rows[order]


def _by(rows: np.ndarray, key: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(second, kind="stable")
    return rows[order], key[order]


def _key(events: Events, rows: np.ndarray, column: str, states: np.ndarray, now: int) -> np.ndarray:
    if column in ("due", "remaining"):
        due = _due_or_last(events, rows, states)
        if column == "due":
            return due
        held = np.where(events.paused[rows], events.paused_at[rows], now)
        return np.where(due == LAST, LAST, due - held)
    if column == "number":
        return events.day[rows].astype(np.int64) * 1_000_000 + events.serial[rows]
    plain = {
        "state": states,
        "reported": events.reported_at,
        "class": events.limit_class,
        "place": events.division,
        "source": events.source,
        "unit": events.unit,
        "status": events.status,
        "item": events.item,
    }
    if column not in plain:
        raise ValueError(f"no queue column {column!r}")
    return plain[column][rows].astype(np.int64)


def _due_or_last(events: Events, rows: np.ndarray, states: np.ndarray) -> np.ndarray:
    due = first_due(events, rows)
    return np.where((states[rows] == State.CLOSED) | (due == 0), LAST, due)
