"""Naming a grid worker by hand and by keys: who is offered, somebody new, why the button cannot be pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.planning.problem_list import ProblemList
from desktop.planning.worker_form import Named, Naming, WorkerForm
from desktop.theme import load_theme
from gis.boundaries.problems import Kind, Problem, Severity
from gis.planning.crew import Mate

MATES = (
    Mate(7, "乙二", "13911112222", (), ("130529201227010",)),
    Mate(8, "丙三", "", (), ()),
    Mate(5, "甲一", "13933334444", ("130529201227005",), ()),
    Mate(9, "现任", "13955556666", ("130529201227009",), ()),
)
STANDING = ("没有网格（010 已并走）", "没有网格", "现管 005", "现管 009")
Maker = Callable[..., tuple[WorkerForm, list[Named]]]


@pytest.fixture
def form(qtbot) -> Maker:
    windows: list[QWidget] = []

    def make(mates=MATES, standing=STANDING, held=9) -> tuple[WorkerForm, list[Named]]:
        given: list[Named] = []
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        asked = Naming("指定 小留庄 009 的网格员", "现在是 现任。", "小留庄", held, mates, standing)
        made = WorkerForm(load_theme("day"), asked, given.append, window)
        made.show()
        return made, given

    return make


def cells(form: WorkerForm) -> list[list[str]]:
    table = form.table
    return [[table.item(r, c).text() for c in range(3)] for r in range(table.rowCount())]


def test_those_without_a_grid_stand_first_and_who_it_is_now_is_not_offered(form: Maker) -> None:
    made, _ = form()
    assert cells(made) == [
        ["乙二", "139****2222", "没有网格（010 已并走）"],
        ["丙三", "", "没有网格"],
        ["甲一", "139****4444", "现管 005"],
    ]
    assert not made.give.isEnabled() and "从列表里选" in made.give.toolTip() and made.phone.isHidden()


def test_picked_by_keys(qtbot, form: Maker) -> None:
    made, given = form()
    qtbot.keyClick(made.name, Qt.Key.Key_Down)
    qtbot.keyClick(made.name, Qt.Key.Key_Down)
    qtbot.keyClick(made.name, Qt.Key.Key_Return)
    assert given == [Named(8)]


def test_a_name_written_out_is_who_bears_it(qtbot, form: Maker) -> None:
    made, given = form()
    made.name.insert("甲一")
    assert [row[0] for row in cells(made)] == ["甲一"] and "兼管" in made._note.text() and made.phone.isHidden()
    made.give.click()
    assert given == [Named(5)]


def test_somebody_new_is_registered_with_a_telephone(qtbot, form: Maker) -> None:
    made, given = form()
    made.name.insert("赵新")
    assert cells(made) == [] and made.phone.isVisible() and made.give.text() == "登记并指定"
    assert "不随方案撤销" in made._note.text()
    qtbot.keyClicks(made.phone, "1391234567")
    assert not made.give.isEnabled() and "差 1 位" in made._note.text()
    qtbot.keyClicks(made.phone, "8")
    made.give.click()
    assert given == [Named(0, "赵新", "13912345678")]


def test_nobody_for_now(form: Maker) -> None:
    made, given = form()
    made.nobody.click()
    assert given == [Named(0)]
    made, _ = form(held=0)
    assert not made.nobody.isEnabled() and "本来就没有" in made.nobody.toolTip()


def test_a_village_without_workers_says_what_to_do(form: Maker) -> None:
    made, _ = form(mates=(), standing=(), held=0)
    assert "写下姓名即登记" in made._note.text() and not made.give.isEnabled()


def test_closing_names_nobody(qtbot, form: Maker) -> None:
    made, given = form()
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert given == []


def test_the_problem_offers_it(qtbot) -> None:
    told = Problem(Kind.NO_WORKER, Severity.WARNING, "130529201227021", "021 网格没有网格员", "没有人接", (0, 0, 9, 9))
    panel = ProblemList(load_theme("day"))
    qtbot.addWidget(panel)
    panel.resize(336, 100)
    panel.show()
    panel.set_problems([told], frozenset())
    assert panel.rows[0].link.text() == "指定网格员…"
    with qtbot.waitSignal(panel.fix_asked) as got:
        qtbot.mouseClick(panel.rows[0].link, Qt.MouseButton.LeftButton)
    assert got.args == [told]
