"""Makes the README's pictures from the real program on the full demo county: python -m tests.screens.pictures [--all]

A county is made for a fixed Monday afternoon, the desk is opened in a real window on a virtual screen, driven with
mouse and keys, and photographed: for the README at 1920, for the handbook at 1366. `--all` photographs every state at
three screen sizes into build/screens as well.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.journeys.harness import ROOT, RealWindow, VirtualScreen
from tests.screens import pages

MOMENT = "2026-11-23T14:32"
IMAGES = ROOT / "docs" / "images"
SIZES = ((1366, 768), (1920, 1080), (3840, 2160))
README = (("event-day-1920", "desk-day"), ("drag-night-1920", "desk-drag-night"))
HANDBOOK = ("inbox", "register", "supervision", "evaluation", "planner", "print")


def make_county(folder: Path) -> Path:
    """The full demo county as of the moment of the pictures."""
    path = folder / "julu.wangge"
    subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "demo", "--out", str(path), "--at", f"{MOMENT}+08:00"],
        check=True,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return path


class Photographer:
    """One window at one size in one theme."""

    def __init__(self, screen: VirtualScreen, county: Path, folder: Path, theme: str, size: str) -> None:
        places = {"WANGGE_SETTINGS": f"{theme}-{size}.ini", "WANGGE_LOG": "desk.log", "WANGGE_CACHE": "cache"}
        private = {name: str(folder / place) for name, place in places.items()}
        words = ["--file", str(county), "--theme", theme, "--now", MOMENT]
        self.desk = RealWindow(screen, words, private)
        self.desk.wait_for("the live county", lambda: self.desk.ask("live") and self.desk.ask("settled"), 90)
        self.rest()

    def rest(self) -> None:
        self.desk.wait_for("rest", lambda: self.desk.ask("settled"))
        time.sleep(0.5)

    def search(self, words: str) -> None:
        desk = self.desk
        desk.keys("ctrl+k")
        desk.type(words)
        desk.wait_for("places", lambda: desk.ask("search_open"))
        time.sleep(0.3)
        desk.keys("Return")
        time.sleep(0.8)
        self.rest()

    def hold(self, rows: int, unit: str) -> None:
        """Select rows of the queue and hold them over a unit's tile."""
        desk = self.desk
        desk.click(desk.ask("queue_point", 0))
        if rows > 1:
            desk.click(desk.ask("queue_point", rows - 1), hold="shift")
        time.sleep(0.5)
        desk.press(desk.ask("queue_point", 0))
        desk.glide(desk.ask("queue_point", 0), desk.ask("tile_point", unit), 24)
        time.sleep(0.7)
        self.rest()

    def let_go(self) -> None:
        self.desk.keys("Escape")
        self.desk.release()

    def picture(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.desk.picture(path)
        print(path)


def series(screen: VirtualScreen, county: Path, folder: Path, out: Path, theme: str, size: str) -> None:
    """Every state worth looking at, in one theme and size."""
    shot = Photographer(screen, county, folder, theme, size)
    desk = shot.desk
    try:
        shot.picture(out / f"county-{theme}-{size}.png")
        shot.search("ylz")
        desk.click(desk.ask("queue_point", 0))
        time.sleep(0.8)
        shot.rest()
        shot.picture(out / f"event-{theme}-{size}.png")
        desk.keys("ctrl+Home")
        time.sleep(0.8)
        shot.rest()
        shot.hold(3, "农业农村局")
        shot.picture(out / f"drag-{theme}-{size}.png")
        shot.let_go()
        shot.search("xlz 8")
        shot.picture(out / f"near-{theme}-{size}.png")
    finally:
        desk.close()


def handbook(screen: VirtualScreen, county: Path, folder: Path, out: Path, size: str) -> None:
    """Every page by day."""
    shot = Photographer(screen, county, folder, "day", f"pages-{size}")
    try:
        for take in (pages.printing, pages.office, pages.planner):
            take(shot, out, size)
    finally:
        shot.desk.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every state at three sizes into build/screens")
    args = parser.parse_args()
    out = ROOT / "build" / "screens"
    with tempfile.TemporaryDirectory(prefix="wangge-pictures-") as name:
        folder = Path(name)
        county = make_county(folder)
        for width, height in SIZES if args.all else SIZES[:2]:
            with VirtualScreen(width, height) as screen:
                if args.all or width > 1366:
                    for theme in ("day", "night"):
                        series(screen, county, folder, out, theme, str(width))
                if args.all or width == 1366:
                    handbook(screen, county, folder, out, str(width))
    IMAGES.mkdir(parents=True, exist_ok=True)
    for made, kept in (*README, *((f"{page}-1366", f"page-{page}") for page in HANDBOOK)):
        (IMAGES / f"{kept}.png").write_bytes((out / f"{made}.png").read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
