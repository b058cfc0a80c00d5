"""The window of a file that arrives: what is listed, where a click leads, when a draft can be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.planning.exchange.arrival_window import ArrivalWindow
from desktop.planning.exchange.found import BORDERS, REFUSED, Choices, Contents, Found, Line
from desktop.planning.exchange.leaving_window import COUNTY, PLAN, LeavingWindow

COLUMNS = {"code": "ZDH"}
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


def test_what_is_being_written_is_not_stopped_and_says_so(qtbot, owner) -> None:
    made = ArrivalWindow("导入边界：全县.gpkg", "全县", owner)
    made.show()
    made.show_work("写入草案", 0.8, final=True)
    assert made.final and not made.close_.isEnabled() and "可撤回" in made.close_.toolTip()
    with qtbot.assertNotEmitted(made.stopped):
        qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.isVisible()
    made.show_failure("库被占用，什么也没有写入。")
    with qtbot.waitSignal(made.stopped):
        qtbot.keyClick(made, Qt.Key.Key_Escape)


def test_a_file_that_cannot_be_read_says_so(owner) -> None:
    made = window(owner)
    made.show_failure("网格.shp 没有一个可用的面。 请补上编码。")
    assert made.table.rowCount() == 0 and not made.make.isEnabled() and "没有写入" in made.why.text()


def test_what_is_not_ticked_is_left_out_and_nothing_ticked_makes_nothing(owner) -> None:
    made = window(owner)
    lines = (Line("新增", "12 户", key="come"), Line("注销", "5 户", key="gone", on=False))
    made.show_found(Found((), lines, "新增 12 户", "", (), lambda *_: None))  # type: ignore
    assert made.without() == {"gone"} and made.make.isEnabled()
    made.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    assert made.without() == {"come", "gone"}
    assert not made.make.isEnabled() and made.why.text() == "没有勾选要导入的"
    made.table.item(1, 0).setCheckState(Qt.CheckState.Checked)
    assert made.without() == {"come"} and made.make.isEnabled()


def test_layer_columns_and_distance_can_be_chosen(qtbot, owner) -> None:
    made = window(owner)
    contents = Contents(("网格", "村"), "网格", ("ZDH", "F2"), {}, 0.1)
    made.show_found(Found((), LINES, "一组", "", (), lambda *_: None, contents, BORDERS))  # type: ignore
    assert made.choices() == Choices("", "网格", {}, 0.1)
    box = made.form.columns["code"]
    with qtbot.waitSignal(made.reread) as got:
        box.setCurrentIndex(box.findData("ZDH"))
        box.activated.emit(box.currentIndex())
    assert got.args == [Choices("", "网格", COLUMNS, 0.1)]
    made.show_found(Found((), LINES, "一组", "", (), lambda *_: None, contents, BORDERS))  # type: ignore
    assert made.choices().columns == COLUMNS, "what was told stays"
    with qtbot.waitSignal(made.reread) as got:
        made.form.snap.setValue(0.0)
    assert got.args[0].snap_m == 0.0
    unread = window(owner)
    assert unread.choices().snap_m is None, "as is usual, where nothing was read yet"


def test_the_whole_of_a_long_line_is_read_below_the_list(owner) -> None:
    made = window(owner)
    made.table.selectRow(1)
    assert made.detail.text() == f"{REFUSED}：网格.shp 第 7 行：没有图形"


def test_what_goes_out_and_how(qtbot, owner, tmp_path: Path) -> None:
    made = LeavingWindow(tmp_path, "并网格", ("130529201227", "小留庄"), owner)
    order = made.order()
    assert (order.content, order.target, order.crs) == (PLAN, tmp_path / "并网格.gpkg", 4490)
    assert not made.within.isEnabled() and made.within.toolTip()
    made.content.setCurrentIndex(made.content.findData(COUNTY))
    made.within.setCurrentIndex(1)
    made.crs.setCurrentIndex(made.crs.findData(4547))
    made.households.setChecked(True)
    made._name_file()
    order = made.order()
    assert (order.within, order.crs, order.households) == ("130529201227", 4547, True)
    assert order.target == tmp_path / "小留庄网格.gpkg"
    made.kind.setCurrentIndex(made.kind.findData(".geojson"))
    made._kind_chosen()
    assert made.order().crs == 4490 and "EPSG:4490" in made.crs.toolTip()
    made.show_work("写 网格", 0.5)
    assert not made.go.isEnabled() and made.bar.value() == 500
    with qtbot.waitSignal(made.stopped):
        made.close_.click()
    made.show_stopped("已停止，没有留下文件。")
    assert made.said.property("tone") == "secondary" and made.go.isEnabled(), "as was asked, and so no error"
    made.show_failure("盘满了。")
    assert made.said.property("tone") == "error"
    made.show_made([tmp_path / "a.gpkg"])
    assert str(tmp_path / "a.gpkg") in made.said.text()
    with qtbot.waitSignal(made.shown) as got:
        made.folder.click()
    assert got.args == [tmp_path / "a.gpkg"]


class Desk:
    """As much of the wiring as dropped files ask for."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.read: list[tuple[Path, str]] = []


@pytest.mark.parametrize(
    ("names", "why", "read", "told"),
    [
        (["a.gpkg"], "", "a.gpkg", ""),
        (["a.shp", "a.dbf", "a.shx"], "", "a.shp", ""),
        (["a.gpkg", "b.gpkg"], "", "", "一次拖入一个文件"),
        (["a.txt"], "", "", "不是能导入的文件"),
        (["a.gpkg"], "正在看过去的界线", "", "现在不能导入：正在看过去的界线"),
    ],
)
def test_files_let_go_over_the_desk(names: list[str], why: str, read: str, told: str) -> None:
    from types import SimpleNamespace

    from desktop.planning.exchange.arriving import Arriving

    desk = Desk()
    one = SimpleNamespace(
        refusal=lambda: why,
        wiring=SimpleNamespace(window=SimpleNamespace(tell=desk.said.append)),
        read=lambda path, kind: desk.read.append((path, kind)),
    )
    Arriving.dropped(one, [Path(name) for name in names])  # type: ignore[arg-type]
    assert desk.read == ([(Path(read), "")] if read else [])
    assert told in "".join(desk.said)
