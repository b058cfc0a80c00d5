"""A map let go in motion runs on; not from a slow or resting hand, and not where motion is to be reduced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import motion
from desktop.map.flick import COAST_MS, Flick
from desktop.map.motion import Move
from gis.foundation.viewport import Viewport
from tests.desktop.map.conftest import settle
from tests.desktop.map.test_canvas import ground

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def flicked(px_s: float, rest_ms: float = 0.0) -> tuple[float, float]:
    flick = Flick()
    flick.begin()
    for ms in range(0, 200, 10):
        flick.move(px_s * ms / 1000, 0.0, float(ms))
    return flick.way(190 + rest_ms)


@pytest.mark.parametrize("px_s", [500.0, 2000.0, -3000.0])
def test_the_run_begins_at_the_speed_of_the_hand(px_s):
    way, across = flicked(px_s)
    assert across == 0
    start = Viewport(0, 0, 1.0, 800, 600)
    move = Move(start, start.panned(way, 0), COAST_MS)
    begun = (start.x_m - move.at(1.0).x_m) / 0.001
    assert begun == pytest.approx(px_s, rel=0.02)


def test_slow_resting_and_short_movements_do_not_run_on():
    assert flicked(200) == (0, 0) and flicked(2000, rest_ms=60) == (0, 0)
    flick = Flick()
    flick.move(0, 0, 0)
    flick.move(50, 0, 8)
    assert flick.way(9) == (0, 0)
    assert abs(flicked(90_000)[0]) < 1000, "a jump of the pointer is no throw"


def throw(canvas) -> None:
    start = ground(canvas)
    QTest.mousePress(canvas, LEFT, NONE, start)
    for step in range(1, 12):
        QTest.mouseMove(canvas, start + QPoint(14 * step, 0))
        QTest.qWait(5)
    QTest.mouseRelease(canvas, LEFT, NONE, start + QPoint(154, 0))


def test_a_thrown_map_runs_on_and_a_press_stops_it_without_a_click(canvas, qtbot):
    canvas.setProperty("reduceMotion", False)
    chosen = []
    canvas.ground_clicked.connect(chosen.append)
    throw(canvas)
    assert canvas.navigator.coasting
    first = canvas.viewport.x_m
    qtbot.waitUntil(lambda: canvas.viewport.x_m < first)
    QTest.mouseClick(canvas, LEFT, NONE, ground(canvas))
    assert not canvas.navigator.moving and chosen == []
    QTest.mouseClick(canvas, LEFT, NONE, ground(canvas))
    assert len(chosen) == 1
    throw(canvas)
    settle(qtbot, canvas)
    assert not canvas.navigator.coasting


def test_less_motion_is_the_users_wish_and_holds_for_every_map(canvas, qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    application = QApplication.instance()
    canvas.setProperty("reduceMotion", None)
    try:
        for chosen, word in (("less", "恢复动画"), ("full", "减少动画")):
            settings.setValue(motion.KEY, chosen)
            motion.apply(settings)
            assert canvas.navigator.reduced_motion is (chosen == "less") and motion.words(settings) == word
        settings.setValue(motion.KEY, "less")
        motion.apply(settings)
        throw(canvas)
        assert not canvas.navigator.moving
        before = canvas.viewport
        canvas.zoom_in()
        assert canvas.viewport.m_per_px < before.m_per_px and not canvas.navigator.moving
    finally:
        application.setProperty("reduceMotion", None)
