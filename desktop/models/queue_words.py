"""The queue's words for instants and clocks."""

from __future__ import annotations

import numpy as np

from gis.events.columns import Events
from gis.events.due import first_due
from gis.events.states import State
from gis.foundation.clock import day_number, local

WEEKDAYS = "一二三四五六日"


def day_words(at: int, now: int) -> str:
    """今天, 昨天, 11-25 周三; with the year when it is another one."""
    ahead = day_number(at) - day_number(now)
    if ahead in (0, -1):
        return "今天" if ahead == 0 else "昨天"
    when = local(at)
    stamp = when.strftime("%m-%d") if when.year == local(now).year else when.strftime("%Y-%m-%d")
    return f"{stamp} 周{WEEKDAYS[when.weekday()]}"


def reported_words(at: int, now: int) -> str:
    """12:49 today, 11-22 of another day."""
    when = local(at)
    if day_number(at) == day_number(now):
        return when.strftime("%H:%M")
    return when.strftime("%m-%d") if when.year == local(now).year else when.strftime("%Y-%m")


def due_words(events: Events, row: int, now: int) -> str:
    """The due instant of the clock that runs: 今天 14:49, 11-25 周三."""
    due = int(first_due(events, np.array([row]))[0])
    if not due:
        return "—"
    ahead = day_number(due) - day_number(now)
    words = day_words(due, now)
    if ahead == 0:
        words += local(due).strftime(" %H:%M")
    return f"{words} 暂定" if events.provisional[row] else words


def left_words(events: Events, row: int, state: State, now: int) -> str:
    """剩 48 分, 剩 3 小时 28 分, 超 1 天, 暂停 3 天, closed: 今天 10:12."""
    if state is State.CLOSED:
        at = int(events.closed_at[row])
        return f"{day_words(at, now)} {local(at).strftime('%H:%M')}" if at else "—"
    if state is State.PAUSED:
        return f"暂停 {_long(now - int(events.paused_at[row]))}" if events.paused_at[row] else "暂停"
    due = int(first_due(events, np.array([row]))[0])
    if not due:
        return "—"
    return f"剩 {_long(due - now)}" if due >= now else f"超 {_long(now - due)}"


def _long(seconds: int) -> str:
    minutes = max(seconds, 0) // 60
    if minutes < 60:
        return f"{minutes} 分"
    if minutes < 24 * 60:
        return f"{minutes // 60} 小时 {minutes % 60} 分" if minutes % 60 else f"{minutes // 60} 小时"
    return f"{minutes // 1440} 天"
