"""What the dispatcher asks for: a filter as a plain value, the rows it selects, the counts of every facet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.events.states import Source, State, Status


@dataclass(frozen=True)
class Filter:
    """Empty sets mean no restriction. `states` empty means every open state (已办结 only when asked for).

    division: row in Divisions (0 = the county). units: rows in Units (-1 = not assigned). since/until: UTC seconds
    on reported_at (0 = open). text: words to find in description or number, all of them. statuses: see Status.
    """

    states: frozenset[State] = frozenset()
    statuses: frozenset[Status] = frozenset()
    categories: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()
    limit_classes: frozenset[int] = frozenset()
    sources: frozenset[Source] = frozenset()
    units: frozenset[int] = frozenset()
    division: int = 0
    since: int = 0
    until: int = 0
    text: str = ""


@dataclass(frozen=True)
class Counts:
    """Live counts. by_state: int64[6] in State order, of the open events that the rest of the filter lets through
    (closed: closed today). by_category: int64[4]. by_status: int64[9]. division_states: int32 (n divisions, 6), open
    events by state in each subtree. unit_states: int32 (n units, 6), open events by state. on_time: float64[n units],
    share of the closed events of the last 90 days that were closed in time, NaN where there are none.
    """

    by_state: np.ndarray
    by_category: np.ndarray
    by_status: np.ndarray
    division_states: np.ndarray
    unit_states: np.ndarray
    on_time: np.ndarray
