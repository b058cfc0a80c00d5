"""Periods of evaluation: a year, a quarter, a month, any run of days; and the ones before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gis.foundation.clock import DAY_S, day_start, local
from gis.foundation.errors import WanggeError

EPOCH = date(1970, 1, 1)
QUARTER_WORD = "一二三四"
REMEDY = "请写成 2026Q3（季度）、2026（全年）、2026-09（月）或 2026-07-01..2026-09-30（起止日）。"


@dataclass(frozen=True)
class Period:
    """A run of whole Shanghai days. start: UTC seconds of its first midnight; end: of the midnight after its last day.
    key: as typed, 2026Q3. name: 2026 年第三季度."""

    key: str
    name: str
    start: int
    end: int

    @property
    def days(self) -> int:
        return (self.end - self.start) // DAY_S

    @property
    def first_day(self) -> date:
        return local(self.start).date()

    @property
    def last_day(self) -> date:
        return local(self.end - 1).date()

    def cut(self, now: int) -> int:
        """The instant up to which the period is known: its end, or `now` while it runs (UTC seconds)."""
        return min(self.end, now)


def parse_period(text: str) -> Period:
    """2026Q3, 2026, 2026-09 or 2026-07-01..2026-09-30; WanggeError says what is accepted."""
    key = text.strip().upper()
    try:
        if found := re.fullmatch(r"(\d{4})-?Q([1-4])", key):
            return _months(int(found[1]), 3 * int(found[2]) - 2, 3)
        if re.fullmatch(r"\d{4}", key):
            return _months(int(key), 1, 12)
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})", key):
            return _months(int(found[1]), int(found[2]), 1)
        if ".." in key:
            first, last = (date.fromisoformat(part.strip()) for part in key.split("..", 1))
            return _days(first, last)
    except ValueError as error:
        raise WanggeError(f"看不懂考核期 {text!r}：{error}。", REMEDY) from error
    raise WanggeError(f"看不懂考核期 {text!r}。", REMEDY)


def before(period: Period) -> Period:
    """The period of the same kind just before: the quarter, month or year before, or as many days."""
    first = period.first_day
    if "Q" in period.key:
        return _months(*_stepped(first, -3), 3)
    if re.fullmatch(r"\d{4}", period.key):
        return _months(first.year - 1, 1, 12)
    if re.fullmatch(r"\d{4}-\d{2}", period.key):
        return _months(*_stepped(first, -1), 1)
    return _days(first - timedelta(period.days), first - timedelta(1))


def later(period: Period) -> Period:
    """The period of the same kind just after."""
    first = period.first_day
    if "Q" in period.key:
        return _months(*_stepped(first, 3), 3)
    if re.fullmatch(r"\d{4}", period.key):
        return _months(first.year + 1, 1, 12)
    if re.fullmatch(r"\d{4}-\d{2}", period.key):
        return _months(*_stepped(first, 1), 1)
    after = period.last_day + timedelta(1)
    return _days(after, after + timedelta(period.days - 1))


def earlier(period: Period, count: int) -> tuple[Period, ...]:
    """The `count` periods of the same kind before this one, oldest first."""
    found: list[Period] = []
    for _ in range(count):
        period = before(period)
        found.append(period)
    return tuple(reversed(found))


def quarter_of(at: int) -> Period:
    """The quarter that holds an instant (UTC seconds)."""
    when = local(at)
    return _months(when.year, 3 * ((when.month - 1) // 3) + 1, 3)


def month_of(at: int) -> Period:
    """The month that holds an instant (UTC seconds)."""
    when = local(at)
    return _months(when.year, when.month, 1)


def year_of(at: int) -> Period:
    """The year that holds an instant (UTC seconds)."""
    return _months(local(at).year, 1, 12)


def span(first: date, last: date) -> Period:
    """Any run of days, both included; WanggeError if they are the wrong way round."""
    if last < first:
        raise WanggeError("止日早于起日。", "请把起止日调换过来。")
    return _days(first, last)


def _stepped(first: date, months: int) -> tuple[int, int]:
    number = first.year * 12 + first.month - 1 + months
    return number // 12, number % 12 + 1


def _months(year: int, month: int, count: int) -> Period:
    first = date(year, month, 1)
    after = date(*_stepped(first, count), 1)
    key, name = {
        12: (f"{year:04d}", f"{year} 年"),
        3: (f"{year:04d}Q{(month + 2) // 3}", f"{year} 年第{QUARTER_WORD[(month - 1) // 3]}季度"),
        1: (f"{year:04d}-{month:02d}", f"{year} 年 {month} 月"),
    }[count]
    return Period(key, name, _midnight(first), _midnight(after))


def _days(first: date, last: date) -> Period:
    if last < first:
        raise ValueError("止日早于起日")
    return Period(f"{first}..{last}", f"{first} 至 {last}", _midnight(first), _midnight(last + timedelta(1)))


def _midnight(day: date) -> int:
    return day_start((day - EPOCH).days)


__all__ = [*("Period", "before", "earlier", "later", "month_of", "parse_period", "quarter_of", "span", "year_of")]
