"""What happened since midnight: the figures of 今日, and the rows each of them counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.events.columns import Events
from gis.foundation.clock import day_number, day_start


@dataclass(frozen=True)
class TodayFigures:
    """int32 rows reported, assigned, closed since Shanghai midnight; reports by hour, int64[24]."""

    reported: np.ndarray
    assigned: np.ndarray
    closed: np.ndarray
    by_hour: np.ndarray


def today(events: Events, now: int) -> TodayFigures:
    """Figures of the Shanghai day that holds `now` (UTC seconds), up to `now`."""
    midnight = day_start(day_number(now))

    def since(column: np.ndarray) -> np.ndarray:
        return np.flatnonzero((column >= midnight) & (column <= now)).astype(np.int32)

    reported = since(events.reported_at)
    hours = (events.reported_at[reported] - midnight) // 3600
    return TodayFigures(
        reported, since(events.assigned_at), since(events.closed_at), np.bincount(hours, minlength=24)[:24]
    )
