"""统计: figures as the engine has them, each opening exactly its rows; lists, signs, wrong assignment, ways out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.office.evaluation.columns import rate_order, scored_fairly
from desktop.office.evaluation.exporting import _detailed, _report, file_name, write_off_thread
from desktop.office.evaluation.page import EvaluationPage
from desktop.office.evaluation.picking import DaysDialog
from desktop.office.evaluation.tiles import signed
from desktop.theme import load_theme
from gis.evaluation.evaluate import COUNTY
from gis.evaluation.fairness import counterparts, effects, scores
from gis.evaluation.periods import later, parse_period
from gis.events.states import Status
from tests.desktop.office.standing_in import StandIn, stored
from tests.gis.evaluation.building import NOW, at, county_of

LEFT = Qt.MouseButton.LeftButton
FILED, DUE = at(2026, 8, 3, 9), at(2026, 8, 12, 18)


def events() -> list[dict]:
    """The golden quarter at unit 0 (972 due, 911 closed, 737 in time), three events at unit 1, none elsewhere."""
    plain = {"reported_at": FILED, "accepted_at": FILED + 60, "assigned_at": FILED + 120, "close_due": DUE}
    in_time = plain | {"status": Status.CLOSED, "resolved_at": DUE - 60, "closed_at": DUE}
    late = plain | {"status": Status.CLOSED, "resolved_at": DUE + 60, "closed_at": DUE + 3600}
    rows = [in_time] * 737 + [late] * (911 - 737) + [plain] * (972 - 911)
    return rows + [in_time | {"unit": 1}] * 2 + [plain | {"unit": 1}]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    return stored(county_of(events()), tmp_path_factory.mktemp("golden") / "golden.wangge", NOW)


@pytest.fixture
def window(qtbot, county, tmp_path, monkeypatch):
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    made = StandIn(county, NOW, tmp_path)
    qtbot.addWidget(made)
    yield made
    made.shut()


@pytest.fixture
def page(qtbot, window):
    made = EvaluationPage(window)
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.restore_layout(window.settings)
    made.period = parse_period("2026Q3")
    made.show()
    with qtbot.waitSignal(made.asking.answered, timeout=20_000):
        made.enter()
    yield made
    made.shut_down()


def place(page: EvaluationPage, rate: str) -> int:
    return page.answer.found.table.rate(rate)


def test_the_golden_quarter_on_the_page(page) -> None:
    close, on_time = (page.card.cell(0, place(page, name)) for name in ("结案率", "按期结案率"))
    assert (close.value, close.parts) == ("93.72%", "911/972")
    assert (on_time.value, on_time.parts) == ("75.82%", "737/972")


def test_every_figure_in_sight_opens_exactly_its_rows(page) -> None:
    found = page.answer.found
    for subject in (COUNTY, 0, 1):
        for rate in range(len(found.table.rates)):
            counted = found.present.rates[rate]
            if not counted.whole[subject]:
                continue
            page.figures.open(rate, subject)
            sizes = {word: len(rows) for word, rows, _ in page.events.figure.sides}
            assert (sizes["分子"], sizes["分母"]) == (counted.part[subject], counted.whole[subject])
            for side in range(len(page.events.figure.sides)):
                page.events.turn(side)
                shown = page.events.model.rows
                assert np.array_equal(np.sort(shown), np.sort(page.events.rows)) and len(np.unique(shown)) == len(shown)


def test_a_click_on_a_cell_opens_it_and_escape_puts_it_away(qtbot, page) -> None:
    index = page.card.index(page.card.line_of(0), page.card.keys.index(f"rate_{place(page, '结案率')}"))
    qtbot.mouseClick(page.table.viewport(), LEFT, pos=page.table.visualRect(index).center())
    assert page.events.isVisible() and page.events.figure.title.startswith("结案率 · ")
    assert [len(rows) for _, rows, _ in page.events.figure.sides] == [911, 972, 61]
    assert page.panel.subject == 0 and page.panel.chart.title == "结案率"
    close = next(row for row in page.commands() if row.id == "evaluation-close")
    assert close.refusal() == ""
    close.call()
    assert page.events.isHidden() and close.refusal() == "没有打开的列表"


def test_enter_opens_the_figure_under_the_keyboard(qtbot, page) -> None:
    page.table.choose(0, page.card.keys.index(f"rate_{place(page, '结案率')}"))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.figures.opened == (place(page, "结案率"), 0)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "911/972" in QGuiApplication.clipboard().text()


def test_few_cases_show_an_interval_and_take_no_rank(page) -> None:
    cell = page.card.cell(1, place(page, "结案率"))
    assert cell.few and cell.parts == "2/3" and "–" in cell.value
    assert page.card.first_text(1, "rank") == "—"
    assert "不排名" in page.card.tip(page.card.line_of(1), 0)
    page.kinds.buttons["unranked"].click()
    assert 0 not in page.card.order and 1 in page.card.order


def test_what_is_too_few_comes_last_however_sorted(page) -> None:
    key = f"rate_{place(page, '结案率')}"
    for _ in range(2):
        page.card.sort_by(key)
        assert list(page.card.order[:2]) == [COUNTY, 0]


def test_figures_open_on_the_dispatchers_desk(qtbot, page, window) -> None:
    page.figures.open(place(page, "结案率"), 0)
    page.events.open_link.click()
    rows, words, row = window.said[-1]
    assert (rows, row) == (911, -1) and words.startswith("结案率 · ") and words.endswith("（分子）")
    page.events.view.activated_row.emit(int(page.events.model.rows[3]))
    assert window.said[-1][2] == int(page.events.model.rows[3])


def test_periods_step_and_what_has_not_begun_is_refused(qtbot, page) -> None:
    picker = page.header.period
    with qtbot.waitSignal(page.asking.answered, timeout=20_000):
        picker.step(1)
    assert page.period.key == "2026Q4" and not picker.forward.isEnabled()
    assert picker.forward.toolTip() == "下一期还没有开始"
    with qtbot.waitSignal(page.asking.answered, timeout=20_000):
        picker.step(-1)
    assert page.card.cell(0, place(page, "结案率")).parts == "911/972"  # kept: answered at once
    assert [later(parse_period(key)).key for key in ("2026", "2026-12", "2026-08-01..2026-08-10")] == [
        "2027", "2027-01", "2026-08-11..2026-08-20",
    ]  # fmt: skip


def test_any_days(qtbot, page) -> None:
    dialog = DaysDialog(page.period.first_day, page.period.last_day, page)
    dialog.last.setDate(dialog.first.date().addDays(-1))
    assert "止日早于起日" in dialog.said.text() and not dialog.buttons.buttons()[0].isEnabled()
    dialog.last.setDate(dialog.first.date().addDays(42))
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog._take()
    assert heard.args[0].days == 43


def test_the_switch_takes_wrong_assignment_out_and_says_what_that_changes(qtbot, page) -> None:
    found = page.answer.found
    pairs = counterparts(found.table)
    assert {found.table.rates[p].name for p in pairs} == {"按期处置率", "按期结案率"}
    assert scored_fairly(found) and page.header.fair.isChecked()
    assert not set(pairs) & set(page.card.rates)
    page.header.fair.click()
    assert not page.fair and not set(pairs.values()) & set(page.card.rates)
    assert rate_order(found, True) != rate_order(found, False)
    assert page.header.effect.text() == "没有因此不同的" and not effects(found)
    assert np.array_equal(scores(found, True).score, found.scores.score, equal_nan=True)


def test_theme_and_sizes(qtbot, page) -> None:
    for name in ("night", "day"):
        page.set_theme(load_theme(name))
        for size in ((1080, 600), (1366, 720), (3780, 2112)):
            page.resize(*size)
            page.figures.open(place(page, "结案率"), 0)
            page.grab()
    qtbot.waitUntil(lambda: len(page.card.rates) >= 13)


def test_the_tile_of_the_county_opens_its_rows(page) -> None:
    tile = next(t for t in page.tiles.tiles if t.place == place(page, "结案率"))
    assert "913/975" in tile.accessibleName().replace(",", "")
    tile.click()
    assert [len(rows) for _, rows, _ in page.events.figure.sides][:2] == [913, 975]


def test_changes_are_signed_and_nothing_has_no_sign() -> None:
    assert [signed(v, 1) for v in (0.0123, -0.0004, 0.0, -0.02)] == ["+1.2", "0.0", "0.0", "-2.0"]


def test_a_change_of_the_county_is_reckoned_in_with_the_open_figure(qtbot, page, window) -> None:
    """Undoing or adopting changes what is counted; the list follows, so that a figure equals its rows."""
    page.figures.open(place(page, "结案率"), 0)
    page.asking.forget()
    with qtbot.waitSignal(page.asking.answered, timeout=20_000):
        page._again.timeout.emit()
    assert page.figures.opened is not None and len(page.events.rows) == 911


def test_files_are_written_off_the_thread(qtbot, page, window, tmp_path: Path) -> None:
    found = page.answer.found
    assert file_name(found, "xlsx") == "2026年第三季度县直部门考核.xlsx"
    for ending, write in (("xlsx", _detailed), ("docx", _report)):
        target = tmp_path / f"考核.{ending}"
        write_off_thread(page, found, target, write)
        qtbot.waitUntil(lambda t=target: f"已写入 {t.name}" in window.said, timeout=20_000)
        assert target.stat().st_size > 5_000
    write_off_thread(page, found, tmp_path / "没有" / "考核.xlsx", _detailed)
    qtbot.waitUntil(lambda: any("换一个位置" in str(words) for words in window.said), timeout=20_000)


def test_a_newer_question_replaces_an_older_one(qtbot, page) -> None:
    page.asking.forget()
    heard: list = []
    page.asking.answered.connect(lambda answer: heard.append(answer.found.period.key))
    for key in ("2026Q1", "2026Q2", "2025Q4"):
        page.choose_period(parse_period(key))
    qtbot.waitUntil(lambda: not page.asking.busy, timeout=20_000)
    assert heard == ["2025Q4"]
    page.choose_period(parse_period("2025Q3"))
    page.header.cancelled.emit()
    assert not page.asking.busy and page.header.said.text() == "已取消"


def test_layout_is_remembered(page, window) -> None:
    page._show_rate("close_rate", False)
    page.by, page.period = "township", parse_period("2026-09")
    page.save_layout(window.settings)
    again = EvaluationPage(window)
    again.restore_layout(window.settings)
    assert (again.by, again.period.key, again.hidden) == ("township", "2026-09", {"close_rate"})
    again.deleteLater()


def test_the_next_person_begins_with_the_present_quarter(page) -> None:
    assert page.period.key == "2026Q3"
    page.bridge.person_changed.emit()
    page.ask()
    assert page.period.key == "2026Q4"
