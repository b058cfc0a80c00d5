"""Rows that came before: in the same file, or in the county already."""

from __future__ import annotations

import numpy as np

from gis.events.columns import Events
from gis.foundation.errors import RowFault
from gis.intake.placing import Placed


def without_duplicates(placed: list[Placed], file: str, events: Events) -> tuple[list[Placed], list[RowFault]]:
    """The rows that are new, and a fault naming the earlier one for each that is not.

    A row is a duplicate if it carries the same number of the sender as one before it, or if it was reported at the same
    instant in the same words by the same person.
    """
    seen: dict[tuple[object, ...], str] = {}
    kept, faults = [], []
    for one in placed:
        keys = _keys(one)
        earlier = next((seen[k] for k in keys if k in seen), "") or _in_county(one, events)
        if earlier:
            faults.append(RowFault(file, one.draft.row, f"与{earlier}重复"))
            continue
        kept.append(one)
        seen.update({k: f"第 {one.draft.row} 行" for k in keys})
    return kept, faults


def _keys(one: Placed) -> list[tuple[object, ...]]:
    draft = one.draft
    number: list[tuple[object, ...]] = [("number", draft.number)] if draft.number else []
    return [*number, ("report", draft.reported_at, draft.description, draft.reporter, draft.phone)]


def _in_county(one: Placed, events: Events) -> str:
    """The number of the event that this report already is, else empty."""
    rows = np.flatnonzero(events.reported_at == one.draft.reported_at)
    same = (r for r in rows.tolist() if events.description[r] == one.draft.description)
    found = next((r for r in same if events.reporter[r] == one.draft.reporter), -1)
    return f"已有事件 {events.number(found)} " if found >= 0 else ""
