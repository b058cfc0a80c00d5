"""The time strip: counting by day, and ranges by mouse and keyboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.panels.histogram import folded, reports_by_day
from desktop.panels.time_slider import TimeSlider
from desktop.theme import load_theme
from gis.foundation.clock import DAY_S, day_number, day_start
from tests.small_county import NOW, make_snapshot

LEFT = Qt.MouseButton.LeftButton
TODAY = day_number(NOW)


@pytest.fixture
def slider(qtbot):
    made = TimeSlider(load_theme("day"))
    qtbot.addWidget(made)
    made.set_snapshot(make_snapshot(2000))
    made.resize(1200, 44)
    made.show()
    return made


@pytest.fixture
def said(slider):
    heard: list[tuple[int, int]] = []
    slider.range_changed.connect(lambda since, until: heard.append((since, until)))
    return heard


def test_bars_count_every_report():
    days = np.array([3, 3, 5, 9, 1])
    assert reports_by_day(days, 3, 6).tolist() == [2, 0, 1, 0]
    starts, means = folded(np.array([2, 0, 1, 5, 5]), 2)
    assert starts.tolist() == [0, 2] and means.tolist() == [1, pytest.approx(11 / 3)]
    assert folded(np.ones(3, int), 100)[0].tolist() == [0, 1, 2]


def test_histogram_spans_the_events(slider):
    snapshot = make_snapshot(2000)
    assert slider.last == int(snapshot.events.day.max()) and slider.counts.sum() == 2000


def test_dragging_out_a_span(qtbot, slider, said):
    y = 15
    start, end = int(slider._x_of(TODAY - 99.5)), int(slider._x_of(TODAY - 49.5))
    qtbot.mousePress(slider, LEFT, pos=QPoint(start, y))
    qtbot.mouseMove(slider, QPoint(end, y))
    slider._choose(slider._day_at(start), slider._day_at(end) + 1)  # offscreen moves carry no buttons
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(end, y))
    assert said[-1] == (day_start(slider._day_at(start)), day_start(slider._day_at(end) + 1))
    qtbot.mouseDClick(slider, LEFT, pos=QPoint(end, y))
    assert said[-1] == (0, 0) and slider.words() == "全部时间"


def test_keyboard_moves_resizes_and_clears(qtbot, slider, said):
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert said[-1] == (day_start(slider.last - 6), day_start(slider.last + 1))
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert said[-1] == (day_start(slider.last - 7), day_start(slider.last))
    qtbot.keyClick(slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert said[-1][1] - said[-1][0] == 6 * DAY_S
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert said[-1][0] == day_start(slider.first)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert said[-1][1] == day_start(slider.last + 1)
    qtbot.keyClick(slider, Qt.Key.Key_Escape)
    assert said[-1] == (0, 0)


def test_presets_and_words(slider, said):
    slider.choose_last(1)
    assert slider.words() == "11-23" and said[-1] == (day_start(TODAY), day_start(TODAY + 1))
    slider.choose_last(7)
    assert slider.words() == "11-17 至 11-23 · 7 天"
    assert slider.accessibleDescription() == slider.words()


def test_range_from_outside_is_shown_and_not_echoed(slider, said):
    slider.set_range(day_start(TODAY - 2), 0)
    assert not said and slider.span() == (day_start(TODAY - 2), day_start(slider.last + 1))
    slider.set_range(0, 0)
    assert slider.span() == (0, 0) and not said


def test_paints_with_and_without_a_window(slider):
    plain = slider.grab().toImage()
    slider.choose_last(60)
    assert slider.grab().toImage() != plain
    slider.set_theme(load_theme("night"))
    assert slider.grab().toImage().pixelColor(2, 20) == load_theme("night").ui["surface_panel"]
