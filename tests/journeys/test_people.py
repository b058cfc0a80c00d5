"""Who sits here, in a real window: the first administrator, signing in, a wrong password, locking, each role's own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
SCALE = "0.05"
PASSWORD = "lianxi2026"  # of the practice accounts


def words(*arguments: str) -> subprocess.CompletedProcess:
    """main.py as a script calls it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1366, 768) as made:
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", SCALE)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def guarded(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county with its practice accounts."""
    path = tmp_path_factory.mktemp("guarded") / "julu.wangge"
    path.write_bytes(demo.read_bytes())
    done = words("account", str(path), "demo")
    assert done.returncode == 0 and PASSWORD in done.stdout, done.stderr
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache and log of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def live(desk: RealWindow) -> None:
    desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)


def sign_in(desk: RealWindow, login: str, password: str = PASSWORD) -> None:
    """Type name and password; what comes of it is for the caller to see."""
    desk.wait_for("the sign-in page", lambda: desk.ask("door") == "sign-in", 60)
    desk.click(desk.centre("sign-in-login"))
    desk.keys("ctrl+a")
    desk.type(login)
    desk.keys("Return", "ctrl+a")
    desk.type(password)
    desk.keys("Return")


def inside(desk: RealWindow, login: str) -> None:
    desk.wait_for(f"{login} inside", lambda: desk.ask("door") == "" and desk.ask("person") == login)
    live(desk)


def test_nothing_is_shown_before_a_sign_in_not_even_from_the_cache(screen, guarded, private):
    for round_ in ("from the store", "from the cache"):
        with RealWindow(screen, ["--file", str(guarded)], private) as desk:
            desk.wait_for("the sign-in page", lambda: desk.ask("door") == "sign-in", 60)
            shown = desk.ask("widgets")
            assert desk.ask("seq") == -1 and not {"map", "queue", "board"} & set(shown), round_
            desk.keys("ctrl+k", "F1")
            assert desk.ask("seq") == -1
            sign_in(desk, "dispatcher")
            inside(desk, "dispatcher")
            assert desk.ask("workplace") == "dispatch" and "map" in desk.ask("widgets")


def test_a_wrong_password_is_refused_in_place_and_guessing_waits(screen, guarded, private):
    with RealWindow(screen, ["--file", str(guarded)], private) as desk:
        for _ in range(4):
            sign_in(desk, "leader", "not-this-one")
            desk.wait_for("the refusal", lambda: "账号或口令不对" in desk.ask("sign_in_says"))
        sign_in(desk, "leader", "not-this-one")
        desk.wait_for("the wait", lambda: "30 秒后才能再试" in desk.ask("sign_in_says"))
        assert not desk.rect("sign-in-button")["enabled"]
        sign_in(desk, "leader")
        assert desk.ask("door") == "sign-in" and desk.ask("person") == ""


def test_a_locked_desk_keeps_everything_and_opens_to_the_same_person(screen, guarded, private):
    with RealWindow(screen, ["--file", str(guarded)], private) as desk:
        sign_in(desk, "dispatcher")
        inside(desk, "dispatcher")
        desk.click(desk.ask("queue_point", 0))
        chosen = desk.wait_for("the selection", lambda: desk.ask("selected"))
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        assert not {"map", "queue"} & set(desk.ask("widgets"))
        desk.keys("ctrl+k", "F4")  # nothing behind the lock hears keys
        desk.click(desk.centre("sign-in-password"))
        desk.keys("ctrl+a")
        desk.type("not-this-one")
        desk.keys("Return")
        desk.wait_for("the refusal", lambda: "不对" in desk.ask("sign_in_says"))
        desk.keys("ctrl+a")
        desk.type(PASSWORD)
        desk.keys("Return")
        desk.wait_for("the desk", lambda: desk.ask("door") == "")
        assert desk.ask("selected") == chosen and "map" in desk.ask("widgets")
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        desk.click(desk.centre("sign-in-someone-else"))
        sign_in(desk, "township")
        inside(desk, "township")
        assert desk.ask("selected") == []
