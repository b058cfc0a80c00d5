"""What the dispatcher asks for: a filter as a plain value, the rows it selects, the counts of every facet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gis.county.divisions import Divisions
from gis.county.units import Items
from gis.events.columns import Events
from gis.events.states import Source, State, Status
from gis.foundation.clock import DAY_S, day_number, day_start

ON_TIME_DAYS = 90


@dataclass(frozen=True)
class Filter:
    """Empty sets mean no restriction. `states` empty means every open state (已办结 only when asked for).

    division: row in Divisions (0 = the county). units: rows in Units (-1 = not assigned). since/until: UTC seconds
    on reported_at (0 = open; until is not included). closed_since: UTC seconds; of the closed, only those 办结 since
    then (0 = all; 今日办结 asks from midnight). assigned_since: UTC seconds on assigned_at (0 = open). text: words to
    find in description or number, all of them. statuses: see Status. given: event ids, only these (the rows of a
    figure); given_words says which.
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
    closed_since: int = 0
    assigned_since: int = 0
    text: str = ""
    given: frozenset[int] = frozenset()
    given_words: str = ""


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


def select(
    events: Events,
    divisions: Divisions,
    items: Items,
    chosen: Filter,
    states: np.ndarray,
    found: np.ndarray | None = None,
) -> np.ndarray:
    """int32 rows, ascending, that pass every part of `chosen`. states: uint8[n] State of each row. found: what
    text_rows(events, chosen.text) gave, for callers that keep it between calls."""
    mask = np.ones(len(events), bool)
    for part in _masks(events, divisions, items, chosen, states, found).values():
        mask &= part
    return np.flatnonzero(mask).astype(np.int32)


def counts(
    events: Events,
    divisions: Divisions,
    items: Items,
    n_units: int,
    chosen: Filter,
    states: np.ndarray,
    now: int,
    found: np.ndarray | None = None,
) -> Counts:
    """Every facet counted with all other parts of `chosen` applied: by_state leaves out `states`, by_category
    `categories`, by_status `statuses`, division_states `division`. So a figure is what its click would show. A bare
    filter counts open events; by_state[CLOSED] counts what was closed today (or since `closed_since`). unit_states and
    on_time describe the units and ignore the filter."""
    masks = _masks(events, divisions, items, chosen, states, found)
    fails = np.zeros(len(events), np.uint8)
    for part in masks.values():
        fails += ~part

    def passing(facet: str) -> np.ndarray:
        own = masks.get(facet)
        return np.flatnonzero(fails == 0 if own is None else fails == ~own)

    any_state = passing("state")
    recent = _closed_since(events, chosen.closed_since or day_start(day_number(now)))
    lively = any_state[(states[any_state] != State.CLOSED) | recent[any_state]]
    by_category = np.bincount(items.category[events.item[passing("category")]], minlength=len(items.category_names))
    by_status = np.bincount(events.status[passing("status")], minlength=len(Status))
    return Counts(
        np.bincount(states[lively], minlength=len(State)),
        by_category,
        by_status,
        _in_subtrees(events, divisions, states, passing("division")),
        _of_units(events, n_units, states),
        _on_time(events, n_units, now),
    )


def text_rows(events: Events, text: str) -> np.ndarray | None:
    """int32 rows that hold every word of `text` in their description, or whose number it is; None without words.

    Numbers: JL20261123-0271, 20261123-0271, 0271; an unfinished one finds all that begin with it.
    """
    rows: np.ndarray | None = None
    for word in text.split():
        hits = events.numbered(word)
        if not word.upper().startswith("JL2"):
            described = events.description.find(word)
            hits = described if not len(hits) else np.union1d(hits, described).astype(np.int32)
        rows = hits if rows is None else np.intersect1d(rows, hits, assume_unique=True)
    return rows


def _masks(
    events: Events, divisions: Divisions, items: Items, chosen: Filter, states: np.ndarray, found: np.ndarray | None
) -> dict[str, np.ndarray]:
    """One bool[n] for every part of the filter that restricts anything."""
    masks = {"state": _state_mask(events, chosen, states)}
    if chosen.statuses:
        masks["status"] = _among(events.status, chosen.statuses)
    if chosen.categories:
        masks["category"] = _of_items(events, np.isin(items.category, list(chosen.categories)))
    if chosen.items:
        masks["item"] = _of_items(events, np.isin(np.arange(len(items)), list(chosen.items)))
    if chosen.limit_classes:
        masks["limit_class"] = _among(events.limit_class, chosen.limit_classes)
    if chosen.sources:
        masks["source"] = _among(events.source, chosen.sources)
    if chosen.units:
        masks["unit"] = _among(events.unit.view(np.uint16), {unit & 0xFFFF for unit in chosen.units})
    if chosen.division:
        masks["division"] = (events.division >= chosen.division) & (events.division < divisions.end[chosen.division])
    if chosen.since:
        masks["since"] = events.reported_at >= chosen.since
    if chosen.until:
        masks["until"] = events.reported_at < chosen.until
    if chosen.assigned_since:
        masks["assigned_since"] = events.assigned_at >= chosen.assigned_since
    if chosen.text.strip():
        rows = text_rows(events, chosen.text) if found is None else found
        masks["text"] = np.zeros(len(events), bool)
        masks["text"][rows] = True
    if chosen.given:
        masks["given"] = np.isin(events.id, np.fromiter(chosen.given, np.int64, len(chosen.given)))
    return masks


def _state_mask(events: Events, chosen: Filter, states: np.ndarray) -> np.ndarray:
    if not chosen.states:
        return states != State.CLOSED
    mask = _among(states, chosen.states)
    if chosen.closed_since and State.CLOSED in chosen.states:
        mask &= (states != State.CLOSED) | _closed_since(events, chosen.closed_since)
    return mask


def _closed_since(events: Events, since: int) -> np.ndarray:
    return (events.closed_at >= since) & (events.status == Status.CLOSED)


def _among(column: np.ndarray, values: Iterable[int]) -> np.ndarray:
    """bool[n]: membership by a look-up table, for uint8 and uint16 columns."""
    table = np.zeros(np.iinfo(column.dtype).max + 1, bool)
    table[[int(value) for value in values]] = True
    return table[column]


def _of_items(events: Events, wanted: np.ndarray) -> np.ndarray:
    return wanted[events.item]


def _in_subtrees(events: Events, divisions: Divisions, states: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """int32 (n divisions, 6): a subtree is a slice of the code order, so two look-ups in a running sum count it."""
    cells = events.division[rows].astype(np.int64) * len(State) + states[rows]
    own = np.bincount(cells, minlength=len(divisions) * len(State)).reshape(-1, len(State))
    running = np.zeros((len(divisions) + 1, len(State)), np.int32)
    np.cumsum(own, axis=0, out=running[1:])
    return running[divisions.end] - running[:-1]


def _of_units(events: Events, n_units: int, states: np.ndarray) -> np.ndarray:
    rows = np.flatnonzero((states != State.CLOSED) & (events.unit >= 0))
    cells = events.unit[rows].astype(np.int64) * len(State) + states[rows]
    return np.bincount(cells, minlength=n_units * len(State)).reshape(-1, len(State)).astype(np.int32)


def _on_time(events: Events, n_units: int, now: int) -> np.ndarray:
    """A closed event without a close limit cannot be late."""
    rows = np.flatnonzero(_closed_since(events, now - ON_TIME_DAYS * DAY_S) & (events.unit >= 0))
    unit, due = events.unit[rows], events.close_due[rows]
    kept = (due == 0) | (events.closed_at[rows] <= due)
    closed = np.bincount(unit, minlength=n_units)
    with np.errstate(invalid="ignore"):
        return np.bincount(unit[kept], minlength=n_units) / closed
