"""The top bar: what it says of time and data, its workplaces, its menu."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from desktop.panels.top_bar import TopBar
from desktop.theme import load_theme
from tests.small_county import NOW

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot):
    made = TopBar(load_theme("day"))
    qtbot.addWidget(made)
    made.resize(1920, 48)
    made.show()
    made.set_county("巨鹿县")
    made.set_user("李晓敏", "调度员")
    made.set_time(NOW)
    return made


def test_clock_and_county(bar):
    assert bar.clock.words == "11月23日 周一 14:32"
    assert bar.brand.accessibleName() == "网格指挥台 巨鹿县"
    assert bar.user.words() == "李晓敏 · 调度员"


@pytest.mark.parametrize(
    ("age_s", "words", "mark"),
    [
        (5, "数据 14:31 · 刚刚", ""),
        (61, "数据 14:30 · 1 分钟前", ""),
        (119, "数据 14:30 · 1 分钟前", ""),
        (120, "数据 14:30 · 2 分钟前", "warning"),
        (599, "数据 14:22 · 9 分钟前", "warning"),
        (600, "数据 14:22 · 10 分钟前", "error"),
        (7200, "数据 12:32 · 2 小时前", "error"),
    ],
)
def test_age_of_the_data_turns_into_a_warning(bar, age_s, words, mark):
    bar.set_data_age(NOW - age_s, NOW)
    assert (bar.age.text(), bar.age.mark) == (words, mark)
    assert ("县库" in bar.age.toolTip()) and bar.age.accessibleName() == words


def test_offline_is_said_calmly(bar):
    bar.set_data_age(NOW - 900, NOW)
    bar.set_offline(True)
    assert bar.age.text() == "离线 · 已存本机"
    bar.set_offline(False)
    assert bar.age.mark == "error"


def test_later_workplaces_are_disabled_with_the_reason(qtbot, bar):
    buttons = bar.switch.buttons
    assert buttons["dispatch"].isEnabled() and buttons["dispatch"].isChecked()
    assert buttons["planning"].isEnabled() and "网格" in buttons["planning"].toolTip()
    for key, word in (("wall", "大屏"),):
        assert not buttons[key].isEnabled()
        assert buttons[key].toolTip() == f"{word}在后续版本提供"
    with qtbot.assertNotEmitted(bar.workplace_chosen):
        qtbot.mouseClick(buttons["wall"], LEFT)


def test_bell_and_theme(qtbot, bar):
    bar.set_bell(3)
    assert bar.bell.accessibleName() == "提醒 3"
    with qtbot.waitSignal(bar.bell_clicked):
        qtbot.mouseClick(bar.bell, LEFT)
    action = bar.menu.actions()[0]
    assert action.text() == "切换到夜间"
    with qtbot.waitSignal(bar.theme_toggled):
        action.trigger()
    bar.set_theme(load_theme("night"))
    assert action.text() == "切换到日间"


@pytest.mark.parametrize("width", [1100, 1366, 1920, 3840])
def test_parts_never_overlap(bar, width):
    bar.set_data_age(NOW - 7200, NOW)
    bar.resize(width, 48)
    bar.layout().activate()
    parts = [bar.brand, bar.switch, bar.search, bar.age, bar.clock, bar.bell, bar.user]
    for left, right in pairwise(parts):
        assert left.geometry().right() < right.geometry().left()
    assert parts[-1].geometry().right() <= width - 16
    assert all(part.width() >= part.minimumSizeHint().width() for part in (bar.age, bar.clock, bar.user))
