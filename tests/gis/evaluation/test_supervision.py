"""Which open events call for a letter, and what the letters say."""

from __future__ import annotations

from datetime import date

import numpy as np

from gis.deadlines.seed import load_calendar
from gis.evaluation.acts import Acts
from gis.evaluation.letters import letters
from gis.evaluation.supervision import Sent, by_unit, propose
from gis.evaluation.table import load_table
from gis.events.states import Act, Status
from tests.gis.evaluation.building import acts_of, at, county_of

NOW = at(2026, 10, 9, 10)  # a Friday just after the National Day week
TABLE, CALENDAR = load_table(), load_calendar()


def proposed(*rows: dict, acts: Acts | None = None, sent: Sent | None = None):
    county = county_of(rows)
    found = propose(county.events, acts or Acts.none(), NOW, TABLE, CALENDAR, sent)
    return {p.row: (p.act, [r.rule for r in p.reasons]) for p in found}


def fresh(**more) -> dict:
    """Assigned this morning, a week to go."""
    morning = at(2026, 10, 9, 9)
    return {
        "reported_at": morning,
        "accepted_at": morning,
        "assigned_at": morning,
        "close_due": at(2026, 10, 20),
    } | more


def test_a_healthy_event_calls_for_nothing() -> None:
    assert proposed(fresh()) == {}
    assert proposed(fresh(status=Status.CLOSED, close_due=1, closed_at=at(2026, 10, 9, 9))) == {}


def test_late_by_working_days_not_by_holidays() -> None:
    eve = at(2026, 9, 30, 18)  # nine days ago, but not two working hours of them worked
    assert proposed(fresh(close_due=eve)) == {0: ("urge", ["超期"])}
    assert proposed(fresh(close_due=at(2026, 9, 24, 18))) == {0: ("supervise", ["超期", "超期三个工作日"])}


def test_emergencies_go_by_the_wall_clock() -> None:
    late = fresh(limit_class=0, close_due=NOW - 2 * 3600)
    assert proposed(late)[0] == ("supervise", ["超期", "突发情况超期两小时"])
    assert proposed(late | {"limit_class": 3})[0][0] == "urge"


def test_a_clock_that_stands_is_left_alone() -> None:
    assert proposed(fresh(close_due=NOW - 9, paused=True, paused_at=NOW - 20)) == {}


def test_returned_twice_and_reworked() -> None:
    found = proposed(fresh(returns=1), fresh(returns=2), fresh(rework=1), fresh(rework=2))
    assert found == {
        1: ("supervise", ["退单两次"]),
        2: ("urge", ["返工未结"]),
        3: ("supervise", ["返工未结", "返工两次"]),
    }


def test_silence_counts_from_the_last_act() -> None:
    quiet = fresh(assigned_at=at(2026, 9, 29, 9), accepted_at=1, reported_at=at(2026, 9, 29, 8))
    assert proposed(quiet)[0] == ("urge", ["指派后两个工作日不回应"])
    assert proposed(quiet, acts=acts_of([(1, at(2026, 10, 8, 16), Act.PROGRESS, 1)])) == {}


def test_no_second_letter_at_once_and_supervision_after_two() -> None:
    late = fresh(close_due=at(2026, 9, 30, 18))

    def letters_at(*when: int) -> Sent:
        return Sent(np.full(len(when), 1, np.int32), np.array(when, np.int64), np.ones(len(when), np.uint8))

    assert proposed(late, sent=letters_at(at(2026, 10, 8, 17))) == {}
    assert proposed(late, sent=letters_at(at(2026, 9, 28, 17)))[0][0] == "urge"
    twice = proposed(late, sent=letters_at(at(2026, 9, 25, 9), at(2026, 9, 28, 9)))
    assert twice[0] == ("supervise", ["超期", "催办两次仍超期"])


def test_one_letter_a_unit_and_act() -> None:
    county = county_of(
        [fresh(close_due=at(2026, 9, 30, 18)), fresh(rework=1), fresh(returns=2), fresh(rework=1, unit=-1)]
    )
    found = propose(county.events, Acts.none(), NOW, TABLE, CALENDAR)
    assert set(by_unit(found)) == {("supervise", 0), ("urge", 0), ("urge", -1)}
    written = letters(county, found, NOW, TABLE, CALENDAR)
    assert [(x.title, x.addressee, len(x.matters)) for x in written] == [
        ("督办通知书", "巨鹿县住建局", 1),
        ("催办通知", "巨鹿县住建局", 2),
        ("催办通知", "县调度中心", 1),
    ]
    assert written[0].answer_by == date(2026, 10, 13)  # 10-10 is a Saturday that is worked
    assert written[1].answer_by == date(2026, 10, 10)
    assert written[0].matters[0].reason == "退单两次（退单 2 次）"


def test_an_answer_date_beyond_the_calendar_says_so() -> None:
    county = county_of([fresh(rework=2)])
    late = at(2026, 12, 31, 9)
    found = propose(county.events, Acts.none(), late, TABLE, CALENDAR)
    assert letters(county, found, late, TABLE, CALENDAR)[0].answer_presumed
