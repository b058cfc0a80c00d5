"""What a plan will do, before it is approved: houses, codes, workers, open events, and last year's events replayed.

The replay asks: had these borders stood for a year, which grid would have had what happened? Both sides are counted by
where events lie, so they can be compared; how they were filed at the time is history and stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gis.boundaries.editing.load import DAYS, County
from gis.boundaries.editing.parts import Face, rank_between
from gis.boundaries.editing.state import State
from gis.boundaries.plans.comparing import Comparison, compared
from gis.boundaries.plans.placing import dealt, moved_events
from gis.county.divisions import Level
from gis.deadlines.bands import states
from gis.events.columns import Events
from gis.events.states import State as ClockState
from gis.events.states import Status
from gis.foundation.clock import DAY_S


@dataclass(frozen=True)
class EventMove:
    """An open event that gets another owner. row: of the snapshot. number: JL20261123-0271. source, target: grids (or
    villages). state: of its clock. due_at: close limit, UTC seconds, which stays. level: the highest level at which
    source and target differ."""

    row: int
    number: str
    source: str
    target: str
    state: ClockState
    due_at: int
    level: Level


@dataclass(frozen=True)
class Load:
    """Events of a year. events: reported. due: those whose close limit fell in the year (应结案). in_time: of these,
    closed by then (按期结案)."""

    events: int = 0
    due: int = 0
    in_time: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(self.events + other.events, self.due + other.due, self.in_time + other.in_time)

    @property
    def per_month(self) -> float:
        return self.events / (DAYS / 365.25 * 12)

    @property
    def rate(self) -> float | None:
        """按期结案率 = 按期结案数/应结案数; None where nothing was due."""
        return self.in_time / self.due if self.due else None


@dataclass(frozen=True)
class GridLoad:
    """Last year's load of the ground of one grid, under the first and the second borders. worker: staff ids, 0 none."""

    code: str
    worker: tuple[int, int]
    before: Load
    after: Load


@dataclass(frozen=True)
class Impact:
    """comparison: houses, codes, grids. events: open events that change owner, the most urgent first. loads: of every
    grid that differs, in code order."""

    comparison: Comparison
    events: tuple[EventMove, ...]
    loads: tuple[GridLoad, ...]

    @cached_property
    def workers(self) -> Mapping[int, tuple[Load, Load]]:
        """Load per worker (staff id; 0: grids nobody is named for) before and after."""
        found: dict[int, tuple[Load, Load]] = {}
        for load in self.loads:
            one, two = load.worker
            if load.before.events or one:
                held = found.get(one, (Load(), Load()))
                found[one] = (held[0] + load.before, held[1])
            if load.after.events or two:
                held = found.get(two, (Load(), Load()))
                found[two] = (held[0], held[1] + load.after)
        return dict(sorted(found.items()))

    @cached_property
    def states(self) -> Mapping[ClockState, int]:
        """How many open events that change owner are in each state of their clock."""
        found = {state: 0 for state in ClockState}
        for event in self.events:
            found[event.state] += 1
        return {state: n for state, n in found.items() if n}

    @property
    def next_due(self) -> int:
        """The nearest close limit that a new owner takes over, not yet passed; UTC seconds, 0 for none."""
        return min((e.due_at for e in self.events if e.due_at and e.state != ClockState.OVERDUE), default=0)

    @property
    def without_worker(self) -> tuple[str, ...]:
        """Grids of the second side that nobody is named for."""
        return tuple(g.code for g in self.comparison.grids if not g.retired and not g.worker[1])


def impact(county: County, before: State, after: State, now: int, filed: bool = True) -> Impact:
    """What going from one state to another will do. county: the snapshot in force, whose open events and history are
    looked at. now: UTC seconds. filed: `before` is the county in force (gis.boundaries.plans.placing)."""
    difference = compared(before, after)
    return Impact(
        difference,
        tuple(_events(county, before, after, now, filed)),
        tuple(_loads(county, difference, before, after, now)),
    )


def _events(county: County, before: State, after: State, now: int, filed: bool) -> list[EventMove]:
    events = county.events
    clocks = states(events, now)
    moves = [
        EventMove(
            row, events.number(row), source, target, ClockState(int(clocks[row])), int(events.close_due[row]),
            rank_between(source, target),
        )
        for row, source, target in moved_events(before, after, county, filed)
    ]  # fmt: skip
    return sorted(moves, key=lambda e: (e.state, e.due_at or 1 << 60, e.row))


def _loads(county: County, difference: Comparison, before: State, after: State, now: int) -> list[GridLoad]:
    codes = [g.code for g in difference.grids]
    events = county.events
    since = now - DAYS * DAY_S
    rows = np.flatnonzero(((events.reported_at > since) | (events.close_due > since)) & (events.reported_at <= now))
    sides = [_by_grid(events, rows, _faces(state, codes), since, now) for state in (before, after)]
    return [
        GridLoad(g.code, g.worker, sides[0].get(g.code, Load()), sides[1].get(g.code, Load())) for g in difference.grids
    ]


def _faces(state: State, codes: Sequence[str]) -> list[Face]:
    return [face for code in codes if (face := state.faces.get(code)) is not None]


def _by_grid(events: Events, rows: np.ndarray, faces: Sequence[Face], since: int, now: int) -> dict[str, Load]:
    inside, codes = dealt(events.x[rows], events.y[rows], rows, faces)
    by_code: dict[str, list[int]] = {}
    for row, code in zip(inside, codes, strict=True):
        by_code.setdefault(code, []).append(row)
    return {code: _load(events, np.array(own), since, now) for code, own in by_code.items()}


def _load(events: Events, rows: np.ndarray, since: int, now: int) -> Load:
    reported, limit, closed = events.reported_at[rows], events.close_due[rows], events.closed_at[rows]
    status = events.status[rows]
    taken = (events.accepted_at[rows] > 0) & (status != Status.REFUSED) & (status != Status.MERGED)
    due = taken & (limit > since) & (limit <= now) & ~events.paused[rows]
    in_time = due & (closed > 0) & (closed <= limit)
    return Load(int((reported > since).sum()), int(due.sum()), int(in_time.sum()))
