"""What the inbox lists: rows of the piles in order, their counts by state, and the words of a line. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.models.queue_words import left_words
from gis.county.divisions import Level
from gis.deadlines.calendar import WorkCalendar
from gis.events.order import sort_rows
from gis.events.states import RATING_WORD, SOURCE_WORD, Source, State, Status
from gis.people.waiting import Pile
from gis.snapshot import Snapshot
from gis.workflow.case_file import ClockAct, ClockKind

DOT = " · "
ORDERS = {"remaining": "按时限", "state": "按状态", "reported": "按上报"}


@dataclass(frozen=True)
class Entries:
    """open: int32 rows that wait, in order. closed: int32 rows closed today, newest first."""

    open: np.ndarray
    closed: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        return np.concatenate([self.open, self.closed])


NOTHING = Entries(np.empty(0, np.int32), np.empty(0, np.int32))


def entries(
    snapshot: Snapshot,
    piles: Sequence[Pile],
    closed: np.ndarray,
    states: np.ndarray,
    now: int,
    pile: str = "",
    state: State | None = None,
    order: str = "remaining",
) -> Entries:
    """The rows of one pile (empty: of all) in one state (None: any), in an order of ORDERS. What was closed today is
    listed below, unless only one state of the open ones is wanted."""
    rows = waiting_rows([one for one in piles if not pile or one.key == pile])
    if state is not None:
        rows = rows[states[rows] == state]
    ordered = sort_rows(snapshot.events, rows, order, order == "reported", states, now)
    shown = closed if state is None and not pile else closed[:0]
    return Entries(ordered, shown.astype(np.int32))


def waiting_rows(piles: Sequence[Pile]) -> np.ndarray:
    """int32 rows of some piles, in row order."""
    parts = [pile.rows for pile in piles]
    return np.sort(np.concatenate(parts)).astype(np.int32) if parts else np.empty(0, np.int32)


def counts(piles: Sequence[Pile], states: np.ndarray, pile: str = "") -> dict[State, int]:
    """How many of a pile (empty: of all) are in each state that has any, most severe first."""
    rows = waiting_rows([one for one in piles if not pile or one.key == pile])
    found = np.bincount(states[rows], minlength=len(State))
    return {state: int(found[state]) for state in State if found[state]}


def place_words(snapshot: Snapshot, row: int) -> str:
    """大孟庄 · 003."""
    divisions, grid = snapshot.divisions, int(snapshot.events.division[row])
    village = divisions.ancestor(grid, Level.VILLAGE)
    return DOT.join(w for w in (divisions.short_name[village] if village >= 0 else "", divisions.short_name[grid]) if w)


def note_words(snapshot: Snapshot, row: int, asked: Mapping[int, Sequence[ClockAct]]) -> str:
    """What is particular about an event: 退回重办, 申请延期, 返工, 待核查, 已评满意; else where it came from."""
    events = snapshot.events
    status = Status(int(events.status[row]))
    if row in asked:
        return "申请延期" if asked[row][0].kind == ClockKind.EXTENSION else "申请暂停"
    if status is Status.CLOSED:
        rating = RATING_WORD[int(events.rating[row])]
        return f"已评{rating}" if rating else "待回访"
    if status is Status.RETURNED:
        return "退回重办"
    if status is Status.RESOLVED:
        return "待核查"
    if events.rework[row]:
        return "返工"
    return SOURCE_WORD[Source(int(events.source[row]))]


def second_line(snapshot: Snapshot, row: int, asked: Mapping[int, Sequence[ClockAct]]) -> str:
    """大孟庄 · 003 · 退回重办."""
    return DOT.join(w for w in (place_words(snapshot, row), note_words(snapshot, row, asked)) if w)


def clock_words(snapshot: Snapshot, row: int, state: State, now: int, calendar: WorkCalendar) -> str:
    """超 1 天, 剩 3 小时 28 分, 待受理, 今天 10:12."""
    return left_words(snapshot.events, row, state, now, calendar)
