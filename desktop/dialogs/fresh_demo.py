"""A demo county of days ago shows everything as late: say so calmly, and make one of today beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.dialogs.errand_dialog import ErrandDialog
from desktop.settings import own_folder
from desktop.welcome import demo_errand
from gis.foundation.clock import DAY_S, local
from gis.people.roles import Role
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from desktop.window import Window

STALE_S = 2 * DAY_S  # from the newest event on; the limits of most matters are some working days
NOTE = "约需一分钟，可以照常工作；建好后自动打开。现在这个演示县留在原处，不会改动。"


def stale_since(snapshot: Snapshot, now: int) -> int:
    """UTC seconds of the newest event of a made-up county that has been left behind by the days; 0 for any other."""
    if not snapshot.made_up or not len(snapshot.events):
        return 0
    newest = int(snapshot.events.reported_at.max())
    return newest if now - newest > STALE_S else 0


def tell_if_stale(window: Window) -> None:
    """Offer a fresh demo county where this one is old, to those who set counties up: not to a unit's handler."""
    since = stale_since(window.bridge.snapshot, window.clock.now())
    if since and window.role in (None, Role.ADMINISTRATOR):
        text = f"演示县的事件到 {local(since):%m-%d} 为止，今天看来大多已超期"
        window.outcomes.offer(text, "", "新建演示县", lambda: make_fresh(window))


def make_fresh(window: Window) -> None:
    """Make a demo county of now beside the others, and open it."""
    FreshDemo(window, own_folder() / f"julu-demo-{local(window.clock.now()):%Y%m%d-%H%M%S}.wangge")


class FreshDemo(ErrandDialog):
    """One demo county under way."""

    def __init__(self, window: Window, goal: Path) -> None:
        super().__init__(window.theme, window, "fresh-demo", "正在生成新的演示县", NOTE)
        self.setWindowTitle("新建演示县")
        self._window, self._goal = window, goal
        self.run(demo_errand(goal, self))

    def succeeded(self) -> None:
        """Open it, unless something half done would be lost."""
        window = self._window
        if window.workplaces.unfinished():
            window.outcomes.offer("新的演示县已建好，先处理完手头的再打开", "", "打开", self._open)
        else:
            self._open()

    def _open(self) -> None:
        self._window.open_county(str(self._goal))

    def failed(self, said: str) -> None:
        self._window.toast.fail(f"没有生成演示县：{said}", "")

    def cancelled(self) -> None:
        self._window.toast.warn("已取消生成演示县，没有留下文件")
