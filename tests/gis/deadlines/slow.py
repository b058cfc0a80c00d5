"""The slow and obvious second way to find a deadline: one day, one minute at a time, with datetimes and no tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import Limit, LimitUnit, Rule
from gis.foundation.clock import SHANGHAI, local

EPOCH = date(1970, 1, 1)


def due_one(limit: Limit, filed_at: int, calendar: WorkCalendar) -> int:
    filed = local(filed_at)
    midnight = filed.replace(hour=0, minute=0, second=0)
    if limit.unit is LimitUnit.NONE:
        return 0
    if limit.unit is LimitUnit.HOURS:
        return _seconds(filed + timedelta(hours=limit.amount))
    if limit.unit is LimitUnit.SAME_DAY:
        return _seconds(midnight + timedelta(days=1))
    day, left = midnight, limit.amount
    while left:
        day += timedelta(days=1)
        left -= works(day.date(), calendar)
    return _seconds(day + timedelta(seconds=calendar.hours[-1][1]))


def deadlines_one(rule: Rule, filed_at: int, calendar: WorkCalendar) -> tuple[int, int, int, bool]:
    """reply_due, close_due, warn_at, provisional of one unanswered event."""
    reply, close = due_one(rule.reply, filed_at, calendar), due_one(rule.close, filed_at, calendar)
    limit, due = (rule.reply, reply) if reply and (not close or reply < close) else (rule.close, close)
    warn = 0
    if limit.unit is LimitUnit.WORKING_DAYS:
        sessions = list(_sessions(filed_at, due, calendar))
        left = round(sum(end - start for start, end in sessions) * rule.warn_share)
        for start, end in sessions:
            if left < end - start:
                warn = start + left
                break
            left -= end - start
        else:
            warn = next(start for start, _ in _sessions(due, due + 60 * 86_400, calendar))
    elif due:
        warn = filed_at + round((due - filed_at) * rule.warn_share)
    uses = [(rule.reply, reply), (rule.close, close)]
    late = [at for one, at in uses if one.unit is LimitUnit.WORKING_DAYS and _number(at - 1) > calendar.horizon]
    return reply, close, warn, bool(late)


def worked_between(start: int, end: int, calendar: WorkCalendar) -> int:
    """Working seconds of a stretch."""
    return sum(stop - begin for begin, stop in _sessions(start, end, calendar))


def works(day: date, calendar: WorkCalendar) -> bool:
    index = (day - EPOCH).days - calendar.first
    if 0 <= index < len(calendar.kind):
        return int(calendar.kind[index]) in (1, 3)
    return day.weekday() < 5


def _sessions(start: int, end: int, calendar: WorkCalendar):
    """Working sessions between two instants, cut to them."""
    day = local(start).date()
    while _at(day, 0) <= end:
        if works(day, calendar):
            for open_s, close_s in calendar.hours:
                begin, stop = max(_at(day, open_s), start), min(_at(day, close_s), end)
                if begin < stop:
                    yield begin, stop
        day += timedelta(days=1)


def _at(day: date, second: int) -> int:
    return _seconds(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(seconds=second))


def _number(at: int) -> int:
    return (local(at).date() - EPOCH).days


def _seconds(when: datetime) -> int:
    return int(when.timestamp())
