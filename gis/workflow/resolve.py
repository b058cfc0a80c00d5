"""报结: the unit files the result; what follows is the check and the closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Refused
from gis.workflow.acting import HANDLED, chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket
from gis.workflow.pictures import NewPicture, picture_edits
from gis.workflow.requests import pending_word

KIND, WORD = "resolve", "报结"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row has no result to file: nobody handles it, it is paused, or a request still waits."""
    events = docket.county.events
    if events.paused[row]:
        return "暂停中，请先恢复"
    return unless(events, row, *HANDLED) or pending_word(docket, row)


def resolve(
    docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str, *, pictures: Sequence[NewPicture] = ()
) -> Change:
    """`words` is the result. Who has not answered yet has now. Pictures go with one event only."""
    county, events = docket.county, docket.county.events
    result = need_words(words, "办理结果")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    if pictures and len(picked) > 1:
        raise Refused("照片只能随一件事件提交。", "请逐件提交照片。")
    edits = [_edit(docket, row, now, len(pictures)) for row in picked]
    edits += picture_edits(int(events.id[picked[0]]), pictures)
    steps = tuple(NewStep(int(events.id[row]), int(Act.RESOLVE), unit_id(county, row), result) for row in picked)
    return Change(KIND, f"将 {counted(events, picked)}报结", tuple(edits), steps)


def _edit(docket: Docket, row: int, now: int, shown: int) -> RowEdit:
    events = docket.county.events
    unanswered = events.status[row] == Status.ASSIGNED
    return edited(
        docket.county,
        row,
        status=int(Status.RESOLVED),
        resolved_at=now,
        replied_at=now if unanswered else int(events.replied_at[row]),
        warn_at=docket.dues(row, replied=True).warn_at if unanswered else int(events.warn_at[row]),
        photos=int(events.photos[row]) + shown,
    )
