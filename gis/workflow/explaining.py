"""Why an event's deadlines are when they are: its two clocks as ledgers, by the facts of its file."""

from __future__ import annotations

from gis.deadlines.course import close_ledger, reply_ledger
from gis.deadlines.ledger import Ledger
from gis.deadlines.limits import rule_for
from gis.foundation.clock import day_number
from gis.workflow.case_file import course_of
from gis.workflow.docket import Docket


def clocks(docket: Docket, row: int, now: int) -> list[tuple[str, Ledger]]:
    """(回复 | 办结, ledger) of the limits that an event row has. The rule of the day of filing, or of reopening,
    applies; a pause that runs is told up to `now` (UTC seconds)."""
    events = docket.county.events
    course = course_of(docket.file(row), events, row, now, docket.settings.rework_floor_share)
    item = int(docket.county.items.id[int(events.item[row])])
    rule = rule_for(docket.rules, int(events.limit_class[row]), day_number(course.start), item)
    ledgers = [
        ("回复", reply_ledger(rule, course, docket.calendar)),
        ("办结", close_ledger(rule, course, docket.calendar)),
    ]
    return [(word, ledger) for word, ledger in ledgers if ledger.due]
