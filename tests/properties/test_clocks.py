"""Clocks against random calendars: the fast road equals the slow one, and what must always hold does."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.deadlines.calendar import DayKind, WorkCalendar
from gis.deadlines.ledger import explain
from gis.deadlines.limits import Limit, LimitUnit, Rule
from gis.deadlines.many import deadlines_many
from gis.deadlines.pauses import Pause, extended, moved
from gis.foundation.clock import DAY_S, OFFSET_S, day_start
from tests.gis.deadlines.slow import deadlines_one, due_one, worked_between

FIRST = 20_400  # in 2025
SESSIONS = st.sampled_from(
    [((30_600, 43_200), (50_400, 64_800)), ((28_800, 61_200),), ((0, 86_400),), ((32_400, 36_000), (36_000, 64_800))]
)
LIMITS = st.one_of(
    st.builds(Limit, st.just(LimitUnit.WORKING_DAYS), st.integers(1, 12)),
    st.builds(Limit, st.just(LimitUnit.HOURS), st.integers(1, 60)),
    st.just(Limit(LimitUnit.SAME_DAY)),
)
WORKING = st.builds(Limit, st.just(LimitUnit.WORKING_DAYS), st.integers(1, 9))
FILED = st.integers(day_start(FIRST + 2), day_start(FIRST + 50))
STRETCHES = st.lists(
    st.builds(
        lambda a, n: Pause(a, a + n), st.integers(day_start(FIRST), day_start(FIRST + 60)), st.integers(0, 4 * DAY_S)
    ),
    max_size=4,
)


@st.composite
def calendars(draw) -> WorkCalendar:
    """Sixty days of any kinds; nothing but the weekend rule before and after."""
    kinds = draw(st.lists(st.sampled_from(list(DayKind)), min_size=60, max_size=60))
    horizon = FIRST + draw(st.integers(10, 59))
    return WorkCalendar(FIRST, np.array(kinds, np.uint8), horizon, {}, draw(SESSIONS))


@st.composite
def rules(draw) -> Rule:
    reply = draw(st.one_of(st.just(Limit(LimitUnit.NONE)), LIMITS))
    share = draw(st.sampled_from([0.25, 0.5, 0.75, 0.9, 1.0]))
    return Rule(0, date(2020, 1, 1), reply, draw(LIMITS), share)  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(calendars(), rules(), st.lists(FILED, min_size=1, max_size=5))
def test_many_equals_one(calendar: WorkCalendar, rule: Rule, filed: list[int]) -> None:
    due = deadlines_many(np.zeros(len(filed), np.uint8), np.array(filed), (rule,), calendar)
    for row, at in enumerate(filed):
        expected = deadlines_one(rule, at, calendar)
        found = (due.reply_due[row], due.close_due[row], due.warn_at[row], due.provisional[row])
        assert found == expected


@settings(max_examples=200, deadline=None)
@given(calendars(), WORKING, FILED, STRETCHES)
def test_pauses_move_a_deadline_by_the_working_time_lost(calendar, limit, filed, pauses) -> None:
    due = due_one(limit, filed, calendar)
    after = moved(due, filed, limit.unit, pauses, calendar)
    assert after >= due
    lost = [p for p in pauses if worked_between(max(p.start, filed), max(p.end, filed), calendar)]
    if not lost:
        assert after == due
    uncounted = _paused_work(pauses, filed, after, calendar)
    assert worked_between(filed, after, calendar) - uncounted == worked_between(filed, due, calendar)


@settings(max_examples=200, deadline=None)
@given(calendars(), WORKING, FILED, STRETCHES)
def test_the_ledger_is_a_gapless_account_of_the_deadline(calendar, limit, filed, pauses) -> None:
    ledger = explain(limit, filed, calendar, pauses)
    assert ledger.due == moved(due_one(limit, filed, calendar), filed, limit.unit, pauses, calendar)
    assert ledger.intervals[0].start == filed and ledger.intervals[-1].end == ledger.due
    edges = [(one.end, two.start) for one, two in zip(ledger.intervals, ledger.intervals[1:], strict=False)]
    assert all(end == start for end, start in edges)
    end_of_filing_day = day_start((filed + OFFSET_S) // DAY_S + 1)
    total = worked_between(end_of_filing_day, ledger.due, calendar)
    assert sum(i.counted_s for i in ledger.intervals) == total - _paused_work(
        pauses, end_of_filing_day, ledger.due, calendar
    )


@given(calendars(), FILED, st.integers(1, 5))
def test_an_extension_is_whole_working_days(calendar, filed, days) -> None:
    limit = Limit(LimitUnit.WORKING_DAYS, 3)
    longer = Limit(LimitUnit.WORKING_DAYS, 3 + days)
    assert extended(due_one(limit, filed, calendar), days, calendar) == due_one(longer, filed, calendar)


def _paused_work(pauses: list[Pause], start: int, end: int, calendar: WorkCalendar) -> int:
    """Working seconds inside the union of the pauses, cut to start … end."""
    total, reached = 0, start
    for pause in sorted(pauses, key=lambda p: p.start):
        begin, stop = max(pause.start, reached), min(pause.end, end)
        if begin < stop:
            total += worked_between(begin, stop, calendar)
            reached = stop
    return total
