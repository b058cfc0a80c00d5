"""Placed rows as one Change: numbered, with clocks running, suggested units named, each with its first step."""

from __future__ import annotations

import numpy as np

from gis.county.units import Duties
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import Rule
from gis.deadlines.many import Due, deadlines_many
from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.foundation.clock import day_number
from gis.intake.placing import Placed
from gis.snapshot import Snapshot
from gis.workflow.report import Keys


def change_of(
    placed: list[Placed],
    file: str,
    snapshot: Snapshot,
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    keys: Keys | None = None,
) -> Change:
    """The change that inserts every row as an event that waits to be accepted (待受理).

    Its clocks run from the report; numbers continue each day's series in order of report. keys: free keys as the store
    has them now; by default what the snapshot knows.
    """
    order = sorted(placed, key=lambda p: (p.draft.reported_at, p.draft.row))
    reported = np.array([p.draft.reported_at for p in order], np.int64)
    items = np.array([p.draft.item for p in order], np.int64)
    classes = snapshot.items.limit_class[items]
    due = deadlines_many(classes, reported, rules, calendar, item=snapshot.items.id[items])
    first_id = int(snapshot.events.id[-1]) + 1 if len(snapshot.events) else 1
    if keys is not None:
        first_id = keys.event
    numbers = _numbers(reported, snapshot, keys)
    edits, steps = [], []
    for i, one in enumerate(order):
        after = _row(one, numbers[i], int(classes[i]), due, i, snapshot)
        edits.append(RowEdit("event", first_id + i, 0, None, after))
        steps.append(NewStep(first_id + i, Act.REPORT, 0, _note(one, file)))
    return Change("import", f"导入 {len(edits)} 件事件（{file}）", tuple(edits), tuple(steps))


def _row(one: Placed, number: str, limit_class: int, due: Due, i: int, snapshot: Snapshot) -> dict[str, Scalar]:
    draft = one.draft
    return {
        "number": number,
        "lon": one.lon,
        "lat": one.lat,
        "division": snapshot.divisions.code[one.division],
        "item": int(snapshot.items.id[draft.item]),
        "limit_class": limit_class,
        "source": int(draft.source),
        "status": int(Status.REPORTED),
        "suggested": leading_unit(snapshot, draft.item, one.division),
        "reported_at": draft.reported_at,
        "reply_due": int(due.reply_due[i]),
        "close_due": int(due.close_due[i]),
        "warn_at": int(due.warn_at[i]),
        "provisional": bool(due.provisional[i]),
        "description": draft.description,
        "reporter": draft.reporter,
        "phone": draft.phone,
    }


def leading_unit(snapshot: Snapshot, item: int, division: int) -> int:
    """Unit id that leads the duty for an item row in a division row: the duty of the smallest area that holds it, the
    first in the list's order among equals; 0 if the list names none."""
    duties: Duties = snapshot.duties
    areas = snapshot.divisions.path(division)
    rows = np.flatnonzero(duties.item == snapshot.items.id[item])
    fitting = [(areas.index(int(duties.division[r])), -r) for r in rows.tolist() if int(duties.division[r]) in areas]
    return int(duties.lead[-max(fitting)[1]]) if fitting else 0


def _numbers(reported: np.ndarray, snapshot: Snapshot, keys: Keys | None) -> list[str]:
    """JL20261123-0272 and on: after the last number that each day has."""
    events = snapshot.events
    last: dict[int, int] = {}
    numbers = []
    for day in day_number(reported).tolist():
        if day not in last:
            held = int(events.serial[events.day == day].max(initial=0))
            last[day] = held if keys is None else max(held, keys.serial.get(day, 0))
        last[day] += 1
        stamp = np.datetime64(day, "D").astype(str).replace("-", "")
        numbers.append(f"JL{stamp}-{last[day]:04d}")
    return numbers


def _note(one: Placed, file: str) -> str:
    """What the first step tells of where this came from."""
    parts = [f"由 {file} 第 {one.draft.row} 行导入"]
    if one.draft.number:
        parts.append(f"原编号 {one.draft.number}")
    if one.note:
        parts.append(one.note)
    return "；".join(parts)
