"""批准: someone other than the one who asked grants a pause or an extension; the deadline moves in the same change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.workflow.acting import HANDLED, chosen, counted, edited, unit_id, unless
from gis.workflow.case_file import ClockAct, ClockKind, Decision, Doer
from gis.workflow.docket import Docket, due_columns
from gis.workflow.requests import changed_row, pending

KIND, WORD = "approve", "批准"
NO_REQUEST = "没有待批的申请"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why a person cannot grant what is asked for an event row: nothing is, or the person asked for it."""
    found = pending(docket, row)
    if found is None:
        return NO_REQUEST
    if who.same(found.asked_by, found.asker):
        return "是您自己的申请，须由他人审批"
    return unless(docket.county.events, row, *HANDLED)


def approve(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "") -> Change:
    """What is asked for is granted. A pause stands from now on; an extension lengthens the close clock at once."""
    county, events = docket.county, docket.county.events
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    steps = []
    for row in picked:
        asked = pending(docket, row)
        assert asked is not None
        granted: dict[str, Scalar] = {
            "state": int(Decision.APPROVED), "start_at": now, "decided_by": who.staff, "decider": who.name,
            "decided_at": now, "words": words.strip(),
        }  # fmt: skip
        pause = asked.kind == ClockKind.PAUSE
        end: dict[str, Scalar] = {} if pause else {"end_at": now}
        edits += [_event(docket, row, asked, now), changed_row(asked, **granted, **end)]
        act, note = (Act.PAUSE, asked.reason) if pause else (Act.EXTEND, f"{asked.days} 个工作日：{asked.reason}")
        note += f"（{asked.asker}申请）" + (f"。{words.strip()}" if words.strip() else "")
        steps.append(NewStep(int(events.id[row]), int(act), unit_id(county, row), note))
    return Change(KIND, f"批准 {counted(events, picked)}的申请", tuple(edits), tuple(steps), words.strip())


def _event(docket: Docket, row: int, asked: ClockAct, now: int) -> RowEdit:
    if asked.kind == ClockKind.PAUSE:
        return edited(docket.county, row, paused=True, paused_at=now)
    file = docket.file(row)
    granted = replace(asked, state=Decision.APPROVED, start_at=now, end_at=now)
    clock = tuple(granted if c is asked else c for c in file.clock)
    return edited(docket.county, row, **due_columns(docket.dues(row, replace(file, clock=clock))))
