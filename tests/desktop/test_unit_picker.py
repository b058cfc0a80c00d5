"""The keyboard's drag: initials, arrows, Enter, Escape."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dispatch.unit_picker import UnitPicker
from desktop.theme import load_theme
from tests.desktop.dispatching import BEHIND, DEPARTMENTS, POSSIBLE, RECOMMENDED, TOWNS, county, fits, foresee
from tests.small_county import NOW

SNAPSHOT = county()
ROWS = np.array([4, 11, 18], np.int32)
INITIALS = {"swj": 1, "nyncj": RECOMMENDED, "mzj": 8}


def find(query: str) -> list[int]:
    """Rows by initials of a few units, or by a part of the name."""
    return [row for row, name in enumerate(DEPARTMENTS + TOWNS) if query in name or INITIALS.get(query) == row]


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 800)
    QLineEdit(made).setFocus()
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def picker(window, qtbot):
    made = UnitPicker(
        load_theme("day"),
        SNAPSHOT,
        fits(ROWS, SNAPSHOT),
        lambda unit: foresee(ROWS, unit, SNAPSHOT),
        find,
        NOW,
        window,
    )
    made.open_over(window)
    return made


def test_the_best_fit_comes_first(picker):
    assert picker.units[:3] == [RECOMMENDED, POSSIBLE, BEHIND]
    assert picker.current == RECOMMENDED
    picker.grab()
    assert "农业农村局" in picker.accessibleDescription() and "12-02 周三 18:00" in picker.accessibleDescription()


def test_initials_and_enter_choose(picker, qtbot):
    qtbot.keyClicks(picker.input, "mzj")
    assert picker.units == [8]
    with qtbot.waitSignal(picker.closed), qtbot.waitSignal(picker.unit_chosen) as caught:
        qtbot.keyClick(picker.input, Qt.Key.Key_Return)
    assert caught.args == [8]


def test_arrows_move_and_stop_at_the_ends(picker, qtbot):
    qtbot.keyClick(picker.input, Qt.Key.Key_Up)
    assert picker.current == RECOMMENDED
    qtbot.keyClick(picker.input, Qt.Key.Key_Down)
    assert picker.current == POSSIBLE
    with qtbot.waitSignal(picker.unit_chosen) as caught:
        qtbot.keyClick(picker.input, Qt.Key.Key_Enter)
    assert caught.args == [POSSIBLE]


def test_chinese_filters_too(picker):
    picker.input.insert("水务")
    assert picker.units == [1]


def test_nothing_found_says_so_and_enter_does_nothing(picker, qtbot):
    qtbot.keyClicks(picker.input, "zzz")
    assert picker.current == -1
    with qtbot.assertNotEmitted(picker.unit_chosen):
        qtbot.keyClick(picker.input, Qt.Key.Key_Return)
    assert "zzz" in picker._none.accessibleName()


def test_escape_closes_without_choosing(picker, qtbot):
    with qtbot.waitSignal(picker.closed), qtbot.assertNotEmitted(picker.unit_chosen):
        qtbot.keyClick(picker.input, Qt.Key.Key_Escape)
    assert picker.isHidden()
