"""回复: the unit answers; the reply clock is met and the warning passes to the close clock."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "reply", "回复"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row takes no answer: no unit has it, or it is answered."""
    events = docket.county.events
    return "暂停中，请先恢复" if events.paused[row] else unless(events, row, Status.ASSIGNED)


def reply(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """`words` is the answer."""
    county, events = docket.county, docket.county.events
    answer = need_words(words, "回复内容")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits = tuple(
        edited(
            county,
            row,
            status=int(Status.REPLIED),
            replied_at=now,
            warn_at=docket.dues(row, replied=True).warn_at,
        )
        for row in picked
    )
    steps = tuple(NewStep(int(events.id[row]), int(Act.REPLY), unit_id(county, row), answer) for row in picked)
    return Change(KIND, f"回复 {counted(events, picked).rstrip()}", edits, steps)
