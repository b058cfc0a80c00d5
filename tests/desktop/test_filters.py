"""The filter panel: counts it shows, filters it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.panels.filter_words import span_words, words_of
from desktop.panels.filters import FilterPanel
from desktop.panels.share_bar import LEAST_PX, segments
from desktop.theme import load_theme
from gis.county.divisions import Level
from gis.events.query import Filter
from gis.events.states import Source, State
from gis.foundation.clock import FixedClock, day_number, day_start
from tests.desktop.counting import counts_of, states_of
from tests.small_county import NOW, make_snapshot

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def snapshot():
    return make_snapshot(400, side=4)


@pytest.fixture
def panel(qtbot, snapshot):
    made = FilterPanel(load_theme("day"), clock=FixedClock(NOW))
    qtbot.addWidget(made)
    made.set_snapshot(snapshot)
    made.set_counts(counts_of(snapshot, states_of(snapshot)))
    made.resize(264, 1000)
    made.show()
    return made


@pytest.fixture
def said(panel):
    heard: list[Filter] = []
    panel.filter_changed.connect(heard.append)
    return heard


def test_counts_are_shown_and_spoken(panel, snapshot):
    by_state = counts_of(snapshot, states_of(snapshot)).by_state
    for state, row in panel.states.items():
        assert row.count == by_state[state]
        assert f"{by_state[state]:,} 件" in row.accessibleName()
    assert panel.state_head.figure == f"在办 {by_state[:5].sum():,}"
    assert [row.word for row in panel.categories] == ["党的建设", "社会治理", "改善民生", "生态环境"]
    assert panel.tree_head.figure == "64 村居 · 256 网格"


def test_click_shows_one_state_and_clears_it_again(qtbot, panel, said):
    qtbot.mouseClick(panel.states[State.OVERDUE], LEFT)
    assert panel.states[State.OVERDUE].isChecked()
    qtbot.mouseClick(panel.states[State.NEAR], LEFT)
    assert not panel.states[State.OVERDUE].isChecked()
    qtbot.mouseClick(panel.states[State.NEAR], LEFT)
    assert [f.states for f in said] == [{State.OVERDUE}, {State.NEAR}, frozenset()]


def test_ctrl_click_adds_and_takes_away(qtbot, panel, said):
    qtbot.mouseClick(panel.states[State.OVERDUE], LEFT)
    qtbot.mouseClick(panel.states[State.NEAR], LEFT, CTRL)
    qtbot.mouseClick(panel.states[State.OVERDUE], LEFT, CTRL)
    assert [f.states for f in said] == [{State.OVERDUE}, {State.OVERDUE, State.NEAR}, {State.NEAR}]


def test_closed_row_asks_for_what_was_closed_today(qtbot, panel, said):
    qtbot.mouseClick(panel.states[State.CLOSED], LEFT)
    assert said[-1].states == {State.CLOSED}
    assert said[-1].closed_since == day_start(day_number(NOW))
    assert panel.summary.full == "只看 已办结 · 今日办结"
    qtbot.mouseClick(panel.states[State.CLOSED], LEFT)
    assert said[-1] == Filter()


def test_keyboard_toggles_and_walks(qtbot, panel, said):
    row = panel.states[State.PENDING]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert said[-1].states == {State.PENDING}
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert said[-1].states == frozenset()


def test_categories_combine_with_states(qtbot, panel, said):
    qtbot.mouseClick(panel.states[State.NEAR], LEFT)
    qtbot.mouseClick(panel.categories[3], LEFT)
    assert said[-1] == Filter(states=frozenset({State.NEAR}), categories=frozenset({3}))


def test_menu_ticks_sources_and_units(panel, said):
    panel.more.lines["sources", Source.PHONE].trigger()
    assert said[-1].sources == {Source.PHONE}
    assert panel.sources.text() == "电话"
    panel.more.lines["units", -1].trigger()
    assert said[-1].units == {-1}
    assert panel.sources.text() == "2 项限定"
    panel.more.every.trigger()
    assert said[-1].sources == frozenset()


def test_tree_filters_by_division_and_back(qtbot, panel, said, snapshot):
    tree, activated = panel.tree, []
    panel.division_activated.connect(activated.append)
    town = int(snapshot.divisions.rows_of(Level.TOWNSHIP)[1])
    index = tree.divisions_model.index_of(town)
    at = tree.visualRect(index).center()
    qtbot.mouseClick(tree.viewport(), LEFT, pos=QPoint(80, at.y()))
    assert said[-1].division == town and activated == [town]
    assert tree.isExpanded(index)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=QPoint(80, tree.visualRect(index).center().y()))
    assert said[-1].division == 0


def test_long_township_folds_its_rest(panel, snapshot):
    model = panel.tree.divisions_model
    town = int(snapshot.divisions.rows_of(Level.TOWNSHIP)[0])
    parent = model.index_of(town)
    assert model.rowCount(parent) == 13
    rest = model.index(12, 0, parent)
    assert rest.data() == "其余 4 个村居" and model.rest_of(rest) == town
    last = int(snapshot.divisions.rows_of(Level.VILLAGE)[15])
    panel.set_filter(Filter(division=last))
    assert model.rowCount(parent) == 16
    assert panel.tree.currentIndex().internalId() == last


def test_a_grid_of_a_folded_village_unfolds_the_way_down_to_it(panel, snapshot):
    model = panel.tree.divisions_model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    village = int(snapshot.divisions.rows_of(Level.VILLAGE)[15])
    panel.set_filter(Filter(division=village + 2))
    index = panel.tree.currentIndex()
    assert index.internalId() == village + 2
    assert index.parent().internalId() == village
    assert tester.model() is model


def test_division_counts_follow(panel, snapshot):
    counts = counts_of(snapshot, states_of(snapshot))
    model = panel.tree.divisions_model
    assert model.open_count(0) == counts.by_state[:5].sum()
    spoken = model.index_of(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"巨鹿县，在办 {counts.by_state[:5].sum()} 件"


def test_summary_says_what_restricts_and_clears(panel, said):
    assert panel.summary.isHidden()
    panel.set_filter(Filter(states=frozenset({State.OVERDUE}), text="机井"))
    assert not said
    assert panel.summary.isVisible() and panel.summary.full == "只看 超期 · “机井”"
    panel.set_filter(Filter(given=frozenset({1, 2}), given_words="结案率 · 水务局（分子）"))
    assert panel.summary.full == "只看 结案率 · 水务局（分子）"
    panel.summary.clear.click()
    assert said == [Filter()] and panel.summary.isHidden()


def test_counts_after_a_changed_snapshot_keep_the_tree_open(panel, snapshot):
    town = int(snapshot.divisions.rows_of(Level.TOWNSHIP)[2])
    panel.tree.expand(panel.tree.divisions_model.index_of(town))
    panel.set_snapshot(snapshot)
    assert panel.tree.isExpanded(panel.tree.divisions_model.index_of(town))


def test_night_panel_paints(panel):
    panel.set_theme(load_theme("night"))
    image = panel.grab().toImage()
    assert image.pixelColor(5, 5) == load_theme("night").ui["surface_panel"]


def test_words_of_a_filter(snapshot):
    chosen = Filter(
        states=frozenset({State.NEAR, State.OVERDUE, State.PENDING}),
        sources=frozenset({Source.PHONE}),
        units=frozenset({-1, 1}),
        categories=frozenset({0}),
        since=day_start(day_number(NOW) - 2),
        until=day_start(day_number(NOW) + 1),
    )
    assert words_of(chosen, snapshot) == ["待受理等 3 项", "电话", "党的建设", "未指派、水务局", "11-21 至 11-23"]


def test_span_words_name_the_year_when_it_differs():
    today = day_number(NOW)
    assert span_words(0, 0) == ""
    assert span_words(day_start(today), day_start(today + 1)) == "11-23"
    assert span_words(day_start(today - 400), day_start(today + 1)) == "2025-10-19 至 2026-11-23"
    assert span_words(0, day_start(today + 1)) == "2026-11-23 止"


def test_share_bar_keeps_small_shares_visible_and_fills_its_width():
    parts = segments([1, 0, 0, 1000, 2, 99], 54)
    assert [state for state, _, _ in parts] == [State.OVERDUE, State.NORMAL, State.PAUSED]
    assert min(width for *_, width in parts) == LEAST_PX
    assert parts[-1][1] + parts[-1][2] == pytest.approx(54)
    assert segments([0, 0, 0, 0, 0, 9], 54) == []
