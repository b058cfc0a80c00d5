"""改类: the item or class of an event is corrected; its clocks are reckoned anew and forget nothing."""

from __future__ import annotations

from collections.abc import Iterable

from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.states import Act
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, closed_word, counted, edited
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket, due_columns
from gis.workflow.duty import leading_unit

KIND, WORD = "reclassify", "改类"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why the class of an event row stands: it is closed."""
    return closed_word(docket.county.events, row)


def reclassify(
    docket: Docket,
    rows: Iterable[int],
    who: Doer,
    now: int,
    words: str = "",
    *,
    item: int,
    limit_class: int | None = None,
) -> Change:
    """The events become matters of the item row `item`, and of `limit_class` (LimitClass; default: the item's own).
    The unit that the duties suggest follows."""
    county, events = docket.county, docket.county.events
    wanted = LimitClass(int(county.items.limit_class[item]) if limit_class is None else limit_class)
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits = tuple(
        edited(
            county,
            row,
            item=int(county.items.id[item]),
            limit_class=int(wanted),
            suggested=leading_unit(county, item, int(events.division[row])),
            **due_columns(docket.dues(row, limit_class=int(wanted), item=item)),
        )
        for row in picked
    )
    now_words = f"{county.items.name[item]} · {LIMIT_CLASS_WORD[wanted]}"
    steps = tuple(
        NewStep(int(events.id[row]), int(Act.RECLASSIFY), 0, f"{_was(docket, row)} → {now_words}") for row in picked
    )
    return Change(KIND, f"将 {counted(events, picked)}改为 {now_words}", edits, steps, words.strip())


def _was(docket: Docket, row: int) -> str:
    events, items = docket.county.events, docket.county.items
    return f"{items.name[int(events.item[row])]} · {LIMIT_CLASS_WORD[LimitClass(int(events.limit_class[row]))]}"
