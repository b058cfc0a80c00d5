"""The clock ledger: why a deadline is when it is, stretch by stretch (时限说明)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.limits import Limit, LimitUnit
from gis.deadlines.many import due_of, is_presumed
from gis.deadlines.pauses import MARGIN_DAYS, Pause, extended, merged, moved
from gis.foundation.clock import day_number, day_start


@dataclass(frozen=True)
class Interval:
    """A stretch of wall clock, start to end (UTC seconds), whether it counts and why. counted_s: working seconds it
    used up (wall-clock seconds for hours and same-day limits). presumed: rests on days no notice confirms yet."""

    start: int
    end: int
    counted: bool
    reason: str  # 工作日, 周末, 国庆节, 调休上班, 上报（重开、返工）当日不计, 暂停：等待材料, 自然时间
    counted_s: int = 0
    presumed: bool = False


@dataclass(frozen=True)
class Ledger:
    """How one clock was counted. due: UTC seconds, 0 if the limit is empty. skipped: day numbers that did not count,
    with the reason, the foresight card's 不计. notes: what acts did to this clock (延期, 返工, 重开), a sentence each.
    day_s: working seconds of a working day, by which stretches are told as days."""

    limit: Limit
    filed_at: int
    due: int
    provisional: bool
    intervals: tuple[Interval, ...]
    skipped: tuple[tuple[int, str], ...]
    notes: tuple[str, ...] = ()
    day_s: int = 0


def explain(
    limit: Limit,
    filed_at: int,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    extension_days: int = 0,
    begun: str = "上报",
    notes: Sequence[str] = (),
) -> Ledger:
    """The ledger of one limit for an event filed at an instant, with its pauses and approved extension.

    A pause that still runs is given with the present as its end. begun: what the clock runs from (上报, 重开, 返工).
    notes: see Ledger.
    """
    if limit.unit is LimitUnit.NONE:
        return Ledger(limit, filed_at, 0, False, (), ())
    reach = 2 * limit.amount + MARGIN_DAYS
    day = day_number(filed_at)
    time = WorkTime(calendar.covering(day, day + reach))
    due = int(due_of(limit, np.array([filed_at], np.int64), time)[0])
    if extension_days:
        due = extended(due, extension_days, calendar)
    due = moved(due, filed_at, limit.unit, pauses, calendar)
    if limit.unit is not LimitUnit.WORKING_DAYS:
        stretches = tuple(_wall_clock(filed_at, due, merged(pauses)))
        return Ledger(limit, filed_at, due, False, stretches, (), tuple(notes))
    provisional = bool(is_presumed(limit, np.array([due]), calendar)[0])
    intervals = _joined(_working(filed_at, due, merged(pauses), calendar, begun))
    skipped = skipped_days(filed_at, due, calendar)
    return Ledger(limit, filed_at, due, provisional, intervals, skipped, tuple(notes), calendar.day_s)


def skipped_days(filed_at: int, due: int, calendar: WorkCalendar) -> tuple[tuple[int, str], ...]:
    """(day number, 周末 / 国庆节 / 元旦（暂定）…) of the days between filing and due that are not worked."""
    days = range(day_number(filed_at) + 1, day_number(due))
    return tuple((day, calendar.reason(day)) for day in days if not calendar.works(day))


def _wall_clock(filed_at: int, due: int, pauses: list[Pause]) -> Iterator[Interval]:
    for start, end, pause in _cut(filed_at, due, pauses):
        if pause:
            yield Interval(start, end, False, _paused(pause))
        else:
            yield Interval(start, end, True, "自然时间", end - start)


def _working(filed_at: int, due: int, pauses: list[Pause], calendar: WorkCalendar, begun: str) -> Iterator[Interval]:
    grown = calendar.covering(day_number(filed_at), day_number(due) + 1)
    time, filed_day = WorkTime(grown), day_number(filed_at)
    for day in range(filed_day, day_number(due) + 1):
        works, presumed = calendar.works(day), calendar.presumed(day)
        for start, end, pause in _cut(max(filed_at, day_start(day)), min(due, day_start(day + 1)), pauses):
            used = int(np.diff(time.worked(np.array([start, end])))[0])
            if pause and works and used:
                yield Interval(start, end, False, _paused(pause), 0, presumed)
            elif day == filed_day:
                yield Interval(start, end, False, f"{begun}当日不计", 0, presumed)
            elif works and not used:
                yield Interval(start, end, False, "下班时间", 0, presumed)
            else:
                yield Interval(start, end, works, calendar.reason(day), used, presumed)


def _cut(start: int, end: int, pauses: list[Pause]) -> Iterator[tuple[int, int, Pause | None]]:
    """start … end as pieces inside and outside the pauses."""
    for pause in pauses:
        begin, stop = max(pause.start, start), min(pause.end, end)
        if begin >= stop:
            continue
        if start < begin:
            yield start, begin, None
        yield begin, stop, pause
        start = stop
    if start < end:
        yield start, end, None


def _joined(intervals: Iterator[Interval]) -> tuple[Interval, ...]:
    """Neighbours that say the same become one."""
    whole: list[Interval] = []
    for one in intervals:
        last = whole[-1] if whole else None
        if last and (last.end, last.counted, last.reason) == (one.start, one.counted, one.reason):
            whole[-1] = replace(
                last, end=one.end, counted_s=last.counted_s + one.counted_s, presumed=last.presumed or one.presumed
            )
        else:
            whole.append(one)
    return tuple(whole)


def _paused(pause: Pause) -> str:
    return f"暂停：{pause.reason}" if pause.reason else "暂停"
