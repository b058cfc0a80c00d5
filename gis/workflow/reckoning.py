"""Deadlines that move because a rule or the calendar was changed: the moves as a part of that change."""

from __future__ import annotations

from collections.abc import Iterable

from gis.deadlines import words
from gis.deadlines.confirming import Move, moves
from gis.events.county import County
from gis.events.states import Act, Status
from gis.foundation.changes import NewStep, RowEdit
from gis.workflow.acting import edited
from gis.workflow.case_file import course_of
from gis.workflow.docket import Docket, due_columns


def open_rows(county: County) -> list[int]:
    """Event rows whose clocks may move."""
    return [int(row) for row in (county.events.status < Status.CLOSED).nonzero()[0]]


def reckoned(docket: Docket) -> list[Move]:
    """The open events whose clocks are not what the docket's rules and calendar say. The docket must hold the files
    of all open events."""
    events, share = docket.county.events, docket.settings.rework_floor_share
    courses = {
        row: course_of(file, events, row, 0, share)
        for file in docket.files.values()
        if file.clock and (row := events.row_of(file.event)) >= 0 and events.status[row] < Status.CLOSED
    }
    return moves(events, courses, docket.rules, docket.calendar, docket.county.items.id[events.item])


def edits_of(county: County, found: Iterable[Move]) -> list[RowEdit]:
    """The moves as edits of their events."""
    return [edited(county, move.row, **due_columns(move.after)) for move in found]


def steps_of(county: County, found: Iterable[Move], why: str) -> list[NewStep]:
    """A line of history for every event whose instants move; what merely becomes certain has none."""
    return [
        NewStep(int(county.events.id[move.row]), int(Act.RECKON), 0, f"{move_words(move)}（{why}）")
        for move in found
        if move.shifts
    ]


def move_words(move: Move) -> str:
    """办结时限 2027-01-04 18:00 → 2027-01-05 18:00，晚 1 个工作日."""
    old, new = move.before, move.after
    by_close = old.close_due != new.close_due
    pair = (old.close_due, new.close_due) if by_close else (old.reply_due, new.reply_due)
    told = " → ".join(words.full(due) if due else "不限" for due in pair)
    shift = f"，{'晚' if move.days > 0 else '早'} {abs(move.days)} 个工作日" if by_close and move.days else ""
    return f"{'办结' if by_close else '回复'}时限 {told}{shift}"


def summary(found: list[Move]) -> str:
    """3 件时限变动（最多晚 2 个工作日），41 件由暂定转为确定."""
    shifted = [m for m in found if m.shifts]
    settled = [m for m in found if m.before.provisional and not m.after.provisional]
    parts = []
    if shifted:
        late, early = max(m.days for m in shifted), min(m.days for m in shifted)
        most = [f"最多晚 {late} 个工作日"] * (late > 0) + [f"最多早 {-early} 个工作日"] * (early < 0)
        parts.append(f"{len(shifted):,} 件时限变动" + (f"（{'，'.join(most)}）" if most else ""))
    if settled:
        parts.append(f"{len(settled):,} 件由暂定转为确定")
    return "，".join(parts) or "没有时限变动"
