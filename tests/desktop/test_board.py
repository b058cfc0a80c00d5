"""The board: tiles, tabs, order, figures; tiles as targets that stand still during a drag."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.dispatch.board import Board
from desktop.dispatch.board_drag import REST_MS
from desktop.dispatch.board_header import Order
from desktop.dispatch.board_returned import Returned
from desktop.dispatch.today import Today
from desktop.panels.load_bar import FULL_SHARE, segments
from desktop.theme import load_theme
from gis.county.units import UnitKind
from gis.events.states import State
from tests.desktop.dispatching import BEHIND, DEPARTMENTS, POSSIBLE, RECOMMENDED, counts, county, fits
from tests.small_county import NOW

SNAPSHOT = county()


@pytest.fixture
def board(qtbot):
    made = Board(load_theme("day"))
    qtbot.addWidget(made)
    made.resize(396, 900)
    made.set_snapshot(SNAPSHOT)
    made.set_counts(counts(SNAPSHOT))
    made.show()
    return made


def middle(tile) -> QPoint:
    return tile.mapToGlobal(tile.rect().center())


def test_twelve_tiles_and_the_rest_behind_one(board):
    shown = [tile for tile in board.grid.tiles if tile.isVisible()]
    assert [tile.unit for tile in shown] == list(range(12))
    assert board.grid.rest.isVisible()
    board.grid.rest.click()
    assert all(tile.isVisible() for tile in board.grid.tiles)
    board.grid.rest.click()
    assert not board.grid.tiles[12].isVisible()


def test_a_tile_says_what_it_shows(board):
    tile = board.grid.tile_of(5)
    assert "市场监管局" in tile.accessibleName()
    assert "在办 20" in tile.accessibleName() and "超期 5" in tile.accessibleName()
    assert "巨鹿县市场监管局" in tile.toolTip()
    assert "—" in board.grid.tile_of(1).accessibleName()  # nothing closed: no rate


def test_clicking_a_tile_asks_for_its_unit(board, qtbot):
    with qtbot.waitSignal(board.unit_clicked) as caught:
        qtbot.mouseClick(board.grid.tile_of(3), Qt.MouseButton.LeftButton)
    assert caught.args == [3]
    board.set_chosen(frozenset({3}))
    assert [tile.unit for tile in board.grid.tiles if tile.isChecked()] == [3]


def test_arrows_walk_over_the_tiles_and_enter_presses(board, qtbot):
    tile = board.grid.tile_of(0)
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tile, Qt.Key.Key_Down)
    assert board.grid.tile_of(2).hasFocus()
    qtbot.keyClick(board.grid.tile_of(2), Qt.Key.Key_Right)
    with qtbot.waitSignal(board.unit_clicked) as caught:
        qtbot.keyClick(board.grid.tile_of(3), Qt.Key.Key_Return)
    assert caught.args == [3]


def test_order_by_overdue_and_back_to_fixed(board):
    board._order.set_order(Order.OVERDUE)
    first = min(board.grid.tiles, key=lambda tile: (tile.y(), tile.x()) if tile.isVisible() else (10_000, 0))
    assert first.unit == len(DEPARTMENTS) - 1
    board._order.set_order(Order.FIXED)
    assert board.grid.tile_of(0).y() < board.grid.tile_of(11).y()


def test_tabs_turn_to_the_townships(board):
    board.show_kind(UnitKind.TOWNSHIP)
    assert [tile.unit for tile in board.grid.tiles] == [15, 16]
    assert not board.grid.rest.isVisible()


def test_fits_are_shown_on_tiles_that_do_not_move(board):
    before = {tile.unit: tile.geometry() for tile in board.grid.tiles[:12]}
    board.show_fits(fits(np.arange(3), SNAPSHOT), 3, "公共服务 / 农田水利", {RECOMMENDED: "12-02"})
    board.set_counts(counts(SNAPSHOT))
    assert {tile.unit: tile.geometry() for tile in board.grid.tiles[:12]} == before
    assert "推荐" in board.grid.tile_of(RECOMMENDED).accessibleName()
    assert "12-02" in board.grid.tile_of(RECOMMENDED).accessibleName()
    assert "不符，无此权责" in board.grid.tile_of(0).accessibleName()
    assert board._summary.accessibleName() == "拖动 3 件，推荐 1 可 2 不符 12"
    board.clear_fits()
    assert board.grid.tile_of(RECOMMENDED).fit is None
    assert board._summary.accessibleName().startswith("在办")


def test_the_target_lights_up_alone(board):
    board.show_fits(fits(np.arange(3), SNAPSHOT), 3)
    board.set_target(POSSIBLE)
    assert [tile.unit for tile in board.grid.tiles if tile.is_target] == [POSSIBLE]
    board.set_target(-1)
    assert not any(tile.is_target for tile in board.grid.tiles)


def test_unit_at_sees_tiles_in_sight_only(board):
    assert board.unit_at(middle(board.grid.tile_of(4))) == 4
    assert board.unit_at(board.mapToGlobal(QPoint(-40, 300))) == -1
    assert board.unit_at(middle(board.grid.rest)) == -1


def test_the_rest_opens_under_a_resting_drag_and_closes_after_it(board, qtbot):
    board.show_fits(fits(np.arange(3), SNAPSHOT), 3)
    board.drag_over(middle(board.grid.rest))
    qtbot.waitUntil(lambda: board.grid.is_open, timeout=REST_MS * 10)
    assert board.unit_at(middle(board.grid.tile_of(BEHIND))) in (BEHIND, -1)
    board.clear_fits()
    assert not board.grid.is_open


def test_a_tab_turns_under_a_resting_drag(board, qtbot):
    board.show_fits(fits(np.arange(3), SNAPSHOT), 3)
    tab = board._tabs[UnitKind.TOWNSHIP]
    board.drag_over(middle(tab))
    qtbot.waitUntil(lambda: board.grid.tiles[0].unit == 15, timeout=REST_MS * 10)
    assert "推荐 0" in board._summary.accessibleName()


def test_the_edge_scrolls_during_a_drag(board, qtbot):
    board.resize(396, 360)
    board.show_fits(fits(np.arange(3), SNAPSHOT), 3)
    area = board.scroll_area
    board.drag_over(area.mapToGlobal(QPoint(100, area.height() - 6)))
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 30, timeout=5000)
    board.clear_fits()


def test_today_and_returned_open_what_they_count(board, qtbot):
    board.set_today(Today(287, 241, 264, 4, (0,) * 13 + (31, 49) + (0,) * 9, NOW))
    board.set_returned([Returned(17, "0198", "住建局", "井盖归属不清", NOW - 3600)])
    with qtbot.waitSignal(board.figure_clicked) as caught:
        board._today._figures[0].click()
    assert caught.args == ["reported"]
    with qtbot.waitSignal(board.event_clicked) as caught:
        board._returned._rows[0].click()
    assert caught.args == [17]
    assert "住建局" in board._returned._rows[0].accessibleName()


def test_everything_that_can_be_hit_is_at_least_24_px_and_named(board):
    board.set_returned([Returned(17, "0198", "住建局", "井盖归属不清", NOW - 3600)])
    buttons = [b for b in board.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) > 15
    for button in buttons:
        assert min(button.width(), button.height()) >= 24, button.accessibleName()
        assert button.accessibleName()


def test_narrow_board_keeps_its_tiles_inside(board):
    board.resize(332, 700)
    right = max(tile.geometry().right() for tile in board.grid.tiles)
    assert right <= board.grid.width() + 1
    assert board.grid.mapTo(board, QPoint(right, 0)).x() < 332


def test_themes_paint_differently(board):
    day = board.grab().toImage()
    board.set_theme(load_theme("night"))
    assert board.grab().toImage() != day


def test_segments_keep_severity_order_and_the_tick_its_place():
    spans = segments((6, 14, 0, 78, 0, 50), 80, 156)
    assert [state for state, _, _ in spans] == [State.OVERDUE, State.NEAR, State.NORMAL]
    assert spans[-1][2] == pytest.approx(156 * 98 / 80 / FULL_SHARE, abs=1.5)
    assert all(a[2] < b[1] for a, b in pairwise(spans))


def test_an_overload_never_leaves_the_bar():
    assert segments((0, 0, 0, 900, 0, 0), 80, 156)[-1][2] <= 156
    assert segments((0, 0, 0, 0, 0, 9), 80, 156) == []
