"""办结: the result was fed back; the event is closed, for all who reported it."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, counted, edited, unit_id, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "close", "办结"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row is not closed: it has no result yet, or the county wants it checked first."""
    if why := unless(docket.county.events, row, Status.RESOLVED):
        return why
    unchecked = docket.settings.check_before_close and docket.file(row).checker == Doer()
    return "还没有核查" if unchecked else ""


def close(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "") -> Change:
    """`words` is what the reporters are told, if anything more than the result."""
    county, events = docket.county, docket.county.events
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits = tuple(edited(county, row, status=int(Status.CLOSED), closed_at=now) for row in picked)
    steps = tuple(NewStep(int(events.id[row]), int(Act.CLOSE), unit_id(county, row), words.strip()) for row in picked)
    return Change(KIND, f"将 {counted(events, picked)}办结", edits, steps)
