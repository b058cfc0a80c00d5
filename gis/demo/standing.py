"""Where every event stands at `now`: which are still open, in which status, so that the county's counts come out exact.

Shares and counts are those of a full county (250,577 events, 95.33 % closed, 1,846 open) and scale with its size. An
open event is chosen among those whose clocks really are in the wanted state at `now`; none gets a false deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import LimitClass, Rule
from gis.deadlines.many import Due, deadlines_many
from gis.demo.lives import HOUR_S, OFF_HOURS, SHORTEST_S, Lives, OfficeTime, answer, by_day, order_acts
from gis.events.states import State, Status
from gis.foundation.clock import DAY_S

FULL = 250_577
CLOSED_SHARE = 0.9533
OPEN = 1846
STATES = {State.OVERDUE: 41, State.NEAR: 148, State.PENDING: 23, State.PAUSED: 72}
WAITING, RETURNED, RESOLVED = 37, 4, 12
RINGING, RINGING_S = 2, 1200  # emergencies that have waited so long for an assignment
RECENT_DAYS = 45


@dataclass(frozen=True)
class Standing:
    """status: uint8[n] Status. paused_at: int64[n], 0 where no pause runs. The Lives they
    belong to are cut at `now`."""

    status: np.ndarray
    paused_at: np.ndarray


class _Candidates:
    """Recent events and the state that each would have if it were open at `now`."""

    def __init__(self, lives: Lives, now: int, rules: tuple[Rule, ...], calendar: WorkCalendar) -> None:
        self.rows = np.flatnonzero(lives.reported > now - RECENT_DAYS * DAY_S)
        self.lives = take(lives, self.rows)
        self.now = now
        self.county = len(lives)
        self.free = np.ones(len(self.rows), bool)
        self.status = np.full(len(self.rows), Status.CLOSED, np.uint8)
        self.answered = self.lives.replied <= now
        own = deadlines_many(self.lives.limit_class, self.lives.reported, rules, calendar, self.answered)
        self.state = state_if_open(own, self.answered, now)
        self.fresh = state_if_open(self.lives.due, np.zeros(len(self.rows), bool), now)  # if not yet answered

    def pick(self, wanted: int, among: np.ndarray, score: np.ndarray, status: Status | None = None) -> np.ndarray:
        """Take the `wanted` best free candidates of a mask; they get `status`, or what their life says."""
        index = np.flatnonzero(among & self.free)
        index = index[np.argsort(-score[index], kind="stable")[: max(wanted, 0)]]
        running = np.where(self.answered[index], np.uint8(Status.REPLIED), np.uint8(Status.ASSIGNED))
        self.status[index] = running if status is None else status
        self.free[index] = False
        return index


def state_if_open(due: Due, answered: np.ndarray, now: int) -> np.ndarray:
    """uint8 State of assigned, unpaused events at `now`, by the rule of gis.deadlines.bands."""
    on_reply = ~answered & (due.reply_due > 0) & ((due.close_due == 0) | (due.reply_due < due.close_due))
    first = np.where(on_reply, due.reply_due, due.close_due)
    state = np.where(due.warn_at <= now, np.uint8(State.NEAR), np.uint8(State.NORMAL))
    return np.where(now > first, np.uint8(State.OVERDUE), state)


def take(lives: Lives, rows: np.ndarray) -> Lives:
    """The lives of some rows, copied."""
    due = Due(*(getattr(lives.due, f.name)[rows] for f in fields(Due)))
    own = {f.name: getattr(lives, f.name)[rows] for f in fields(Lives) if f.name != "due"}
    return Lives(due=due, **own)


def put(lives: Lives, rows: np.ndarray, part: Lives) -> None:
    """Write the acts of some rows back."""
    for name in ("accepted", "assigned", "replied", "resolved", "closed"):
        getattr(lives, name)[rows] = getattr(part, name)


def settle(
    lives: Lives,
    led_by_department: np.ndarray,
    now: int,
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    office: OfficeTime,
    rng: np.random.Generator,
) -> Standing:
    """Decide who is open, cut the lives at `now` (in place) and give every event its status."""
    found = _Candidates(lives, now, rules, calendar)
    paused = _choose_open(found, led_by_department[found.rows], rng)
    status = np.full(len(lives), Status.CLOSED, np.uint8)
    status[found.rows] = found.status
    paused_at = np.zeros(len(lives), np.int64)
    _screen_out(lives, status, now, rng)
    _close_the_rest(lives, np.flatnonzero((status == Status.CLOSED) & (lives.closed > now - 30)), now, office, rng)
    _cut_open(lives, status, now, office, rng)
    rows = found.rows[paused]
    paused_at[rows] = office.between(lives.replied[rows], np.full(len(rows), now), rng.uniform(0.1, 0.9, len(rows)))
    paused_at[rows] = np.minimum(paused_at[rows], now - 60)
    return Standing(status, paused_at)


def wanted_open(count: int) -> dict[State, int]:
    """How many events of a county with `count` of them are open, state by state."""
    total = round(OPEN * count / FULL)
    wanted = {state: max(1, round(full * total / OPEN)) for state, full in STATES.items()}
    return wanted | {State.NORMAL: max(0, total - sum(wanted.values()))}


def _choose_open(found: _Candidates, by_department: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Fill the quotas; returns the indices (into the candidates) of those on pause."""
    wanted = wanted_open(found.county)
    chance = rng.random(len(found.rows))
    ringing = _choose_waiting(found, wanted, by_department, chance)
    lives, now = found.lives, found.now
    runs_on = lives.closed > now
    open_by_nature = np.where(runs_on, 2e9 + chance, (lives.closed - now).astype(float))
    due = np.where(found.answered, lives.due.close_due, lives.due.reply_due)
    late_rank = np.where(runs_on, 2e9, 0.0) + due - now + chance * 1.5 * DAY_S
    found.pick(wanted[State.OVERDUE], found.state == State.OVERDUE, late_rank)
    found.pick(wanted[State.NEAR] - ringing, found.state == State.NEAR, open_by_nature)
    resting = (found.state == State.NORMAL) & found.answered & (lives.reported < now - 1.5 * DAY_S)
    paused = found.pick(wanted[State.PAUSED], resting, open_by_nature)
    waiting = int(np.isin(found.status, (Status.ACCEPTED, Status.RETURNED)).sum()) - ringing
    normal = found.pick(wanted[State.NORMAL] - waiting, found.state == State.NORMAL, open_by_nature)
    missing = sum(wanted.values()) - int((~found.free).sum())
    found.pick(missing, np.ones(len(found.rows), bool), open_by_nature)  # an odd day lacks candidates of some state
    ripe = normal[found.status[normal] == Status.REPLIED]
    ripe = ripe[np.argsort(np.abs(lives.closed[ripe] - now), kind="stable")]
    found.status[ripe[: _scaled(RESOLVED, wanted)]] = Status.RESOLVED
    return paused


def _choose_waiting(found: _Candidates, wanted: dict[State, int], by_department: np.ndarray, chance: np.ndarray) -> int:
    """Who waits for the dispatcher: the newest reports, then the newest accepted, and a few sent back today.
    Returns how many of them are 临近 (emergencies not yet assigned)."""
    lives, now = found.lives, found.now
    newest = lives.reported.astype(float)
    calm = found.fresh == State.NORMAL
    found.pick(wanted[State.PENDING], calm, newest, Status.REPORTED)
    found.pick(len(found.rows), lives.reported > now - SHORTEST_S, newest, Status.ACCEPTED)  # too new to be settled
    urgent = (lives.limit_class == LimitClass.EMERGENCY) & (lives.reported < now - RINGING_S)
    ringing = found.pick(_scaled(RINGING, wanted), urgent & (found.fresh == State.NEAR), newest, Status.ACCEPTED)
    accepted = int((found.status == Status.ACCEPTED).sum())
    found.pick(_scaled(WAITING, wanted) - accepted, calm, newest, Status.ACCEPTED)
    sent = calm & by_department & (lives.assigned < now - HOUR_S) & (lives.reported > now - 30 * HOUR_S)
    found.pick(_scaled(RETURNED, wanted), sent, chance, Status.RETURNED)
    return len(ringing)


def _scaled(full: int, wanted: dict[State, int]) -> int:
    """A count of the full county in proportion to the open events of this one, at least 1."""
    return max(1, round(full * sum(wanted.values()) / OPEN))


def _screen_out(lives: Lives, status: np.ndarray, now: int, rng: np.random.Generator) -> None:
    """Refuse and merge so many that exactly 95.33 % are closed; they end minutes after they were reported."""
    spare = int((status == Status.CLOSED).sum()) - round(CLOSED_SHARE * len(lives))
    able = np.flatnonzero((status == Status.CLOSED) & (lives.reported < now - SHORTEST_S))
    rows = rng.choice(able, max(0, min(spare, len(able))), replace=False)
    status[rows] = np.where(rng.random(len(rows)) < 0.62, Status.REFUSED, Status.MERGED)
    lives.closed[rows] = np.minimum(lives.accepted[rows] + rng.integers(60, 2400, len(rows)), now - 30)
    for name in ("accepted", "assigned", "replied", "resolved"):
        getattr(lives, name)[rows] = 0


def _close_the_rest(lives: Lives, rows: np.ndarray, now: int, office: OfficeTime, rng: np.random.Generator) -> None:
    """Who would run on past `now` but is not among the open ones was closed a little earlier instead."""
    part = take(lives, rows)
    start = np.minimum(
        np.where(part.late & (part.due.close_due < now - 120), part.due.close_due + 60, part.assigned), now
    )
    end = np.where(part.due.close_due > start, np.minimum(part.due.close_due, now), now)
    share = rng.random(len(rows))
    plain = by_day(start + ((end - start) * share).astype(np.int64), rng)
    part.closed = np.where(rng.random(len(rows)) < OFF_HOURS, plain, office.between(start, end, share))
    part.closed = np.clip(part.closed, part.reported + SHORTEST_S - 60, now - rng.integers(30, 60, len(rows)))
    order_acts(part)
    answer(part, office, rng)
    put(lives, rows, part)


def _cut_open(lives: Lives, status: np.ndarray, now: int, office: OfficeTime, rng: np.random.Generator) -> None:
    """Nothing of an open event lies after `now`, and nothing that its status has not reached exists."""
    rows = np.flatnonzero(status < Status.CLOSED)
    part, stands = take(lives, rows), status[rows]
    settled = stands == Status.RESOLVED
    part.resolved[settled] = office.between(
        part.replied[settled], np.full(int(settled.sum()), now), rng.uniform(0.5, 0.95, int(settled.sum()))
    )
    done = {
        "accepted": Status.ACCEPTED,
        "assigned": Status.RETURNED,
        "replied": Status.REPLIED,
        "resolved": Status.RESOLVED,
    }
    gap = np.minimum(30, (now - part.reported) // 8)
    for place, (name, reached) in enumerate(done.items()):
        at = np.minimum(getattr(part, name), now - gap * (len(done) - place))
        setattr(part, name, np.where(stands >= reached, at, 0))
    part.closed[:] = 0
    put(lives, rows, part)
