"""Clocks in the users' words: 剩 48 分 · 剩 2 工作日 · 超 1 天 · 今天 15:20 · 11-25 周三 · 暂定."""

from __future__ import annotations

from datetime import date, timedelta

from gis.deadlines.calendar import WorkCalendar
from gis.events.states import State
from gis.foundation.clock import DAY_S, day_number, day_start, local

WEEKDAYS = "一二三四五六日"
NO_CLOCK = "—"
SOON_S = 12 * 3600  # a clock that ends within a night is told in hours, whatever the calendar says


def remaining(due: int, now: int, state: int, calendar: WorkCalendar, since: int = 0) -> str:
    """What is left of a clock, as lists show it.

    due, now: UTC seconds. state: State. since: start of the running pause (暂停) or instant of closing (已办结);
    without it those say only their word.
    """
    if state == State.CLOSED:
        return moment(since, now) if since else "已办结"
    if state == State.PAUSED:
        return f"暂停 {span(now - since)}" if since else "暂停"
    if state == State.PENDING:
        return "待受理"
    return left(due, now, calendar)


def left(due: int, now: int, calendar: WorkCalendar) -> str:
    """剩 48 分, 剩 3 小时 28 分, 剩 2 工作日, 超 1 天; — without a due instant.

    Hours and minutes when it ends today, within 12 hours or before another working day; else the working days after
    today up to and including the last one.
    """
    if not due:
        return NO_CLOCK
    if now > due:
        return f"超 {span(now - due)}"
    today, last = day_number(now), day_number(due - 1)
    days = calendar.working_days(today + 1, last)
    if last == today or due - now <= SOON_S or not days:
        return f"剩 {_hours(due - now)}"
    return f"剩 {days} 工作日"


def span(seconds: int) -> str:
    """A length of wall clock in its two largest fitting words: 6 分, 3 小时, 1 天."""
    if seconds >= DAY_S:
        return f"{seconds // DAY_S} 天"
    return f"{seconds // 3600} 小时" if seconds >= 3600 else f"{max(seconds // 60, 1)} 分"


def due_day(due: int, now: int, provisional: bool = False) -> str:
    """A due instant as lists show it: 今天 15:20, 今天 24:00, 11-25 周三, 01-08 周五 暂定; — without one."""
    if not due:
        return NO_CLOCK
    day = day_number(due - 1)  # midnight ends the day before it
    text = f"今天 {clock(due, day)}" if day == day_number(now) else _month_day(day, day_number(now))
    return f"{text} 暂定" if provisional else text


def due_full(due: int, now: int, provisional: bool = False) -> str:
    """A due instant with day and hour, as cards show it: 11-25 周三 18:00, 今天 15:20."""
    if not due:
        return NO_CLOCK
    day = day_number(due - 1)
    text = due_day(due, now)
    if day != day_number(now):
        text += f" {clock(due, day)}"
    return f"{text} 暂定" if provisional else text


def moment(at: int, now: int) -> str:
    """An instant in the past: 今天 10:12, 昨天 16:40, 11-20 周五."""
    day, today = day_number(at), day_number(now)
    if day in (today, today - 1):
        return f"{'今天' if day == today else '昨天'} {local(at):%H:%M}"
    return _month_day(day, today)


def full(at: int) -> str:
    """An instant for exports: 2026-11-25 18:00."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def clock(at: int, day: int) -> str:
    """The hour of an instant seen from a day number: the midnight that ends it is 24:00."""
    return "24:00" if at == day_start(day + 1) else f"{local(at):%H:%M}"


def days_briefly(days: list[int] | tuple[int, ...]) -> str:
    """Day numbers as 11-28、11-29."""
    return "、".join(f"{_date(day):%m-%d}" for day in days)


def _month_day(day: int, today: int) -> str:
    when = _date(day)
    year = "" if when.year == _date(today).year or abs(day - today) < 180 else f"{when.year}-"
    return f"{year}{when:%m-%d} 周{WEEKDAYS[when.weekday()]}"


def _hours(seconds: int) -> str:
    minutes = -(-seconds // 60)  # a minute that has begun is still there
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分"
    return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
