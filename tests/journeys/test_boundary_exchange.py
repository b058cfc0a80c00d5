"""Borders from files and to files in a real window: the counties around, a shared corner, out to a GeoPackage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools
from tests.journeys.test_planning import SCALE, open_planner, plan, rest

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
BY = (0, -14)  # pixels, into the neighbour: the other way the borders here would cross
COUNTIES = ROOT / "data" / "julu_neighbours.geojson"


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1920, 1080) as made:
        yield made


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "julu.wangge"
    made = [sys.executable, str(ROOT / "main.py"), "demo", "--out", str(path), "--scale", SCALE]
    subprocess.run([*made, "--at", "2026-11-23T14:32+08:00"], check=True, capture_output=True, timeout=300)
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def picture(desk: RealWindow, name: str) -> None:
    """Kept where WANGGE_PICTURES names a folder."""
    folder = os.environ.get("WANGGE_PICTURES")
    if folder:
        time.sleep(0.8)
        desk.picture(Path(folder) / f"{name}.png")


def move_shared_corner(desk: RealWindow) -> None:
    """Drag a corner that the county has in common with a neighbour, see both borders follow, take it back."""
    grid, neighbour, arc = plan(desk, "shared")[0]
    desk.keys("ctrl+k")
    desk.type(grid[:12])
    desk.wait_for("places", lambda: desk.ask("search_open"))
    time.sleep(0.3)
    desk.keys("Return")
    desk.wait_for("the village at the border", lambda: plan(desk, "village") == grid[:12])
    rest(desk)
    picture(desk, "village")
    box = desk.rect("planning-map")
    centre = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def seen() -> tuple[float, float] | None:
        left, top = box["x"] + 90, box["y"] + 130
        right, low = box["x"] + box["width"] - 120, box["y"] + box["height"] - 90
        points = plan(desk, "vertices", arc)
        near = [p for p in (points[0], points[-1]) if left < p[0] < right and top < p[1] < low]
        return tuple(near[0]) if near else None

    for _ in range(14):
        if seen() is not None:
            break
        desk.wheel(centre, -1)
        time.sleep(0.5)
    corner = desk.wait_for("a shared corner in sight", seen, 3)
    vertex = plan(desk, "vertices", arc).index(list(corner))
    picture(desk, "border")
    for _ in range(4):
        desk.wheel(plan(desk, "vertices", arc)[vertex], 1)
        time.sleep(0.6)
    rest(desk)
    corner = tuple(plan(desk, "vertices", arc)[vertex])
    before = plan(desk, "vertices", arc)
    desk.keys("n", "e")  # nothing to snap to
    desk.wait_for("the tool", lambda: plan(desk, "tool") == "nodes")
    desk.drag(corner, (corner[0] + BY[0], corner[1] + BY[1]))
    desk.wait_for("the corner moved", lambda: len(plan(desk, "steps")) == 2, 20)
    rest(desk)
    picture(desk, "moved")
    assert "县界角点" in plan(desk, "steps")[-1], plan(desk, "steps")
    now = plan(desk, "vertices", arc)
    assert max(abs(now[vertex][i] - corner[i] - BY[i]) for i in (0, 1)) <= 3, "the corner went where it was put"
    assert neighbour in plan(desk, "around") and plan(desk, "arcs_between", *sorted((grid, neighbour)))
    desk.keys("ctrl+z")
    desk.wait_for("the corner back", lambda: len(plan(desk, "steps")) == 1, 20)
    rest(desk)
    assert plan(desk, "vertices", arc) == before


def test_counties_around_come_in_and_go_out(screen, county: Path, private: dict[str, str]) -> None:
    with open_planner(screen, county, private) as desk:
        desk.keys("ctrl+alt+i")
        desk.focus_dialog("导入边界")
        desk.type(str(COUNTIES))
        desk.keys("Return")
        desk.wait_for("what was found", lambda: plan(desk, "arrival").get("can") is True, 60)
        found = plan(desk, "arrival")
        assert "7 个邻县" in found["said"] and found["lines"]
        assert {"编码", "坐标系", "列"} <= set(found["evidence"])
        picture(desk, "found")
        desk.click(desk.centre("arrival-make"))
        desk.wait_for("the draft", lambda: plan(desk, "plan") is not None, 60)
        rest(desk)
        assert plan(desk, "arrival") == {} and len(plan(desk, "around")) == 7
        picture(desk, "joined")
        desk.focus()
        move_shared_corner(desk)
        desk.keys("ctrl+z")
        desk.wait_for("no counties around", lambda: plan(desk, "around") == [], 30)
        rest(desk)
        desk.keys("ctrl+y")
        desk.wait_for("the counties around again", lambda: len(plan(desk, "around")) == 7, 30)
        rest(desk)


def test_the_seven_counties_come_from_the_menu(screen, county: Path, private: dict[str, str]) -> None:
    """No file is asked for: the outlines that come with the program are read, and the command then says why not."""
    with open_planner(screen, county, private) as desk:
        desk.click(desk.centre("user"))
        for line in ("规划", "周边七县"):
            desk.click(tuple(desk.wait_for(line, lambda line=line: in_menu(desk, line))))
        desk.wait_for("what was found", lambda: plan(desk, "arrival").get("can") is True, 60)
        assert "7 个邻县" in plan(desk, "arrival")["said"]
        picture(desk, "seven-found")
        desk.click(desk.centre("arrival-make"))
        desk.wait_for("the draft", lambda: plan(desk, "plan") is not None, 60)
        rest(desk)
        assert plan(desk, "plan")[1] == "周边七县" and len(plan(desk, "around")) == 7
        picture(desk, "seven-joined")
        desk.focus()
        move_shared_corner(desk)
        desk.click(desk.centre("user"))
        desk.click(tuple(desk.wait_for("规划", lambda: in_menu(desk, "规划"))))
        desk.move(tuple(desk.wait_for("周边七县", lambda: in_menu(desk, "周边七县"))))
        picture(desk, "seven-menu")
        desk.keys("Escape", "Escape")


def in_menu(desk: RealWindow, line: str) -> list[float] | None:
    """Where a line of the menu that is open stands."""
    try:
        return desk.ask("menu_point", line)
    except Exception as error:
        if "no line" not in str(error):
            raise
        return None


def test_grids_in_force_go_out_and_read_back(screen, county: Path, private: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "grids.gpkg"
    with open_planner(screen, county, private) as desk:
        desk.keys("ctrl+alt+e")
        desk.focus_dialog("导出")
        desk.keys("ctrl+a")
        desk.type(str(out))
        desk.keys("Return")
        desk.wait_for("the file", lambda: out.exists() and not plan(desk, "leaving"), 60)
        picture(desk, "written")
    words = ["import-boundaries", str(out), "--into", str(county), "--dry-run", "--format", "json", "--quiet"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["changing"] == answer["impossible"] == answer["repairs"] == 0 and answer["same"] > 0
