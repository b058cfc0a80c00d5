"""不予受理: a dispatcher refuses what is reported, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, counted, edited, need_words, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "refuse", "不予受理"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row cannot be refused: it waits neither to be accepted nor to be assigned."""
    return unless(docket.county.events, row, Status.REPORTED, Status.ACCEPTED, Status.RETURNED)


def refuse(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """The events end as 不予受理 with `words` as the reason."""
    county = docket.county
    reason = need_words(words, "不予受理的理由")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits = tuple(edited(county, row, status=int(Status.REFUSED), closed_at=now) for row in picked)
    steps = tuple(NewStep(int(county.events.id[row]), int(Act.REFUSE), 0, reason) for row in picked)
    return Change(KIND, f"对 {counted(county.events, picked)}不予受理", edits, steps, reason)
