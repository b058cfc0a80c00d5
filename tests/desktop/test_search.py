"""The search box: asks while one types, lists places, goes by keyboard, remembers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.panels.search import SearchBox
from desktop.panels.search_lines import Kind, lines_of
from desktop.theme import load_theme
from gis.county.places import Place

LEFT = Qt.MouseButton.LeftButton
PLACES = [
    Place("village", 5, "小留庄", "张王疃乡 · 130529101001", 1.0, 2.0, (0.0, 0.0, 2.0, 2.0)),
    Place("grid", 6, "小留庄 008 网格", "张王疃乡 · 小留庄", 1.0, 2.0, (0.0, 0.0, 2.0, 2.0)),
    Place("event", 9, "JL20261123-0271", "居民楼内有液化气异味", 1.0, 2.0),
]


@pytest.fixture
def box(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 500)
    made = SearchBox(load_theme("day"))
    column = QVBoxLayout(host)
    column.addWidget(made)
    column.addStretch(1)
    host.show()
    qtbot.waitActive(host)
    made.host = host  # keeps it alive
    made.begin()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def said(box):
    heard: list[tuple] = []
    box.query_changed.connect(lambda query: heard.append(("query", query)))
    box.place_chosen.connect(lambda place: heard.append(("place", place)))
    box.text_search.connect(lambda words: heard.append(("text", words)))
    return heard


def typed(box, words: str) -> None:
    """As an input method commits it (key clicks carry no Han characters)."""
    box.insert(words)


def test_typing_asks_and_results_are_listed(box, said):
    typed(box, " 小留 ")
    assert said == [("query", "小留")]
    box.set_results(PLACES, 12)
    assert box.popup.isVisible()
    assert [line.title for line in box.popup.lines] == [
        "小留庄",
        "小留庄 008 网格",
        "JL20261123-0271",
        "在事件里搜“小留”",
    ]
    assert box.popup.lines[-1].note == "12 件"
    assert box.popup.spoken() == "第 1 条，共 4 条：小留庄 张王疃乡 · 130529101001"


def test_enter_takes_the_best_place(qtbot, box, said):
    typed(box, "小留")
    box.set_results(PLACES, 0)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said[-1] == ("place", PLACES[0])
    assert not box.popup.isVisible() and box.recent == ["小留"] and box.text() == ""


def test_arrows_walk_round_and_enter_searches_text(qtbot, box, said):
    typed(box, "小留")
    box.set_results(PLACES, 12)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said[-1] == ("text", "小留")


def test_enter_without_results_searches_the_text(qtbot, box, said):
    typed(box, "机井")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said[-1] == ("text", "机井")


def test_nothing_found_says_what_else_to_try(qtbot, box, said):
    typed(box, "鬼")
    box.set_results([], 0)
    note = box.popup.lines[0]
    assert note.kind is Kind.NOTE and note.title == "没有找到“鬼”" and "首字母" in note.note
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.popup.chosen() is None


def test_click_chooses(qtbot, box, said):
    typed(box, "小留")
    box.set_results(PLACES, 0)
    qtbot.mouseClick(box.popup, LEFT, pos=QPoint(100, 6 + 36 + 18))
    assert said[-1] == ("place", PLACES[1])


def test_escape_closes_then_clears_then_leaves(qtbot, box, said):
    typed(box, "小留")
    box.set_results(PLACES, 0)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.popup.isVisible() and box.text() == "小留"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "" and said[-1] == ("query", "")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.hasFocus()


def test_recent_queries_come_back(qtbot, box, said):
    kept: list[list[str]] = []
    box.recent_changed.connect(lambda queries: kept.append(list(queries)))
    box.set_recent(["xlz", "机井"])
    box.begin()
    assert [line.title for line in box.popup.lines] == ["xlz", "机井"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "机井" and said[-1] == ("query", "机井")
    box.set_results(PLACES, 0)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert kept == [["机井", "xlz"]]


def test_late_results_do_not_pop_up_after_leaving(box):
    typed(box, "小留")
    box.clearFocus()
    box.set_results(PLACES, 0)
    assert box.popup is None or not box.popup.isVisible()


def test_only_the_best_places_are_listed():
    assert len(lines_of(PLACES * 9, "x", 3)) == 9


def test_popup_paints_in_both_themes(box):
    typed(box, "小留")
    box.set_results(PLACES, 2)
    day = box.popup.grab().toImage()
    box.set_theme(load_theme("night"))
    night = box.popup.grab().toImage()
    assert day.pixelColor(60, 3) == load_theme("day").ui["surface_raised"]
    assert night.pixelColor(60, 3) == load_theme("night").ui["surface_raised"]
