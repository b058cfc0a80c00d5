"""Time: one zone (Asia/Shanghai), instants as UTC seconds in columns and as aware datetimes elsewhere."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np

T = TypeVar("T", int, "np.ndarray")  # one instant or day, or a column of them

# China has kept UTC+8 without summer time since 1991, so a fixed offset is exact for every instant stored here
# and spares Windows a tzdata package.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
DAY_S = 86_400
OFFSET_S = 8 * 3600


class Clock(Protocol):
    """Where the present comes from; handed in, never read from a global."""

    def now(self) -> int:
        """UTC seconds."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        return int(time.time())


class ShiftedClock:
    """A clock that runs on from another instant: rehearsals and pictures of a given hour."""

    def __init__(self, at: int) -> None:
        self._ahead = at - time.time()

    def now(self) -> int:
        return int(time.time() + self._ahead)


class FixedClock:
    """A clock that stands where a test or a rendering puts it."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        return self.at


def local(at: int) -> datetime:
    """The aware Shanghai datetime of an instant in UTC seconds."""
    return datetime.fromtimestamp(at, SHANGHAI)


def instant(when: datetime) -> int:
    """UTC seconds of an aware datetime; a naive one is refused."""
    if when.tzinfo is None:
        raise ValueError("naive datetime: an instant needs its zone")
    return int(when.timestamp())


def day_number(at: T) -> T:
    """Days since 1970-01-01 of the Shanghai calendar day that holds an instant."""
    return (at + OFFSET_S) // DAY_S


def day_start(day: T) -> T:
    """UTC seconds of Shanghai midnight that begins a day number."""
    return day * DAY_S - OFFSET_S
