"""Every gesture of the planner's hand in a real window: what it would do is told as it moves, and Escape undoes it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.harness import Point, RealWindow, VirtualScreen, missing_tools
from tests.journeys.test_planning import (
    TODAY,
    VILLAGE,
    choose_village,
    come_near,
    middle,
    plan,
    rest,
    shared_border,
    turn_to_planning,
    words,
)

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1920, 1080) as made:
        yield made


@pytest.fixture
def desk(screen: VirtualScreen, tmp_path: Path) -> Iterator[RealWindow]:
    """The planner's desk with 小留庄 on the table, near its grid 009."""
    county = tmp_path / "julu.wangge"
    done = words("demo", "--out", str(county), "--scale", "0.05", "--at", "2026-11-23T14:32+08:00")
    assert done.returncode == 0, done.stderr
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    private = {name: str(tmp_path / place) for name, place in places.items()}
    with RealWindow(screen, ["--file", str(county), "--now", TODAY], private) as made:
        turn_to_planning(made)
        choose_village(made)
        come_near(made, f"{VILLAGE}009")
        yield made


def trial(desk: RealWindow) -> dict:
    """What the gesture under the hand would do, once it says anything."""
    return desk.wait_for("what it would do", lambda: plan(desk, "trial") or None)


def along(desk: RealWindow, points: list[Point]) -> None:
    """Press at the first point and draw through the others; the button stays down."""
    desk.press(points[0])
    for start, end in pairwise(points):
        desk.glide(start, end, 8)


def told_at(desk: RealWindow, place: Point) -> str:
    """The first line of the tip where the hand points."""
    desk.move(place)
    time.sleep(0.15)
    return (plan(desk, "trial").get("tip") or [""])[0]


def given_up(desk: RealWindow) -> None:
    """Escape in the middle leaves nothing."""
    desk.keys("Escape")
    desk.wait_for("nothing under way", lambda: plan(desk, "trial") == {})
    desk.release()


def made(desk: RealWindow, count: int) -> list[str]:
    desk.wait_for("the stroke", lambda: len(plan(desk, "steps")) == count)
    rest(desk)
    return plan(desk, "steps")


def undone(desk: RealWindow) -> None:
    desk.keys("ctrl+z")
    desk.wait_for("the undo", lambda: plan(desk, "steps") == [])
    rest(desk)


def test_ground_changes_hands_by_line_streets_lasso_brush_blocks_and_merging(desk) -> None:
    nine = f"{VILLAGE}009"
    before = plan(desk, "households")
    left, top, right, low = plan(desk, "grid_box", nine)
    across, ring = (left + right) / 2, [(left + 10, top + 10), (right - 90, top + 12), (right - 90, top + 120)]
    ring += [(left + 8, top + 130), (left + 4, top + 30)]
    desk.keys("l")
    along(desk, ring)
    seen = trial(desk)
    assert seen["possible"] and sum(seen["grids"].values()) == before[nine] and len(seen["table"]) == 2
    given_up(desk)
    along(desk, [(left - 8, top - 8), (right + 8, top - 8), (right + 8, low + 8), (left - 8, low + 8), (left - 8, top)])
    assert "全部农户" in trial(desk)["reason"]
    given_up(desk)
    assert plan(desk, "plan") is None, "nothing was drawn, so there is no draft"
    desk.keys("g")
    along(desk, [(across, low - 12), (across, low + 60)])
    seen = trial(desk)
    assert seen["grids"][nine] > before[nine] and all(len(row) == 5 for row in seen["table"].values())
    desk.release()
    assert "009" in made(desk, 1)[0] and plan(desk, "households")[nine] == seen["grids"][nine]
    undone(desk)
    assert plan(desk, "households") == before
    desk.keys("shift+s")
    desk.move(plan(desk, "label", nine))
    streets = trial(desk)
    assert streets["possible"] and len(streets["grids"]) > 1
    desk.keys("m")
    neighbour = next(c for c in before if c != nine and plan(desk, "arcs_between", *sorted((c, nine))))
    desk.move(plan(desk, "label", neighbour))
    desk.wait_for("the merge", lambda: plan(desk, "trial").get("grids", {}).get(neighbour) == 0)
    assert "作废" in plan(desk, "trial")["tip"][0] and "请换一个邻格" in plan(desk, "trial")["tip"][1]
    desk.keys("Escape", "shift+g")
    beside = [(across + dx, low + dy) for dy in (15, 30, 45, 60) for dx in (-60, 0, 60)]
    assert any("→ 009" in told_at(desk, place) for place in beside), "the block beside goes over"
    assert plan(desk, "steps") == []


def test_a_border_is_held_refused_drawn_typed_and_thinned(desk) -> None:
    arc, points = shared_border(desk)
    start = middle(points)
    desk.keys("e")
    desk.press(start)
    for away in range(20, 90, 6):
        desk.move((start[0] + 3, start[1] + away))
        time.sleep(0.1)
        if plan(desk, "trial").get("snap"):
            break
    assert plan(desk, "trial")["snap"], "gaps, streets and points draw the hand"
    desk.xdotool("keydown", "alt")
    desk.wait_for("nothing draws it", lambda: plan(desk, "trial").get("snap") == "")
    desk.xdotool("keyup", "alt", "keydown", "shift")
    desk.wait_for("the street holds it", lambda: plan(desk, "trial").get("snap") == "道路")
    desk.xdotool("keyup", "shift")
    given_up(desk)
    desk.click(start, times=2)
    assert made(desk, 1)[0].startswith("插入节点")
    count = len(plan(desk, "vertices", arc))
    desk.keys("Return")
    desk.focus_dialog("输入坐标")
    desk.type("@6<180")
    desk.wait_for("the place", lambda: plan(desk, "trial").get("possible"))
    desk.keys("Return")
    desk.focus()
    assert made(desk, 2)[1].startswith("移动边界")
    desk.keys("Delete")
    assert made(desk, 3)[2].startswith("删除节点") and len(plan(desk, "vertices", arc)) == count - 1
    desk.keys("ctrl+2")
    desk.focus_dialog("平滑边界")
    desk.wait_for("the smooth line", lambda: plan(desk, "trial").get("possible") is not None)
    desk.keys("Escape")
    desk.focus()
    desk.wait_for("nothing under way", lambda: plan(desk, "trial") == {})
    assert len(plan(desk, "steps")) == 3
    desk.keys("ctrl+z", "ctrl+z", "ctrl+z")
    desk.wait_for("all undone", lambda: plan(desk, "steps") == [])
    rest(desk)
    assert [tuple(p) for p in plan(desk, "vertices", arc)] == points, "as it was, to the point"


def test_candidates_are_put_away_by_escape_and_impossible_numbers_say_why(desk) -> None:
    box = desk.rect("candidate-1")
    desk.click((box["x"] + box["width"] / 2, box["y"] + 20))
    desk.wait_for("it on the map", lambda: len(plan(desk, "trial").get("grids", ())) > 5)
    assert plan(desk, "impact")["改属农户"] != "0 户"
    desk.keys("Escape")
    desk.wait_for("the plan as it is", lambda: plan(desk, "trial") == {})
    desk.click(desk.centre("partition-number"))
    desk.keys("Up", "Return")
    desk.focus_dialog("网格数")
    desk.keys("ctrl+a")
    desk.type("2")
    desk.keys("Return")
    desk.focus()
    desk.wait_for("no candidate", lambda: plan(desk, "candidates") == 0)
    assert desk.wait_for("why", lambda: [w for w in plan(desk, "told") if "放不进 2 个网格" in w], 20)
