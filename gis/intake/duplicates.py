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
    held = _held(placed, events)
    seen: dict[tuple[object, ...], str] = {}
    kept, faults = [], []
    for one in placed:
        keys = _keys(one)
        earlier = next((seen[k] for k in keys if k in seen), "")
        if number := held.get((one.draft.reported_at, one.draft.description, one.draft.reporter)):
            earlier = f"已有事件 {number} "
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


def _held(placed: list[Placed], events: Events) -> dict[tuple[int, str, str], str]:
    """Numbers of the county's events that were reported at the instants of these rows, by instant, words and person."""
    instants = np.array([p.draft.reported_at for p in placed], np.int64)
    rows = np.flatnonzero(np.isin(events.reported_at, instants)).tolist()
    return {(int(events.reported_at[r]), events.description[r], events.reporter[r]): events.number(r) for r in rows}
