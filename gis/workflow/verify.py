"""核查: someone other than the handler looks at the result and passes it."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, counted, edited, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "verify", "核查"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why a person cannot pass the result of an event row: there is none, the person filed it, or it was passed."""
    if why := unless(docket.county.events, row, Status.RESOLVED):
        return why
    file = docket.file(row)
    if file.handler.same(who.staff, who.name):
        return "是您自己报结的，须由他人核查"
    return f"{file.checker.name or '他人'}已核查" if file.checker != Doer() else ""


def verify(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "") -> Change:
    """The result holds; `words` is what was seen. What does not hold is sent back by gis.workflow.rework."""
    county, events = docket.county, docket.county.events
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits = tuple(edited(county, row) for row in picked)
    note = words.strip() or "核查属实"
    steps = tuple(NewStep(int(events.id[row]), int(Act.VERIFY), 0, note) for row in picked)
    return Change(KIND, f"核查通过 {counted(events, picked).rstrip()}", edits, steps)
