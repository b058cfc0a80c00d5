"""Clocks in the users' words, as the design language writes them."""

from __future__ import annotations

from datetime import datetime

import pytest

from gis.deadlines import words
from gis.deadlines.seed import load_calendar
from gis.events.states import State
from gis.foundation import numbers
from gis.foundation.clock import SHANGHAI

CALENDAR = load_calendar()


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=SHANGHAI).timestamp())


NOW = at(2026, 11, 23, 14, 32)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (at(2026, 11, 23, 15, 20), "剩 48 分"),
        (at(2026, 11, 23, 18, 0), "剩 3 小时 28 分"),
        (at(2026, 11, 24, 0, 0), "剩 9 小时 28 分"),
        (at(2026, 11, 25, 18, 0), "剩 2 工作日"),
        (at(2026, 12, 2, 18, 0), "剩 7 工作日"),
        (at(2026, 11, 22, 14, 0), "超 1 天"),
        (at(2026, 11, 23, 14, 0), "超 32 分"),
        (at(2026, 11, 23, 11, 0), "超 3 小时"),
        (NOW, "剩 0 分"),
        (0, "—"),
    ],
)
def test_what_is_left(due: int, expected: str) -> None:
    assert words.remaining(due, NOW, State.NORMAL, CALENDAR) == expected


def test_an_emergency_past_midnight_is_told_in_hours() -> None:
    assert words.left(at(2026, 11, 24, 1, 0), at(2026, 11, 23, 23, 0), CALENDAR) == "剩 2 小时"


def test_states_without_a_running_clock() -> None:
    assert words.remaining(0, NOW, State.CLOSED, CALENDAR, at(2026, 11, 23, 10, 12)) == "今天 10:12"
    assert words.remaining(0, NOW, State.CLOSED, CALENDAR, at(2026, 11, 22, 9, 5)) == "昨天 09:05"
    assert words.remaining(0, NOW, State.PAUSED, CALENDAR, at(2026, 11, 20, 10)) == "暂停 3 天"
    assert words.remaining(0, NOW, State.PENDING, CALENDAR) == "待受理"


def test_due_days() -> None:
    assert words.due_day(at(2026, 11, 23, 15, 20), NOW) == "今天 15:20"
    assert words.due_day(at(2026, 11, 24), NOW) == "今天 24:00"
    assert words.due_day(at(2026, 11, 25, 18), NOW) == "11-25 周三"
    assert words.due_day(at(2027, 1, 8, 18), NOW, True) == "01-08 周五 暂定"
    assert words.due_day(at(2025, 1, 8, 18), NOW) == "2025-01-08 周三"
    assert words.due_full(at(2026, 11, 25, 18), NOW) == "11-25 周三 18:00"
    assert words.due_full(at(2026, 11, 23, 15, 20), NOW, True) == "今天 15:20 暂定"
    assert words.full(at(2026, 11, 25, 18)) == "2026-11-25 18:00"


def test_numbers() -> None:
    assert [numbers.count(n) for n in (0, 1846, 99_999, 250_577)] == ["0", "1,846", "99,999", "25.1 万"]
    assert numbers.rate(0.95326) == "95.3%" and numbers.rate(0.95326, 2) == "95.33%"
    assert numbers.rate(float("nan")) == "—"
