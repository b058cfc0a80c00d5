"""What an event's file (案卷) holds beyond its columns: pauses and extensions with their approval, whom it was
merged with, who assists, who settled and checked it. The store reads it; the acts judge by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from gis.deadlines.course import Course, Extension
from gis.deadlines.pauses import Pause
from gis.events.columns import Events
from gis.events.states import Status


class ClockKind(IntEnum):
    """What a row of the clock's record is. Stored; never renumber."""

    PAUSE = 1
    EXTENSION = 2
    CHECK = 3  # from 报结 to 返工: time that the handler could not use
    RESTART = 4  # 重开: a fair new clock


class Decision(IntEnum):
    """Where a request stands. Stored; never renumber."""

    ASKED = 0
    APPROVED = 1
    DECLINED = 2


@dataclass(frozen=True)
class ClockAct:
    """One row of the clock's record, as the table clock_act has it. Instants are UTC seconds, end_at 0 while it
    runs; days: working days of an extension; asked_by, decided_by: staff ids. Rows told by the county's first
    histories have no id."""

    id: str
    event: int
    kind: int
    state: int
    reason: str
    days: int
    start_at: int
    end_at: int
    asked_by: int
    asker: str
    asked_at: int
    decided_by: int
    decider: str
    decided_at: int
    words: str
    version: int


@dataclass(frozen=True)
class Doer:
    """Who did something: staff id (0 unknown) and name."""

    staff: int = 0
    name: str = ""

    def same(self, staff: int, name: str) -> bool:
        """Whether this is that person: by staff id where both have one, else by name."""
        if self.staff and staff:
            return self.staff == staff
        return bool(self.name) and self.name == name


@dataclass(frozen=True)
class CaseFile:
    """The file of one event. clock: rows in order of asking. parent: event id it was merged into, 0 none. children:
    events merged into it. assisting: unit ids with the version of their rows. handler: who last reported it settled
    (报结). checker: who passed its 核查 since, if anyone. returned_by: unit ids that sent it back, oldest first."""

    event: int
    clock: tuple[ClockAct, ...] = ()
    parent: int = 0
    children: tuple[int, ...] = ()
    assisting: tuple[tuple[int, int], ...] = ()
    handler: Doer = Doer()
    checker: Doer = Doer()
    returned_by: tuple[int, ...] = ()

    def pending(self, kind: ClockKind) -> ClockAct | None:
        """The request of a kind that waits for its approval."""
        return next((c for c in self.clock if c.kind == kind and c.state == Decision.ASKED), None)

    def running_pause(self) -> ClockAct | None:
        """The pause that runs."""
        running = (c for c in self.clock if c.kind == ClockKind.PAUSE and c.state == Decision.APPROVED and not c.end_at)
        return next(running, None)

    def next_id(self) -> str:
        """The key of the next row of the clock's record."""
        numbers = [int(c.id.split(".")[1]) for c in self.clock if c.id]
        return f"{self.event}.{max(numbers, default=0) + 1}"


def course_of(file: CaseFile, events: Events, row: int, now: int, floor_share: float) -> Course:
    """The course of an event's clocks by its file. A pause that runs ends, for the reckoning, at `now` (UTC
    seconds)."""
    granted = [c for c in file.clock if c.state == Decision.APPROVED]
    again = max((c.start_at for c in granted if c.kind == ClockKind.RESTART), default=0)
    start = again or int(events.reported_at[row])
    since = [c for c in granted if c.kind != ClockKind.RESTART and c.start_at >= start]
    return Course(
        start,
        tuple(Pause(c.start_at, c.end_at or now, c.reason) for c in since if c.kind == ClockKind.PAUSE),
        tuple(Extension(c.start_at, c.days, c.reason) for c in since if c.kind == ClockKind.EXTENSION),
        tuple(Pause(c.start_at, c.end_at, "等待核查") for c in since if c.kind == ClockKind.CHECK),
        bool(events.status[row] >= Status.REPLIED),
        floor_share,
        bool(again),
    )
