"""The window of a file that arrives: what is listed, where a click leads, when a draft can be made."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from desktop.planning.exchange.arrival_window import ArrivalWindow
from desktop.planning.exchange.found import REFUSED, Found, Line

PLACE = (10.0, 20.0, 30.0, 40.0)
LINES = (Line("消除重叠", "008 与 009 重叠", "1.20 ㎡", PLACE), Line(REFUSED, "网格.shp 第 7 行：没有图形", ""))


@pytest.fixture
def owner(qtbot) -> QWidget:
    """The window that one which arrives belongs to; it outlives it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def window(owner: QWidget, why_not: str = "") -> ArrivalWindow:
    made = ArrivalWindow("导入边界：网格.shp", "网格", owner)
    made.show_found(Found((("编码", "GBK"),), LINES, "有改动 1 组", why_not, (), lambda *_: None))  # type: ignore
    made.show()
    return made


def test_every_repair_and_refusal_is_listed_and_a_place_is_shown(qtbot, owner) -> None:
    made = window(owner)
    rows = [made.table.item(row, 1).text() for row in range(made.table.rowCount())]
    assert rows == ["008 与 009 重叠", "网格.shp 第 7 行：没有图形"]
    with qtbot.waitSignal(made.located) as got:
        made.table.selectRow(0)
    assert got.args == [PLACE]
    with qtbot.assertNotEmitted(made.located):
        made.table.selectRow(1)


def test_a_draft_needs_a_name_and_something_to_change(qtbot, owner) -> None:
    made = window(owner)
    with qtbot.waitSignal(made.asked) as got:
        made.make.click()
    assert got.args == ["网格"]
    made.name.setText(" ")
    assert not made.make.isEnabled() and made.make.toolTip() == "请写草案名称" == made.why.text()
    same = window(owner, "文件与现行界线相同，没有可导入的")
    assert not same.make.isEnabled() and "相同" in same.why.text()


def test_while_reading_nothing_can_be_made_and_closing_stops(qtbot, owner) -> None:
    made = window(owner)
    made.show_work("正在与现行界线核对", 0.4)
    assert not made.make.isEnabled() and not made.form.datum.isEnabled() and made.bar.value() == 400
    with qtbot.waitSignal(made.stopped):
        made.close_.click()


def test_a_file_that_cannot_be_read_says_so(owner) -> None:
    made = window(owner)
    made.show_failure("网格.shp 没有一个可用的面。 请补上编码。")
    assert made.table.rowCount() == 0 and not made.make.isEnabled() and "没有写入" in made.why.text()
