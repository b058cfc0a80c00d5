"""Pauses and extensions: how far they move a deadline, in the time that its limit counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.limits import LimitUnit
from gis.foundation.clock import DAY_S, day_number

MARGIN_DAYS = 62  # of calendar kept beyond the days that could have been lost, for holiday weeks


@dataclass(frozen=True)
class Pause:
    """A stretch during which the clock stood still: start (included) to end, UTC seconds, and why (等待材料)."""

    start: int
    end: int
    reason: str = ""


def moved(
    due: int, filed_at: int, unit: LimitUnit, pauses: Sequence[Pause], calendar: WorkCalendar, ends: bool = True
) -> int:
    """The due instant after pauses, UTC seconds.

    A working-day limit moves by the working time lost since filing, so a pause wholly outside office hours adds
    nothing; a wall-clock limit moves by the wall clock lost. Overlapping pauses count once; a pause that begins after
    the clock has run out changes nothing. `ends` false moves a warning: it then falls at the start of a session, not
    at the end of the one before.
    """
    if not due:
        return 0
    time = _time_for(due, filed_at, pauses, calendar) if unit is LimitUnit.WORKING_DAYS else None
    for pause in merged(pauses):
        start = max(pause.start, filed_at)
        if start < due and start < pause.end:
            due = _later(due, start, pause.end, time, ends)
    return due


def extended(due: int, days: int, calendar: WorkCalendar) -> int:
    """The due instant after an approved extension (延期) of whole working days: same hour, so many working days on."""
    time = WorkTime(calendar.covering(day_number(due) - MARGIN_DAYS, day_number(due) + 2 * days + MARGIN_DAYS))
    worked = time.worked(np.array([due], np.int64)) + days * calendar.day_s
    return int(time.instant(worked, ends=True)[0])


def merged(pauses: Sequence[Pause]) -> list[Pause]:
    """Pauses in order of time, those that touch or overlap made one; empty ones dropped."""
    whole: list[Pause] = []
    for pause in sorted((p for p in pauses if p.end > p.start), key=lambda p: p.start):
        if whole and pause.start <= whole[-1].end:
            last = whole[-1]
            whole[-1] = Pause(last.start, max(last.end, pause.end), last.reason or pause.reason)
        else:
            whole.append(pause)
    return whole


def _later(due: int, start: int, end: int, time: WorkTime | None, ends: bool) -> int:
    if time is None:
        return due + end - start
    from_, until, at = time.worked(np.array([start, end, due], np.int64))
    return due if from_ == until else int(time.instant(np.array([at + until - from_]), ends)[0])


def _time_for(due: int, filed_at: int, pauses: Sequence[Pause], calendar: WorkCalendar) -> WorkTime:
    first = min(filed_at, due)
    last = max([due, *(p.end for p in pauses)])
    reach = 2 * ((last - first) // DAY_S) + MARGIN_DAYS
    return WorkTime(calendar.covering(day_number(first), day_number(last) + reach))
