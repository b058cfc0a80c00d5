"""Which events can go to a unit: one by one with the reason, and counted for all of a drag at once."""

from __future__ import annotations

import numpy as np

from gis.events.county import County
from gis.events.states import STATUS_WORD, Status
from gis.workflow.acting import closed_word

REASSIGNABLE_UNTIL = Status.RESOLVED  # what waits for its check (待核查) is done, not to be assigned
IN_HAND = (Status.ASSIGNED, Status.REPLIED)
RESOLVED_WORD = "已报结，待核查"


def why_not(county: County, row: int, unit: int) -> str:
    """Why an event cannot be assigned to a unit row; empty if it can."""
    events = county.events
    if closed := closed_word(events, row):
        return closed
    if events.status[row] >= REASSIGNABLE_UNTIL:
        return RESOLVED_WORD
    if events.unit[row] == unit and events.status[row] in IN_HAND:
        return _there(county, unit)
    return ""


def staying(county: County, rows: np.ndarray, unit: int) -> tuple[tuple[str, int], ...]:
    """(reason, events) of those of `rows` (int32 rows, each once) that assigning to a unit row leaves as they are."""
    events, rows = county.events, np.asarray(rows, np.int64)
    status = events.status[rows]
    found = [(STATUS_WORD[Status(s)], int((status == s).sum())) for s in range(int(Status.CLOSED), len(Status))]
    found.append((RESOLVED_WORD, int(((status >= REASSIGNABLE_UNTIL) & (status < Status.CLOSED)).sum())))
    found.append((_there(county, unit), int((np.isin(status, IN_HAND) & (events.unit[rows] == unit)).sum())))
    return tuple((why, count) for why, count in found if count)


def _there(county: County, unit: int) -> str:
    return f"已在 {county.units.name[unit]}"
