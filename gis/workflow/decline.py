"""不同意: someone other than the one who asked turns down a pause or an extension, saying why."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.workflow.acting import chosen, counted, edited, need_words
from gis.workflow.case_file import ClockKind, Decision, Doer
from gis.workflow.docket import Docket
from gis.workflow.requests import KIND_WORD, changed_row, pending

KIND, WORD = "decline", "不同意"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why a person cannot turn down what is asked for an event row: nothing is, or the person asked for it."""
    found = pending(docket, row)
    if found is None:
        return "没有待批的申请"
    return "是您自己的申请，须由他人审批" if who.same(found.asked_by, found.asker) else ""


def decline(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """The request is turned down for the reason `words`; the clocks go on as they did."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "不同意的理由")
    picked = chosen(county, rows, "驳回", lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    steps = []
    for row in picked:
        asked = pending(docket, row)
        assert asked is not None
        decided = changed_row(
            asked, state=int(Decision.DECLINED), decided_by=who.staff, decider=who.name, decided_at=now, words=reason
        )
        edits += [edited(county, row), decided]
        note = f"{asked.asker}的{KIND_WORD[ClockKind(asked.kind)]}申请：{reason}"
        steps.append(NewStep(int(events.id[row]), int(Act.DECLINE), 0, note))
    return Change(KIND, f"不同意 {counted(events, picked)}的申请", tuple(edits), tuple(steps), reason)
