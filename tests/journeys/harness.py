"""A real window for journeys: a virtual screen, the program as a process of its own, real mouse and keys, pictures.

with VirtualScreen(1920, 1080) as screen, RealWindow(screen, ["--file", str(county)]) as desk:
    desk.wait_for("first picture", lambda: desk.ask("seq") is not None)
    desk.drag(desk.ask("event_at", 3), desk.centre("unit_5"))
    desk.picture("after-drop.png")
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.journeys.harness_probe import ProbeClient
from tests.journeys.harness_screen import VirtualScreen

ROOT = Path(__file__).parents[2]
Point = tuple[float, float]
__all__ = ["ROOT", "Point", "RealWindow", "VirtualScreen", "missing_tools"]


def missing_tools() -> str:
    """Why journeys cannot run here; empty when they can."""
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    return f"{', '.join(missing)} not installed: python3 start.py test installs them" if missing else ""


class RealWindow:
    """`main.py` running on a virtual screen, driven through the X server as a user's hands would."""

    def __init__(
        self,
        screen: VirtualScreen,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        start_timeout_s: float = 60,
    ) -> None:
        self.screen = screen
        self._folder = Path(tempfile.mkdtemp(prefix="wg"))
        self._socket = self._folder / "probe"
        self._output = (self._folder / "output.txt").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            cwd=ROOT,
            env=self._environment(environment or {}),
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._probe: ProbeClient | None = None
        try:
            self.wait_for("the window's probe", self._connect, start_timeout_s)
            self.window = self.wait_for("a visible window", self._find_window, start_timeout_s)
            self.focus()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> RealWindow:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- the process -------------------------------------------------------------------------------------------

    def output(self) -> str:
        """What the program has written so far."""
        self._output.flush()
        return (self._folder / "output.txt").read_text("utf-8", errors="replace")

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> None:
        """End the program (politely, then not) and remove the working folder."""
        if self._probe is not None:
            self._probe.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        self._output.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    # --- questions ---------------------------------------------------------------------------------------------

    def ask(self, word: str, *args: Any) -> Any:
        """The program's answer to a word registered with its probe."""
        assert self._probe is not None
        return self._probe.ask(word, *args)

    def rect(self, name: str) -> dict[str, Any]:
        """Screen rectangle of the widget of an objectName: x, y, width, height, visible, enabled."""
        assert self._probe is not None
        return self._probe.widget(name)

    def centre(self, name: str) -> Point:
        """Screen position of the middle of a widget, which must be visible."""
        box = self.rect(name)
        assert box["visible"], f"{name} is hidden"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def wait_for(self, what: str, call: Callable[[], Any], timeout_s: float = 15) -> Any:
        """The first true answer of `call`; fails with the program's output when it ends or the time is up."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if value := call():
                return value
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode}\n{self.output()}")
            time.sleep(0.05)
        raise AssertionError(f"{what} did not come within {timeout_s} s\n{self.output()}")

    # --- hands -------------------------------------------------------------------------------------------------

    def focus(self) -> None:
        """Give the window the keyboard (there is no window manager on a virtual screen)."""
        self.xdotool("windowfocus", "--sync", self.window)

    def focus_dialog(self, title: str) -> None:
        """Give a dialog the keyboard, as a window manager would when it opens."""
        search = ["xdotool", "search", "--onlyvisible", "--name", title]

        def found() -> str:
            done = subprocess.run(search, env=self.screen.environment(), capture_output=True, text=True, check=False)
            return done.stdout.split()[-1] if done.stdout.split() else ""

        self.xdotool("windowfocus", "--sync", self.wait_for(f"the dialog {title}", found))

    def move(self, to: Point) -> None:
        self.xdotool("mousemove", *_pixels(to))

    def click(self, at: Point, button: int = 1, times: int = 1, hold: str = "") -> None:
        """Click with an optional modifier held ("ctrl", "shift")."""
        keys = (["keydown", hold], ["keyup", hold]) if hold else ([], [])
        press = ["click", "--repeat", str(times), "--delay", "60", str(button)]
        self.xdotool(*keys[0], "mousemove", *_pixels(at), "sleep", "0.03", *press, *keys[1])

    def drag(self, start: Point, end: Point, steps: int = 16, button: int = 1, step_s: float = 0.016) -> None:
        """Press, move through points between, release."""
        self.press(start, button)
        self.glide(start, end, steps, step_s)
        self.release(button)

    def press(self, at: Point, button: int = 1) -> None:
        self.xdotool("mousemove", *_pixels(at), "sleep", "0.05", "mousedown", str(button))

    def glide(self, start: Point, end: Point, steps: int = 16, step_s: float = 0.016) -> None:
        """Move the pointer in a line, with whatever is pressed."""
        words: list[str] = []
        for i in range(1, steps + 1):
            at = tuple(a + (b - a) * i / steps for a, b in zip(start, end, strict=True))
            words += ["mousemove", *_pixels(at), "sleep", f"{step_s}"]
        self.xdotool(*words)

    def release(self, button: int = 1) -> None:
        self.xdotool("mouseup", str(button))

    def wheel(self, at: Point, notches: int) -> None:
        """Positive turns away from the user (comes closer)."""
        button = "4" if notches > 0 else "5"
        self.xdotool("mousemove", *_pixels(at), "click", "--repeat", str(abs(notches)), "--delay", "20", button)

    def keys(self, *names: str) -> None:
        """Keys as xdotool names them: "ctrl+z", "Escape", "Return"."""
        self.xdotool("key", "--delay", "30", *names)

    def type(self, text: str) -> None:
        """Type text; Chinese too: xdotool lends a key to each such character, and a busy program must have read what
        the key means before it is taken back."""
        for run in re.findall(r"[\x00-\x7f]+|.", text):
            self.xdotool("type", "--delay", "30" if run.isascii() else "300", run)

    def picture(self, path: Path | str) -> Path:
        """The whole screen as a PNG."""
        return self.screen.picture(Path(path))

    def xdotool(self, *words: str) -> str:
        """One xdotool call on this screen."""
        done = subprocess.run(
            ["xdotool", *words], env=self.screen.environment(), capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"
        return done.stdout

    # --- starting ----------------------------------------------------------------------------------------------

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        keep = {k: v for k, v in self.screen.environment().items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        return {**keep, "WANGGE_PROBE": str(self._socket), "PYTHONUTF8": "1", **more}

    def _connect(self) -> bool:
        if self._socket.exists():
            self._probe = ProbeClient.connect(self._socket)
        return self._probe is not None

    def _find_window(self) -> str:
        """The largest visible window of the process."""
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        done = subprocess.run(search, env=self.screen.environment(), capture_output=True, text=True, check=False)
        return max(done.stdout.split(), key=self._area, default="")

    def _area(self, window: str) -> int:
        lines = self.xdotool("getwindowgeometry", "--shell", window).split()
        size = dict(line.split("=", 1) for line in lines)
        return int(size["WIDTH"]) * int(size["HEIGHT"])


def _pixels(at: Sequence[float]) -> tuple[str, str]:
    return str(round(at[0])), str(round(at[1]))
