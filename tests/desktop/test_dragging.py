"""The drag from begin to drop or cancel: what it shows, what it emits, what ends it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dispatch.board import Board
from desktop.dispatch.dragging import DispatchDrag
from desktop.dispatch.dragging_words import skipped_words, subject_words
from desktop.theme import load_theme
from gis.foundation.clock import day_number
from tests.desktop.dispatching import POSSIBLE, RECOMMENDED, at, counts, county, fits, foresee
from tests.small_county import NOW

SNAPSHOT = county(1200)
ROWS = np.array([4, 11, 18], np.int32)


class Desk:
    """A window with a board at its right and a drag."""

    def __init__(self, qtbot) -> None:
        theme = load_theme("night")
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1000, 900)
        self.board = Board(theme, self.window)
        self.board.setGeometry(604, 0, 396, 900)
        self.board.set_snapshot(SNAPSHOT)
        self.board.set_counts(counts(SNAPSHOT))
        self.asked: list[int] = []
        self.drag = DispatchDrag(self.window, theme, self.board, self._fits, self._foresee, lambda: NOW)
        self.drag.set_snapshot(SNAPSHOT)
        self.drag.set_states(np.full(len(SNAPSHOT.events), 3, np.uint8))
        self.window.show()

    def _fits(self, rows):
        return fits(rows, SNAPSHOT)

    def _foresee(self, rows, unit):
        self.asked.append(unit)
        return foresee(rows, unit, SNAPSHOT)

    def point(self, x: int, y: int) -> QPoint:
        return self.window.mapToGlobal(QPoint(x, y))

    def on(self, unit: int) -> QPoint:
        tile = self.board.grid.tile_of(unit)
        return tile.mapToGlobal(tile.rect().center())

    def begin(self) -> None:
        assert self.drag.begin(ROWS, self.point(300, 400), "map")


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


def test_a_drag_shows_fits_ghost_and_foresight(desk):
    desk.begin()
    assert desk.drag.ghost.isVisible()
    assert not desk.drag.card.isVisible()
    assert "12-02" in desk.board.grid.tile_of(POSSIBLE).accessibleName()
    desk.drag.move(desk.on(RECOMMENDED))
    assert desk.drag.target == RECOMMENDED
    assert desk.board.grid.tile_of(RECOMMENDED).is_target
    lines = desk.drag.card.lines
    assert desk.drag.card.isVisible()
    assert lines.head == "松开后：3 件 → 农业农村局" and lines.verdict == "推荐"
    spoken = desk.drag.card.accessibleName()
    for words in (
        "11-25 周三 18:00",
        "12-02 周三 18:00",
        "11-28、11-29 周末",
        "84%→87%",
        "权责清单 主责 农田水利 · 全县",
    ):
        assert words in spoken


def test_ghost_and_card_stay_off_the_tiles(desk):
    desk.begin()
    desk.drag.move(desk.on(RECOMMENDED))
    assert desk.drag.card.geometry().right() < desk.board.x()
    front = desk.drag.ghost.card_rect().translated(desk.drag.ghost.pos())
    assert front.right() < desk.board.x()
    for y in (5, 890):
        desk.drag.move(desk.point(620, y))
        assert desk.window.rect().contains(desk.drag.card.geometry()) or not desk.drag.card.isVisible()


def test_a_misfit_says_that_it_wants_a_reason(desk, qtbot):
    desk.begin()
    desk.drag.move(desk.on(0))
    qtbot.waitUntil(desk.drag.card.isVisible)
    assert "不符 无此权责，理由 需填写" in desk.drag.card.accessibleName()


def test_a_drop_emits_rows_and_unit_once(desk, qtbot):
    desk.begin()
    with qtbot.waitSignal(desk.drag.ended), qtbot.waitSignal(desk.drag.dropped) as caught:
        desk.drag.drop(desk.on(POSSIBLE))
    rows, unit = caught.args
    assert unit == POSSIBLE and rows.tolist() == ROWS.tolist()
    assert not desk.drag.active and not desk.drag.ghost.isVisible() and not desk.drag.card.isVisible()
    assert desk.board.grid.tile_of(POSSIBLE).fit is None
    with qtbot.assertNotEmitted(desk.drag.dropped):
        desk.drag.drop(desk.on(POSSIBLE))


def test_a_drop_on_nothing_cancels_and_the_ghost_fades(desk, qtbot):
    desk.begin()
    with qtbot.waitSignal(desk.drag.cancelled), qtbot.assertNotEmitted(desk.drag.dropped):
        desk.drag.drop(desk.point(200, 300))
    assert desk.drag.ghost.isVisible()
    qtbot.waitUntil(lambda: not desk.drag.ghost.isVisible())


def test_escape_cancels_wherever_the_keyboard_is(desk, qtbot):
    desk.begin()
    with qtbot.waitSignal(desk.drag.cancelled):
        qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.drag.active


def test_losing_the_focus_cancels(desk, qtbot):
    desk.begin()
    with qtbot.waitSignal(desk.drag.cancelled) as caught:
        QApplication.sendEvent(desk.window, QEvent(QEvent.Type.WindowDeactivate))
    assert caught.args == ["窗口失去焦点"]


def test_leaving_the_window_cancels(desk, qtbot):
    desk.begin()
    with qtbot.waitSignal(desk.drag.cancelled):
        desk.drag.move(desk.point(-20, 300))
    desk.drag.move(desk.on(RECOMMENDED))
    assert desk.drag.target == -1


def test_foresight_is_asked_once_a_unit(desk):
    desk.begin()
    for _ in range(20):
        desk.drag.move(desk.on(0))
        desk.drag.move(desk.on(RECOMMENDED))
    assert len(desk.asked) == len(set(desk.asked))


def test_scrolling_under_a_still_pointer_finds_the_new_target(desk, qtbot):
    desk.window.resize(1000, 420)
    desk.board.setGeometry(604, 0, 396, 420)
    desk.begin()
    area = desk.board.scroll_area
    desk.drag.move(area.mapToGlobal(QPoint(90, area.height() - 10)))
    first = desk.drag.target
    qtbot.waitUntil(lambda: desk.drag.target not in (first, -1), timeout=5000)
    assert desk.board.grid.tile_of(desk.drag.target).is_target


def test_the_rest_opens_under_a_still_pointer_and_is_a_target(desk, qtbot):
    desk.begin()
    rest = desk.board.grid.rest
    spot = rest.mapToGlobal(QPoint(40, rest.height() // 2))
    desk.drag.move(spot)
    assert desk.drag.target == -1
    qtbot.waitUntil(lambda: desk.drag.target >= 12, timeout=5000)


def test_nothing_begins_without_rows(desk):
    assert not desk.drag.begin(np.empty(0, np.int32), desk.point(10, 10))
    assert not desk.drag.active


def test_a_thousand_rows_are_one_gesture(desk, qtbot):
    rows = np.arange(1000, dtype=np.int32)
    assert desk.drag.begin(rows, desk.point(300, 400))
    with qtbot.waitSignal(desk.drag.dropped) as caught:
        desk.drag.drop(desk.on(RECOMMENDED))
    assert len(caught.args[0]) == 1000


def test_subject_names_class_and_item_when_they_agree():
    events = SNAPSHOT.events
    same = np.flatnonzero(events.item == events.item[0])[:5]
    assert subject_words(SNAPSHOT, same).endswith("/ " + SNAPSHOT.items.name[int(events.item[0])])
    assert "类事项" in subject_words(SNAPSHOT, np.arange(200))


def test_skipped_days_are_told_in_runs():
    day = day_number(at(2026, 10, 1, 12))
    holiday = tuple((day + i, "国庆节") for i in range(7))
    assert skipped_words(holiday) == "10-01 至 10-07 国庆节"
    assert skipped_words(()) == ""
