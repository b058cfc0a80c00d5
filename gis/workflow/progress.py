"""进展: the unit, or one that assists, tells how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep
from gis.foundation.errors import Refused
from gis.workflow.acting import HANDLED, chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket
from gis.workflow.pictures import NewPicture, picture_edits

KIND, WORD = "progress", "进展"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why there is no progress to tell: nobody handles the event."""
    return unless(docket.county.events, row, *HANDLED)


def progress(
    docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str, *, pictures: Sequence[NewPicture] = ()
) -> Change:
    """`words` is what was done so far. Pictures go with one event only."""
    county, events = docket.county, docket.county.events
    told = need_words(words, "进展情况")
    picked = chosen(county, rows, "报进展", lambda row: why_not(docket, row, who, now))
    if pictures and len(picked) > 1:
        raise Refused("照片只能随一件事件提交。", "请逐件提交照片。")
    shown = len(pictures)
    edits = [
        edited(county, row, photos=int(events.photos[row]) + shown) if shown else edited(county, row) for row in picked
    ]
    edits += picture_edits(int(events.id[picked[0]]), pictures)
    steps = tuple(NewStep(int(events.id[row]), int(Act.PROGRESS), unit_id(county, row), told) for row in picked)
    return Change(KIND, f"报 {counted(events, picked)}的进展", tuple(edits), steps)
