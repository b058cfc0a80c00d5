"""返工: the check found the result wanting; the unit works on, on a fair clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.workflow.acting import chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import ClockAct, ClockKind, Decision, Doer
from gis.workflow.docket import Docket, due_columns
from gis.workflow.requests import new_row

KIND, WORD = "rework", "返工"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why a person cannot send an event row back for rework: it has no result, or the result is the person's own."""
    if why := unless(docket.county.events, row, Status.RESOLVED):
        return why
    return "是您自己报结的，须由他人核查" if docket.file(row).handler.same(who.staff, who.name) else ""


def rework(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """`words` is what is wanting. The time since 报结 does not count, and what was done in time gets a fair part of the
    limit for its rework (see gis.deadlines.course.Course.checks)."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "返工的理由")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    for row in picked:
        file, start = docket.file(row), int(events.resolved_at[row])
        check = ClockAct("", file.event, ClockKind.CHECK, Decision.APPROVED, reason, 0, start, now,
                         who.staff, who.name, now, 0, "", 0, "", 0)  # fmt: skip
        moved = due_columns(docket.dues(row, replace(file, clock=(*file.clock, check)), replied=True))
        count = int(events.rework[row]) + 1
        edits.append(edited(county, row, status=int(Status.REPLIED), resolved_at=0, rework=count, **moved))
        told: dict[str, Scalar] = {"reason": reason, "start_at": start, "end_at": now}
        edits.append(new_row(file, ClockKind.CHECK, Decision.APPROVED, who, now, **told))
    steps = tuple(NewStep(int(events.id[row]), int(Act.REWORK), unit_id(county, row), reason) for row in picked)
    return Change(KIND, f"将 {counted(events, picked)}退回返工", tuple(edits), steps, reason)
