"""The slow and obvious second way to reckon a course: minute by minute, with nothing but a clock that counts or
stands."""

from __future__ import annotations

from math import ceil

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.course import Course
from gis.deadlines.limits import Limit, LimitUnit, Rule
from gis.deadlines.pauses import Pause
from gis.foundation.clock import local
from tests.gis.deadlines.slow import due_one, works

MINUTE = 60


def reply_and_close(rule: Rule, course: Course, calendar: WorkCalendar) -> tuple[int, int]:
    """Both due instants; all instants of the course must be whole minutes."""
    pauses = [*course.pauses, *course.checks]
    reply = _run(rule.reply, course.start, 0, pauses, calendar)
    close = _run(rule.close, course.start, sum(e.days for e in course.extensions), pauses, calendar)
    for check in sorted(course.checks, key=lambda c: c.start):
        if close and check.start <= close:
            part = rule.close
            if part.amount:
                part = Limit(part.unit, max(1, ceil(part.amount * course.floor_share)))
            days = sum(e.days for e in course.extensions if e.at >= check.end)
            close = max(close, _run(part, check.end, days, pauses, calendar))
    return reply, close


def _run(limit: Limit, start: int, extra_days: int, pauses: list[Pause], calendar: WorkCalendar) -> int:
    """Let the clock run from `start` until it has counted what the limit and its extension give."""
    due = due_one(limit, start, calendar)
    if not due:
        return 0
    if extra_days:
        due = _after(due, extra_days * calendar.day_s // MINUTE, [], calendar, working=True)
    working = limit.unit is LimitUnit.WORKING_DAYS
    minutes = sum(not working or _works(t, calendar) for t in range(start, due, MINUTE))
    return _after(start, minutes, pauses, calendar, working)


def _after(at: int, minutes: int, pauses: list[Pause], calendar: WorkCalendar, working: bool) -> int:
    """The end of the minute with which so many minutes have counted."""
    while minutes:
        counts = (not working or _works(at, calendar)) and not any(p.start <= at < p.end for p in pauses)
        minutes -= counts
        at += MINUTE
    return at


def _works(at: int, calendar: WorkCalendar) -> bool:
    when = local(at)
    second = when.hour * 3600 + when.minute * 60
    return works(when.date(), calendar) and any(start <= second < end for start, end in calendar.hours)
