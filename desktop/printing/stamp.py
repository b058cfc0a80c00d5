"""What every paper says of itself: county, title, what is made up, whose outline, when and by whom it was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.printing.flow import Furniture
from gis.deadlines.words import WEEKDAYS
from gis.foundation.clock import day_number, day_start, local

MADE_UP = "模拟数据"


@dataclass(frozen=True)
class Stamp:
    """`now`: UTC seconds of printing; `by`: who prints, as told to colleagues, may be empty."""

    county: str
    made_up: bool
    outline_credit: str
    now: int
    by: str = ""

    def furniture(self, title: str, with_map: bool) -> Furniture:
        """Header and footer of a paper; the outline is credited wherever a map is shown."""
        notes = (MADE_UP if self.made_up else "", self.outline_credit if with_map else "")
        return Furniture(self.county, title, notes, f"{self.by} 打印于 {local(self.now):%Y-%m-%d %H:%M}".strip())


def stamp_of(workspace, now: int) -> Stamp:
    """The stamp of an open county and whoever sits at it."""
    snapshot = workspace.snapshot
    person = workspace.door.person
    return Stamp(snapshot.name, snapshot.made_up, snapshot.outline_credit, now, person.name if person else "")


def full_time(at: int, due: bool = False) -> str:
    """2026-11-25 周三 18:00; the midnight that ends a day is that day's 24:00 where a limit is told. — without one."""
    if not at:
        return "—"
    day = day_number(at - 1 if due else at)
    when = local(day_start(day))
    hour = "24:00" if due and at == day_start(day + 1) else f"{local(at):%H:%M}"
    return f"{when:%Y-%m-%d} 周{WEEKDAYS[when.weekday()]} {hour}"


def plain_time(at: int) -> str:
    """2026-11-25 18:00."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def chinese_day(at: int) -> str:
    """2026 年 11 月 25 日."""
    when = local(at)
    return f"{when.year} 年 {when.month} 月 {when.day} 日"


def file_name(*parts: str) -> str:
    """Parts of a file's name without what Windows forbids in one."""
    return re.sub(r'[\\/:*?"<>|\s]+', " ", " ".join(part for part in parts if part)).strip(" .")
