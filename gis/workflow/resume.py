"""恢复: what was waited for has come; the clocks go on, moved by the time that they would have counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.workflow.acting import chosen, closed_word, counted, edited, unit_id
from gis.workflow.case_file import CaseFile, ClockAct, ClockKind, Decision, Doer
from gis.workflow.docket import Docket, due_columns
from gis.workflow.requests import changed_row, new_row

KIND, WORD = "resume", "恢复"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why there is nothing to resume."""
    events = docket.county.events
    return closed_word(events, row) or ("" if events.paused[row] else "没有暂停")


def resume(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "") -> Change:
    """Both clocks move by the working time of the pause (the plain time, for limits of plain time)."""
    county, events = docket.county, docket.county.events
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    for row in picked:
        file, row_edit = _ended(docket, row, who, now)
        moved = due_columns(docket.dues(row, file))
        edits += [edited(county, row, paused=False, paused_at=0, **moved), row_edit]
    steps = tuple(NewStep(int(events.id[row]), int(Act.RESUME), unit_id(county, row), words.strip()) for row in picked)
    return Change(KIND, f"恢复 {counted(events, picked).rstrip()}", tuple(edits), steps, words.strip())


def _ended(docket: Docket, row: int, who: Doer, now: int) -> tuple[CaseFile, RowEdit]:
    """The file with its pause ended, and the edit that ends it. A pause that only the county's first histories tell of
    gets its row now."""
    file = docket.file(row)
    running = file.running_pause()
    if running is None:
        start = int(docket.county.events.paused_at[row]) or now
        running = ClockAct(
            "", file.event, ClockKind.PAUSE, Decision.APPROVED, "", 0, start, 0, 0, "", start, 0, "", 0, "", 0
        )
        file = replace(file, clock=(*file.clock, running))
    ended = replace(file, clock=tuple(replace(c, end_at=now) if c is running else c for c in file.clock))
    if running.id:
        return ended, changed_row(running, end_at=now)
    told: dict[str, Scalar] = {"reason": running.reason, "start_at": running.start_at, "end_at": now}
    return ended, new_row(file, ClockKind.PAUSE, Decision.APPROVED, who, now, **told)
