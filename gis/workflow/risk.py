"""What will be late next: open events ordered by how likely their clock runs out, from the unit's backlog and the
history of the class. An order to look at them in, with its reasons; nothing acts on it by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.county import County
from gis.events.due import first_due
from gis.events.states import Status
from gis.foundation.clock import DAY_S
from gis.workflow.fit import open_load

HISTORY_DAYS = 180  # of closings that tell how often a unit or a class is late
DOUBT = 20  # imagined closings at the county's own rate, so that few closings do not say much


@dataclass(frozen=True)
class Risk:
    """One open event. risk: 0 … 1. due: UTC seconds of the clock that runs. reasons: in the users' words."""

    row: int
    risk: float
    due: int
    reasons: tuple[str, ...]


def late_next(
    county: County, now: int, within_days: int = 3, most: int = 50, among: np.ndarray | None = None
) -> list[Risk]:
    """The open, running events whose clock runs out within so many days from `now` (UTC seconds), the riskiest
    first; what is late already is not among them. among: bool[n events] to look at."""
    events = county.events
    running = (events.status < Status.CLOSED) & ~events.paused
    rows = np.flatnonzero(running if among is None else running & among)
    due = first_due(events, rows)
    soon = (due >= now) & (due <= now + within_days * DAY_S)
    rows, due = rows[soon], due[soon]
    if not len(rows):
        return []
    unit_rate, class_rate = late_rates(county, now)
    unit, limit = events.unit[rows], events.limit_class[rows]
    load = np.append(open_load(county) / np.maximum(county.units.capacity, 1), 0.0)[unit]
    spent = (now - events.reported_at[rows]) / np.maximum(due - events.reported_at[rows], 1)
    rate = np.where(unit >= 0, np.sqrt(unit_rate[unit] * class_rate[limit]), class_rate[limit])
    odds = rate / np.maximum(1 - rate, 1e-6) * (1 + np.maximum(load - 0.5, 0) * 2) * np.exp(2 * spent - 1)
    odds = odds * np.where(events.status[rows] < Status.ASSIGNED, 2.0, 1.0)
    risk = odds / (1 + odds)
    order = np.lexsort((due, -risk))[:most]
    found = []
    for i in order.tolist():
        reasons = _reasons(county, int(rows[i]), float(load[i]), unit_rate, class_rate)
        found.append(Risk(int(rows[i]), float(risk[i]), int(due[i]), reasons))
    return found


def late_rates(county: County, now: int) -> tuple[np.ndarray, np.ndarray]:
    """(float[units], float[classes]) share of late closings of the last half year, drawn towards the county's own."""
    events = county.events
    past = (events.status == Status.CLOSED) & (events.closed_at > now - HISTORY_DAYS * DAY_S) & (events.close_due > 0)
    rows = np.flatnonzero(past)
    late = events.closed_at[rows] > events.close_due[rows]
    whole = float(late.mean()) if len(rows) else 0.05

    held = events.unit[rows] >= 0
    return (
        _shares(events.unit[rows][held], late[held], len(county.units), whole),
        _shares(events.limit_class[rows], late, len(LimitClass), whole),
    )


def _shares(key: np.ndarray, late: np.ndarray, count: int, whole: float) -> np.ndarray:
    seen, overdue = np.bincount(key, minlength=count), np.bincount(key[late], minlength=count)
    return (overdue + DOUBT * whole) / (seen + DOUBT)


def _reasons(county: County, row: int, load: float, unit_rate: np.ndarray, class_rate: np.ndarray) -> tuple[str, ...]:
    events = county.events
    limit, unit = LimitClass(int(events.limit_class[row])), int(events.unit[row])
    told = [f"{LIMIT_CLASS_WORD[limit]}近半年超期 {class_rate[limit]:.1%}"]
    if unit < 0:
        return ("还没有主办单位", *told)
    told.insert(0, f"{county.units.name[unit]}近半年超期 {unit_rate[unit]:.1%}")
    if load >= 0.8:
        told.insert(0, f"{county.units.name[unit]}在办已达承载的 {load:.0%}")
    return tuple(told)
