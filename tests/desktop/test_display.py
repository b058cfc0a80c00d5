"""What is said where no window can be shown, and that nothing is said where one can."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from desktop import display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X and Wayland")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_no_display_says_what_to_do_in_one_line() -> None:
    problem = display.display_problem()
    assert problem is not None
    assert "\n" not in problem
    for remedy in ("图形桌面", "ssh -X", "xvfb-run", "--help"):
        assert remedy in problem


@pytest.mark.parametrize("name", [":9713", "localhost:9713.0", "nonsense", ":"])
def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    problem = display.display_problem()
    assert problem is not None
    assert f"连不上显示器 {name}" in problem


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_platforms_without_a_screen_need_none(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert display.display_problem() is None


def test_missing_libraries_are_named_as_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_loads", lambda library: library != "libxcb-cursor.so.0")
    problem = display.library_problem()
    assert problem is not None
    assert problem.endswith("apt-get install libxcb-cursor0")


def test_without_libxcb_a_socket_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(display.ctypes, "CDLL", missing)
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(1)
    number = server.getsockname()[1] - 6000
    monkeypatch.setenv("DISPLAY", f"127.0.0.1:{number}.0")
    assert display.server_problem() is None
    server.close()
    assert "连不上" in str(display.server_problem())


@pytest.mark.journey
def test_a_real_screen_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.journeys.harness import VirtualScreen, missing_tools

    if missing_tools():
        pytest.skip(missing_tools())
    with VirtualScreen(320, 200) as screen:
        monkeypatch.setenv("DISPLAY", screen.display)
        assert display.display_problem() is None
