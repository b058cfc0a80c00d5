"""Reminders before a limit, at set shares of it. They come from the same clocks as the limit itself, so that none
falls on a holiday or at night while the limit counts working days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.course import Course, dues
from gis.deadlines.limits import Rule


@dataclass(frozen=True)
class Reminder:
    """At `at` (UTC seconds), `share` of the clock that runs first has elapsed; it runs out at `due`."""

    share: float
    at: int
    due: int


def reminders(
    rules: tuple[Rule, ...],
    limit_class: int,
    course: Course,
    calendar: WorkCalendar,
    shares: Sequence[float] = (0.5, 0.75, 0.9),
    item: int = 0,
) -> list[Reminder]:
    """The reminders of an event of a class (and item id) on its course, earliest first; none without a clock."""
    found = []
    for share in sorted(shares):
        at_share = tuple(replace(rule, warn_share=share) for rule in rules)
        clocks = dues(at_share, limit_class, course, calendar, item)
        running = [due for due in (0 if course.replied else clocks.reply_due, clocks.close_due) if due]
        if running:
            found.append(Reminder(share, clocks.warn_at, min(running)))
    return found
