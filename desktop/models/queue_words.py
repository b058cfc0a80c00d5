"""The queue's cells about time: the clock that runs, put into the county's words (gis.deadlines.words)."""

from __future__ import annotations

import numpy as np

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.many import rests_on_presumed
from gis.deadlines.words import due_day, remaining
from gis.events.columns import Events
from gis.events.due import first_due
from gis.events.states import State
from gis.foundation.clock import day_number, local


def reported_words(at: int, now: int) -> str:
    """12:49 today, 11-22 of another day, 2025-06 of another year."""
    when = local(at)
    if day_number(at) == day_number(now):
        return when.strftime("%H:%M")
    return when.strftime("%m-%d") if when.year == local(now).year else when.strftime("%Y-%m")


def due_words(events: Events, row: int, now: int, calendar: WorkCalendar) -> str:
    """The due instant of the clock that runs: 今天 14:49, 11-25 周三, 01-08 周五 暂定; of another year 2025-06-04,
    whose weekday nobody asks for any more."""
    due = _due(events, row)
    words = due_day(due, now, rests_on_presumed(bool(events.provisional[row]), due, calendar))
    return words.partition(" ")[0] if words[:4].isdigit() else words


def left_words(events: Events, row: int, state: State, now: int, calendar: WorkCalendar) -> str:
    """剩 48 分, 剩 2 工作日, 超 1 天, 暂停 3 天, 待受理; closed: 今天 10:12."""
    since = events.closed_at if state is State.CLOSED else events.paused_at
    return remaining(_due(events, row), now, state, calendar, int(since[row]))


def _due(events: Events, row: int) -> int:
    return int(first_due(events, np.array([row]))[0])
