"""Two people on one county in real windows: who is there, what is locked, decided, and redrawn meanwhile."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.hand import area_of
from gis.demo.county import build_seed
from gis.foundation.clock import FixedClock, local
from gis.planning import Planning
from gis.store.create import create_store
from gis.workspace import Actor, Workspace
from tests import postgres
from tests.journeys.harness import RealWindow, VirtualScreen, missing_tools
from tests.journeys.test_planning import (
    TODAY,
    VILLAGE,
    choose_village,
    come_near,
    county,
    demo,
    open_plan,
    open_planner,
    plan,
    press_form,
    private,
    rest,
    screen,
    sign_in,
    split,
    turn_to_planning,
    words,
)
from tests.small_county import NOW

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
__all__ = ["county", "demo", "private", "screen"]  # fixtures
MORNING = 1_795_570_200  # TODAY in UTC seconds


@pytest.fixture(scope="module")
def second_screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1366, 768) as made:
        yield made


@contextmanager
def elsewhere(location: str | Path, name: str, staff: int) -> Iterator[Planning]:
    """A colleague at a station of their own."""
    workspace = Workspace.open(str(location), FixedClock(MORNING))
    workspace.act_as(Actor(staff, name, "规划员", f"{name}的电脑"))
    yield Planning(workspace)
    workspace.close()


def own(private: dict[str, str], name: str) -> dict[str, str]:
    """Settings of another person's desk."""
    return private | {"WANGGE_SETTINGS": f"{private['WANGGE_SETTINGS']}.{name}"}


def into_force(location: Path, village: str = "") -> None:
    """Somebody redraws a village, or one that is not 小留庄, and has it approved by another person."""
    with elsewhere(location, "李静", 12) as other:
        village = village or another(other)
        table = other.open(other.create("另一方案", [village]).id)
        area = area_of(table.state, [village])
        found = partition(area.ground, len(area.codes), "balanced", 1, present=area.present)
        table = other.do(other.stroke(table, area.taking(found)))
        other.submit(table.plan.id, despite="演示")
    with elsewhere(location, "赵县长", 13) as leader:
        leader.approve(table.plan.id, local(MORNING).date())
        leader.enact(table.plan.id)


def another(planning: Planning) -> str:
    """A village of some grids that is not 小留庄."""
    counts = Counter(code[:12] for code in planning.county().faces if len(code) == 15 and code[:12] != VILLAGE)
    return min(code for code, count in counts.items() if count >= 3)


def middle_grid(desk: RealWindow) -> str:
    """A grid that lies whole in sight, clear of the tools."""
    box = desk.rect("planning-map")
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def far(code: str) -> float:
        left, top, right, low = plan(desk, "grid_box", code)
        return abs((left + right) / 2 - across) + abs((top + low) / 2 - down)

    return min(plan(desk, "households"), key=far)


def hear(desk: RealWindow, *parts: str) -> None:
    desk.wait_for(f"to hear {parts}", lambda: all(part in desk.ask("toast") for part in parts), 20)


def test_a_lock_is_told_and_holds_and_a_stale_draft_is_refused_with_what_differs(screen, county, private) -> None:
    with open_planner(screen, county, private) as desk:
        code = middle_grid(desk)
        with elsewhere(county, "李静", 12) as other:
            other.lock(code, "房屋确权期间不动界")
            hear(desk, "李静", "房屋确权期间不动界")
            rest(desk)
            come_near(desk, code)
            left, top, right, low = plan(desk, "grid_box", code)
            desk.keys("s")
            desk.press(((left + right) / 2, top - 12))
            desk.glide(((left + right) / 2, top - 12), ((left + right) / 2 + 6, low + 12), 12)
            desk.wait_for("why not", lambda: "李静" in plan(desk, "trial").get("reason", ""))
            desk.release()
            desk.keys("v")
            assert plan(desk, "plan") is None, "nothing was made"
            for row in other.workspace.catch_up():
                other.workspace.adopt(row)
            other.unlock(code)
        hear(desk, "李静", "解锁")
        rest(desk)
        split(desk, code)
        into_force(county, VILLAGE)
        desk.wait_for("to be told", lambda: "先并入" in plan(desk, "foot"), 20)
        assert not desk.rect("plan-right")["enabled"], "a stale draft is not handed in"
        desk.click(desk.centre("plan-left"))
        desk.wait_for("what differs", lambda: "differs-dialog" in desk.ask("widgets"))
        desk.focus_dialog("方案与现行界线对不上")
        desk.keys("Escape")
        assert len(plan(desk, "steps")) == 1, "nothing of the draft is lost"


def test_a_stale_draft_is_taken_over_where_others_redrew_another_village(screen, county, private) -> None:
    with open_planner(screen, county, private) as desk:
        split(desk, middle_grid(desk))
        drawn = plan(desk, "households")
        into_force(county)
        desk.wait_for("to be told", lambda: "先并入" in plan(desk, "foot"), 20)
        desk.click(desk.centre("plan-left"))
        desk.wait_for("the draft on the county as it is", lambda: "先并入" not in plan(desk, "foot"), 20)
        rest(desk)
        assert plan(desk, "households") == drawn and desk.rect("plan-right")["enabled"]


def test_the_approver_sees_who_is_there_and_the_author_hears_why_not(screen, second_screen, county, private) -> None:
    assert words("account", str(county), "demo").returncode == 0
    start = ["--file", str(county), "--now", TODAY]
    with (
        RealWindow(screen, start, private) as desk,
        RealWindow(second_screen, start, own(private, "admin")) as other,
    ):
        sign_in(desk, "planner")
        desk.wait_for("the planner's desk", lambda: desk.ask("workplace") == "planning" and plan(desk, "ready"), 30)
        choose_village(desk)
        split(desk, middle_grid(desk))
        sign_in(other, "admin")
        turn_to_planning(other)
        choose_village(other)
        hear(other, "孙规划")
        assert "孙规划" in plan(other, "others")
        desk.click(desk.centre("plan-right"))
        press_form(desk, "提交审核")
        hear(other, "孙规划", "提交方案")
        open_plan(other, plan(desk, "plan")[0])
        assert "方案" in plan(other, "others"), "both have the same plan on the table"
        other.click(other.centre("plan-right"))
        other.wait_for("the form", lambda: "plan-form-words" in other.ask("widgets"))
        other.focus_dialog("审批方案")
        assert not other.rect("plan-form-second")["enabled"], "a refusal needs its reason"
        other.click(other.centre("plan-form-words"))
        other.type("too few")
        other.wait_for("the reason", lambda: other.rect("plan-form-second")["enabled"])
        other.click(other.centre("plan-form-second"))
        hear(desk, "张主任", "未通过", "too few")
        desk.wait_for("the reason at the foot", lambda: "too few" in plan(desk, "foot"))
        assert plan(desk, "plan")[2] == "未通过"


def test_a_county_on_postgresql_is_drawn_on_submitted_and_approved(screen, second_screen, private) -> None:
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.running() as server:
        location = server.url(server.new_database())
        create_store(location, build_seed(1, 0.1, NOW), "建库", "测试", NOW)
        assert words("account", location, "demo").returncode == 0
        start = ["--file", location, "--now", TODAY]
        with RealWindow(screen, start, private) as desk:
            sign_in(desk, "planner")
            desk.wait_for("the planner's desk", lambda: desk.ask("workplace") == "planning" and plan(desk, "ready"), 30)
            choose_village(desk)
            before = plan(desk, "households")
            split(desk, middle_grid(desk))
            drawn = plan(desk, "households")
            desk.click(desk.centre("plan-right"))
            press_form(desk, "提交审核")
            desk.wait_for("the submission", lambda: plan(desk, "plan")[2] == "待审批")
            with RealWindow(second_screen, start, own(private, "admin")) as other:
                sign_in(other, "admin")
                turn_to_planning(other)
                choose_village(other)
                hear(other, "孙规划")
                assert plan(other, "households") == before
                open_plan(other, plan(desk, "plan")[0])
                other.click(other.centre("plan-right"))
                press_form(other, "审批方案")
                other.wait_for("the approval", lambda: plan(other, "plan")[2] == "已批准")
                rest(other)
                other.click(other.centre("plan-right"))
                other.wait_for("the county in force", lambda: plan(other, "plan") is None, 30)
                rest(other)
                assert sorted(plan(other, "households").values()) == sorted(drawn.values())
                assert plan(other, "plan") is None, "the county in force stays on the table"
                desk.wait_for("the first to see it", lambda: plan(desk, "plan")[2] == "已生效", 20)
                time.sleep(0.2)
        assert words("check", location).returncode == 0
