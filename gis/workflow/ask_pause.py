"""申请暂停: the handler asks that the clocks stand still while something is waited for; someone else approves."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.workflow.acting import HANDLED, chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import ClockKind, Decision, Doer
from gis.workflow.docket import Docket
from gis.workflow.requests import new_row, overdue_word, pending_word

KIND, WORD = "ask_pause", "申请暂停"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why the clocks of an event row cannot be asked to stand still."""
    events = docket.county.events
    if events.paused[row]:
        return "已在暂停"
    return unless(events, row, *HANDLED) or overdue_word(docket, row, now) or pending_word(docket, row)


def ask_pause(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """`words` is what is waited for (等待材料 …). The clocks run on until the approval."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "暂停的理由")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    for row in picked:
        edits += [
            edited(county, row),
            new_row(docket.file(row), ClockKind.PAUSE, Decision.ASKED, who, now, reason=reason),
        ]
    steps = tuple(NewStep(int(events.id[row]), int(Act.ASK_PAUSE), unit_id(county, row), reason) for row in picked)
    return Change(KIND, f"为 {counted(events, picked)}申请暂停", tuple(edits), steps, reason)
