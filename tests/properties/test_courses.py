"""Courses with pauses, extensions, rework and reopening on random calendars: the fast reckoning equals the slow one."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.deadlines.calendar import DayKind, WorkCalendar
from gis.deadlines.course import Course, Extension, close_ledger, dues, reply_ledger
from gis.deadlines.limits import Limit, LimitUnit, Rule
from gis.deadlines.many import deadlines_many
from gis.deadlines.pauses import Pause
from gis.foundation.clock import day_number, day_start
from tests.gis.deadlines.slow_course import reply_and_close

FIRST = 20_400
SESSIONS = st.sampled_from(
    [((30_600, 43_200), (50_400, 64_800)), ((28_800, 61_200),), ((32_400, 36_000), (36_000, 64_800))]
)
LIMITS = st.one_of(
    st.builds(Limit, st.just(LimitUnit.WORKING_DAYS), st.integers(1, 7)),
    st.builds(Limit, st.just(LimitUnit.HOURS), st.integers(1, 30)),
    st.just(Limit(LimitUnit.SAME_DAY)),
)
MINUTES = st.integers(0, 9 * 24 * 60)
SHORT = st.integers(0, 3 * 24 * 60)


@st.composite
def calendars(draw) -> WorkCalendar:
    kinds = draw(st.lists(st.sampled_from([*DayKind, DayKind.WORKDAY]), min_size=40, max_size=40))
    return WorkCalendar(FIRST, np.array(kinds, np.uint8), FIRST + draw(st.integers(5, 39)), {}, draw(SESSIONS))


@st.composite
def courses(draw) -> Course:
    start = day_start(FIRST + 2) + 60 * draw(st.integers(0, 5 * 24 * 60))

    def stretches(most: int) -> tuple[Pause, ...]:
        begun = [start + 60 * draw(MINUTES) for _ in range(draw(st.integers(0, most)))]
        return tuple(Pause(at, at + 60 * draw(SHORT)) for at in begun)

    granted = tuple(
        Extension(start + 60 * draw(MINUTES), draw(st.integers(1, 3))) for _ in range(draw(st.integers(0, 2)))
    )
    share = draw(st.sampled_from([0.25, 0.5, 1.0]))
    return Course(start, stretches(3), granted, stretches(2), draw(st.booleans()), share)


@settings(max_examples=120, deadline=None)
@given(calendars(), st.one_of(st.just(Limit(LimitUnit.NONE)), LIMITS), LIMITS, courses())
def test_the_fast_reckoning_equals_the_slow_one(calendar, reply, close, course) -> None:
    rule = Rule(0, date(2020, 1, 1), reply, close, 0.75)  # type: ignore[arg-type]
    found = dues((rule,), 0, course, calendar)
    assert (found.reply_due, found.close_due) == reply_and_close(rule, course, calendar)
    assert found.warn_at <= max(found.reply_due, found.close_due)
    ends = [
        d for d, limit in ((found.reply_due, reply), (found.close_due, close)) if limit.unit is LimitUnit.WORKING_DAYS
    ]
    assert found.provisional is any(day_number(due - 1) > calendar.horizon for due in ends)


@settings(max_examples=120, deadline=None)
@given(calendars(), st.one_of(st.just(Limit(LimitUnit.NONE)), LIMITS), LIMITS, courses())
def test_the_ledger_ends_where_the_clock_does(calendar, reply, close, course) -> None:
    rule = Rule(0, date(2020, 1, 1), reply, close, 0.75)  # type: ignore[arg-type]
    found = dues((rule,), 0, course, calendar)
    assert close_ledger(rule, course, calendar).due == found.close_due
    assert reply_ledger(rule, course, calendar).due == found.reply_due


@settings(max_examples=100, deadline=None)
@given(calendars(), LIMITS, LIMITS, st.integers(0, 9 * 24 * 60), st.booleans())
def test_a_course_without_events_is_that_of_the_columns(calendar, reply, close, minute, replied) -> None:
    rule = Rule(0, date(2020, 1, 1), reply, close, 0.75)  # type: ignore[arg-type]
    start = day_start(FIRST + 2) + 60 * minute
    many = deadlines_many(np.zeros(1, np.uint8), np.array([start]), (rule,), calendar, np.array([replied]))
    one = dues((rule,), 0, Course(start, replied=replied), calendar)
    columns = tuple(column[0] for column in (many.reply_due, many.close_due, many.warn_at, many.provisional))
    assert (one.reply_due, one.close_due, one.warn_at, one.provisional) == columns
