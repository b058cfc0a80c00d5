"""What a generated county holds, in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.county.divisions import Level
from gis.deadlines.bands import states
from gis.events.states import STATE_WORD, STATUS_WORD, State, Status
from gis.foundation.clock import day_number, day_start
from gis.seed import CountySeed


def summary_of(county: CountySeed, now: int) -> dict[str, Any]:
    """Counts of the county's rows, of its open events by state and status at `now`, and of today's work."""
    snapshot = county.snapshot
    events, divisions = snapshot.events, snapshot.divisions
    running = events.status < Status.CLOSED
    state = states(events, now)[running]
    today = day_start(int(day_number(now)))
    return {
        "townships": len(divisions.rows_of(Level.TOWNSHIP)),
        "villages": len(divisions.rows_of(Level.VILLAGE)),
        "grids": len(divisions.rows_of(Level.GRID)),
        "households": len(snapshot.households),
        "units": len(snapshot.units),
        "duties": len(snapshot.duties),
        "staff": len(snapshot.staff),
        "events": len(events),
        "closed_share": round(float((events.status == Status.CLOSED).mean()), 6),
        "open": int(running.sum()),
        "states": {STATE_WORD[s]: int((state == s).sum()) for s in State if s is not State.CLOSED},
        "statuses": {STATUS_WORD[s]: int((events.status == s).sum()) for s in Status},
        "reported_today": int((events.reported_at >= today).sum()),
        "closed_today": int(((events.closed_at >= today) & (events.status == Status.CLOSED)).sum()),
        "steps": len(county.steps),
        "photos": len(county.photos.event),
        "pictures": int(np.unique(county.photos.blob).size),
    }
