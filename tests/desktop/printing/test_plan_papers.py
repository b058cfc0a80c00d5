"""审批表 and 公示图: what a plan changes, where its borders run, and nobody's name."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from desktop.printing.gather import plan_paper
from desktop.printing.marks import Shape, Text
from desktop.printing.pdf import pdf_bytes
from desktop.printing.plan_facts import ALTERED, BORN, _only, facts_of
from desktop.printing.plan_map import ACCENT, OLD
from gis import cli
from gis.boundaries.plans.impact import impact
from gis.foundation.clock import FixedClock
from gis.foundation.errors import Refused
from gis.planning import Planning
from gis.workspace import Actor, Workspace
from tests.desktop.printing.reading_pdf import text_of
from tests.gis.planning.conftest import sqlite_template  # noqa: F401
from tests.gis.planning.drawing import VILLAGE, grid, split
from tests.gis.store.conftest import _cache_folder  # noqa: F401
from tests.small_county import NOW


@pytest.fixture
def planning(sqlite_template: Path, tmp_path: Path):  # noqa: F811
    path = shutil.copy(sqlite_template, tmp_path / "county.wangge")
    workspace = Workspace.open(str(path), FixedClock(NOW))
    workspace.act_as(Actor(11, "王海涛", "规划员", "规划台 1"))
    yield Planning(workspace)
    workspace.close()


@pytest.fixture
def table(planning: Planning):
    """A draft in which the first grid is split down the middle."""
    plan = planning.create("小留庄 2027 年调整", [VILLAGE], "网格员一人难以走访")
    opened = planning.open(plan.id)
    return planning.do(planning.stroke(opened, split(opened.state)))


def told(planning: Planning, table):
    return facts_of(table, impact(planning.workspace.snapshot, table.base, table.state, NOW))


def test_facts_of_a_split(planning, table):
    facts = told(planning, table)
    assert [(row.code, row.what) for row in facts.grids] == [(grid(1), ALTERED), (grid(5), BORN)]
    one, two = facts.grids
    assert one.households[0] == one.households[1] + two.households[1] == 40
    assert two.households == (0, facts.moved) and facts.count == (4, 5)
    assert one.area_m2[0] == pytest.approx(one.area_m2[1] + two.area_m2[1])
    assert [pill.number for pill in facts.after if pill.changed] == ["001", "005"]
    assert not facts.borders.gone and sum(len(line) > 1 for line in facts.borders.come) == 1
    length = float(np.hypot(*np.diff(facts.borders.come[0], axis=0).T).sum())
    assert length == pytest.approx(400, abs=2)  # only the new line, though its ends cut older borders anew


def test_a_plan_without_a_stroke_has_no_paper(planning):
    plan = planning.create("空的", [VILLAGE])
    with pytest.raises(Refused, match="没有改动任何网格"):
        plan_paper(planning.workspace, plan.id, False, NOW)


def test_the_sheet_for_those_who_decide(qapp, planning, table):
    made = plan_paper(planning.workspace, table.plan.id, False, NOW)
    text = "".join(text_of(pdf_bytes(made)))
    for words in (
        "巨鹿县网格调整审批表", "小留庄 2027 年调整", "网格员一人难以走访", "4 个变为 5 个（新设 1，调整 1）", "调整前",
        "调整后", "原网格界", "审批意见", "审图号 GS(2024)0650号", "模拟数据",
    ):  # fmt: skip
        assert words in text, words
    assert "王海涛" not in text and "李秀芳" not in text
    drawn = [mark for page in made.pages for mark in page.marks if isinstance(mark, Shape)]
    assert any(mark.ink == ACCENT and mark.clip for mark in drawn)


def test_the_notice_for_the_village(qapp, planning, table):
    made = plan_paper(planning.workspace, table.plan.id, True, NOW)
    (page,) = made.pages
    assert page.paper.name == "A3" and made.title.endswith("小留庄网格调整方案公示图")
    text = "".join(text_of(pdf_bytes(made))).replace(" ", "")
    for words in ("公示期：", "如有意见，请在公示期内", "（模拟数据）", "比例尺1:", "公示单位（盖章）：", "005"):
        assert words in text, words
    assert "王海涛" not in text
    numbers = [mark.words for mark in page.marks if isinstance(mark, Text) and mark.face.bold and mark.words.isdigit()]
    assert sorted(numbers) == ["001", "002", "003", "004", "005"]
    accent = [mark.words for mark in page.marks if isinstance(mark, Text) and mark.ink == ACCENT and mark.face.bold]
    assert accent == ["001", "005"]


def test_an_old_border_is_dashed_below_the_new(qapp, planning, table):
    from gis.boundaries.actions.merge import Merge

    after = planning.do(planning.stroke(table, Merge(grid(2), [grid(4)])))
    facts = told(planning, after)
    assert len(facts.borders.gone) == 1 and facts.of("撤销")
    made = plan_paper(planning.workspace, after.plan.id, True, NOW)
    drawn = [mark for mark in made.pages[0].marks if isinstance(mark, Shape) and mark.clip]
    kinds = [("old" if mark.ink == OLD and mark.dash else "new" if mark.ink == ACCENT else "") for mark in drawn]
    assert kinds.index("old") < kinds.index("new")


def test_a_border_cut_anew_is_the_same_border():
    line = np.array([[0.0, 0.0], [100.0, 0.0]])
    halves = [np.array([[0.0, 0.0], [40.0, 0.0]]), np.array([[100.0, 0.0], [40.0, 0.0]])]
    assert _only(halves, [line]) == [] and _only([line], halves) == []
    (rest,) = _only([line], halves[:1])
    assert sorted(rest[:, 0]) == pytest.approx([40, 100], abs=0.1)


def test_from_a_script(qapp, planning, table, tmp_path, capsys):
    call = ["print", "plan", planning.workspace.location, "--out", str(tmp_path / "a.pdf")]
    assert cli.main([*call, "--plan", "小留庄2027年调整", "--notice"]) == 0
    assert "公示图" in capsys.readouterr().out
    assert cli.main([*call, "--plan", "9"]) == 1
    assert "可用：1 小留庄 2027 年调整" in capsys.readouterr().err
