"""Pictures of the office's pages, the planner's table and the print dialog, for the handbook."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.screens.pictures import Photographer

REPORT = (
    ("register-reporter", "张建国"),
    ("register-phone", "13912345678"),
    ("register-title", "自来水管道破裂，全村停水两天"),
    ("register-village", "xlz"),
)
OFFICE = ("inbox", "register", "import", "warnings", "supervision", "evaluation", "calendar")


def office(shot: Photographer, out: Path, tag: str) -> None:
    """Every page of the office that has something to show in a county without accounts."""
    desk = shot.desk
    turn(shot, "office")
    for page in OFFICE:
        desk.click(desk.centre(f"rail-{page}"))
        desk.wait_for(f"the page {page}", lambda page=page: desk.ask("of", "office.page") == page)
        time.sleep(1.0)
        if page == "register":
            begin_report(shot)
        shot.rest()
        desk.move((640, 20))
        shot.picture(out / f"{page}-{tag}.png")


def begin_report(shot: Photographer) -> None:
    """A report half filled in: what screening thinks of it, and where it lies."""
    desk = shot.desk
    for name, words in REPORT:
        desk.click(desk.centre(name))
        desk.xdotool("type", "--delay", "180", words)  # Chinese needs its time: each character borrows a key
        time.sleep(0.8)
        desk.keys(*(("Down", "Return") if name == "register-village" else ("Tab",)))
        time.sleep(0.6)
    desk.keys("alt+s")  # take what screening suggests
    time.sleep(1.5)


def planner(shot: Photographer, out: Path, tag: str) -> None:
    """小留庄 on the planner's table, a grid of it split."""
    desk = shot.desk
    turn(shot, "planning")
    shot.search("xlz")
    desk.wait_for("candidates", lambda: desk.ask("of", "planning.candidates") >= 3, 30)
    left, top, right, low = desk.ask("of", "planning.grid_box", "130529201227014")
    desk.keys("s")
    desk.click(((left + right) / 2, top - 12))
    desk.click(((left + right) / 2, low + 12))
    desk.keys("Return")
    desk.wait_for("the step", lambda: desk.ask("of", "planning.steps"))
    time.sleep(1.5)
    shot.rest()
    shot.picture(out / f"planner-{tag}.png")


def printing(shot: Photographer, out: Path, tag: str) -> None:
    """The print dialog on the sheet of the first event of the queue."""
    desk = shot.desk
    turn(shot, "dispatch")
    desk.click(desk.ask("queue_point", 0))
    shot.rest()
    desk.keys("ctrl+p")
    desk.focus_dialog("打印")
    desk.wait_for("the pages", lambda: desk.rect("print-save")["enabled"])
    time.sleep(0.5)
    shot.rest()
    shot.picture(out / f"print-{tag}.png")
    desk.keys("Escape")
    desk.focus()


def turn(shot: Photographer, workplace: str) -> None:
    desk = shot.desk
    if desk.ask("workplace") != workplace:
        desk.click(desk.centre(f"workplace-{workplace}"))
        desk.wait_for(workplace, lambda: desk.ask("workplace") == workplace)
    shot.rest()
