"""Known faults of other engines of deadlines, one test each, by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.course import Course, dues
from gis.deadlines.limits import Limit, LimitClass, LimitUnit, Rule, load_rules
from gis.deadlines.pauses import Pause
from gis.deadlines.reminders import reminders
from gis.deadlines.seed import load_calendar
from gis.deadlines.years import OwnDay, number, overlaid
from gis.foundation.clock import SHANGHAI, day_number, local

CALENDAR, RULES = load_calendar(), load_rules()


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=SHANGHAI).timestamp())


def clocks(course: Course, limit_class: int = LimitClass.OTHER, calendar: WorkCalendar = CALENDAR):
    return dues(RULES, limit_class, course, calendar)


def in_office(instant: int) -> bool:
    when = local(instant)
    hour = when.hour + when.minute / 60
    return CALENDAR.works(day_number(instant)) and (8.5 <= hour < 12 or 14 <= hour < 18)


def test_fault_working_days_counted_as_24_hour_blocks() -> None:
    filed = Course(at(2026, 9, 30, 16))
    assert clocks(filed).reply_due == at(2026, 10, 9, 18), "not 48 hours later, in the middle of a holiday"
    assert clocks(filed).close_due == at(2026, 10, 15, 18)
    assert clocks(Course(at(2026, 9, 30, 9))).close_due == clocks(filed).close_due, "the hour of filing does not matter"


def test_fault_a_warning_set_to_midnight_instead_of_the_working_hour() -> None:
    for hour in range(0, 24, 3):
        assert in_office(clocks(Course(at(2026, 11, 20, hour, 7))).warn_at)
        assert in_office(
            clocks(Course(at(2026, 11, 20, hour, 7), (Pause(at(2026, 11, 20, 9), at(2026, 11, 24)),))).warn_at
        )


def test_fault_pause_time_forgotten_when_the_class_changes() -> None:
    day = (Pause(at(2026, 11, 24, 8, 30), at(2026, 11, 24, 18)),)
    for limit_class in (LimitClass.LIVELIHOOD, LimitClass.OTHER):
        assert clocks(Course(at(2026, 11, 23, 10), day), limit_class).close_due == at(2026, 12, 3, 18)
    wait = (Pause(at(2026, 11, 23, 10, 30), at(2026, 11, 23, 12)),)
    assert clocks(Course(at(2026, 11, 23, 10), wait), LimitClass.EMERGENCY).close_due == at(2026, 11, 23, 13, 30)


def test_fault_holds_counted_in_off_hours() -> None:
    free = clocks(Course(at(2026, 11, 23, 10)))
    nights = (
        Pause(at(2026, 11, 23, 18), at(2026, 11, 24, 8, 30)),
        Pause(at(2026, 11, 27, 18), at(2026, 11, 30, 8, 30)),
    )
    assert clocks(Course(at(2026, 11, 23, 10), nights)) == free


def test_fault_filing_on_a_holiday() -> None:
    holiday, last_day_off = clocks(Course(at(2026, 10, 2, 10))), clocks(Course(at(2026, 10, 7, 23)))
    assert holiday.reply_due == last_day_off.reply_due == at(2026, 10, 9, 18)
    assert in_office(holiday.warn_at)


def test_fault_a_lunch_break() -> None:
    lunch = (Pause(at(2026, 11, 24, 12), at(2026, 11, 24, 14)),)
    assert clocks(Course(at(2026, 11, 23, 10), lunch)).close_due == at(2026, 12, 2, 18)
    across = (Pause(at(2026, 11, 24, 11), at(2026, 11, 24, 15)),)
    assert clocks(Course(at(2026, 11, 23, 10), across)).close_due == at(2026, 12, 3, 10, 30), "two hours, not four"


def test_fault_calendars_edited_later_and_open_events_not_recomputed() -> None:
    # the journal row that moves them: tests/gis/test_rulings.py
    later = overlaid(CALENDAR, [], [OwnDay(number(date(2026, 11, 26)), False, "县庆")])
    filed = Course(at(2026, 11, 23, 10))
    assert (clocks(filed).close_due, clocks(filed, calendar=later).close_due) == (
        at(2026, 12, 2, 18),
        at(2026, 12, 3, 18),
    )


def test_fault_age_counted_from_creation_after_a_reopen() -> None:
    before, again = Course(at(2026, 3, 2, 10)), Course(at(2026, 11, 23, 10))
    assert clocks(before).close_due == at(2026, 3, 11, 18)
    assert clocks(again).close_due == at(2026, 12, 2, 18), "the day of reopening is day 0"
    assert clocks(again).warn_at > at(2026, 11, 23, 10)


def test_fault_side_jobs_that_ignore_the_calendar() -> None:
    for hour in (2, 10, 23):
        found = reminders(RULES, LimitClass.OTHER, Course(at(2026, 9, 30, hour), replied=True), CALENDAR)
        assert [r.share for r in found] == [0.5, 0.75, 0.9]
        assert all(in_office(r.at) and r.at < r.due for r in found)
    held = Course(at(2026, 11, 23, 10), (Pause(at(2026, 11, 24, 8, 30), at(2026, 11, 30, 8, 30)),), replied=True)
    for early, late in zip(
        *(reminders(RULES, LimitClass.OTHER, c, CALENDAR) for c in (replace(held, pauses=()), held)), strict=True
    ):
        assert in_office(late.at) and late.at > early.at, "a reminder waits with its clock"


def test_no_reminder_without_a_clock() -> None:
    rules = (Rule(LimitClass.OTHER, date(2020, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.NONE)),)
    assert reminders(rules, LimitClass.OTHER, Course(at(2026, 11, 23, 10)), CALENDAR) == []
