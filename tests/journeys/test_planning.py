"""A planner's season in a real window: split, balance, submit, approved by another person, in force, and as it was."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.harness import ROOT, Point, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
SCALE = "0.1"
FOUNDED, TODAY = "2026-11-23T14:32", "2026-11-25T09:30"
PASSWORD = "lianxi2026"  # of the practice accounts
VILLAGE = "130529201227"  # 小留庄


def words(*arguments: str) -> subprocess.CompletedProcess:
    """main.py as a script calls it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1920, 1080) as made:
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", SCALE, "--at", f"{FOUNDED}+08:00")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def county(demo: Path, tmp_path: Path) -> Path:
    """A county of this journey's own."""
    path = tmp_path / "julu.wangge"
    path.write_bytes(demo.read_bytes())
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache and log of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def plan(desk: RealWindow, word: str, *arguments):
    """An answer of the planner's desk."""
    return desk.ask("of", f"planning.{word}", *arguments)


def rest(desk: RealWindow) -> None:
    time.sleep(0.2)
    desk.wait_for("rest", lambda: plan(desk, "ready") and plan(desk, "settled") and plan(desk, "errors") >= 0, 30)


def turn_to_planning(desk: RealWindow) -> None:
    desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)
    desk.click(desk.centre("workplace-planning"))
    desk.wait_for("the planner's desk", lambda: desk.ask("workplace") == "planning")
    desk.wait_for("the county's borders", lambda: plan(desk, "ready"), 30)


def choose_village(desk: RealWindow, initials: str = "xlz") -> None:
    desk.keys("ctrl+k")
    desk.type(initials)
    desk.wait_for("places", lambda: desk.ask("search_open"))
    time.sleep(0.3)
    desk.keys("Return")
    desk.wait_for("the village", lambda: plan(desk, "village") == VILLAGE)
    rest(desk)
    desk.wait_for("its candidates", lambda: plan(desk, "candidates") >= 3, 30)
    rest(desk)


def open_planner(screen: VirtualScreen, county: Path, private: dict[str, str]) -> RealWindow:
    desk = RealWindow(screen, ["--file", str(county), "--now", TODAY], private)
    turn_to_planning(desk)
    choose_village(desk)
    return desk


def come_near(desk: RealWindow, code: str) -> None:
    """Choose a grid in the list and look at it."""
    desk.click(plan(desk, "bar_point", code))
    desk.wait_for("the grid", lambda: plan(desk, "grids") == [code])
    desk.wheel(plan(desk, "label", code), 2)
    time.sleep(0.6)
    rest(desk)


def shared_border(desk: RealWindow) -> tuple[int, list[Point]]:
    """A border in sight between two grids of the village, and its points on the screen."""
    box = desk.rect("planning-map")
    codes = sorted(plan(desk, "households"))
    for one in codes:
        for other in codes:
            for arc in plan(desk, "arcs_between", one, other) if one < other else ():
                points = [tuple(p) for p in plan(desk, "vertices", arc)]
                inside = [box["x"] + 260 < x < box["x"] + box["width"] - 260 for x, _ in points]
                above = [box["y"] + 120 < y < box["y"] + box["height"] - 160 for _, y in points]
                if all(inside) and all(above):
                    return arc, points
    raise AssertionError("no border between two grids lies whole in sight")


def middle(points: list[Point]) -> Point:
    """The middle of the longest segment."""
    pairs = list(pairwise(points))
    a, b = max(pairs, key=lambda p: abs(p[0][0] - p[1][0]) + abs(p[0][1] - p[1][1]))
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def sign_in(desk: RealWindow, login: str) -> None:
    desk.wait_for("the sign-in page", lambda: desk.ask("door") == "sign-in", 60)
    desk.click(desk.centre("sign-in-login"))
    desk.keys("ctrl+a")
    desk.type(login)
    desk.keys("Return", "ctrl+a")
    desk.type(PASSWORD)
    desk.keys("Return")
    desk.wait_for(f"{login} inside", lambda: desk.ask("door") == "" and desk.ask("person") == login)


def press_form(desk: RealWindow, title: str) -> None:
    """Press the primary button of a plan's form."""
    desk.wait_for(f"the form {title}", lambda: "plan-form-give" in desk.ask("widgets"))
    desk.focus_dialog(title)
    desk.click(desk.centre("plan-form-give"))
    desk.wait_for("the form to close", lambda: "plan-form-give" not in desk.ask("widgets"))
    desk.focus()


def test_split_balance_submit_approve_in_force_and_the_day_before(screen, county, private) -> None:
    assert words("account", str(county), "demo").returncode == 0
    with RealWindow(screen, ["--file", str(county), "--now", TODAY], private) as desk:
        sign_in(desk, "planner")
        desk.wait_for("the planner's own desk", lambda: desk.ask("workplace") == "planning", 30)
        desk.wait_for("the county's borders", lambda: plan(desk, "ready"), 30)
        choose_village(desk)
        before = plan(desk, "households")
        largest = max(before, key=lambda code: (before[code], code))
        come_near(desk, largest)
        split(desk, largest)
        after = plan(desk, "households")
        born = sorted(set(after) - set(before))
        assert len(born) == 1 and after[largest] + after[born[0]] == before[largest]
        balance(desk)
        assert plan(desk, "errors") == 0
        balanced = plan(desk, "households")
        assert max(balanced.values()) - min(balanced.values()) <= 1, "as equal as numbers can be"
        desk.click(desk.centre("plan-right"))
        press_form(desk, "提交审核")
        desk.wait_for("the submission", lambda: plan(desk, "plan")[2] == "待审批")
        rest(desk)
        assert not desk.rect("plan-right")["enabled"], "nobody approves a plan of their own"
        number = plan(desk, "plan")[0]
    assert words("check", str(county)).returncode == 0
    with RealWindow(screen, ["--file", str(county), "--now", TODAY], private) as desk:
        sign_in(desk, "admin")
        turn_to_planning(desk)
        choose_village(desk)
        assert plan(desk, "households") == before, "until it is in force, the county is as it was"
        open_plan(desk, number)
        assert sorted(plan(desk, "households").values()) == sorted(balanced.values())
        desk.click(desk.centre("plan-right"))
        press_form(desk, "审批方案")
        desk.wait_for("the approval", lambda: plan(desk, "plan")[2] == "已批准")
        rest(desk)
        desk.click(desk.centre("plan-right"))
        desk.wait_for("the county in force", lambda: plan(desk, "plan") is None and len(desk.ask("toast")) > 0, 30)
        desk.wait_for("its borders", lambda: len(plan(desk, "households")) == len(balanced), 30)
        rest(desk)
        assert plan(desk, "plan") is None, "the county in force stays on the table"
        desk.keys("ctrl+t")
        desk.wait_for("the time machine", lambda: plan(desk, "past") != "")
        yesterday(desk)
        desk.wait_for("the old borders", lambda: plan(desk, "households") == before, 20)
        desk.click(desk.centre("time-machine-back"))
        desk.wait_for("today", lambda: len(plan(desk, "households")) == len(balanced))
    assert words("check", str(county)).returncode == 0


def test_a_new_grid_gets_a_worker_and_undo_takes_the_worker_back(screen, county, private) -> None:
    with open_planner(screen, county, private) as desk:
        households = plan(desk, "households")
        largest = max(households, key=lambda code: (households[code], code))
        come_near(desk, largest)
        split(desk, largest)
        (born,) = set(plan(desk, "households")) - set(households)
        told = f"{born[12:]} 网格没有网格员"
        desk.wait_for("the problem", lambda: told in plan(desk, "problems"))
        row = desk.rect(f"problem-{plan(desk, 'problems').index(told)}")
        desk.click((row["x"] + row["width"] - 40, row["y"] + 18))
        desk.wait_for("the form", lambda: "worker-form" in desk.ask("widgets"))
        desk.focus_dialog("指定网格员")
        desk.keys("Down", "Return")
        desk.wait_for("the stroke", lambda: plan(desk, "steps")[-1:] == [f"{born[12:]} 网格：指定网格员"])
        rest(desk)
        desk.focus()
        assert told not in plan(desk, "problems") and plan(desk, "impact")["涉及网格员"] == "2 人"
        desk.keys("ctrl+z")
        desk.wait_for("the undo", lambda: len(plan(desk, "steps")) == 1 and plan(desk, "settled"))
        desk.wait_for("the problem again", lambda: told in plan(desk, "problems"))
    assert words("check", str(county)).returncode == 0


def split(desk: RealWindow, code: str) -> None:
    """Draw a line across a grid, from over its northern border to under its southern one."""
    left, top, right, low = plan(desk, "grid_box", code)
    x = (left + right) / 2
    desk.keys("s")
    desk.wait_for("the scissors", lambda: plan(desk, "tool") == "cut")
    desk.press((x, top - 12))
    desk.glide((x, top - 12), (x + 6, low + 12), 24)
    desk.wait_for("what it would do", lambda: plan(desk, "trial").get("possible"))
    desk.release()
    desk.wait_for("the stroke", lambda: len(plan(desk, "steps")) == 1)
    rest(desk)


def balance(desk: RealWindow) -> None:
    """Work candidates out again for the grids there are now and take the most equal one."""
    desk.click(desk.centre("partition-again"))
    desk.wait_for("the candidates", lambda: plan(desk, "candidates") == 4, 30)
    box = desk.rect("candidate-1")
    desk.click((box["x"] + box["width"] / 2, box["y"] + 20))
    desk.wait_for("it on the map", lambda: len(plan(desk, "trial").get("grids", ())) > 5)
    desk.click((box["x"] + box["width"] - 30, box["y"] + box["height"] - 20))
    desk.wait_for("the stroke", lambda: len(plan(desk, "steps")) == 2)
    rest(desk)


def open_plan(desk: RealWindow, number: int) -> None:
    desk.keys("ctrl+l")
    desk.wait_for("the plans", lambda: "plan-menu" in desk.ask("widgets"))
    desk.keys("Down", "Down", "Return")
    desk.wait_for("the plan", lambda: (plan(desk, "plan") or [0])[0] == number)
    rest(desk)


def open_plan_in_force(desk: RealWindow) -> None:
    """Put the county in force on the table."""
    desk.keys("ctrl+l")
    desk.wait_for("the plans", lambda: "plan-menu" in desk.ask("widgets"))
    desk.keys("Down", "Return")
    desk.wait_for("the county in force", lambda: plan(desk, "plan") is None)
    rest(desk)


def yesterday(desk: RealWindow) -> None:
    """One day down in the field of the date."""
    box = desk.rect("time-machine-day")
    desk.click((box["x"] + 78, box["y"] + box["height"] / 2))
    desk.keys("Down")


def test_a_village_is_chosen_on_the_map(screen, county, private) -> None:
    with RealWindow(screen, ["--file", str(county), "--now", TODAY], private) as desk:
        turn_to_planning(desk)
        assert plan(desk, "village") == "" and "planning-tree" in desk.ask("widgets")
        where = plan(desk, "village_point", VILLAGE)
        desk.wheel(where, 6)
        time.sleep(0.8)
        desk.wait_for("rest", lambda: plan(desk, "ready"))
        desk.click(plan(desk, "village_point", VILLAGE))
        desk.wait_for("the village", lambda: plan(desk, "village") == VILLAGE)
        rest(desk)
        desk.keys("ctrl+Up")
        desk.wait_for("the tree again", lambda: plan(desk, "village") == "" and "planning-tree" in desk.ask("widgets"))


def test_escape_in_mid_drag_leaves_no_trace(screen, county, private) -> None:
    with open_planner(screen, county, private) as desk:
        largest = sorted(plan(desk, "households"))[8]
        come_near(desk, largest)
        desk.keys("e")
        before, seq = plan(desk, "households"), desk.ask("seq")
        _, points = shared_border(desk)
        start = middle(points)
        desk.press(start)
        desk.glide(start, (start[0] + 60, start[1] + 40), 10)
        desk.wait_for("live counts", lambda: plan(desk, "trial") != {})
        desk.keys("Escape")
        desk.wait_for("nothing under way", lambda: plan(desk, "trial") == {})
        desk.release()
        time.sleep(0.3)
        assert plan(desk, "households") == before and plan(desk, "plan") is None and desk.ask("seq") == seq


def test_a_killed_desk_has_its_last_stroke_and_goes_on(screen, county, private) -> None:
    with open_planner(screen, county, private) as desk:
        come_near(desk, sorted(plan(desk, "households"))[8])
        desk.keys("e")
        arc, points = shared_border(desk)
        start = middle(points)
        desk.drag(start, (start[0] + 34, start[1] + 22), 12)
        desk.wait_for("the stroke", lambda: len(plan(desk, "steps")) == 1)
        desk.wait_for("it on record", lambda: plan(desk, "settled"))
        shown, number = plan(desk, "households"), plan(desk, "plan")[0]
        again = middle([tuple(p) for p in plan(desk, "vertices", arc)])
        desk.press(again)
        desk.glide(again, (again[0] + 20, again[1] + 20), 6)
        desk.kill()
    assert words("check", str(county)).returncode == 0
    with RealWindow(screen, ["--file", str(county), "--now", TODAY], private) as desk:
        turn_to_planning(desk)
        desk.wait_for("the draft, without being asked for", lambda: (plan(desk, "plan") or [0])[0] == number, 30)
        desk.wait_for("its village", lambda: plan(desk, "village") == VILLAGE)
        assert "已接着上次的草稿" in desk.ask("toast") and "最后一步 09:30" in desk.ask("toast")
        rest(desk)
        assert plan(desk, "households") == shown and len(plan(desk, "steps")) == 1
        desk.keys("ctrl+z")
        desk.wait_for("the undo", lambda: plan(desk, "steps") == [] and plan(desk, "settled"))
        desk.keys("ctrl+y")
        desk.wait_for("the redo", lambda: len(plan(desk, "steps")) == 1 and plan(desk, "households") == shown)
        open_plan_in_force(desk)
    with RealWindow(screen, ["--file", str(county), "--now", TODAY], private) as desk:
        turn_to_planning(desk)
        rest(desk)
        assert plan(desk, "plan") is None and "上次" not in desk.ask("toast"), "she put the county in force on it"
