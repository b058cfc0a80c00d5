"""Where nothing can be drawn, panels offer nothing to draw; what they say is whole at the narrowest width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.panels.text_runs import Run, runs_width
from desktop.planning.candidate_card import CandidateCard
from desktop.planning.desk import NARROW_LEFT_PX, NARROW_RIGHT_PX
from desktop.planning.problem_list import LEFT_PX, ProblemList
from desktop.planning.right_panel import Head
from desktop.planning.village_head import VillageHead, VillageWords
from desktop.theme import Theme, load_theme, pixel_font
from gis.boundaries.actions.merge import Merge
from gis.boundaries.problems import Fix, Kind, Problem, Severity
from tests.desktop.planning.test_scores import FACES

VILLAGE = "130529201227"
HALVE = Fix("拆成两个网格", Merge(f"{VILLAGE}001", (f"{VILLAGE}002",)))  # which gesture is all the same to the row
TOLD = Problem(
    Kind.TOO_MANY,
    Severity.ERROR,
    f"{VILLAGE}001",
    "001 网格 102 户，超过上限 60",
    "比上限多 42 户",
    (0, 0, 9, 9),
    HALVE,
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme("day")


def test_a_settled_plan_shows_the_place_of_a_problem_and_no_fix(qtbot, theme) -> None:
    panel = ProblemList(theme)
    qtbot.addWidget(panel)
    panel.set_problems([TOLD], frozenset())
    assert panel.rows[0].link.text() == "拆成两个网格"
    panel.set_problems([TOLD], frozenset(), mendable=False)
    assert panel.rows[0].link.text() == "定位"
    with qtbot.waitSignal(panel.located), qtbot.assertNotEmitted(panel.fix_asked):
        qtbot.mouseClick(panel.rows[0].link, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("fix", [None, HALVE])
def test_a_problem_is_whole_beside_its_link_at_the_narrowest_desk(qtbot, theme, fix) -> None:
    panel = ProblemList(theme)
    qtbot.addWidget(panel)
    panel.resize(NARROW_RIGHT_PX, 200)
    panel.show()
    panel.set_problems([replace(TOLD, fix=fix)], frozenset())
    qtbot.waitUntil(lambda: panel.rows[0].width() == NARROW_RIGHT_PX)
    row, ink = panel.rows[0], theme.ui["text"]
    beside = row.link.x() - LEFT_PX
    first, second = (runs_width([Run(t, pixel_font(px), ink)]) for t, px in ((row.text(), 13), (row._second, 12)))
    assert first <= (beside if row._beside == 7 else row.width() - LEFT_PX)
    assert second <= (beside if row._beside == 28 else row.width() - LEFT_PX)
    assert row.link.geometry().bottom() < row.height()


def test_a_candidate_that_cannot_be_taken_says_why(qtbot, theme) -> None:
    why = "您的账号只看方案，不能改边界"
    card = CandidateCard(theme, replace(FACES[1], refusal=why))
    qtbot.addWidget(card)
    card.show()
    assert not card.link.isEnabled() and card.link.toolTip() == why and why in card.toolTip()
    with qtbot.assertNotEmitted(card.taken):
        qtbot.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    card.show_face(replace(FACES[1], refusal=why, stale=True))
    assert card.link.isEnabled(), "working it out anew draws nothing"


def test_who_else_is_here_has_a_line_of_its_own(qtbot, theme) -> None:
    head = VillageHead(theme)
    qtbot.addWidget(head)
    head.resize(NARROW_LEFT_PX, 200)
    alone = VillageWords("小留庄村", f"张王疃乡 · {VILLAGE}", "方案：甲 · 第 1 步", "草案", (("1,022", "户"),))
    head.set_words(alone)
    before, line = head.sizeHint().height(), head.line.y()
    told = "孙规划（本机另一个窗口）：方案“甲”"
    head.set_words(replace(alone, others="孙规划也在看这个方案", details=told))
    assert head.sizeHint().height() > before and head.line.y() > line
    assert head.toolTip() == told and "孙规划也在看这个方案" in head.accessibleName()
    head.set_words(alone)
    assert (head.sizeHint().height(), head.line.y(), head.toolTip()) == (before, line, "")


def test_a_comparison_is_ended_where_it_is_named(qtbot, theme) -> None:
    head = Head(theme, "影响", "相对现行")
    qtbot.addWidget(head)
    head.resize(NARROW_RIGHT_PX, 46)
    head.show()
    assert head.link.isHidden()
    head.set_link("结束比较")
    assert head.link.isVisible() and head.link.geometry().right() < NARROW_RIGHT_PX
    head.set_link("")
    assert head.link.isHidden()
