"""The county decides: years confirmed, days and limits edited, open deadlines reckoned anew with one journal row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from gis.deadlines.limits import Limit, LimitClass, LimitUnit, Rule
from gis.deadlines.many import deadlines_many
from gis.deadlines.notice import parse_notice
from gis.events.states import Act, Status
from gis.foundation.errors import Refused
from gis.workspace.rulings import Rulings, own_day
from tests.gis.deadlines.notices import N2026, SUPPOSED_2027
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
from tests.gis.workflow.office import DISPATCHER, HANDLER, INSPECTOR, at


def test_nothing_moves_while_nothing_was_decided(office):  # noqa: F811
    from gis.workflow.reckoning import open_rows, reckoned

    docket = office.casework.docket(open_rows(office.workspace.snapshot))
    assert reckoned(docket) == []


def test_confirming_a_year_shows_what_moves_and_moves_it_with_one_journal_row(office):  # noqa: F811
    rows = np.flatnonzero((office.events.status == Status.CLOSED) & (office.events.limit_class == LimitClass.OTHER))[:3]
    office.clock.at = at(2026, 12, 23, 9)
    office.does(DISPATCHER, "reopen", rows.tolist(), "又漏了")
    assert [office.value(r, "close_due") for r in rows] == [at(2027, 1, 4, 18)] * 3
    assert all(office.value(r, "provisional") for r in rows)
    office.does(HANDLER, "ask_extension", int(rows[0]), "天寒地冻", days=4)
    office.does(INSPECTOR, "approve", int(rows[0]))
    assert office.value(rows[0], "close_due") == at(2027, 1, 8, 18)

    text = SUPPOSED_2027.replace("1月1日（周五）至3日（周日）放假，共3天", "1月1日（周五）至5日（周二）放假调休，共5天")
    ruling = Rulings(office.workspace).confirm(parse_notice(text))
    assert [m.row for m in ruling.moves if m.shifts] == rows.tolist()
    assert [m.days for m in ruling.moves] == [2, 1, 1] or [m.days for m in ruling.moves] == [2, 2, 2]
    assert "3 件时限变动" in ruling.summary and "3 件由暂定转为确定" in ruling.summary
    assert office.value(rows[1], "close_due") == at(2027, 1, 4, 18), "nothing moves before it is committed"

    seq = office.workspace.snapshot.seq
    office.workspace.do(ruling.change)
    assert office.workspace.snapshot.seq == seq + 1
    assert [office.value(r, "close_due") for r in rows] == [at(2027, 1, 12, 18), at(2027, 1, 6, 18), at(2027, 1, 6, 18)]
    assert not any(office.value(r, "provisional") for r in rows)
    last = office.workspace.history(int(rows[0]))[-1]
    assert last.act == Act.RECKON and "2027-01-08 18:00 → 2027-01-12 18:00" in last.note
    assert not office.workspace.calendar.presumed(office.workspace.calendar.horizon)
    assert Rulings(office.workspace).notices()[2027].startswith("国务院办公厅关于2027年")


def test_a_confirmed_year_is_undone_with_all_its_moves(office):  # noqa: F811
    horizon = office.workspace.calendar.horizon
    office.workspace.do(Rulings(office.workspace).confirm(parse_notice(SUPPOSED_2027)).change)
    assert office.workspace.calendar.horizon == horizon + 365
    office.undo()
    assert office.workspace.calendar.horizon == horizon


def test_doubtful_notices_and_years_out_of_turn_are_refused(office):  # noqa: F811
    rulings = Rulings(office.workspace)
    with pytest.raises(Refused, match="共 8 天"):
        rulings.confirm(parse_notice(N2026.replace("共9天", "共8天")))
    with pytest.raises(Refused, match="2027 年还没有确认"):
        rulings.confirm(replace(parse_notice(SUPPOSED_2027), year=2028))


def test_a_notice_can_be_taken_again_with_corrections(office):  # noqa: F811
    rulings = Rulings(office.workspace)
    office.workspace.do(rulings.confirm(parse_notice(SUPPOSED_2027)).change)
    again = SUPPOSED_2027.replace("4月25日（周日）、5月8日（周六）上班", "5月8日（周六）上班")
    office.workspace.do(rulings.confirm(parse_notice(again)).change)
    from gis.deadlines.years import number

    assert not office.workspace.calendar.works(number(date(2027, 4, 25)))
    assert office.workspace.calendar.works(number(date(2027, 5, 8)))


def test_calendars_edited_later_reckon_open_events_anew(office):  # noqa: F811
    ruling = Rulings(office.workspace).set_days([own_day(date(2026, 11, 26), False, "县庆")], "县政府通知")
    ((before, after),) = ruling.days
    assert (before.reason, after.reason) == ("工作日", "县庆")
    office.workspace.do(ruling.change)
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    assert office.values(row, "reply_due", "close_due") == (at(2026, 11, 25, 18), at(2026, 12, 3, 18))
    closed = office.row(Status.CLOSED, LimitClass.OTHER)
    assert office.value(closed, "close_due") == at(2026, 12, 2, 18), "history stays"


def test_what_was_met_is_not_moved_afterwards(office):  # noqa: F811
    office.workspace.do(Rulings(office.workspace).set_days([own_day(date(2026, 11, 24), False, "县庆")], "通知").change)
    answered = office.row(Status.REPLIED, LimitClass.OTHER)
    assert office.values(answered, "reply_due", "close_due") == (at(2026, 11, 25, 18), at(2026, 12, 3, 18))


def test_limits_hold_from_their_day_and_open_events_follow(office):  # noqa: F811
    days = [Limit(LimitUnit.WORKING_DAYS, n) for n in (1, 5)]
    rule = Rule(LimitClass.OTHER, date(2026, 11, 23), *days)
    ruling = Rulings(office.workspace).set_limit(rule, "县政府令")
    office.workspace.do(ruling.change)
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    assert office.values(row, "reply_due", "close_due") == (at(2026, 11, 24, 18), at(2026, 11, 30, 18))
    later = Rule(LimitClass.OTHER, date(2026, 12, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 3))
    assert not Rulings(office.workspace).set_limit(later, "县政府令").moves
    office.workspace.do(Rulings(office.workspace).set_limit(later, "县政府令").change)
    assert len(office.workspace.rules) == 6
    office.undo()
    office.undo()
    assert office.value(row, "close_due") == at(2026, 12, 2, 18)


def test_every_open_event_agrees_with_the_fast_road_after_a_ruling(office):  # noqa: F811
    rulings = Rulings(office.workspace)
    office.workspace.do(rulings.set_days([own_day(date(2026, 11, 28), True, "调休上班")], "通知").change)
    events, workspace = office.events, office.workspace
    rows = np.flatnonzero(events.status < Status.REPLIED)
    due = deadlines_many(events.limit_class[rows], events.reported_at[rows], workspace.rules, workspace.calendar)
    np.testing.assert_array_equal(events.close_due[rows], due.close_due)
    np.testing.assert_array_equal(events.reply_due[rows], due.reply_due)
    np.testing.assert_array_equal(events.warn_at[rows], due.warn_at)


def test_reasons_are_asked_for(office):  # noqa: F811
    rulings = Rulings(office.workspace)
    with pytest.raises(Refused, match="理由"):
        rulings.set_days([own_day(date(2026, 11, 26), False, "县庆")], " ")
    with pytest.raises(Refused, match="没有名为"):
        rulings.set_value("no_such", "1")
    with pytest.raises(Refused, match="应为数字"):
        rulings.set_value("return_limit", "两次")


def test_shorter_hours_move_the_open_deadlines_and_keep_their_lunch_break(office):  # noqa: F811
    rulings = Rulings(office.workspace)
    rows = np.flatnonzero((office.events.status < Status.CLOSED) & (office.events.limit_class == LimitClass.OTHER))
    before = office.events.close_due[rows].copy()
    ruling = rulings.set_numbers({"office_hours": "09:00-12:00,13:30-17:30"}, "冬季作息")
    assert ruling.moves and "工作时间设为 09:00-12:00,13:30-17:30" in ruling.change.label
    office.workspace.do(ruling.change)
    assert office.workspace.calendar.hours == ((32400, 43200), (48600, 63000))
    assert (office.events.close_due[rows] <= before).all() and (office.events.close_due[rows] < before).any()
    office.workspace.do(rulings.confirm(parse_notice(SUPPOSED_2027)).change)
    assert office.workspace.calendar.hours[-1][1] == 63000, "a year's notice leaves the hours alone"
    office.workspace.do(rulings.set_numbers({"office_hours": ""}, "恢复").change)
    assert office.workspace.calendar.hours[-1][1] == 64800


@pytest.mark.parametrize("hours", ["08:30", "12:00-08:30", "08:30-12:00,11:00-18:00", "八点-12:00", "25:00-26:00"])
def test_hours_that_make_no_sense_are_refused(office, hours):  # noqa: F811
    with pytest.raises(Refused):
        Rulings(office.workspace).set_numbers({"office_hours": hours}, "试")


def test_numbers_are_set_together_with_one_reason(office):  # noqa: F811
    ruling = Rulings(office.workspace).set_numbers({"return_limit": "3", "lock_minutes": "5"}, "县里的文件")
    assert not [m for m in ruling.moves if m.shifts]
    office.workspace.do(ruling.change)
    assert (office.workspace.settings.return_limit, office.workspace.settings.lock_minutes) == (3, 5)
    with pytest.raises(Refused, match="理由"):
        Rulings(office.workspace).set_numbers({"return_limit": "4"}, " ")
    with pytest.raises(Refused, match="提醒时点"):
        Rulings(office.workspace).set_numbers({"remind_shares": "1.5"}, "试")


def test_an_item_may_have_a_limit_of_its_own(office):  # noqa: F811
    rulings, items = Rulings(office.workspace), office.workspace.snapshot.items
    open_ = (office.events.status < Status.CLOSED) & (office.events.limit_class == LimitClass.OTHER)
    held = office.events.item[np.flatnonzero(open_)]
    item = int(np.bincount(held).argmax())
    rule = Rule(
        LimitClass.OTHER, date(2026, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 3), 0.75,
        int(items.id[item]),
    )  # fmt: skip
    ruling = rulings.set_limit(rule, "县里的文件")
    assert f"其他事项 · {items.name[item]}" in ruling.change.label
    assert {int(office.events.item[m.row]) for m in ruling.moves} == {item}, "no other item moves"
    untouched = np.flatnonzero(open_ & (office.events.item != item))
    before = office.events.close_due[untouched].copy()
    office.workspace.do(ruling.change)
    assert (office.events.close_due[untouched] == before).all()
    row = next(m.row for m in ruling.moves)
    assert not office.value(row, "reply_due")
    clocks = office.workspace.clocks(row)
    assert [(word, ledger.limit.amount) for word, ledger in clocks] == [("办结", 3)]
    assert clocks[0][1].due == office.value(row, "close_due")
    from gis.workflow.reckoning import open_rows, reckoned

    assert reckoned(office.casework.docket(open_rows(office.workspace.snapshot))) == [], "both ways agree"
    again = replace(rule, close=Limit(LimitUnit.WORKING_DAYS, 4))
    office.workspace.do(rulings.set_limit(again, "更正").change)
    assert len([r for r in office.workspace.rules if r.item]) == 1, "a rule of the same day is replaced"
