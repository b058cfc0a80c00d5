"""Which open events have reached a reminder: a set share of the clock that runs first is used up, but not all.

The instants come from the same clocks as the limits themselves, pauses and extensions included, so none falls on a
holiday or at night while the limit counts working days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gis.deadlines.many import deadlines_many
from gis.deadlines.reminders import reminders
from gis.events.due import first_due
from gis.events.states import Status
from gis.workflow.case_file import course_of
from gis.workflow.docket import Docket


@dataclass(frozen=True)
class Reached:
    """An event row has used up `share` of its limit since `at` (UTC seconds); it runs out at `due`."""

    row: int
    share: float
    at: int
    due: int


def reached(docket: Docket, now: int, shares: Sequence[float], among: np.ndarray | None = None) -> list[Reached]:
    """The highest reminder that each open, running event has reached, the nearest to its end first. The docket must
    hold the files of all open events. among: bool[n events] to look at."""
    events = docket.county.events
    running = (events.status < Status.CLOSED) & ~events.paused
    rows = np.flatnonzero(running if among is None else running & among)
    due = first_due(events, rows)
    rows = rows[due >= now]
    special = {
        row: course_of(file, events, row, now, docket.settings.rework_floor_share)
        for file in docket.files.values()
        if file.clock and (row := events.row_of(file.event)) >= 0
    }
    plain = rows[~np.isin(rows, list(special))]
    found = _plain(docket, plain, now, sorted(shares))
    for row in rows[np.isin(rows, list(special))].tolist():
        kind, item = int(events.limit_class[row]), int(docket.county.items.id[int(events.item[row])])
        told = reminders(docket.rules, kind, special[row], docket.calendar, shares, item)
        past = [one for one in told if one.at <= now]
        if past:
            found.append(Reached(row, past[-1].share, past[-1].at, past[-1].due))
    return sorted(found, key=lambda one: (one.due, one.row))


def _plain(docket: Docket, rows: np.ndarray, now: int, shares: Sequence[float]) -> list[Reached]:
    """Of events whose clocks are simply those of their filing: all of them at once for each share."""
    events = docket.county.events
    at, share = np.zeros(len(rows), np.int64), np.zeros(len(rows))
    replied, item = events.status[rows] >= Status.REPLIED, docket.county.items.id[events.item[rows]]
    limit, filed = events.limit_class[rows], events.reported_at[rows]
    for each in shares:
        rules = tuple(replace(rule, warn_share=each) for rule in docket.rules)
        told = deadlines_many(limit, filed, rules, docket.calendar, replied, item)
        past = (told.warn_at > 0) & (told.warn_at <= now)
        at[past], share[past] = told.warn_at[past], each
    due = first_due(events, rows)
    return [Reached(int(rows[i]), float(share[i]), int(at[i]), int(due[i])) for i in np.flatnonzero(share > 0).tolist()]
