"""The tree of villages says what a planner asks; what is on the way is said by the widgets around it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.planning.candidate_card import CardFace
from desktop.planning.dialog_place import leave_in_sight
from desktop.planning.every_village import Cell
from desktop.planning.grid_bars import GridBars
from desktop.planning.problem_list import ProblemHead
from desktop.planning.strip import Strip
from desktop.planning.village_tree import VillageTree, words_of
from desktop.theme import load_theme
from gis.boundaries.outlook import Standing
from tests.desktop.planning.test_panels import figures, grid
from tests.small_county import make_snapshot

VILLAGE = "130529101001"


@pytest.fixture(scope="module")
def theme():
    return load_theme("day")


def test_a_division_is_told_by_its_grids_households_and_problems() -> None:
    assert words_of(Standing(20, 1022, 0, 0, True), "130529201227") == "20 个网格 · 1,022 户 · 没有问题"
    assert words_of(Standing(20, 1022, 2, 1, True), "130529201227").endswith("2 个错误 · 1 个提醒")
    assert words_of(Standing(1, 51, 0, 0, True), "130529201227001") == "51 户 · 没有问题"
    assert "还没有划分网格" in words_of(Standing(0, 300, 0, 0, False), "130529201227")
    assert "有村还没有划分网格" in words_of(Standing(90, 4300, 0, 0, False), "130529201")
    assert words_of(None, "130529201") == "正在统计网格和农户"


def test_the_tree_speaks_of_grids_and_not_of_open_events(qtbot, theme) -> None:
    tree = VillageTree(theme)
    qtbot.addWidget(tree)
    snapshot = make_snapshot(400, side=2, grids=3, cell_m=200.0)
    tree.set_snapshot(snapshot)
    tree.set_standing({VILLAGE: Standing(9, 120, 1, 0, True)})
    index = tree.villages.index_of(list(snapshot.divisions.code).index(VILLAGE))
    said = tree.villages.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("9 个网格 · 120 户 · 1 个错误") and "在办" not in said
    assert VILLAGE in tree.villages.data(index, Qt.ItemDataRole.ToolTipRole)
    tree.resize(260, 300)
    tree.show()
    assert not tree.grab().isNull()


def test_new_grids_stand_in_the_list_while_they_are_tried(qtbot, theme) -> None:
    bars = GridBars(theme)
    qtbot.addWidget(bars)
    bars.set_rows([figures(9, 51)])
    tall = bars.sizeHint().height()
    bars.set_trial([grid(9, 30, 51), grid(21, 21, 0, born=True)])
    assert [line.code[12:] for line in bars.lines] == ["009", "021"] and bars.sizeHint().height() == 2 * tall
    with qtbot.assertNotEmitted(bars.chosen):
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(40, tall + 5))
    bars.set_trial([])
    assert len(bars.lines) == 1


def test_without_a_village_nothing_is_being_checked(qtbot, theme) -> None:
    head = ProblemHead(theme)
    qtbot.addWidget(head)
    assert head.empty
    head.wait(False)
    assert head.checking and not head.empty and head.accessibleName() == "检查：正在检查"
    head.set_counts(1, 0)
    head.wait(True)
    assert head.accessibleName() == "检查：还没有选村"


def test_escape_puts_a_candidate_away_where_the_keyboard_is(qtbot, theme) -> None:
    strip = Strip(theme)
    qtbot.addWidget(strip)
    strip.set_faces([CardFace("现行网格"), CardFace("候选 A · 最均衡")])
    strip.show()
    with qtbot.waitSignal(strip.shown) as got:
        qtbot.keyClick(strip.cards[1], Qt.Key.Key_Escape)
    assert got.args == [0]


def test_any_number_of_grids_can_be_asked_for(qtbot, theme) -> None:
    strip = Strip(theme)
    qtbot.addWidget(strip)
    strip.offer_numbers(20, 18, 204, "today")
    other = next(a for a in strip.head.number.menu().actions() if a.text() == "别的数目…")
    other.trigger()
    asked = strip.window().findChild(object, "grid-number")
    assert "18 到 204 个" in asked.labelText()
    asked.setIntValue(31)
    with qtbot.waitSignal(strip.number_chosen) as got:
        asked.accept()
    assert got.args == ["31"]


def test_villages_are_sorted_by_what_their_figures_are_worth(qtbot) -> None:
    assert Cell("998", 998) < Cell("1,022", 1022)
    assert Cell("—", -1) < Cell("0", 0)


@pytest.mark.parametrize(("north", "low"), [(90.0, True), (10.0, False)])
def test_a_dialog_leaves_the_point_it_moves_in_sight(qtbot, north: float, low: bool) -> None:
    from PySide6.QtWidgets import QDialog, QWidget

    from gis.foundation.viewport import Viewport

    canvas = QWidget()
    canvas.viewport = Viewport(50.0, 50.0, 0.1, 1000, 1000)
    dialog = QDialog(canvas)
    for each in (canvas, dialog):
        qtbot.addWidget(each)
    canvas.resize(1000, 1000)
    dialog.resize(300, 120)
    leave_in_sight(dialog, canvas, 50.0, north)
    at = canvas.mapToGlobal(QPoint(500, round(1000 - north * 10)))
    assert not dialog.geometry().contains(at)
    assert (dialog.geometry().top() > at.y()) == low


def test_a_common_wheel_brings_the_next_candidates(qtbot, theme) -> None:
    strip = Strip(theme)
    qtbot.addWidget(strip)
    strip.set_faces([CardFace(f"候选 {letter}") for letter in "ABCDE"])
    strip.resize(900, 196)
    strip.show()
    qtbot.waitExposed(strip)
    bar = strip.across.horizontalScrollBar()
    turned = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(strip.across.viewport(), turned)
    assert bar.value() == 240
    strip.mark(4)
    assert bar.value() == bar.maximum(), "the card that is on the map is in sight"
