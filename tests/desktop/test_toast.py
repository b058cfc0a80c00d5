"""The toast: runs out by a stopwatch, waits while it is looked at, one at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.panels.toast import Toast
from desktop.theme import load_theme


class Watch:
    """A stopwatch that stands where the test puts it."""

    ms = 0

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def toast(qtbot, watch):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1260, 750)
    parent.show()
    made = Toast(load_theme("night"), parent, watch)
    made.place(1260, 750)
    made.keep = parent
    return made


def test_it_stands_at_the_bottom_centre(toast):
    toast.done("已将 2 件指派给", "交通运输局")
    assert (toast.width(), toast.height()) == (400, 44)
    assert toast.geometry().center().x() == pytest.approx(630, abs=1)
    assert 640 < toast.geometry().bottom() < 750
    assert toast.accessibleName() == "已将 2 件指派给 交通运输局"


def test_it_goes_after_eight_seconds(toast, watch, qtbot):
    toast.done("已将 2 件指派给", "交通运输局")
    watch.ms = 7900
    toast.tick()
    assert toast.isVisible() and 0 < toast.left < 0.02
    watch.ms = 8000
    with qtbot.waitSignal(toast.expired):
        toast.tick()
    assert not toast.isVisible() and not toast.shadow.isVisible()


def test_it_waits_while_the_mouse_is_over_it(toast, watch):
    toast.done("已办结")
    watch.ms = 5000
    enter = QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5))
    QApplication.sendEvent(toast, enter)
    watch.ms = 60_000
    toast.tick()
    assert toast.isVisible() and toast.left == pytest.approx(3 / 8)
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    watch.ms = 62_900
    toast.tick()
    assert toast.isVisible()
    watch.ms = 63_001
    toast.tick()
    assert not toast.isVisible()


def test_a_new_one_replaces_the_old(toast, watch):
    toast.done("已将 2 件指派给", "交通运输局")
    watch.ms = 7000
    toast.done("已将 1 件指派给", "水务局")
    watch.ms = 9000
    toast.tick()
    assert toast.isVisible() and toast.message.strong == "水务局"


def test_undo_and_retry_are_two_signals(toast, qtbot):
    toast.done("已将 2 件指派给", "交通运输局")
    with qtbot.waitSignal(toast.undo_clicked):
        toast._action.click()
    assert not toast.isVisible()
    toast.fail("库被占用，已保留 3 件改动。")
    with qtbot.waitSignal(toast.action_clicked), qtbot.assertNotEmitted(toast.undo_clicked):
        toast._action.click()


def test_an_error_stays(toast, watch):
    toast.fail("库被占用，已保留 3 件改动。")
    watch.ms = 100_000
    toast.tick()
    assert toast.isVisible()
    toast.dismiss()
    assert not toast.isVisible()


def test_long_words_stay_inside_a_narrow_map(toast):
    toast.place(320, 500)
    toast.done("已将 1,000 件指派给", "自然资源和规划局")
    assert toast.width() <= 320 - 24 and toast.x() >= 0


def test_hit_areas(toast):
    toast.fail("库被占用，已保留 3 件改动。")
    for button in (toast._action, toast._close):
        assert min(button.width(), button.height()) >= 24
        assert button.accessibleName()


def test_it_makes_way_for_a_hand_but_an_error_stays(toast):
    toast.warn("这会划走全部农户。")
    toast.make_way()
    assert not toast.isVisible()
    toast.fail("没有写进去")
    toast.make_way()
    assert toast.isVisible()
