"""The county as a file, in a real window: a demo county given up half way, a file that cannot be opened, a backup."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from tests.journeys.harness import RealWindow, VirtualScreen, missing_tools
from tests.journeys.test_dispatch import live, open_desk, words

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]


@pytest.fixture(scope="module")
def screen():
    with VirtualScreen(1600, 900) as made:
        yield made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", "0.05")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def test_the_making_of_a_demo_county_is_given_up_and_leaves_nothing(screen, private, tmp_path) -> None:
    with RealWindow(screen, [], {**private, "WANGGE_DEMO_SCALE": "0.3"}) as desk:
        assert not desk.rect("workplace-office")["enabled"], "there is nothing to turn to yet"
        desk.click(desk.centre("welcome-demo"))
        desk.wait_for("the way to cancel", lambda: desk.rect("welcome-cancel")["visible"])
        time.sleep(3)  # well into the work
        desk.keys("Escape")
        desk.wait_for("the ways to a county", lambda: desk.rect("welcome-demo")["visible"])
        assert list((tmp_path / "data").iterdir()) == []


def test_a_file_that_is_no_county_is_named_and_tried_again(screen, private, made, tmp_path) -> None:
    path = tmp_path / "julu.wangge"
    path.write_text("上报时间,事项\n")
    with RealWindow(screen, ["--file", str(path)], private) as desk:
        desk.wait_for("the way to try again", lambda: desk.rect("welcome-again")["visible"])
        shutil.copyfile(made, path)
        desk.click(desk.centre("welcome-again"))
        live(desk)
        assert "巨鹿县" in desk.ask("title") and desk.rect("workplace-office")["enabled"]


def test_a_backup_is_made_beside_the_work_checked_and_can_be_given_up(screen, private, made, tmp_path) -> None:
    county = tmp_path / "julu.wangge"
    shutil.copyfile(made, county)
    with open_desk(screen, county, private) as desk:
        ask_for_backup(desk, "unwanted.wangge")
        desk.click(desk.centre("backup-cancel"))
        desk.wait_for("the end of the copy", lambda: "已取消备份" in desk.ask("toast"))
        assert not [path.name for path in tmp_path.iterdir() if "unwanted" in path.name]
        ask_for_backup(desk, "kept.wangge")
        desk.focus()
        desk.wheel(desk.centre("map"), 2)
        desk.wait_for("the backup", lambda: "已备份并核验" in desk.ask("toast"), 60)
    kept = words("check", str(tmp_path / "kept.wangge"), "--quiet")
    assert kept.returncode == 0 and json.loads(kept.stdout)["ok"]


def ask_for_backup(desk: RealWindow, name: str) -> None:
    desk.focus()
    desk.keys("ctrl+shift+s")
    desk.focus_dialog("在线备份到")
    desk.keys("ctrl+a")
    desk.type(name)
    desk.keys("Return")
    desk.wait_for("the backup's dialog", lambda: "backup" in desk.ask("widgets"))


def test_a_demo_county_of_days_ago_says_so_and_a_fresh_one_is_a_click_away(screen, private, tmp_path) -> None:
    old = tmp_path / "data" / "julu-demo.wangge"
    made = words("demo", "--out", str(old), "--scale", "0.05", "--at", "2026-01-05T10:00")
    assert made.returncode == 0, made.stderr
    with RealWindow(screen, ["--demo"], {**private, "WANGGE_DEMO_SCALE": "0.05"}) as desk:
        live(desk)
        desk.wait_for("the notice", lambda: "大多已超期" in desk.ask("toast"))
        box = desk.rect("toast")
        desk.click((box["x"] + box["width"] - 50, box["y"] + box["height"] / 2))
        desk.wait_for("the fresh county", lambda: len(list(old.parent.glob("julu-demo-*.wangge"))) == 1, 60)
        desk.wait_for("its opening", lambda: desk.ask("live") and "fresh-demo" not in desk.ask("widgets"), 60)
        desk.wait_for("its events", lambda: desk.ask("counts")[1] + desk.ask("counts")[3] > desk.ask("counts")[0], 30)
    assert old.exists(), "the old one stays"
