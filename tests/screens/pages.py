"""Pictures of the office's pages, the planner's table and the print dialog, for the handbook."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.screens.pictures import Photographer

OFFICE = ("inbox", "register", "warnings", "supervision", "evaluation", "calendar")


def office(shot: Photographer, out: Path, tag: str) -> None:
    """Every page of the office that has something to show in a county without accounts."""
    desk = shot.desk
    turn(shot, "office")
    for page in OFFICE:
        desk.click(desk.centre(f"rail-{page}"))
        desk.wait_for(f"the page {page}", lambda page=page: desk.ask("of", "office.page") == page)
        time.sleep(1.0)
        shot.rest()
        desk.move((5, 5))
        shot.picture(out / f"{page}-{tag}.png")


def planner(shot: Photographer, out: Path, tag: str) -> None:
    """小留庄 on the planner's table."""
    turn(shot, "planning")
    shot.search("xlz")
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
