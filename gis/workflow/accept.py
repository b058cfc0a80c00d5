"""分类受理: a dispatcher takes reported events."""

from __future__ import annotations

import numpy as np

from gis.events.county import County
from gis.events.states import STATUS_WORD, Act, Status
from gis.foundation.changes import Change, NewStep
from gis.foundation.errors import Refused
from gis.workflow.acting import Blocked, counted, event_edit, refuse_blocked


def accept(county: County, rows: np.ndarray, now: int) -> Change:
    """The change that accepts (立案) the reported events `rows` (int32 rows) at `now` (UTC seconds).

    Refused if there are none, or if some are past being reported; the message names them.
    """
    events = county.events
    chosen = list(dict.fromkeys(int(row) for row in rows))
    if not chosen:
        raise Refused("没有选中事件。", "请先选中待受理的事件。")
    refuse_blocked(
        [
            Blocked(row, events.number(row), f"现为「{STATUS_WORD[Status(int(events.status[row]))]}」")
            for row in chosen
            if events.status[row] != Status.REPORTED
        ],
        "立案",
        "只有待受理的事件可以立案，请去掉其余的再试。",
    )
    edits = tuple(
        event_edit(
            events,
            row,
            {"status": int(Status.REPORTED), "accepted_at": int(events.accepted_at[row])},
            {"status": int(Status.ACCEPTED), "accepted_at": now},
        )
        for row in chosen
    )
    steps = tuple(NewStep(int(events.id[row]), int(Act.ACCEPT), 0) for row in chosen)
    return Change("accept", f"将 {counted(events, chosen)}立案", edits, steps)
