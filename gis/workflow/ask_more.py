"""补充材料: the reporter is asked for more before the event goes on."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, counted, edited, need_words, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "ask_more", "补充材料"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why nobody needs to be asked: the event has a unit already, or is closed."""
    return unless(docket.county.events, row, Status.REPORTED, Status.ACCEPTED, Status.RETURNED)


def ask_more(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """`words` is what the reporter is asked for. The clocks go on: waiting for material pauses them only by
    approval."""
    county = docket.county
    question = need_words(words, "要补充什么")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits = tuple(edited(county, row) for row in picked)
    steps = tuple(NewStep(int(county.events.id[row]), int(Act.ASK_MORE), 0, question) for row in picked)
    return Change(KIND, f"请 {counted(county.events, picked)}补充材料", edits, steps, question)
