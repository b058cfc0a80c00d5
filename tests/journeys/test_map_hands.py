"""Hands on the map in a real window: a cluster and a lasso's selection carried to a unit; a view kept and found."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.harness import Point, RealWindow, VirtualScreen, missing_tools
from tests.journeys.test_dispatch import answer_reason, open_desk, words

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]


@pytest.fixture(scope="module")
def screen():
    with VirtualScreen(1920, 1080) as made:
        yield made


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", "0.1")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def carry_to(desk: RealWindow, start: Point, unit: str) -> None:
    """From a point of the map onto a unit's tile, and the reason that a misfit asks for."""
    end = desk.ask("tile_point", unit)
    desk.press(start)
    desk.glide(start, end, 20)
    desk.wait_for("the target", lambda: desk.ask("dragging") and desk.ask("target") >= 0)
    desk.release()
    answer_reason(desk)


def test_a_cluster_goes_to_a_unit_but_for_what_is_there_already(screen, county, private) -> None:
    with open_desk(screen, county, private) as desk:
        x, y, count = min(c for c in desk.ask("clusters") if 4 <= c[2] <= 20)
        for change, moved in ((1, count), (2, count)):
            seq = desk.ask("seq")
            desk.wait_for("rest", lambda: desk.ask("settled"))
            carry_to(desk, (x, y), "民政局" if change == 1 else "教育局")
            desk.wait_for("the commit", lambda seq=seq: desk.ask("seq") == seq + 1)
            assert len(desk.ask("selected")) == moved
        desk.wait_for("the words", lambda: "教育局" in desk.ask("toast"))
        first = desk.ask("selected")[0]
        assert words("assign", str(county), "--to", "民政局", "--events", first, "--reason", "复核").returncode == 0
        desk.wait_for("the colleague's change", lambda: desk.ask("event_unit", first) == "民政局")
        seq = desk.ask("seq")
        carry_to(desk, (x, y), "民政局")
        desk.wait_for("the rest", lambda: desk.ask("seq") == seq + 1)
        desk.wait_for("the words", lambda: "1 件已在 民政局，未变" in desk.ask("toast"))
        assert f"{count - 1} 件" in desk.ask("toast")


def test_a_lasso_is_drawn_and_what_it_caught_is_carried(screen, county, private) -> None:
    with open_desk(screen, county, private) as desk:
        centre = desk.rect("map")
        cx, cy = centre["x"] + centre["width"] * 0.45, centre["y"] + centre["height"] * 0.5
        ring = [(cx + 190 * math.cos(a / 3), cy + 150 * math.sin(a / 3)) for a in range(20)]
        desk.keys("ctrl+shift+b")
        desk.wait_for("the tool", lambda: desk.ask("tool") == "lasso")
        desk.press(ring[0])
        for one, other in pairwise(ring):
            desk.glide(one, other, 2, 0.004)
        desk.release()
        chosen = desk.wait_for("the selection", lambda: desk.ask("selected"))
        assert len(chosen) > 5 and desk.ask("tool") == "select"
        seq = desk.ask("seq")
        near = min(chosen, key=lambda number: math.dist(desk.ask("event_point", number), (cx, cy)))
        carry_to(desk, desk.ask("event_point", near), "水务局")
        desk.wait_for("the commit", lambda: desk.ask("seq") == seq + 1)
        desk.wait_for("the words", lambda: "指派给 水务局" in desk.ask("toast"))
        left = [number for number in chosen if desk.ask("event_unit", number) != "水务局"]
        counts = [int(count) for count in re.findall(r"(\d+) 件", desk.ask("toast"))]
        assert sum(counts) == len(chosen), "of every event it is said what became of it"
        assert not left or f"{len(left)} 件已报结，待核查" in desk.ask("toast"), "only what awaits a check stays"


def test_a_view_is_kept_and_found_at_another_desk(screen, county, private, tmp_path) -> None:
    with open_desk(screen, county, private) as desk:
        desk.click(desk.ask("state_point", 0))
        desk.wait_for("only the late ones", lambda: desk.ask("filter")["states"] == [0])
        desk.click(desk.centre("tab-all"))
        desk.click(desk.centre("queue-views"))
        desk.wait_for("the menu", lambda: desk.rect("saved-views")["visible"])
        desk.keys("Down", "Return")
        desk.wait_for("the question", lambda: "view-name" in desk.ask("widgets"))
        desk.focus_dialog("存为视图")
        desk.type("全部超期")
        desk.keys("Return")
        desk.wait_for("the view", lambda: "全部超期" in desk.ask("toast"))
    other = {**private, "WANGGE_SETTINGS": str(tmp_path / "other.ini")}
    with open_desk(screen, county, other) as desk:
        assert desk.ask("filter")["states"] == []
        desk.click(desk.centre("queue-views"))
        desk.wait_for("the menu", lambda: desk.rect("saved-views")["visible"])
        desk.keys("Down", "Return")
        desk.wait_for("the view", lambda: desk.ask("filter")["states"] == [0])
        assert desk.ask("queue_tab") == "all"
