"""A dispatcher's morning in a real window: first start, what is late, a drag, undo, a conflict, a power cut."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
SCALE = "0.2"


def words(*arguments: str) -> subprocess.CompletedProcess:
    """main.py as a script calls it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", SCALE)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def screen():
    with VirtualScreen(1920, 1080) as made:
        yield made


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache and log of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def live(desk: RealWindow) -> None:
    desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)


def open_desk(screen: VirtualScreen, county: Path, private: dict[str, str]) -> RealWindow:
    desk = RealWindow(screen, ["--file", str(county)], private)
    live(desk)
    return desk


def grasp(desk: RealWindow, count: int) -> list[str]:
    """Select the first `count` rows of the queue with click and Shift-click; returns their numbers."""
    numbers = desk.ask("queue")[:count]
    desk.click(desk.ask("queue_point", 0))
    if count > 1:
        desk.click(desk.ask("queue_point", count - 1), hold="shift")
    desk.wait_for("the selection", lambda: sorted(desk.ask("selected")) == sorted(numbers))
    return numbers


def carry(desk: RealWindow, unit: str) -> None:
    """Press on the first selected row and hold it over a tile."""
    start, end = desk.ask("queue_point", 0), desk.ask("tile_point", unit)
    desk.press(start)
    desk.glide(start, end, 20)
    desk.wait_for("the target", lambda: desk.ask("dragging") and desk.ask("target") >= 0)


def drop(desk: RealWindow, unit: str) -> None:
    """Let go over a tile and give the reason that a misfit asks for."""
    carry(desk, unit)
    desk.release()
    answer_reason(desk)


def answer_reason(desk: RealWindow) -> None:
    def asked() -> bool:
        return "misfit-reason" in desk.ask("widgets")

    seq = desk.ask("seq")
    desk.wait_for("a drop or a question", lambda: asked() or desk.ask("seq") != seq or desk.ask("toast"))
    if asked():
        give_reason(desk)


def give_reason(desk: RealWindow) -> None:
    desk.click(desk.centre("reason-0"))
    desk.wait_for("the reason", lambda: desk.rect("reason-give")["enabled"])
    desk.click(desk.centre("reason-give"))
    desk.wait_for("the dialog to close", lambda: "misfit-reason" not in desk.ask("widgets"))
    desk.focus()


def test_first_start_makes_the_demo_county_and_opens_it(screen, private, tmp_path) -> None:
    with RealWindow(screen, [], {**private, "WANGGE_DEMO_SCALE": "0.05"}) as desk:
        assert desk.ask("welcome")
        desk.click(desk.centre("welcome-demo"))
        live_at = time.monotonic() + 120
        desk.wait_for("the demo county", lambda: desk.ask("live"), 120)
        assert time.monotonic() < live_at
        assert "巨鹿县" in desk.ask("title")
        assert desk.ask("shown") > 50
    assert (tmp_path / "data" / "julu-demo.wangge").exists()


def test_finds_the_late_events_of_a_township_by_initials(screen, county, private) -> None:
    with open_desk(screen, county, private) as desk:
        everything = desk.ask("shown")
        desk.keys("ctrl+k")
        desk.type("zwt")
        desk.wait_for("places", lambda: desk.ask("search_open"))
        desk.keys("Return")
        desk.wait_for("the township", lambda: desk.ask("filter")["division"] > 0)
        desk.wait_for("its events", lambda: 0 < desk.ask("shown") < everything)
        late = desk.ask("counts")[0]
        desk.click(desk.ask("state_point", 0))
        desk.wait_for("only the late ones", lambda: desk.ask("filter")["states"] == [0])
        assert desk.ask("shown") == late
        assert all(desk.ask("event_state", number) == 0 for number in desk.ask("queue"))


def test_drags_five_to_a_department_and_takes_it_back(screen, county, private) -> None:
    with open_desk(screen, county, private) as desk:
        seq = desk.ask("seq")
        five = grasp(desk, 5)
        before = [desk.ask("event_unit", number) for number in five]
        drop(desk, "水务局")
        desk.wait_for("the commit", lambda: desk.ask("seq") == seq + 1)
        assert [desk.ask("event_unit", number) for number in five] == ["水务局"] * 5
        desk.wait_for("the toast", lambda: "水务局" in desk.ask("toast"))
        assert "水务局" in desk.ask("undo")
        desk.keys("ctrl+z")
        desk.wait_for("the undo", lambda: desk.ask("seq") == seq + 2)
        assert [desk.ask("event_unit", number) for number in five] == before
        desk.keys("ctrl+y")
        desk.wait_for("the redo", lambda: desk.ask("seq") == seq + 3)
        assert [desk.ask("event_unit", number) for number in five] == ["水务局"] * 5
    journal = json.loads(words("check", str(county)).stdout)
    assert journal["ok"], journal["faults"]


def test_escape_in_the_middle_of_a_drag_changes_nothing(screen, county, private) -> None:
    with open_desk(screen, county, private) as desk:
        seq = desk.ask("seq")
        grasp(desk, 2)
        carry(desk, "住建局")
        desk.keys("Escape")
        desk.wait_for("the end of the drag", lambda: not desk.ask("dragging"))
        desk.release()
        time.sleep(0.5)
        assert desk.ask("seq") == seq


def test_a_colleague_who_was_first_is_named_and_nothing_is_lost(screen, county, private) -> None:
    with open_desk(screen, county, private) as desk:
        (number,) = grasp(desk, 1)
        carry(desk, "水务局")
        other = ("--events", number, "--reason", "现场已到", "--station", "乙席", "--format", "json")
        first = words("assign", str(county), "--to", "教育局", *other)
        assert first.returncode == 0, first.stderr
        desk.release()
        answer = desk.wait_for("the conflict", lambda: {"conflict", "misfit-reason"} & set(desk.ask("widgets")))
        if "misfit-reason" in answer:
            give_reason(desk)
            desk.wait_for("the conflict", lambda: "conflict" in desk.ask("widgets"))
        assert desk.ask("event_unit", number) == "教育局"
        desk.click(desk.centre("conflict-retry"))
        desk.wait_for("the second try", lambda: desk.ask("event_unit", number) == "水务局")


def test_a_power_cut_loses_nothing_that_was_acknowledged(screen, county, private) -> None:
    desk = open_desk(screen, county, private)
    try:
        seq = desk.ask("seq")
        (number,) = grasp(desk, 1)
        drop(desk, "民政局")
        desk.wait_for("the commit", lambda: desk.ask("seq") == seq + 1)
        desk.kill()
    finally:
        desk.close()
    with open_desk(screen, county, private) as again:
        again.wait_for("the last change", lambda: again.ask("seq") == seq + 1)
        assert again.ask("event_unit", number) == "民政局"
        assert "民政局" in again.ask("undo")
        again.keys("ctrl+z")
        again.wait_for("the undo after reopening", lambda: again.ask("seq") == seq + 2)
    assert json.loads(words("check", str(county)).stdout)["ok"]
