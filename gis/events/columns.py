"""Events as columns: one row an event, sorted by id. Never an object per event."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from gis.foundation.clock import DAY_S
from gis.foundation.columns import TextColumn


@dataclass(frozen=True)
class Events:
    """All instants are UTC seconds (int64), 0 where there is none.

    id: int32 ascending. day: int32 day number (days since 1970-01-01, Shanghai) of its number; serial: int32, the
    running number of that day. x, y: float64 EPSG:4547 metres. division: int32 row of its grid. item: uint8 row in
    Items. limit_class: uint8 LimitClass. source: uint8 Source. status: uint8 Status. paused: bool. unit: int16 row
    in Units (-1 none). suggested: int16 row in Units that the duty list names (-1 none). reported_at, accepted_at,
    assigned_at, replied_at, resolved_at, closed_at, reply_due, close_due, warn_at: int64. paused_at: int64, start
    of the running pause. provisional: bool (暂定). returns, rework, rating, photos: uint8. version: int64.
    description: what was reported. reporter, phone: unmasked.
    """

    id: np.ndarray
    day: np.ndarray
    serial: np.ndarray
    x: np.ndarray
    y: np.ndarray
    division: np.ndarray
    item: np.ndarray
    limit_class: np.ndarray
    source: np.ndarray
    status: np.ndarray
    paused: np.ndarray
    unit: np.ndarray
    suggested: np.ndarray
    reported_at: np.ndarray
    accepted_at: np.ndarray
    assigned_at: np.ndarray
    replied_at: np.ndarray
    resolved_at: np.ndarray
    closed_at: np.ndarray
    paused_at: np.ndarray
    reply_due: np.ndarray
    close_due: np.ndarray
    warn_at: np.ndarray
    provisional: np.ndarray
    returns: np.ndarray
    rework: np.ndarray
    rating: np.ndarray
    photos: np.ndarray
    version: np.ndarray
    description: TextColumn
    reporter: TextColumn
    phone: TextColumn

    def __len__(self) -> int:
        return len(self.id)

    def row_of(self, event_id: int) -> int:
        """The row of an id, -1 if there is none."""
        at = int(np.searchsorted(self.id, event_id))
        return at if at < len(self.id) and self.id[at] == event_id else -1

    def number(self, row: int) -> str:
        """The full number, JL20261123-0271."""
        stamp = np.datetime64(int(self.day[row]), "D").astype(str).replace("-", "")
        return f"JL{stamp}-{int(self.serial[row]):04d}"

    def numbered(self, word: str) -> np.ndarray:
        """int32 rows whose number is `word` or, unfinished, begins with it: JL20261123-0271, 20261123-02; a serial
        alone needs four digits and finds that of every day."""
        dated = re.fullmatch(r"(?:JL)?(\d{8})(?:-(\d*))?", word, re.IGNORECASE)
        if dated:
            try:
                day = day_of_stamp(dated[1])
            except ValueError:  # no such date, so no such number
                return np.empty(0, np.int32)
            rows = np.flatnonzero(self.day == day)
            return rows[_serial_begins(self.serial[rows], dated[2] or "")].astype(np.int32)
        if re.fullmatch(r"\d{4,6}", word):
            return np.flatnonzero(self.serial == int(word)).astype(np.int32)
        return np.empty(0, np.int32)


def day_of_stamp(stamp: str) -> int:
    """Day number of a YYYYMMDD stamp."""
    return int(np.datetime64(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}", "D").astype(int))


def stamp_of_day(day: int) -> str:
    """YYYYMMDD of a day number."""
    return str(np.datetime64(day, "D")).replace("-", "")


def _serial_begins(serial: np.ndarray, digits: str) -> np.ndarray:
    if not digits:
        return np.ones(len(serial), bool)
    if len(digits) >= 4:
        return serial == int(digits)
    return (serial // 10 ** (4 - len(digits)) == int(digits)) & (serial < 10_000)


__all__ = ["DAY_S", "Events", "day_of_stamp", "stamp_of_day"]
