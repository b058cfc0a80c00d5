"""The working-day calendar: which days count, which hours of a day, and how far that is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from gis.foundation.clock import DAY_S, OFFSET_S, day_start

HOUR_S = 3600
OFFICE_HOURS = ((8 * HOUR_S + HOUR_S // 2, 12 * HOUR_S), (14 * HOUR_S, 18 * HOUR_S))


class DayKind(IntEnum):
    """What a day is. Odd kinds are worked, even ones are not."""

    WEEKEND = 0
    WORKDAY = 1
    HOLIDAY = 2
    ADJUSTED = 3  # 调休上班, a weekend that is worked


KIND_WORD = {
    DayKind.WEEKEND: "周末",
    DayKind.WORKDAY: "工作日",
    DayKind.HOLIDAY: "节假日",
    DayKind.ADJUSTED: "调休上班",
}


@dataclass(frozen=True)
class WorkCalendar:
    """Kinds of a run of days and the office hours of a working day.

    first: day number (days since 1970-01-01, Shanghai) of kind[0]. kind: uint8[n] DayKind. horizon: last day number
    that a notice of the State Council confirms; later days follow the weekend rule and the holidays fixed by law and
    are presumed (暂定). names: day number -> 国庆节 and the like. hours: working sessions of a day as seconds after
    midnight; the last one ends the working day. Days outside the run follow the weekend rule alone.
    """

    first: int
    kind: np.ndarray
    horizon: int
    names: Mapping[int, str] = field(default_factory=dict)
    hours: tuple[tuple[int, int], ...] = OFFICE_HOURS

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def last(self) -> int:
        """Last day number of the run."""
        return self.first + len(self.kind) - 1

    @property
    def day_s(self) -> int:
        """Working seconds of a working day."""
        return sum(end - start for start, end in self.hours)

    @property
    def day_end_s(self) -> int:
        """Seconds after midnight at which a working day ends."""
        return self.hours[-1][1]

    def covering(self, first: int, last: int) -> WorkCalendar:
        """This calendar, its run grown by the weekend rule so that it holds day numbers first to last."""
        before, after = max(0, self.first - first), max(0, last - self.last)
        if not before and not after:
            return self
        kind = np.concatenate(
            [
                weekend_rule(self.first - before, before),
                self.kind,
                weekend_rule(self.last + 1, after),
            ]
        )
        return WorkCalendar(self.first - before, kind, self.horizon, self.names, self.hours)

    def kind_of(self, day: int) -> DayKind:
        """Kind of a day number."""
        if self.first <= day <= self.last:
            return DayKind(int(self.kind[day - self.first]))
        return DayKind(int(weekend_rule(day, 1)[0]))

    def works(self, day: int) -> bool:
        return bool(self.kind_of(day) & 1)

    def presumed(self, day: int) -> bool:
        """Whether no notice confirms this day yet."""
        return day > self.horizon

    def reason(self, day: int) -> str:
        """Why a day counts or not: 周末, 国庆节, 调休上班, 工作日; presumed ones say so."""
        kind = self.kind_of(day)
        word = self.names.get(day, KIND_WORD[kind]) if kind is DayKind.HOLIDAY else KIND_WORD[kind]
        return f"{word}（暂定）" if self.presumed(day) and kind is not DayKind.WEEKEND else word

    def working_days(self, first: int, last: int) -> int:
        """How many days of first … last (both included) are worked; 0 if last < first."""
        if last < first:
            return 0
        grown = self.covering(first, last)
        return int((grown.kind[first - grown.first : last - grown.first + 1] & 1).sum())

    def day_end(self, day: int) -> int:
        """UTC seconds at which the working hours of a day number end."""
        return day_start(day) + self.day_end_s


def weekend_rule(first: int, count: int) -> np.ndarray:
    """uint8[count] kinds from day number `first` on by the weekday alone (1970-01-01 was a Thursday)."""
    weekday = (np.arange(first, first + count, dtype=np.int64) + 3) % 7
    return (weekday < 5).astype(np.uint8)


class WorkTime:
    """Working seconds as one axis: elapsed working time since the run's first day, and back to instants.

    Arrays in, arrays out (int64). Prepared once per calculation, since it holds the cumulative tables.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        worked = (calendar.kind & 1).astype(np.int64)
        self.calendar = calendar
        self.until = np.cumsum(worked)  # working days up to and including each day
        self.days = np.flatnonzero(worked)  # index of each working day
        starts, ends = np.array(calendar.hours, np.int64).T
        self.starts = starts
        self.lengths = ends - starts
        self.offsets = np.concatenate([[0], np.cumsum(self.lengths)])

    def day_index(self, at: np.ndarray) -> np.ndarray:
        """Index into the run of the Shanghai day of each instant."""
        return (at + OFFSET_S) // DAY_S - self.calendar.first

    def worked(self, at: np.ndarray) -> np.ndarray:
        """Working seconds from the start of the run to each instant (UTC seconds inside the run)."""
        index = self.day_index(at)
        second = (at + OFFSET_S) % DAY_S
        today = np.zeros(len(at), np.int64)
        for start, length in zip(self.starts, self.lengths, strict=True):
            today += np.clip(second - start, 0, length)
        works = (self.calendar.kind[index] & 1).astype(np.int64)
        return (self.until[index] - works) * self.calendar.day_s + works * today

    def instant(self, worked: np.ndarray, ends: bool) -> np.ndarray:
        """The instant at which so many working seconds have passed. A value between two sessions is the end of the
        earlier one if `ends` (a deadline), else the start of the later one (a warning falls in working hours)."""
        shifted = worked - 1 if ends else worked
        day, second = shifted // self.calendar.day_s, shifted % self.calendar.day_s
        session = np.searchsorted(self.offsets, second, side="right") - 1
        clock = self.starts[session] + second - self.offsets[session] + (1 if ends else 0)
        return day_start(self.days[day] + self.calendar.first) + clock
