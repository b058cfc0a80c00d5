"""Which of an event's two clocks runs: the first one not yet met."""

from __future__ import annotations

import numpy as np

from gis.events.columns import Events
from gis.events.states import Status


def first_due(events: Events, rows: np.ndarray | None = None) -> np.ndarray:
    """int64 UTC seconds of the first unmet clock of each row (all rows by default), 0 where there is none: the reply
    clock while unanswered and due before the close clock, else the close clock."""
    pick = slice(None) if rows is None else rows
    status, reply_due, close_due = events.status[pick], events.reply_due[pick], events.close_due[pick]
    on_reply = (status < Status.REPLIED) & (reply_due > 0) & ((close_due == 0) | (reply_due < close_due))
    return np.where(on_reply, reply_due, close_due)
