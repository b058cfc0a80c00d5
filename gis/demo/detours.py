"""What goes otherwise on the way: sent back, paused, extended, reworked; and progress, checks and ratings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.deadlines.limits import LimitClass
from gis.demo.lives import HOUR_S, Lives, OfficeTime, by_day
from gis.demo.standing import Standing
from gis.events.states import Status

RETURNED, REWORKED, PAUSED, EXTENDED = 0.03, 0.02, 0.015, 0.012
PROGRESS, VERIFIED, RATED = 0.08, 0.25, 0.62
RATING_SHARES = (0.035, 0.115, 0.40, 0.45)  # 不满意 基本满意 满意 非常满意
EXTENSION_DAYS = 2


@dataclass
class Detours:
    """One row an event, int64 UTC seconds, 0 where it did not happen; rating: uint8, 0 none.

    close_due: the close limit after pauses and extensions. sent, returned: the first assignment and its 退单.
    claimed, reworked: a first 报结 and the 返工 that followed.
    """

    close_due: np.ndarray
    sent: np.ndarray
    returned: np.ndarray
    progress: np.ndarray
    paused: np.ndarray
    resumed: np.ndarray
    extended: np.ndarray
    claimed: np.ndarray
    reworked: np.ndarray
    rated: np.ndarray
    verified: np.ndarray
    rating: np.ndarray


def draw_detours(lives: Lives, standing: Standing, now: int, office: OfficeTime, rng: np.random.Generator) -> Detours:
    """Detours that fit between the acts of each life. Extending an event moves its closing (in `lives`) as well."""
    count = len(lives)
    none = {name: np.zeros(count, np.int64) for name in Detours.__annotations__ if name not in ("close_due", "rating")}
    detours = Detours(close_due=lives.due.close_due.copy(), rating=np.zeros(count, np.uint8), **none)
    closed = standing.status == Status.CLOSED
    answered = lives.replied > 0
    slow = lives.limit_class >= LimitClass.LIVELIHOOD
    roomy = closed & slow & (lives.resolved - lives.replied > 6 * HOUR_S)
    _extend(lives, detours, roomy & ~lives.late, now, office, rng)
    _pause(lives, detours, roomy & (detours.extended == 0), office, rng)
    _send_back(lives, detours, standing, now, rng)
    _rework(lives, detours, roomy & (detours.extended == 0) & (detours.paused == 0), office, rng)
    untouched = answered & slow & (detours.extended == 0) & (detours.paused == 0) & (detours.reworked == 0)
    rows = _some(untouched & (standing.paused_at == 0), PROGRESS, rng)
    until = np.where(lives.resolved[rows] > 0, lives.resolved[rows], lives.replied[rows])
    detours.progress[rows] = _inside(lives.replied[rows], until, 0.5, office)
    _judge(lives, detours, closed, rng)
    return detours


def _extend(
    lives: Lives, detours: Detours, able: np.ndarray, now: int, office: OfficeTime, rng: np.random.Generator
) -> None:
    """Some that would have been the slowest get two working days more, and use part of them."""
    day_s = office.work.calendar.day_s
    slowest = able & (lives.due.close_due - lives.closed < 2 * 86_400)
    rows = _some(slowest, EXTENDED * len(lives) / max(1, int(slowest.sum())), rng)
    due = lives.due.close_due[rows]
    closed = office.later(due, rng.uniform(0.1, 1.9, len(rows)) * day_s)
    tail = lives.closed[rows] - lives.resolved[rows]
    seen = closed < now - 30
    rows, due, closed, tail = rows[seen], due[seen], closed[seen], tail[seen]
    detours.close_due[rows] = office.later(due, np.full(len(rows), EXTENSION_DAYS * day_s))
    lives.closed[rows] = closed
    lives.resolved[rows] = closed - np.minimum(tail, 3 * HOUR_S)
    asked = _inside(lives.replied[rows], np.minimum(due, lives.resolved[rows]), 0.8, office)
    detours.extended[rows] = asked


def _pause(lives: Lives, detours: Detours, able: np.ndarray, office: OfficeTime, rng: np.random.Generator) -> None:
    """A pause between reply and settlement moves the close limit by the working time it lasted."""
    rows = _some(able, PAUSED * len(lives) / max(1, int(able.sum())), rng)
    start = _inside(lives.replied[rows], lives.resolved[rows], 0.2, office)
    end = _inside(lives.replied[rows], lives.resolved[rows], 0.7, office)
    detours.paused[rows], detours.resumed[rows] = start, end
    due = lives.due.close_due[rows]
    lost = office.work.worked(end) - office.work.worked(start)
    moved = (start < due) & (lost > 0)
    detours.close_due[rows[moved]] = office.later(due[moved], lost[moved])


def _send_back(lives: Lives, detours: Detours, standing: Standing, now: int, rng: np.random.Generator) -> None:
    """Assigned, sent back by the unit, assigned anew: between acceptance and the assignment that stood.

    The assignment that stood moves towards the reply; those that stand returned at `now` were sent once only.
    """
    able = (lives.assigned > 0) & (standing.status != Status.RETURNED) & (lives.limit_class != LimitClass.EMERGENCY)
    until = np.where(lives.replied > 0, lives.replied, np.where(lives.assigned > 0, lives.assigned, 0))
    rows = _some(able & (until - lives.accepted > 1800), RETURNED * 1.1, rng)
    first, last = lives.assigned[rows], until[rows]
    running = standing.status[rows] == Status.ASSIGNED
    first = np.where(running, (lives.accepted[rows] + first) // 2, first)
    detours.sent[rows] = first
    detours.returned[rows] = first + ((last - first) * 0.4).astype(np.int64)
    lives.assigned[rows] = np.where(running, lives.assigned[rows], first + ((last - first) * 0.5).astype(np.int64))
    back = np.flatnonzero(standing.status == Status.RETURNED)
    detours.sent[back] = lives.assigned[back]
    end = now - 60
    share = rng.uniform(0.4, 0.95, len(back))
    detours.returned[back] = lives.assigned[back] + ((end - lives.assigned[back]) * share).astype(np.int64)


def _rework(lives: Lives, detours: Detours, able: np.ndarray, office: OfficeTime, rng: np.random.Generator) -> None:
    rows = _some(able, REWORKED * len(lives) / max(1, int(able.sum())), rng)
    detours.claimed[rows] = _inside(lives.replied[rows], lives.resolved[rows], 0.45, office)
    detours.reworked[rows] = _inside(lives.replied[rows], lives.resolved[rows], 0.65, office)


def _judge(lives: Lives, detours: Detours, closed: np.ndarray, rng: np.random.Generator) -> None:
    """Ratings and checks come between settlement and closing."""

    def between(rows: np.ndarray, share: float) -> np.ndarray:
        first, span = lives.resolved[rows], lives.closed[rows] - lives.resolved[rows]
        waking = by_day(first + (span * share).astype(np.int64), rng)
        return np.clip(
            waking, first + (span * share / 2).astype(np.int64), first + (span * (1 + share) / 2).astype(np.int64)
        )

    rated = _some(closed, RATED, rng)
    detours.rated[rated] = between(rated, 0.3)
    detours.rating[rated] = 1 + np.searchsorted(np.cumsum(RATING_SHARES)[:-1], rng.random(len(rated)), side="right")
    verified = _some(closed | (detours.reworked > 0), VERIFIED, rng)
    detours.verified[verified] = between(verified, 0.7)


def _some(mask: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """Rows of a mask, each with the same chance."""
    rows = np.flatnonzero(mask)
    return rows[rng.random(len(rows)) < share]


def _inside(start: np.ndarray, end: np.ndarray, share: float, office: OfficeTime) -> np.ndarray:
    """An office instant at `share` of the way, never outside the two."""
    return np.clip(office.between(start, end, np.full(len(start), share)), start, end)
