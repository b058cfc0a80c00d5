"""Acts out of the histories that the columns of events do not tell, and what they say of each event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.limits import LimitUnit, Rule, rule_spans
from gis.events.columns import Events
from gis.events.states import Act, Status
from gis.foundation.clock import day_number

NEVER = np.iinfo(np.int64).max
MARGIN_DAYS = 62  # of calendar kept beyond the days that could have been lost, for holiday weeks
TOLD = (Act.RETURN, Act.EXTEND, Act.REWORK, Act.REOPEN, Act.ESCALATE)  # and every ASSIGN of an event that had several


@dataclass(frozen=True)
class Acts:
    """k acts, those of one event in the order in which they happened; acts that were undone are left out.

    event: int32 event id. at: int64 UTC seconds. act: uint8 Act. unit: int32 unit id, 0 none.
    """

    event: np.ndarray
    at: np.ndarray
    act: np.ndarray
    unit: np.ndarray

    def __len__(self) -> int:
        return len(self.event)

    @staticmethod
    def none() -> Acts:
        return Acts(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0, np.int32))


@dataclass(frozen=True)
class Marks:
    """What the histories add to each event; one row an event.

    extended_at, reworked_at: int64 UTC seconds of the first 延期 and of the first 返工 or 重开, NEVER without one.
    misled: bool, it was first sent to the wrong unit: sent back, or handed on to another (a township that passes on to
    the county what it cannot solve itself, 上交, was no mistake). fair_due: int64, the close
    limit of the unit that had it last, moved by the time the event spent with others before (working time where the
    limit counts working days); close_due where it spent none.
    """

    extended_at: np.ndarray
    reworked_at: np.ndarray
    misled: np.ndarray
    fair_due: np.ndarray


def marks(
    events: Events,
    unit_ids: np.ndarray,
    acts: Acts,
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    item_ids: np.ndarray | None = None,
) -> Marks:
    """Read the acts for every event. unit_ids: int32 ids in the order of Units. item_ids: likewise of Items, where some
    have limits of their own. Acts of events that are not among `events` are passed over."""
    n = len(events)
    row = np.searchsorted(events.id, acts.event)
    known = row < n
    known[known] = events.id[row[known]] == acts.event[known]
    row, at, act, unit = row[known], acts.at[known], acts.act[known], acts.unit[known]
    extended, reworked = np.full(n, NEVER), np.full(n, NEVER)
    asked = act == Act.EXTEND
    np.minimum.at(extended, row[asked], at[asked])
    again = (act == Act.REWORK) | (act == Act.REOPEN)
    np.minimum.at(reworked, row[again], at[again])
    working = _counts_working_days(events, rules, item_ids)
    misled, fair_due = _fair(events, unit_ids, row, at, act, unit, working, calendar)
    return Marks(extended, reworked, misled, fair_due)


def _fair(
    events: Events,
    unit_ids: np.ndarray,
    row: np.ndarray,
    at: np.ndarray,
    act: np.ndarray,
    unit: np.ndarray,
    working: np.ndarray,
    calendar: WorkCalendar,
) -> tuple[np.ndarray, np.ndarray]:
    """(misled, fair_due). The clock of the unit that had an event last should have started when it was first sent
    there; whoever had it before then took that time. A unit that sends back what then returns to it gains nothing."""
    n = len(events)
    sent = act == Act.ASSIGN
    row_s, at_s, unit_s = row[sent], at[sent], unit[sent]
    last = np.where(events.unit >= 0, unit_ids[np.maximum(events.unit, 0)], 0)
    first_at, own_at = np.full(n, NEVER), np.full(n, NEVER)
    np.minimum.at(first_at, row_s, at_s)
    own = unit_s == last[row_s]
    np.minimum.at(own_at, row_s[own], at_s[own])
    fair = events.close_due.copy()
    handed_on = (events.unit >= 0) & (own_at != NEVER) & (first_at < own_at)
    _move(events, np.flatnonzero(handed_on & (fair > 0)), first_at, own_at, fair, working, calendar)
    refused, escalated = np.zeros(n, bool), np.zeros(n, bool)
    refused[row[(act == Act.RETURN) & (unit != last[row])]] = True
    escalated[row[act == Act.ESCALATE]] = True
    return refused | (handed_on & ~escalated) | (events.status == Status.RETURNED), fair


def _move(
    events: Events,
    rows: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    due: np.ndarray,
    working: np.ndarray,
    calendar: WorkCalendar,
) -> None:
    """Move `due` of the rows by what their limit lost between start and end: working (bool[n events]) or wall-clock
    time."""
    if not len(rows):
        return
    rows = rows[start[rows] < due[rows]]
    wall = due[rows] + end[rows] - start[rows]
    by_days = working[rows]
    due[rows[~by_days]] = wall[~by_days]
    rows = rows[by_days]
    if not len(rows):
        return
    low = int(day_number(int(min(start[rows].min(), due[rows].min()))))
    high = int(day_number(int(max(end[rows].max(), due[rows].max()))))
    reach = 2 * int(((end[rows] - start[rows]).max()) // 86_400) + MARGIN_DAYS
    time = WorkTime(calendar.covering(low, high + reach))
    lost = time.worked(end[rows]) - time.worked(start[rows])
    moved = lost > 0
    due[rows[moved]] = time.instant(time.worked(due[rows[moved]]) + lost[moved], ends=True)


def _counts_working_days(events: Events, rules: tuple[Rule, ...], item_ids: np.ndarray | None) -> np.ndarray:
    """bool[n events]: whether the close limit of each is one of working days."""
    day = day_number(events.reported_at)
    out = np.zeros(len(events), bool)
    for rule, first, until in rule_spans(rules):
        held = (events.limit_class == rule.limit_class) & (day >= first) & (day < until)
        if rule.item:
            held &= False if item_ids is None else item_ids[events.item] == rule.item
        out[held] = rule.close.unit is LimitUnit.WORKING_DAYS
    return out
