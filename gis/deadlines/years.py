"""The calendar year by year: what the county confirmed or edited lies over the shipped table, and a year can be
looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gis.deadlines.calendar import DayKind, WorkCalendar, weekend_rule

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class OwnDay:
    """A day that the county's store sets: worked or not, and its name (国庆节, 调休上班)."""

    day: int
    working: bool
    name: str


@dataclass(frozen=True)
class YearDay:
    """A day as the year view shows it. day: day number. reason: 国庆节, 调休上班, 周末 … as the clock ledger says
    it."""

    day: int
    kind: DayKind
    reason: str
    presumed: bool


def number(day: date) -> int:
    """Day number of a date."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    """Date of a day number."""
    return date.fromordinal(EPOCH.toordinal() + day)


def overlaid(shipped: WorkCalendar, confirmed: Iterable[int], days: Iterable[OwnDay]) -> WorkCalendar:
    """The shipped calendar with the county's own years and days over it.

    A confirmed year is the weekend rule with the own days alone; in other years the own days change single days. The
    horizon is the end of the last year up to which every year is confirmed, shipped or own.
    """
    years, own = sorted(set(confirmed)), sorted(days, key=lambda d: d.day)
    if not years and not own:
        return shipped
    ends = [shipped.first, shipped.last, *(d.day for d in own), *(number(date(y, 12, 31)) for y in years)]
    whole = shipped.covering(min(ends), max(ends))
    kind, names = whole.kind.copy(), dict(shipped.names)
    for year in years:
        first, last = number(date(year, 1, 1)), number(date(year, 12, 31))
        kind[first - whole.first : last - whole.first + 1] = weekend_rule(first, last - first + 1)
        for day in range(first, last + 1):
            names.pop(day, None)
    for one in own:
        weekend = not weekend_rule(one.day, 1)[0]
        worked = DayKind.ADJUSTED if weekend else DayKind.WORKDAY
        free = DayKind.WEEKEND if weekend and not one.name else DayKind.HOLIDAY
        kind[one.day - whole.first] = worked if one.working else free
        names.pop(one.day, None)
        if one.name and not one.working:
            names[one.day] = one.name
    return replace(whole, kind=kind, names=names, horizon=_horizon(shipped.horizon, years))


def with_hours(calendar: WorkCalendar, hours: tuple[tuple[int, int], ...]) -> WorkCalendar:
    """The calendar with the county's own working sessions; none keeps its own."""
    return replace(calendar, hours=hours) if hours else calendar


def year_view(calendar: WorkCalendar, year: int) -> list[YearDay]:
    """Every day of a year."""
    days = range(number(date(year, 1, 1)), number(date(year, 12, 31)) + 1)
    return [YearDay(day, calendar.kind_of(day), calendar.reason(day), calendar.presumed(day)) for day in days]


def differing(before: WorkCalendar, after: WorkCalendar, year: int) -> list[tuple[YearDay, YearDay]]:
    """The days of a year that are worked in one calendar and not in the other, as both see them."""
    pairs = zip(year_view(before, year), year_view(after, year), strict=True)
    return [(a, b) for a, b in pairs if (a.kind & 1) != (b.kind & 1)]


def _horizon(shipped: int, years: list[int]) -> int:
    horizon = shipped
    for year in years:
        if date_of(horizon).year + 1 == year:
            horizon = number(date(year, 12, 31))
    return horizon


def days_of(found: Iterable[tuple[date, bool, str]]) -> list[OwnDay]:
    """Own days from (date, worked, name)."""
    return [OwnDay(number(day), working, name) for day, working, name in found]
