"""Reason for a misfit, conflict, ledger of a deadline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.dialogs.conflict import ConflictDialog, EarlierList
from desktop.dialogs.deadline_ledger import DeadlineLedger
from desktop.dialogs.deadline_ledger_words import ledger_lines
from desktop.dialogs.misfit_reason import REASONS, MisfitReason
from desktop.dispatch.inspector_words import plain_calendar
from desktop.theme import load_theme
from gis.deadlines.ledger import explain
from gis.deadlines.limits import Limit, LimitUnit
from gis.deadlines.pauses import Pause
from gis.foundation.errors import Conflict, EarlierChange
from tests.desktop.dispatching import at
from tests.small_county import NOW

THEME = load_theme("day")
WEEK = Limit(LimitUnit.WORKING_DAYS, 7)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_a_misfit_is_not_given_without_a_reason(qtbot):
    dialog = MisfitReason(THEME, "民政局", "无此权责", 3)
    qtbot.addWidget(dialog)
    assert not dialog.button.isEnabled()
    with qtbot.assertNotEmitted(dialog.given):
        dialog.give()
    dialog.set_reason("好")
    assert not dialog.button.isEnabled()
    dialog.set_reason("县里定由其办理")
    with qtbot.waitSignal(dialog.given) as caught:
        dialog.button.click()
    assert caught.args == ["县里定由其办理"]


def test_a_quick_reason_is_enough(qtbot):
    dialog = MisfitReason(THEME, "民政局", "无此权责", 3)
    qtbot.addWidget(dialog)
    dialog._buttons[1].click()
    assert dialog.reason == REASONS[1] and dialog.button.isEnabled()


def conflict() -> Conflict:
    first = EarlierChange(9, NOW - 300, "张建国", "调度 2 号机", "将 2 件指派给 交通运输局")
    return Conflict("这 2 件已被改动。", "events", (3, 4), (first,))


def test_a_conflict_names_who_was_first_and_offers_to_retry(qtbot):
    dialog = ConflictDialog(THEME, conflict(), "将 3 件指派给 农业农村局", NOW)
    qtbot.addWidget(dialog)
    spoken = dialog.findChild(EarlierList).accessibleName()
    assert "今天 14:27 张建国（调度 2 号机）将 2 件指派给 交通运输局" in spoken
    with qtbot.waitSignal(dialog.retry_clicked), qtbot.assertNotEmitted(dialog.given_up):
        dialog.retry_button.click()


def test_giving_up_is_a_signal_too(qtbot):
    dialog = ConflictDialog(THEME, conflict(), "将 3 件指派给 农业农村局", NOW)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.given_up), qtbot.assertNotEmitted(dialog.retry_clicked):
        dialog.reject()


def test_the_ledger_adds_up_to_the_limit():
    pause = Pause(at(2026, 11, 24, 10), at(2026, 11, 25, 10), "等待材料")
    lines = ledger_lines(explain(WEEK, at(2026, 11, 23, 13, 20), plain_calendar(), [pause]))
    assert lines[0].why.startswith("上报当日不计") and not lines[0].counted
    assert any(line.why.startswith("暂停：等待材料") and line.used == "不计" for line in lines)
    assert any("周末" in line.why and not line.counted for line in lines)
    assert [line.used for line in lines if line.counted] == ["计 1 小时 30 分", "计 2 天 6 小时", "计 4 天"]


def test_the_ledger_stands_beside_the_inspector_and_goes_with_escape(window, qtbot):
    card = QWidget(window)
    card.setGeometry(640, 12, 348, 500)
    card.show()
    ledger = DeadlineLedger(THEME, [("办结", explain(WEEK, NOW, plain_calendar()))], window, NOW)
    ledger.open_near(card)
    assert ledger.isVisible() and ledger.geometry().right() < card.x()
    with qtbot.waitSignal(ledger.closed):
        qtbot.keyClick(ledger, Qt.Key.Key_Escape)
    assert ledger.isHidden()


def test_a_click_elsewhere_closes_the_ledger(window, qtbot):
    ledger = DeadlineLedger(THEME, explain(WEEK, NOW, plain_calendar()), window, NOW)
    card = QWidget(window)
    card.setGeometry(640, 12, 348, 500)
    card.show()
    ledger.open_near(card)
    with qtbot.waitSignal(ledger.closed):
        qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=window.rect().bottomLeft())


def test_a_stray_enter_does_not_override_a_colleague(window, qtbot):
    dialog = ConflictDialog(THEME, conflict(), "将 3 件指派给 农业农村局", NOW, window)
    dialog.show()
    qtbot.waitExposed(dialog)
    with qtbot.waitSignal(dialog.given_up), qtbot.assertNotEmitted(dialog.retry_clicked):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_the_ledger_says_what_acts_did_to_the_clock(window, qtbot):
    told = explain(WEEK, NOW, plain_calendar(), (), 2, "重开", ("2026-11-24 09:00 批准延期 2 个工作日：等配件",))
    ledger = DeadlineLedger(THEME, [("办结", told)], window, NOW)
    assert "批准延期 2 个工作日：等配件" in ledger.table.accessibleName()
    assert ledger_lines(told)[0].why.startswith("重开当日不计")
    plain = DeadlineLedger(THEME, [("办结", explain(WEEK, NOW, plain_calendar()))], window, NOW)
    assert ledger.table.height() > plain.table.height()
