"""The domain's golden values, on the shipped calendar and limits."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from gis.deadlines.calendar import DayKind
from gis.deadlines.ledger import explain
from gis.deadlines.limits import Limit, LimitClass, LimitTableError, LimitUnit, Rule, load_rules, rule_for
from gis.deadlines.many import deadlines_many
from gis.deadlines.pauses import Pause, moved
from gis.deadlines.seed import STATUTORY, CalendarTableError, load_calendar, table_from_chinesecalendar
from gis.foundation.clock import SHANGHAI, day_number, local
from resources import ROOT

CALENDAR = load_calendar()
RULES = load_rules()


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=SHANGHAI).timestamp())


def due(limit_class: LimitClass, filed: int):
    found = deadlines_many(np.array([limit_class], np.uint8), np.array([filed]), RULES, CALENDAR)
    return local(found.reply_due[0]), local(found.close_due[0]), local(found.warn_at[0]), bool(found.provisional[0])


@pytest.mark.parametrize(
    ("filed", "reply", "close", "provisional"),
    [
        ((2026, 2, 12), (2026, 2, 14), (2026, 2, 28), False),
        ((2026, 2, 13), (2026, 2, 24), (2026, 3, 2), False),
        ((2026, 5, 8), (2026, 5, 11), (2026, 5, 18), False),
        ((2026, 9, 30), (2026, 10, 9), (2026, 10, 15), False),
        ((2026, 12, 23), (2026, 12, 25), (2027, 1, 4), True),
    ],
)
@pytest.mark.parametrize("hour", [0, 9, 13, 21])
@pytest.mark.parametrize("limit_class", [LimitClass.LIVELIHOOD, LimitClass.OTHER])
def test_working_day_limits(filed, reply, close, provisional, hour, limit_class) -> None:
    found = due(limit_class, at(*filed, hour))
    assert found[0] == datetime(*reply, 18, tzinfo=SHANGHAI)
    assert found[1] == datetime(*close, 18, tzinfo=SHANGHAI)
    assert found[3] is provisional


def test_emergencies_run_day_and_night_and_never_rest_on_the_calendar() -> None:
    assert due(LimitClass.EMERGENCY, at(2026, 10, 1, 23, 30))[1] == datetime(2026, 10, 2, 1, 30, tzinfo=SHANGHAI)
    assert due(LimitClass.EMERGENCY, at(2027, 5, 1, 3))[3] is False


def test_enquiries_end_with_their_day_even_on_a_holiday() -> None:
    assert due(LimitClass.ENQUIRY, at(2026, 10, 1, 23, 30))[1] == datetime(2026, 10, 2, tzinfo=SHANGHAI)


def test_a_warning_falls_in_office_hours() -> None:
    filed = at(2026, 11, 20, 22) + np.arange(0, 14 * 86_400, 613)
    found = deadlines_many(np.full(len(filed), LimitClass.OTHER, np.uint8), filed, RULES, CALENDAR)
    for warn in found.warn_at[::17]:
        when = local(int(warn))
        assert CALENDAR.works(day_number(int(warn)))
        assert (8, 30) <= (when.hour, when.minute) < (12, 0) or 14 <= when.hour < 18
    assert (found.warn_at < found.reply_due).all()


def test_an_answered_event_is_warned_of_its_close_clock() -> None:
    filed, other = np.array([at(2026, 11, 23, 9)] * 2), np.full(2, LimitClass.OTHER, np.uint8)
    found = deadlines_many(other, filed, RULES, CALENDAR, replied=np.array([False, True]))
    assert found.warn_at[0] < found.reply_due[0] < found.warn_at[1] < found.close_due[1]


def test_a_rule_holds_from_its_day_and_the_earliest_also_before() -> None:
    old = Rule(LimitClass.OTHER, date(2026, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 7))
    new = Rule(LimitClass.OTHER, date(2026, 12, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 5))
    assert rule_for((new, old), LimitClass.OTHER, day_number(at(2026, 11, 30, 23))) is old
    assert rule_for((new, old), LimitClass.OTHER, day_number(at(2026, 12, 1, 0))) is new
    assert rule_for((new, old), LimitClass.OTHER, day_number(at(2019, 1, 1))) is old
    filed = np.array([at(2026, 11, 30, 12), at(2026, 12, 1, 12)])
    found = deadlines_many(np.full(2, LimitClass.OTHER, np.uint8), filed, (new, old), CALENDAR)
    assert [f"{local(int(d)):%m-%d}" for d in found.close_due] == ["12-09", "12-08"]


def test_nothing_filed_is_no_deadline() -> None:
    assert len(deadlines_many(np.zeros(0, np.uint8), np.zeros(0, np.int64), RULES, CALENDAR).close_due) == 0


def test_a_pause_over_the_holiday_week_adds_nothing() -> None:
    filed, day_seven = at(2026, 9, 30, 10), at(2026, 10, 15, 18)
    holiday = Pause(at(2026, 9, 30, 18), at(2026, 10, 8, 8, 30))
    assert moved(day_seven, filed, LimitUnit.WORKING_DAYS, [holiday], CALENDAR) == day_seven


def test_a_working_day_paused_is_a_working_day_later() -> None:
    filed, close = at(2026, 11, 23, 10), at(2026, 12, 2, 18)
    whole = [Pause(at(2026, 11, 24, 18), at(2026, 11, 25, 18))]
    assert moved(close, filed, LimitUnit.WORKING_DAYS, whole, CALENDAR) == at(2026, 12, 3, 18)
    lunch = [Pause(at(2026, 11, 24, 11), at(2026, 11, 24, 15))]
    assert moved(close, filed, LimitUnit.WORKING_DAYS, lunch, CALENDAR) == at(2026, 12, 3, 10, 30)
    assert moved(close, filed, LimitUnit.WORKING_DAYS, whole + whole, CALENDAR) == at(2026, 12, 3, 18)


def test_a_pause_after_the_clock_ran_out_does_not_revive_it() -> None:
    due_at = at(2026, 11, 25, 18)
    late = [Pause(at(2026, 11, 26, 9), at(2026, 11, 27, 9))]
    assert moved(due_at, at(2026, 11, 23, 9), LimitUnit.WORKING_DAYS, late, CALENDAR) == due_at
    assert moved(due_at, at(2026, 11, 23, 9), LimitUnit.HOURS, late, CALENDAR) == due_at


def test_the_ledger_names_what_it_skips() -> None:
    ledger = explain(Limit(LimitUnit.WORKING_DAYS, 7), at(2026, 9, 30, 10), CALENDAR)
    assert local(ledger.due) == datetime(2026, 10, 15, 18, tzinfo=SHANGHAI)
    assert [reason for _, reason in ledger.skipped] == ["国庆节"] * 7 + ["周末"]
    assert [i.reason for i in ledger.intervals] == ["上报当日不计", "国庆节", "工作日", "调休上班", "周末", "工作日"]
    assert sum(i.counted_s for i in ledger.intervals) == 7 * CALENDAR.day_s


def test_the_ledger_shows_pauses_and_presumed_days() -> None:
    wait = Pause(at(2026, 12, 24, 8), at(2026, 12, 25, 8), "等待材料")
    ledger = explain(Limit(LimitUnit.WORKING_DAYS, 7), at(2026, 12, 23, 10), CALENDAR, [wait])
    assert f"{local(ledger.due):%m-%d %H:%M}" == "01-05 18:00"
    assert ledger.provisional
    assert any(i.reason == "暂停：等待材料" and not i.counted for i in ledger.intervals)
    assert (day_number(at(2027, 1, 1)), "元旦（暂定）") in ledger.skipped


def test_adjusted_weekends_of_2026_work() -> None:
    days = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    adjusted = [day_number(at(2026, m, d)) for m, d in days]
    first, last = day_number(at(2026, 1, 1)), day_number(at(2026, 12, 31))
    assert [d for d in range(first, last + 1) if CALENDAR.kind_of(d) is DayKind.ADJUSTED] == adjusted
    assert CALENDAR.horizon == last and CALENDAR.presumed(last + 1)


def test_the_calendar_never_ends() -> None:
    far = day_number(at(2041, 3, 4, 12))
    assert CALENDAR.kind_of(far) is DayKind.WORKDAY and CALENDAR.presumed(far)
    assert due(LimitClass.OTHER, at(2041, 3, 4, 12))[3] is True
    assert due(LimitClass.OTHER, at(2012, 3, 5, 12))[1] == datetime(2012, 3, 14, 18, tzinfo=SHANGHAI)


def test_the_shipped_calendar_is_the_one_chinesecalendar_gives() -> None:
    assert (ROOT / "tables" / "calendar.toml").read_text(encoding="utf-8") == table_from_chinesecalendar()


def test_every_day_agrees_with_the_second_oracle() -> None:
    holidays = pytest.importorskip("holidays")
    for year in (2024, 2025, 2026):
        china = holidays.CN(years=year)
        for day in range(day_number(at(year, 1, 1)), day_number(at(year, 12, 31)) + 1):
            when = local(day * 86_400).date()
            off = when in china or (when.weekday() >= 5 and when not in china.weekend_workdays)
            assert CALENDAR.works(day) is not off, when


def test_presumed_feasts_agree_with_the_second_oracle() -> None:
    holidays = pytest.importorskip("holidays")
    for year, runs in STATUTORY.items():
        china = holidays.CN(years=year)
        assert all(first in china for _, first, _ in runs)


def test_a_bad_table_is_told_plainly(tmp_path) -> None:
    bad = tmp_path / "limits.toml"
    bad.write_text('[[rule]]\nclass = "other"\neffective = 2026-01-01\n', encoding="utf-8")
    with pytest.raises(LimitTableError, match="突发情况"):
        load_rules(bad)
    bad.write_text("[[rule]\n", encoding="utf-8")
    with pytest.raises(LimitTableError, match=r"limits\.toml"):
        load_rules(bad)
    with pytest.raises(CalendarTableError, match="读不出来"):
        load_calendar(tmp_path / "none.toml")


def test_a_rule_of_one_item_goes_before_that_of_its_class_from_its_day_on() -> None:
    week = Rule(LimitClass.OTHER, date(2020, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 7))
    own = Rule(LimitClass.OTHER, date(2026, 11, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 3), 0.75, 12)
    rules = (own, week)
    assert rule_for(rules, LimitClass.OTHER, day_number(at(2026, 11, 23)), 12) is own
    assert rule_for(rules, LimitClass.OTHER, day_number(at(2026, 10, 31)), 12) is week, "not before its day"
    assert rule_for(rules, LimitClass.OTHER, day_number(at(2026, 11, 23)), 13) is week
    filed = np.full(3, at(2026, 11, 23, 10))
    found = deadlines_many(np.full(3, LimitClass.OTHER, np.uint8), filed, rules, CALENDAR, item=np.array([12, 13, 0]))
    assert found.close_due.tolist() == [at(2026, 11, 26, 18), at(2026, 12, 2, 18), at(2026, 12, 2, 18)]
