"""The life of every event: when it was accepted, assigned, answered, settled and closed, and which are open at `now`.

Each event first gets a natural life by its limits: most are closed well inside them, about 6 % late. What would still
run at `now` is open; gis.demo.standing then makes the counts of the open ones exact, state by state.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.limits import LimitClass, Rule
from gis.deadlines.many import Due, deadlines_many
from gis.foundation.clock import DAY_S, OFFSET_S

LATE = 0.06
LATE_REPLY = 0.015
OFF_HOURS = 0.7  # share closed on any day at any waking hour: townships work on at weekends
HOUR_S = 3600
NIGHT_FROM_S, NIGHT_TO_S = 22 * HOUR_S, 7 * HOUR_S + HOUR_S // 2
SHORTEST_S = 8 * 60  # from report to closing, at least


@dataclass
class Lives:
    """One row an event; int64 UTC seconds, 0 where it did not happen. Filled in steps, so not frozen.

    due: limits as filed, without pauses. late: closed after its limit by nature. accepted, assigned, replied,
    resolved, closed: the main acts, in this order; of an open event those after `now` are no more than intentions.
    """

    reported: np.ndarray
    limit_class: np.ndarray
    due: Due
    late: np.ndarray
    accepted: np.ndarray
    assigned: np.ndarray
    replied: np.ndarray
    resolved: np.ndarray
    closed: np.ndarray

    def __len__(self) -> int:
        return len(self.reported)


class OfficeTime:
    """Instants along the axis of working time, so that desks act in office hours."""

    def __init__(self, calendar: WorkCalendar, first_day: int, last_day: int) -> None:
        self.work = WorkTime(calendar.covering(first_day - 2, last_day + 90))

    def between(self, start: np.ndarray, end: np.ndarray, share: np.ndarray) -> np.ndarray:
        """The instants at `share` (may exceed 1) of the working time from start to end; of the plain time where less
        than ten minutes of it are worked."""
        begin, span = self.work.worked(start), self.work.worked(end) - self.work.worked(start)
        worked = self.work.instant((begin + span * share).astype(np.int64), ends=False)
        plain = start + ((end - start) * share).astype(np.int64)
        return np.where(span >= 600, np.maximum(worked, start), plain)

    def later(self, start: np.ndarray, worked_s: np.ndarray) -> np.ndarray:
        """The end of so much working time after `start`, as a deadline (the end of a session, not the next start)."""
        return self.work.instant(self.work.worked(start) + worked_s.astype(np.int64), ends=True)


def natural_lives(
    reported: np.ndarray,
    limit_class: np.ndarray,
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    office: OfficeTime,
    rng: np.random.Generator,
) -> Lives:
    """What would become of every event if nobody looked at the clock of the wall."""
    due = deadlines_many(limit_class, reported, rules, calendar)
    urgent = limit_class == LimitClass.EMERGENCY
    accepted = _awake(reported + _minutes(5, 0.8, urgent, rng), urgent, rng)
    assigned = _awake(accepted + _minutes(11, 0.9, urgent, rng), urgent, rng)
    late = rng.random(len(reported)) < LATE
    closed = _closings(reported, limit_class, due, late, office, rng)
    lives = Lives(reported, limit_class, due, late, accepted, assigned, accepted, accepted, closed)
    answer(lives, office, rng)
    return lives


def answer(lives: Lives, office: OfficeTime, rng: np.random.Generator) -> None:
    """Set reply and settlement between assignment and closing; the reply keeps its own limit where it has one."""
    limit = np.where(lives.due.reply_due > 0, np.minimum(lives.due.reply_due, lives.closed), lives.closed)
    limit = np.maximum(limit, lives.assigned + 60)
    share = rng.beta(1.1, 2.6, len(lives)) + 0.01
    share = np.where((rng.random(len(lives)) < LATE_REPLY) & lives.late, share + 1.0, share)
    lives.replied = office.between(lives.assigned, limit, share)
    tail = np.minimum((lives.closed - lives.replied) * rng.uniform(0.04, 0.3, len(lives)), 26 * HOUR_S)
    settled = lives.closed - tail.astype(np.int64)
    lives.resolved = np.where(lives.limit_class == LimitClass.EMERGENCY, settled, by_day(settled, rng))
    order_acts(lives)


def order_acts(lives: Lives) -> None:
    """Put report < accept < assign < reply < settle < close at least a little apart, moving as little as possible."""
    lives.closed = np.maximum(lives.closed, lives.reported + SHORTEST_S)
    gap = np.minimum(60, (lives.closed - lives.reported) // 8)
    names = ("accepted", "assigned", "replied", "resolved")
    for place, name in enumerate(names):
        latest = lives.closed - gap * (len(names) - place)
        setattr(lives, name, np.minimum(getattr(lives, name), latest))
    before = lives.reported
    for name in names:
        before = np.maximum(getattr(lives, name), before + gap)
        setattr(lives, name, before)


def _closings(
    reported: np.ndarray,
    limit_class: np.ndarray,
    due: Due,
    late: np.ndarray,
    office: OfficeTime,
    rng: np.random.Generator,
) -> np.ndarray:
    """Natural closing instants: a share of the limit's working time, wall clock for the short limits."""
    count = len(reported)
    slow = limit_class >= LimitClass.LIVELIHOOD
    share = np.where(slow, rng.beta(1.3, 2.05, count), rng.beta(1.6, 3.2, count))
    span = due.close_due - reported
    plain = reported + (span * share).astype(np.int64)
    closed = np.where(slow, office.between(reported, due.close_due, share), plain)
    freely = slow & (rng.random(count) < OFF_HOURS)
    closed = np.where(freely, by_day(plain, rng), closed)
    closed = np.where(late, closed, np.minimum(closed, due.close_due - rng.integers(60, 1800, count)))
    over = np.where(slow, office.later(due.close_due, 1 + rng.exponential(11 * HOUR_S, count)), 0)
    quick = due.close_due + (60 + rng.exponential(0.4, count) * np.minimum(span, 8 * HOUR_S)).astype(np.int64)
    return np.where(late, np.where(slow, np.maximum(over, due.close_due + 60), quick), closed)


def _minutes(median: float, sigma: float, urgent: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Log-normal minutes as int64 seconds, a third of it for emergencies."""
    minutes = median * np.exp(rng.normal(0, sigma, len(urgent)))
    return (60 * np.where(urgent, minutes / 3, minutes)).astype(np.int64) + 20


def _awake(at: np.ndarray, urgent: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What falls into the night waits for the morning, unless it is an emergency."""
    second = (at + OFFSET_S) % DAY_S
    midnight = at - second
    morning = NIGHT_TO_S + rng.integers(0, 3600, len(at))
    early = (second < NIGHT_TO_S) & ~urgent
    late = (second >= NIGHT_FROM_S) & ~urgent
    return np.where(early, midnight + morning, np.where(late, midnight + DAY_S + morning, at))


def by_day(at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same day at a waking hour."""
    second = (at + OFFSET_S) % DAY_S
    asleep = (second < NIGHT_TO_S) | (second > 21 * HOUR_S)
    waking = rng.integers(9 * HOUR_S, 20 * HOUR_S, len(at))
    return np.where(asleep, at - second + waking, at)
