"""重开: a closed event was not done after all; within a set time it goes on, on a fair new clock, and counts as
rework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.foundation.clock import DAY_S
from gis.workflow.acting import chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import ClockAct, ClockKind, Decision, Doer
from gis.workflow.docket import Docket, due_columns
from gis.workflow.requests import new_row

KIND, WORD = "reopen", "重开"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row stays closed: it is not closed, or was closed too long ago."""
    events, most = docket.county.events, docket.settings.reopen_days
    if why := unless(events, row, Status.CLOSED):
        return why
    days = (now - int(events.closed_at[row])) // DAY_S
    return f"已办结 {days} 天，超过可重开的 {most} 天，请另行上报" if days >= most else ""


def reopen(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """The event goes back to the unit that had it. Both clocks begin anew: this day is day 0."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "重开的理由")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    for row in picked:
        file = docket.file(row)
        again = ClockAct("", file.event, ClockKind.RESTART, Decision.APPROVED, reason, 0, now, now,
                         who.staff, who.name, now, 0, "", 0, "", 0)  # fmt: skip
        anew = due_columns(docket.dues(row, replace(file, clock=(*file.clock, again)), replied=False))
        unit = unit_id(county, row)
        edits.append(
            edited(
                county,
                row,
                status=int(Status.ASSIGNED if unit else Status.ACCEPTED),
                assigned_at=now if unit else 0,
                replied_at=0,
                resolved_at=0,
                closed_at=0,
                rating=0,
                rework=int(events.rework[row]) + 1,
                **anew,
            )
        )
        told: dict[str, Scalar] = {"reason": reason, "start_at": now, "end_at": now}
        edits.append(new_row(file, ClockKind.RESTART, Decision.APPROVED, who, now, **told))
    steps = tuple(NewStep(int(events.id[row]), int(Act.REOPEN), unit_id(county, row), reason) for row in picked)
    return Change(KIND, f"重开 {counted(events, picked).rstrip()}", tuple(edits), steps, reason)
