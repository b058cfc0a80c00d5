"""The planner's panels: bars, problems, the foot, the line of hints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget

from desktop.planning.figure_rows import FigureRows
from desktop.planning.grid_bars import ROW_PX, GridBars
from desktop.planning.measuring import measured
from desktop.planning.paint.handles import middles, shown_points
from desktop.planning.paint.tip import tip_lines
from desktop.planning.plan_foot import PlanFoot
from desktop.planning.plan_form import PlanForm, Questions
from desktop.planning.plates import pieces_of
from desktop.planning.pointing import BorderFinder, nearest_middle, nearest_point
from desktop.planning.problem_list import ProblemList, counted
from desktop.planning.redrawn import parts_beside
from desktop.theme import load_theme
from gis.boundaries.editing.parts import Arc
from gis.boundaries.editing.preview import GridPreview, Preview
from gis.boundaries.outlook import GridFigures
from gis.boundaries.plans.plan import Plan, PlanState
from gis.boundaries.problems import Kind, Problem, Severity
from gis.foundation.clock import SHANGHAI

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def theme():
    return load_theme("day")


def figures(serial: int, households: int, was: int | None = None) -> GridFigures:
    fits = 5 <= households <= 60
    return GridFigures(
        f"130529201227{serial:03d}", households, households if was is None else was, 90, 1.5, 9e3, 0.6, fits
    )


def grid(serial: int, households: int, was: int, **more) -> GridPreview:
    fits = 5 <= households <= 60
    return GridPreview(f"130529201227{serial:03d}", households, was, 90, 1.5, 9e3, 0.6, 0.6, fits, **more)


def test_a_bar_is_chosen_by_click_and_by_keys(qtbot, theme) -> None:
    bars = GridBars(theme)
    qtbot.addWidget(bars)
    bars.set_rows([figures(1, 51), figures(2, 62), figures(3, 4)])
    bars.resize(300, bars.sizeHint().height())
    bars.show()
    assert "2 个不在 5–60 户之内" in bars.accessibleDescription()
    with qtbot.waitSignal(bars.chosen) as got:
        qtbot.mouseClick(bars, LEFT, NO, QPoint(40, ROW_PX + 5))
    assert got.args == ["130529201227002", False]
    with qtbot.waitSignal(bars.chosen) as got:
        qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert got.args == ["130529201227003", False]
    with qtbot.waitSignal(bars.chosen) as got:
        qtbot.mouseClick(bars, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(40, 5))
    assert got.args == ["130529201227001", True]


def test_bars_follow_the_hand_and_fall_back(qtbot, theme) -> None:
    bars = GridBars(theme)
    qtbot.addWidget(bars)
    bars.set_rows([figures(8, 58), figures(9, 50)])
    bars.set_trial([grid(8, 46, 58), grid(9, 62, 50)])
    assert bars._figures(bars.rows[1]) == (62, False, True)
    bars.set_trial([])
    assert bars._figures(bars.rows[1]) == (50, True, False)


def test_a_problem_zooms_and_a_fix_is_asked_for(qtbot, theme) -> None:
    told = Problem(
        Kind.TOO_MANY, Severity.ERROR, "130529201227009", "009 网格 62 户，超过上限 60", "多 2 户", (0, 0, 9, 9)
    )
    warned = Problem(Kind.SLIVER, Severity.WARNING, "130529201227003", "003 网格过于狭长", "宽 3 米", (0, 0, 9, 9))
    panel = ProblemList(theme)
    qtbot.addWidget(panel)
    panel.resize(336, 200)
    panel.show()
    panel.set_problems([told, warned], frozenset({(warned.kind.value, warned.code, warned.house)}))
    assert counted([told, warned]) == (1, 1)
    assert [row.fresh for row in panel.rows] == [True, False]
    assert "现行网格已有" in panel.rows[1].accessibleName()
    with qtbot.waitSignal(panel.located) as got:
        qtbot.mouseClick(panel.rows[0].link, LEFT)
    assert got.args == [told]


def test_the_foot_says_why_not(qtbot, theme) -> None:
    foot = PlanFoot(theme)
    qtbot.addWidget(foot)
    foot.resize(336, 92)
    foot.set_words("保存草稿", "", "提交审核", "先解决 3 个错误才能提交审核", "先解决 3 个错误才能提交审核")
    assert foot.left.isEnabled() and not foot.right.isEnabled()
    assert foot.right.toolTip() == foot.reason == "先解决 3 个错误才能提交审核"


def test_a_form_asks_for_a_reason_before_it_turns_down(qtbot, theme) -> None:
    parent = PlanFoot(theme)
    qtbot.addWidget(parent)
    said: list[str] = []
    asked = Questions("审批方案", "", "批准", None, "意见", False, None, "不批准")
    form = PlanForm(theme, asked, lambda a: said.append("yes"), parent, lambda a: said.append(a.words))
    form.show()
    assert form.give.isEnabled() and not form.second.isEnabled()
    form.text.setPlainText("边界穿过院落")
    qtbot.mouseClick(form.second, LEFT)
    assert said == ["边界穿过院落"]


def test_grids_outside_the_rule_are_listed_and_need_a_reason(qtbot, theme) -> None:
    parent = PlanFoot(theme)
    qtbot.addWidget(parent)
    said: list[tuple[str, str]] = []
    odd = ("小留庄 008：008 网格 63 户，超过上限 60",)
    asked = Questions("提交审核", "", "提交", None, "给审批人的话", listed=odd, despite="为什么只能如此（必填）")
    form = PlanForm(theme, asked, lambda a: said.append((a.words, a.despite)), parent)
    form.show()
    listed = form.findChild(QListWidget, "plan-form-listed")
    assert listed is not None and [listed.item(i).text() for i in range(listed.count())] == list(odd)
    assert not form.give.isEnabled() and form.give.isVisible()
    form.despite.setPlainText("楼院不能拆开")
    qtbot.mouseClick(form.give, LEFT)
    assert said == [("", "楼院不能拆开")]


@pytest.mark.parametrize(
    ("state", "behind", "words"),
    [
        (PlanState.DRAFT, False, "相对现行"),
        (PlanState.SUBMITTED, True, "相对编制时（现行已另改）"),
        (PlanState.APPROVED, False, "相对现行"),
        (PlanState.IN_FORCE, True, "相对 11-25 生效前"),
        (PlanState.WITHDRAWN, False, "相对 11-20 编制时"),
    ],
)
def test_the_panel_says_what_a_plan_is_measured_against(state, behind, words) -> None:
    day = int(datetime(2026, 11, 25, 9, tzinfo=SHANGHAI).timestamp())
    plan = Plan(1, "甲", "", state, (), {}, 1, "王", day - 5 * 86400, day, 1, 1, 0, 0, "", 0, "", "", 0, 1)
    assert measured(plan, None, behind) == words
    assert measured(plan, plan, behind) == "相对“甲”"
    assert measured(None, None, behind) == "相对现行"


def test_hints_are_words_and_key_caps() -> None:
    assert pieces_of("拖动节点[Shift]沿路[Esc]取消") == [
        ("words", "拖动节点"), ("key", "Shift"), ("words", "沿路"), ("key", "Esc"), ("words", "取消"),
    ]  # fmt: skip


def test_the_tip_says_what_changes_and_how_to_be_valid() -> None:
    moved = tuple((i, "130529201227008", "130529201227009") for i in range(12))
    seen = Preview(True, "", "", (grid(8, 46, 58), grid(9, 62, 50)), moved, (), (), "009 网格多 2 户，退回一些即合格。")
    assert tip_lines(seen, None) == ["12 户：008 → 009", "009 网格多 2 户，退回一些即合格"]
    no = Preview(False, "边界会相互交叉。", "请退回一些。", (), (), (), (), "")
    assert tip_lines(no, None) == ["边界会相互交叉。", "请退回一些。"]


def arc(number: int, *points: tuple[float, float]) -> Arc:
    return Arc(number, np.array(points, float), "130529201227001", "130529201227002")


def test_the_nearest_border_and_its_points() -> None:
    finder = BorderFinder([arc(1, (0, 0), (100, 0)), arc(2, (0, 50), (50, 50), (100, 60))])
    on = finder.nearest(70, 52, 10)
    assert on is not None and (on.arc.id, on.segment) == (2, 1)
    assert finder.nearest(50, 25, 10) is None and BorderFinder([]).nearest(0, 0, 9) is None
    line = np.array([(0.0, 50.0), (50.0, 50.0), (100.0, 60.0)])
    assert nearest_point(line, 49, 51, 3) == 1 and nearest_point(line, 30, 50, 3) == -1
    assert nearest_middle(line, 25, 51, 3) == 0


def test_the_county_s_own_border_is_not_offered() -> None:
    outer = Arc(1, np.array([(0.0, 0.0), (100.0, 0.0)]), "130529201227001", "")
    assert BorderFinder([outer, arc(2, (0, 8), (100, 8))]).nearest(50, 1, 10).arc.id == 2


def test_only_stretches_that_run_otherwise_are_left() -> None:
    old = np.array([(0.0, 0.0), (100.0, 0.0)])
    split = np.array([(0.0, 0.0), (50.0, 0.0)])
    bent = np.array([(50.0, 0.0), (75.0, 30.0), (100.0, 0.0)])
    assert parts_beside([old], [old[::-1]]) == []
    assert parts_beside([split], [old]) == []
    left = parts_beside([split, bent], [old])
    assert len(left) == 1 and abs(left[0][:, 1].max() - 30) < 1e-9


def test_handles_do_not_lie_on_top_of_each_other() -> None:
    line = np.array([(0.0, 0.0), (3.0, 0.0), (6.0, 0.0), (60.0, 0.0), (64.0, 0.0)])
    assert shown_points(line).tolist() == [0, 3, 4]
    assert middles(line).tolist() == [2]


def test_only_the_lines_that_read_otherwise_are_painted_again(qtbot, theme) -> None:
    bars, impact = GridBars(theme), FigureRows(theme)
    for each in (bars, impact):
        qtbot.addWidget(each)
    bars.set_rows([figures(1, 51), figures(2, 50)])
    bars.set_trial([grid(1, 52, 51), grid(2, 49, 50)])
    impact.set_rows([("改属农户", "0 户"), ("边界长度", "3.10 km")])
    asked: list[tuple] = []
    bars.update = impact.update = lambda *box: asked.append(box)  # type: ignore[method-assign]
    bars.set_trial([replace(grid(1, 52, 51), area_m2=9.1e3), grid(2, 49, 50)])
    assert not asked, "no line says how large a grid is"
    bars.set_trial([grid(1, 52, 51), grid(2, 48, 50)])
    assert [box[1] for box in asked] == [ROW_PX]
    asked.clear()
    impact.set_rows([("改属农户", "0 户"), ("边界长度", "3.11 km")])
    assert len(asked) == 1 and asked[0][1] > 0
