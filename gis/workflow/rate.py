"""评价: what the reporter thinks of the result, as told on the phone or the page."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import RATING_WORD, Act, Status
from gis.foundation.changes import Change, NewStep
from gis.foundation.errors import Refused
from gis.workflow.acting import chosen, counted, edited, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "rate", "评价"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why there is nothing to rate: no result, or the handler would rate the own work."""
    if why := unless(docket.county.events, row, Status.RESOLVED, Status.CLOSED):
        return why
    return "是您自己办的，须由他人回访" if docket.file(row).handler.same(who.staff, who.name) else ""


def rate(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "", *, rating: int) -> Change:
    """`rating`: a key of RATING_WORD but 0. `words` is what was said beside. A later rating takes the place of an
    earlier."""
    if rating not in RATING_WORD or not rating:
        raise Refused("没有选评价。", "请选：非常满意、满意、基本满意、不满意。")
    county, events = docket.county, docket.county.events
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    word = RATING_WORD[rating]
    note = f"{word}：{words.strip()}" if words.strip() else word
    edits = tuple(edited(county, row, rating=rating) for row in picked)
    steps = tuple(NewStep(int(events.id[row]), int(Act.RATE), 0, note) for row in picked)
    return Change(KIND, f"记 {counted(events, picked)}的评价：{word}", edits, steps)
