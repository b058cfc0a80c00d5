"""The parts of the calendar page: the painted year, the pasted notice, limits, hours, and what a ruling would move."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt

from desktop.models.limits import LimitsModel
from desktop.models.moves import shift_words
from desktop.office.calendar.day_form import DayForm, NoticeForm
from desktop.office.calendar.limit_form import LimitForm
from desktop.office.calendar.numbers import Numbers
from desktop.office.calendar.numbers_form import NumbersForm
from desktop.office.calendar.year_layout import YearLayout
from desktop.office.calendar.year_view import YearView
from desktop.theme import load_theme
from gis.deadlines.confirming import Move
from gis.deadlines.course import Dues
from gis.deadlines.limits import Limit, LimitClass, LimitUnit, Rule, load_rules
from gis.deadlines.seed import load_calendar
from gis.deadlines.years import date_of, number, year_view
from gis.foundation.settings import load_settings, sessions
from tests.gis.deadlines.notices import SUPPOSED_2027

THEME, CALENDAR = load_theme("day"), load_calendar()


@pytest.fixture
def view(qtbot):
    made = YearView(THEME)
    qtbot.addWidget(made)
    made.resize(930, 600)
    made.set_year(2026, year_view(CALENDAR, 2026), set(), number(date(2026, 11, 25)))
    made.show()
    return made


@pytest.mark.parametrize(("width", "height"), [(560, 700), (700, 420), (930, 600), (1500, 900), (3300, 1900)])
@pytest.mark.parametrize("year", [2026, 2028])
def test_every_day_has_its_own_place(year, width, height):
    layout = YearLayout(year, width, height)
    days = range(number(date(year, 1, 1)), number(date(year, 12, 31)) + 1)
    for day in days:
        cell = layout.cell(day)
        assert layout.day_at(cell.center()) == day
        assert layout.month(date_of(day).month).adjusted(-1, -1, 1, 1).contains(cell) and cell.right() <= width
    assert layout.day_at(QPointF(2, 2)) is None


def test_days_are_told_in_words_and_not_by_colour_alone(view):
    assert view.words_of(number(date(2026, 10, 10))) == "2026-10-10 周六，调休上班"
    assert view.words_of(number(date(2026, 10, 1))) == "2026-10-01 周四，国庆节"
    view.set_year(2027, year_view(CALENDAR, 2027), {number(date(2027, 3, 1))}, 0)
    assert view.words_of(number(date(2027, 1, 1))) == "2027-01-01 周五，元旦（暂定）"
    assert view.words_of(number(date(2027, 3, 1))).endswith("县里改定")


def test_days_are_chosen_by_hand_and_by_keys(qtbot, view):
    layout = view.layout_now()
    first, last = number(date(2026, 12, 1)), number(date(2026, 12, 4))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=layout.cell(first).center().toPoint())
    assert view.chosen == {first}
    qtbot.mouseClick(
        view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, layout.cell(last).center().toPoint()
    )
    assert view.chosen == set(range(first, last + 1))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == {last + 7}
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen == {last + 7, last + 8}
    view.choose({number(date(2026, 12, 31))})
    view._cursor = number(date(2026, 12, 31))
    with qtbot.waitSignal(view.year_wanted) as wanted:
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert wanted.args == [1]


def test_a_reason_is_asked_for_before_anything_is_worked_out(qtbot):
    form = DayForm(THEME)
    qtbot.addWidget(form)
    form.show_days([], [], False, "")
    assert not form.look.isEnabled() and form.why.text() == "先在年历里选日期"
    form.show_days(["2026-11-26 周四，工作日"], [number(date(2026, 11, 26))], True, "")
    with qtbot.assertNotEmitted(form.wanted):
        form.look.click()
    assert form.reason.problem == "请写明依据" and form.free.isChecked()
    form.reason.control.setText("县政府通知")
    with qtbot.waitSignal(form.wanted):
        form.look.click()
    assert [(one.working, one.name) for one in form.own_days()] == [(False, "")]
    form.show_days(["…"], [1], True, "只有管理员能修改")
    assert not form.look.isEnabled() and form.why.text() == "只有管理员能修改"


def test_a_pasted_notice_is_read_as_it_is_and_doubts_hold_it_back(qtbot):
    form = NoticeForm(THEME, lambda: "")
    qtbot.addWidget(form)
    assert not form.look.isEnabled() and not form.begun
    form.text.setPlainText(SUPPOSED_2027)
    form.read()
    assert form.look.isEnabled() and "春节 02-05 至 02-12" in form.found.text() and "02-14" in form.found.text()
    form.text.setPlainText(SUPPOSED_2027.replace("共7天", "共8天"))
    form.read()
    assert not form.look.isEnabled() and "写明共 8 天，日期却是 7 天" in form.doubts.text()
    form.text.setPlainText("今天天气不错")
    form.read()
    assert "没有找到年份" in form.doubts.text() and form.notice is None
    form.clear()
    assert not form.begun and form.why.text() == "先粘贴通知全文"


def test_limits_are_listed_with_what_is_in_force(qtbot):
    rules = (
        *load_rules(),
        Rule(LimitClass.OTHER, date(2027, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 5)),
        Rule(LimitClass.OTHER, date(2026, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 3), 0.5, 7),
    )
    model = LimitsModel(THEME)
    model.set_rules(rules, {7: "村务公开"}, number(date(2026, 11, 25)))
    rows = [[model.data(model.index(r, c)) for c in range(model.columnCount())] for r in range(model.rowCount())]
    assert ["其他事项", "全部", "2027-01-01", "不限", "5 个工作日", "用去 75%", "将起用"] in rows
    assert ["其他事项", "村务公开", "2026-01-01", "不限", "3 个工作日", "用去 50%", "现行"] in rows


def test_a_limit_is_made_as_it_is_filled_in(qtbot):
    form = LimitForm(THEME)
    qtbot.addWidget(form)
    form.set_items({7: "村务公开"})
    rule = next(r for r in load_rules() if r.limit_class is LimitClass.OTHER)
    form.show_rule(rule, date(2027, 1, 1), "", 7)
    form.close_.amount.setValue(5)
    form.reply.unit.setCurrentIndex(0)
    made = form.rule()
    assert (made.limit_class, made.item, made.effective) == (LimitClass.OTHER, 7, date(2027, 1, 1))
    assert (made.reply, made.close) == (Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 5))
    assert form.reply.amount.isHidden()


def test_numbers_and_hours_are_compared_with_what_is_in_force(qtbot):
    numbers, form = Numbers(THEME), NumbersForm(THEME)
    qtbot.addWidget(numbers)
    qtbot.addWidget(form)
    numbers.show_settings(load_settings(), CALENDAR.hours)
    assert numbers.changes() == {}
    form.show_changes(numbers.changes(), "")
    assert not form.look.isEnabled() and form.why.text() == "还没有改动"
    numbers.controls["return_limit"].setValue(3)
    numbers.controls["office_hours"].lunch.setChecked(False)
    assert numbers.changes() == {"office_hours": "08:30-18:00", "return_limit": "3"}
    assert sessions(numbers.changes()["office_hours"]) == ((30600, 64800),)
    form.show_changes(numbers.changes(), "")
    assert form.look.isEnabled() and "退单次数上限：3" in form.told.text()


def test_moves_are_told_by_how_much():
    def move(old: int, new: int, days: int, provisional: bool = False) -> Move:
        return Move(0, Dues(0, old, 0, provisional), Dues(0, new, 0, False), days)

    assert shift_words(move(1, 86_400, 2)) == "晚 2 工作日"
    assert shift_words(move(864_000, 86_400, -1)) == "早 1 工作日"
    assert shift_words(move(86_400, 82_800, 0)) == "早 1 小时"
    assert shift_words(move(86_400, 86_400, 0, True)) == "转为确定"
