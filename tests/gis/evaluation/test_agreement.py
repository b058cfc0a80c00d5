"""The fast counting and the slow one agree on random events, and every figure equals its rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.deadlines.limits import load_rules
from gis.deadlines.seed import load_calendar
from gis.evaluation.evaluate import COUNTY, evaluate
from gis.evaluation.measures import MEASURE_NOTE, measures
from gis.evaluation.periods import parse_period
from gis.evaluation.subjects import BY_WORD, subjects
from gis.evaluation.table import load_table
from gis.events.states import Act, Status
from gis.foundation.clock import DAY_S
from tests.gis.evaluation.building import acts_of, at, county_of, marks_of
from tests.gis.evaluation.slow import One, belongs

PERIOD = parse_period("2026Q3")
EDGES = [PERIOD.start, PERIOD.start + 1, PERIOD.start - 1, PERIOD.end, PERIOD.end - 1, PERIOD.end + 1]
RULES, CALENDAR = load_rules(), load_calendar()
INSTANT = st.one_of(st.just(0), st.sampled_from(EDGES), st.integers(PERIOD.start - 40 * DAY_S, PERIOD.end + 40 * DAY_S))
SET = st.one_of(st.sampled_from(EDGES), st.integers(PERIOD.start - 40 * DAY_S, PERIOD.end + 40 * DAY_S))


@st.composite
def event(draw) -> dict:
    names = ("accepted_at", "assigned_at", "replied_at", "resolved_at", "closed_at", "reply_due", "close_due")
    row = {name: draw(INSTANT) for name in (*names, "paused_at")}
    return row | {
        "reported_at": draw(SET),
        "status": draw(st.sampled_from(list(Status))),
        "source": draw(st.integers(0, 5)),
        "unit": draw(st.integers(-1, 3)),
        "item": draw(st.integers(0, 21)),
        "limit_class": draw(st.integers(0, 3)),
        "paused": draw(st.booleans()),
        "returns": draw(st.integers(0, 2)),
        "rework": draw(st.integers(0, 2)),
        "rating": draw(st.integers(0, 4)),
    }


ACT = st.tuples(
    st.integers(1, 3),
    SET,
    st.sampled_from(
        [Act.ASSIGN, Act.ASSIGN, Act.ASSIGN, Act.ASSIGN, Act.RETURN, Act.EXTEND, Act.REWORK, Act.REOPEN, Act.ESCALATE]
    ),
    st.integers(1, 4),
)
NOW = st.one_of(st.sampled_from(EDGES), st.integers(PERIOD.start, PERIOD.end + 60 * DAY_S))


@settings(max_examples=150, deadline=None)
@given(st.lists(event(), min_size=1, max_size=3), st.lists(ACT, max_size=10), NOW)
def test_both_ways_of_counting_agree(rows: list[dict], acts: list, now: int) -> None:
    county = county_of(rows)
    told = sorted(acts, key=lambda a: (a[0], a[1]))
    found = measures(county.events, marks_of(county, acts_of(told)), PERIOD, now, 2)
    assert set(found) == set(MEASURE_NOTE)
    for row in range(len(rows)):
        unit = int(county.events.unit[row])
        one = One(county.events, row, int(county.units.id[unit]) if unit >= 0 else 0, told)
        fast = {name for name, own in found.items() if row in own}
        assert fast == belongs(one, PERIOD, now, 2, RULES, CALENDAR)


ASSIGNED = st.tuples(st.just(1), SET, st.sampled_from([Act.ASSIGN, Act.RETURN, Act.ESCALATE]), st.integers(1, 2))


@settings(max_examples=300, deadline=None)
@given(SET, SET, st.integers(0, 3), st.lists(ASSIGNED, min_size=2, max_size=5))
def test_the_fair_limit_is_the_one_found_step_by_step(filed: int, due: int, limit_class: int, acts: list) -> None:
    county = county_of([{"reported_at": filed, "close_due": due, "limit_class": limit_class, "unit": 0}])
    told = sorted(acts, key=lambda a: a[1])
    found, one = marks_of(county, acts_of(told)), One(county.events, 0, int(county.units.id[0]), told)
    assert found.fair_due[0] == one.fair_due(RULES, CALENDAR)
    assert found.misled[0] == one.misled


@settings(max_examples=40, deadline=None)
@given(st.lists(event(), min_size=1, max_size=12), NOW, st.sampled_from(sorted(BY_WORD)))
def test_a_figure_is_its_rows_and_the_parts_make_the_county(rows: list[dict], now: int, by: str) -> None:
    county = county_of(rows)
    found = evaluate(county, marks_of(county), PERIOD, by, now, load_table(), trend=1)
    k = len(found.subjects)
    for counted in found.present.rates:
        for subject in (COUNTY, *range(k)):
            part, whole = found.rate_rows(counted.rate.key, subject)
            assert (len(part), len(whole)) == (counted.part[subject], counted.whole[subject])
            assert set(part.tolist()) <= set(whole.tolist())
        others = (found.subjects.of_event[found.rate_rows(counted.rate.key)[1]] < 0).sum()
        assert counted.whole[:k].sum() + others == counted.whole[COUNTY]
    for name, counts in found.present.counts.items():
        assert len(found.measure_rows(name)) == counts[COUNTY]


def test_subjects_of_places_are_the_divisions_that_hold_them() -> None:
    from tests.small_county import make_snapshot

    county = make_snapshot(500)
    for by, level in (("township", 4), ("village", 5), ("grid", 6)):
        whose = subjects(county, by)
        for row in range(0, 500, 7):
            held = county.divisions.ancestor(int(county.events.division[row]), level)  # type: ignore[arg-type]
            assert whose.row[whose.of_event[row]] == held


def test_a_running_period_knows_nothing_of_what_comes() -> None:
    due = at(2026, 9, 10, 18)
    county = county_of([{"reported_at": at(2026, 9, 1), "accepted_at": at(2026, 9, 1, 1), "close_due": due}])
    before = measures(county.events, marks_of(county), PERIOD, due - 1, 2)
    after = measures(county.events, marks_of(county), PERIOD, due, 2)
    assert (len(before["应结案"]), len(after["应结案"])) == (0, 1)
    assert np.array_equal(after["结案"], [])
