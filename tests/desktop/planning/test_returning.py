"""Which draft comes back to the table, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.planning.returning import Memory, Return, found
from gis.foundation.clock import FixedClock, local
from gis.planning import Planning
from gis.store.create import create_store
from gis.workspace import Actor, Workspace
from tests.gis.planning.drawing import VILLAGE, split
from tests.gis.store.county import make_seed
from tests.small_county import NOW


@pytest.fixture
def location(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    path = str(tmp_path / "county.wangge")
    create_store(path, make_seed(), "建库", "测试", NOW)
    return path


def door(location: str, staff: int, name: str, later_s: int = 0) -> Planning:
    workspace = Workspace.open(location, FixedClock(NOW + later_s))
    workspace.act_as(Actor(staff, name, "规划员", "规划台"))
    return Planning(workspace)


@pytest.fixture
def planning(location: str) -> Iterator[Planning]:
    made = door(location, 11, "王海涛")
    yield made
    made.workspace.close()


def drawn(planning: Planning, name: str = "草案甲") -> int:
    plan = planning.create(name, [VILLAGE])
    table = planning.open(plan.id)
    planning.do(planning.stroke(table, split(table.state)))
    return plan.id


def test_nothing_known_and_nothing_drawn_is_nothing_said(planning) -> None:
    assert found(planning, Memory()) is None


def test_her_own_draft_comes_back_with_its_last_step(planning) -> None:
    number = drawn(planning)
    when = f"{local(NOW):%H:%M}"
    told = f"已接着上次的草稿“草案甲”，最后一步 {when}。"
    assert found(planning, Memory(number, "draft", VILLAGE)) == Return(number, VILLAGE, told)
    assert found(planning, Memory()) == Return(number, VILLAGE, told), "on another machine it is looked up"


def test_a_step_of_another_day_bears_its_date(location, planning) -> None:
    number = drawn(planning)
    later = door(location, 11, "王海涛", 2 * 86400)
    back = found(later, Memory(number, "draft"))
    later.workspace.close()
    assert back is not None and f"最后一步 {local(NOW):%m-%d %H:%M}" in back.words


def test_a_draft_without_a_step_says_so(planning) -> None:
    plan = planning.create("空", [VILLAGE])
    back = found(planning, Memory(plan.id, "draft"))
    assert back is not None and "还没有改动" in back.words and back.village == VILLAGE


def test_another_persons_draft_stays_where_it_is(location, planning) -> None:
    number = drawn(planning)
    other = door(location, 12, "李秀英")
    assert found(other, Memory()) is None and found(other, Memory(number, "draft")) is None
    other.workspace.close()


def test_what_became_of_it_is_said_once(location, planning) -> None:
    number = drawn(planning)
    planning.submit(number, despite="试")
    assert found(planning, Memory(number, "submitted")) is None, "she handed it in herself"
    back = found(planning, Memory(number, "draft"))
    assert back == Return(0, "", "上次台上的方案“草案甲”待审批。台上是现行网格。", "submitted")
    other = door(location, 12, "李秀英")
    other.approve(number, date.fromisoformat(f"{local(NOW):%Y-%m-%d}"))
    other.workspace.close()
    back = found(planning, Memory(number, "submitted"))
    assert back is not None and f"已批准，自 {local(NOW):%Y-%m-%d} 起生效" in back.words and back.plan == 0
    assert found(planning, Memory(99, "draft")) is None, "a plan nobody knows"
