"""The small still map: painted off the GUI thread, of the place asked for last, clicked to see it large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.jobs import Jobs
from desktop.map.small import HEIGHT_PX, SmallMap, Spot
from desktop.theme import load_theme
from gis.county.divisions import Level
from gis.events.states import State
from tests.small_county import make_snapshot

SNAPSHOT = make_snapshot(20)


@pytest.fixture
def small(qtbot):
    jobs = Jobs()
    made = SmallMap(load_theme("day"), jobs)
    qtbot.addWidget(made)
    made.resize(460, HEIGHT_PX)
    made.show()
    yield made
    jobs.close()


def spot(at: int) -> Spot:
    grid = int(SNAPSHOT.divisions.rows_of(Level.GRID)[at])
    return Spot(float(SNAPSHOT.divisions.label_x[grid]), float(SNAPSHOT.divisions.label_y[grid]), grid, State.NEAR)


def test_the_picture_is_of_the_place_asked_for_last(qtbot, small):
    small.show_spot(SNAPSHOT, spot(0))
    small.show_spot(SNAPSHOT, spot(5))
    assert not small.settled
    qtbot.waitUntil(lambda: small.settled)
    first = small._image.copy()
    assert first.width() == 460 and small.spot == spot(5)
    small.show_spot(SNAPSHOT, spot(0))
    qtbot.waitUntil(lambda: small.settled)
    assert small._image != first


def test_the_grid_is_washed_and_the_county_is_told_made_up(qtbot, small):
    small.show_spot(SNAPSHOT, spot(3))
    qtbot.waitUntil(lambda: small.settled)
    shown = small.grab().toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(0, 460, 5) for y in range(0, HEIGHT_PX, 5)}
    assert len(colours) > 4 and small._credit == "模拟数据"


def test_nothing_is_painted_before_it_is_seen_and_a_click_asks_for_the_large_map(qtbot, small):
    small.hide()
    small.show_spot(SNAPSHOT, spot(2))
    assert small.settled and small._image.isNull()
    small.show()
    qtbot.waitUntil(lambda: not small._image.isNull())
    with qtbot.waitSignal(small.clicked):
        qtbot.mouseClick(small, Qt.MouseButton.LeftButton)


def test_another_theme_and_height_paint_it_anew(qtbot, small):
    small.show_spot(SNAPSHOT, spot(1))
    qtbot.waitUntil(lambda: small.settled)
    day = small._image.copy()
    small.set_theme(load_theme("night"))
    qtbot.waitUntil(lambda: small.settled and small._image != day)
    small.set_height(2 * HEIGHT_PX)
    qtbot.waitUntil(lambda: small._image.height() == 2 * HEIGHT_PX)
