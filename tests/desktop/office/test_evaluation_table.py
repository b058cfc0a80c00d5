"""The county's evaluation table on the page: edited in place, judged as it is typed, tried, saved, taken back."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.models.evaluation_table import NOTE, VALUE
from desktop.office.evaluation.page import EvaluationPage
from desktop.theme import load_theme
from gis.evaluation.periods import month_of
from gis.people.roles import Role
from tests.desktop.office.standing_in import StandIn
from tests.gis.people.conftest import PASSWORD, guarded_template  # noqa: F401
from tests.gis.workflow.conftest import monday_template  # noqa: F401
from tests.gis.workflow.office import at

LATER = at(2026, 12, 7, 10)


def opened(qtbot, template, folder, monkeypatch, login: str = ""):
    monkeypatch.setenv("WANGGE_CACHE", str(folder / "cache"))
    window = StandIn(str(shutil.copy(template, folder / "county.wangge")), LATER, folder)
    qtbot.addWidget(window)
    if login:
        window.bridge.county.sign_in(login, PASSWORD)
    page = EvaluationPage(window)
    qtbot.addWidget(page)
    page.resize(1307, 720)
    page.restore_layout(window.settings)
    page.show()
    with qtbot.waitSignal(page.asking.answered, timeout=20_000):
        page.enter()
    page.open_table()
    qtbot.waitUntil(page.sheet.isVisible, timeout=20_000)
    yield page
    page.shut_down()
    window.shut()


@pytest.fixture
def page(qtbot, monday_template, tmp_path, monkeypatch):  # noqa: F811
    yield from opened(qtbot, monday_template, tmp_path, monkeypatch)


def line_at(page, *path) -> int:
    sheet = page.sheet
    section = "plain" if len(path) == 1 else str(path[0])
    sheet.turn(section)
    return next(i for i, line in enumerate(sheet.model.shown) if line.path == path)


def put(page, text: str, *path) -> int:
    row = line_at(page, *path)
    page.sheet.model.setData(page.sheet.model.index(row, VALUE), text)
    return row


def test_typed_into_a_cell_with_the_keyboard(qtbot, page) -> None:
    view = page.sheet.view
    row = line_at(page, "min_cases")
    view.setCurrentIndex(page.sheet.model.index(row, VALUE))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (edit,) = view.findChildren(QLineEdit, "sheet-edit")
    edit.selectAll()
    qtbot.keyClicks(edit, "50")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sheet.model.raw["min_cases"] == 50)
    assert page.sheet.tabs["plain"].count == 1 and page.sheet.state.text().startswith("改动 1 处")


def test_what_is_wrong_is_said_at_the_line_and_holds_saving(page) -> None:
    sheet = page.sheet
    row = put(page, "结婚", "rate", 0, "numerator")
    assert "用到不认识的“结婚”" in sheet.model.text(row, NOTE)
    sheet.reason.setText("县文件")
    assert not sheet.save.isEnabled() and "不认识的“结婚”" in sheet.state.text()
    sheet.model.restore(row)
    assert not sheet.model.begun and sheet.save.toolTip() == "还没有改动"


def test_a_trial_writes_nothing_and_shows_whose_rank_changes(qtbot, page) -> None:
    sheet, seq = page.sheet, page.bridge.snapshot.seq
    put(page, "0.5", "card", 0, "terms", 0, "weight")
    put(page, "1", "card", 0, "min_cases") if "min_cases" in sheet.model.raw["card"][0] else None
    put(page, "1", "min_cases")
    sheet.test.click()
    qtbot.waitUntil(lambda: "正在计算" not in sheet.trial.words, timeout=20_000)
    assert sheet.trial.lines and page.bridge.snapshot.seq == seq


def test_saved_with_its_grounds_and_taken_back(qtbot, page) -> None:
    sheet = page.sheet
    put(page, "1", "min_cases")
    assert sheet.save.toolTip() == "先写修改依据"
    assert "没保存" in page.refusal_to_leave()
    sheet.leave()
    assert sheet.isVisible() and "没保存" in page.window_.said[-1]
    sheet.reason.setText("巨办〔2026〕7 号")
    with qtbot.waitSignal(page.asking.answered, timeout=20_000):
        sheet.save.click()
    qtbot.waitUntil(lambda: not sheet.model.begun, timeout=20_000)
    assert page.answer.found.table.min_cases == 1
    qtbot.waitUntil(lambda: "巨办〔2026〕7 号" in sheet.said.text(), timeout=20_000)
    assert "李晓敏" in sheet.said.text()
    sheet.leave()
    assert not sheet.isVisible()
    with qtbot.waitSignal(page.asking.answered, timeout=20_000):
        page.bridge.undo()
    assert page.answer.found.table.min_cases == 30


def test_terms_are_added_and_taken_out(page, qtbot) -> None:
    sheet = page.sheet
    sheet.turn("card")
    count = len(sheet.model.shown)
    sheet.view.setCurrentIndex(sheet.model.index(0, VALUE))
    sheet.more.click()
    assert len(sheet.model.shown) == count + 2
    row = next(i for i, line in enumerate(sheet.model.shown) if line.path == ("card", 0, "terms", 5, "value"))
    sheet.view.setCurrentIndex(sheet.model.index(row, VALUE))
    sheet.less.click()
    assert not sheet.model.begun
    sheet.turn("plain")
    assert not sheet.more.isVisible()
    sheet.throw_away()


def test_others_than_the_administrator_look_and_try(qtbot, guarded_template, tmp_path, monkeypatch) -> None:  # noqa: F811
    for page in opened(qtbot, guarded_template, tmp_path, monkeypatch, Role.INSPECTOR.value):
        assert not page.sheet.model.editable and "由管理员修改" in page.sheet.state.text()
        assert not page.sheet.save.isEnabled() and not page.sheet.reason.isEnabled()


def test_theme_and_sizes(page) -> None:
    for name in ("night", "day"):
        page.set_theme(load_theme(name))
        for size in ((1021, 552), (1307, 720), (3780, 2112)):
            page.resize(*size)
            page.grab()
    assert page.sheet.width() == 3780


def test_a_formula_that_counts_twice_is_not_saved(qtbot, page) -> None:
    """It holds by itself; only the county's own events show that it counts some of them twice."""
    sheet, seq = page.sheet, page.bridge.snapshot.seq
    put(page, "上报 + 立案", "rate", 2, "denominator")
    sheet.reason.setText("县文件")
    assert sheet.save.isEnabled()
    page.choose_period(month_of(LATER - 14 * 86_400))  # November, in which everything was filed
    sheet.save.click()
    qtbot.waitUntil(lambda: any("算了两次" in str(words) for words in page.window_.said), timeout=20_000)
    assert page.bridge.snapshot.seq == seq and sheet.model.begun


def test_a_table_that_another_changed_takes_no_edits_away(qtbot, page) -> None:
    from gis.evaluation.amending import with_text

    sheet, appraisal = page.sheet, page.asking.appraisal
    put(page, "7", "trend_periods")
    held = appraisal.sheet()
    line = next(each for each in sheet.model.every if each.path == ("min_cases",))
    other = appraisal.amend(held, with_text(held.raw, line, "12"), "别处的文件")
    page.bridge.do(other)
    qtbot.waitUntil(lambda: any("刚改过考核表" in str(words) for words in page.window_.said), timeout=20_000)
    assert sheet.model.raw["trend_periods"] == 7 and "刚改过" in sheet.said.text()
    sheet.throw_away()
    qtbot.waitUntil(lambda: sheet.model.raw["min_cases"] == 12, timeout=20_000)
    assert not sheet.model.begun
