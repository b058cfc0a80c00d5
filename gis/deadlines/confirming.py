"""A calendar or limits that change later: which deadlines of open events move, by how much, and from 暂定 to certain.

Nothing moves by itself. The moves are worked out first, shown, and then made with one journal row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.course import Course, Dues, dues
from gis.deadlines.limits import Rule
from gis.deadlines.many import deadlines_many
from gis.deadlines.notice import Notice
from gis.deadlines.years import OwnDay, number
from gis.events.columns import Events
from gis.events.states import Status
from gis.foundation.clock import day_number


@dataclass(frozen=True)
class Move:
    """One open event whose clocks change. row: event row. days: working days by which the close clock moves, by the new
    calendar (the reply clock where there is no close clock); negative is earlier."""

    row: int
    before: Dues
    after: Dues
    days: int

    @property
    def shifts(self) -> bool:
        """Whether an instant moves, not only its certainty."""
        old, new = self.before, self.after
        return (old.reply_due, old.close_due) != (new.reply_due, new.close_due)


def own_days(notice: Notice) -> list[OwnDay]:
    """The days of a notice that are not what the weekend rule says, and holidays on weekends for their names."""
    days = {
        number(h.first + timedelta(i)): OwnDay(number(h.first + timedelta(i)), False, h.name)
        for h in notice.holidays
        for i in range((h.last - h.first).days + 1)
    }
    days |= {number(day): OwnDay(number(day), True, "调休上班") for day in notice.working}
    return [days[day] for day in sorted(days)]


def moves(
    events: Events,
    courses: Mapping[int, Course],
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    item: np.ndarray | None = None,
) -> list[Move]:
    """The open events whose clocks are not what rules and calendar now say, in row order.

    courses: of the event rows whose clocks are not simply those of their filing. item: int[n events] item ids (default:
    none has a rule of its own). An event that is answered keeps its reply clock as history has it: what was met is not
    moved afterwards.
    """
    item = np.zeros(len(events), np.int32) if item is None else item
    rows = np.flatnonzero(events.status < Status.CLOSED)
    plain = rows[~np.isin(rows, list(courses))]
    found = [
        Move(row, before, after, _days(before, after, calendar))
        for row, before, after in (
            *_plain(events, plain, rules, calendar, item),
            *_special(events, courses, rules, calendar, item),
        )
        if before != after
    ]
    return sorted(found, key=lambda move: move.row)


def _held(events: Events, row: int) -> Dues:
    return Dues(
        int(events.reply_due[row]), int(events.close_due[row]), int(events.warn_at[row]), bool(events.provisional[row])
    )


def _plain(
    events: Events, rows: np.ndarray, rules: tuple[Rule, ...], calendar: WorkCalendar, item: np.ndarray
) -> Iterator[tuple[int, Dues, Dues]]:
    replied = events.status[rows] >= Status.REPLIED
    due = deadlines_many(events.limit_class[rows], events.reported_at[rows], rules, calendar, replied, item[rows])
    reply = np.where(replied, events.reply_due[rows], due.reply_due)
    same = (
        (reply == events.reply_due[rows])
        & (due.close_due == events.close_due[rows])
        & (due.warn_at == events.warn_at[rows])
        & (due.provisional == events.provisional[rows])
    )
    for i in np.flatnonzero(~same).tolist():
        after = Dues(int(reply[i]), int(due.close_due[i]), int(due.warn_at[i]), bool(due.provisional[i]))
        yield int(rows[i]), _held(events, int(rows[i])), after


def _special(
    events: Events, courses: Mapping[int, Course], rules: tuple[Rule, ...], calendar: WorkCalendar, item: np.ndarray
) -> Iterator[tuple[int, Dues, Dues]]:
    for row, course in courses.items():
        after = dues(rules, int(events.limit_class[row]), course, calendar, int(item[row]))
        if course.replied:
            after = Dues(int(events.reply_due[row]), after.close_due, after.warn_at, after.provisional)
        yield row, _held(events, row), after


def _days(before: Dues, after: Dues, calendar: WorkCalendar) -> int:
    old, new = (before.close_due, after.close_due) if after.close_due else (before.reply_due, after.reply_due)
    if not old or not new or old == new:
        return 0
    first, last = sorted((_day(old), _day(new)))
    worked = calendar.working_days(first + 1, last)
    return worked if new > old else -worked


def _day(due: int) -> int:
    return int(day_number(due - 1))
