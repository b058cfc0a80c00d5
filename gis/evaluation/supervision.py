"""Supervision: which open events call for a letter (催办, 督办), by the county's own rules, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.limits import LimitUnit
from gis.evaluation.acts import Acts
from gis.evaluation.table import ACT_WORD, EvaluationTable, Rule
from gis.events.columns import Events
from gis.events.due import first_due
from gis.events.states import Act, Status
from gis.foundation.clock import day_number
from gis.foundation.numbers import count

RANK = {"urge": 1, "supervise": 2}
MARGIN_DAYS = 62  # of calendar kept beyond today, so that every instant lies inside it
BY_HAND = "人工发起"  # the rule's name of what a person proposes
LETTERS = (Act.URGE, Act.SUPERVISE)
WAITING = {"silent": Status.ASSIGNED, "stalled": Status.REPLIED}


@dataclass(frozen=True)
class Sent:
    """Letters already sent, one row a letter and event. event: int32 event id. at: int64 UTC seconds. rank: uint8,
    1 urge, 2 supervise."""

    event: np.ndarray
    at: np.ndarray
    rank: np.ndarray

    @staticmethod
    def none() -> Sent:
        return Sent(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint8))


@dataclass(frozen=True)
class Reason:
    """One rule that holds for one event: its name and what was found, in words (超 3 个工作日)."""

    rule: str
    act: str
    found: str


@dataclass(frozen=True)
class Proposal:
    """One event that calls for a letter. row: event row. unit: row in Units, -1 while the county's own dispatchers
    have it. act: urge | supervise, the strongest of its reasons. due_at: UTC seconds of the limit it missed or runs
    against, 0 none. late_s: seconds past it, 0 if not late. sent: how many letters went out before."""

    row: int
    unit: int
    act: str
    reasons: tuple[Reason, ...]
    due_at: int
    late_s: int
    sent: int

    @property
    def words(self) -> str:
        """The reasons in words; of those that rest on the same finding only the gravest."""
        gravest: dict[str, Reason] = {}
        for r in self.reasons:
            key = r.found or r.rule
            if key not in gravest or RANK[r.act] >= RANK[gravest[key].act]:
                gravest[key] = r
        return "；".join(f"{r.rule}（{r.found}）" if r.found else r.rule for r in gravest.values())


def propose(
    events: Events,
    acts: Acts,
    now: int,
    table: EvaluationTable,
    calendar: WorkCalendar,
    sent: Sent | None = None,
) -> list[Proposal]:
    """Every open event that a rule of the table holds for at `now` (UTC seconds), 督办 first, then the latest first.

    acts: all acts of the open events (silence is judged by them; the columns alone would miss 进展). A paused event is
    left alone. After a letter none of the same rank or below is proposed for the table's working days.
    """
    rows = np.flatnonzero((events.status < Status.CLOSED) & ~events.paused).astype(np.int32)
    if not len(rows):
        return []
    facts = _Facts(events, rows, acts, now, calendar, sent or Sent.none())
    reasons: list[list[Reason]] = [[] for _ in rows]
    for rule in table.rules:
        hit, found = facts.judge(rule)
        for place in np.flatnonzero(hit):
            reasons[place].append(Reason(rule.name, rule.act, found(int(place))))
    proposals = [facts.proposal(place, own) for place, own in enumerate(reasons) if own]
    kept = [p for p in proposals if not facts.recently(p, table.letters.again_after)]
    return sorted(kept, key=lambda p: (-RANK[p.act], -p.late_s, p.row))


def by_hand(events: Events, rows: Iterable[int], act: str, words: str, now: int) -> list[Proposal]:
    """Proposals that a person makes, whatever the rules say: every open event of these rows, with one reason in words.
    act: urge | supervise. now: UTC seconds."""
    picked = np.array([row for row in rows if events.status[row] < Status.CLOSED], np.int32)
    due = first_due(events, picked)
    reason = Reason(BY_HAND, act, words.strip())
    return [
        Proposal(int(row), int(events.unit[row]), act, (reason,), int(at), max(0, now - int(at)) if at else 0, 0)
        for row, at in zip(picked, due, strict=True)
    ]


def by_unit(proposals: Sequence[Proposal]) -> dict[tuple[str, int], list[Proposal]]:
    """Proposals of one act for one unit together, as one letter each: (act, unit row) in the order given."""
    letters: dict[tuple[str, int], list[Proposal]] = {}
    for proposal in proposals:
        letters.setdefault((proposal.act, proposal.unit), []).append(proposal)
    return letters


class _Facts:
    """What the rules look at, side by side for the open rows."""

    def __init__(
        self, events: Events, rows: np.ndarray, acts: Acts, now: int, calendar: WorkCalendar, sent: Sent
    ) -> None:
        self.events, self.rows, self.now = events, rows, now
        self.ids = events.id[rows]
        self.due = first_due(events, rows)
        self.late_s = np.where((self.due > 0) & (self.due < now), now - self.due, 0)
        self.touched = self._last_touch(acts)
        instants = np.concatenate([self.due[self.due > 0], self.touched, sent.at, [now]])
        first, last = int(day_number(int(instants.min()))), int(day_number(int(instants.max())))
        self.time = WorkTime(calendar.covering(first - 1, last + MARGIN_DAYS))
        self.day_s = calendar.day_s
        self.late_days = np.where(self.late_s > 0, self._days_since(self.due), 0.0)
        self.still_days = self._days_since(self.touched)
        self.sent = sent
        self.urged = self._letters(RANK["urge"])

    def judge(self, rule: Rule) -> tuple[np.ndarray, Callable[[int], str]]:
        """(bool by row, words by row) of one rule."""
        events, rows = self.events, self.rows
        able = np.ones(len(rows), bool)
        if rule.classes:
            able = np.isin(events.limit_class[rows], list(rule.classes))
        if rule.sign == "late":
            return able & self._past(self.late_s, self.late_days, rule), self._late_words
        if rule.sign in WAITING:
            waits = able & (events.status[rows] == WAITING[rule.sign])
            still_s = self.now - self.touched
            return waits & self._past(still_s, self.still_days, rule), self._still_words
        if rule.sign == "returned":
            return able & (events.returns[rows] >= rule.times), lambda i: f"退单 {int(events.returns[rows[i]])} 次"
        if rule.sign == "rework":
            return able & (events.rework[rows] >= rule.times), lambda i: f"返工 {int(events.rework[rows[i]])} 次"
        late = self.late_s > 0
        return able & late & (self.urged >= rule.times), lambda i: f"已催办 {int(self.urged[i])} 次"

    def proposal(self, place: int, reasons: list[Reason]) -> Proposal:
        act = max((r.act for r in reasons), key=RANK.__getitem__)
        row = int(self.rows[place])
        before = int((self.sent.event == self.ids[place]).sum())
        return Proposal(
            row, int(self.events.unit[row]), act, tuple(reasons), int(self.due[place]), int(self.late_s[place]), before
        )

    def recently(self, proposal: Proposal, days: int) -> bool:
        """A letter of this rank or above went out within so many working days."""
        own = (self.sent.event == self.events.id[proposal.row]) & (self.sent.rank >= RANK[proposal.act])
        return bool(own.any()) and float(self._days_since(self.sent.at[own].max()[None])[0]) < days

    def _past(self, seconds: np.ndarray, days: np.ndarray, rule: Rule) -> np.ndarray:
        measured = seconds / 3600 if rule.unit is LimitUnit.HOURS else days
        return (seconds > 0) & (measured >= rule.after)

    def _days_since(self, at: np.ndarray) -> np.ndarray:
        """float64 working days between each instant and now; 0 for instants that are not."""
        known = np.where(at > 0, np.minimum(at, self.now), self.now)
        now = self.time.worked(np.array([self.now], np.int64))[0]
        return (now - self.time.worked(known)) / self.day_s

    def _last_touch(self, acts: Acts) -> np.ndarray:
        """int64 UTC seconds of the last act of each row, at least what the columns tell."""
        e, rows = self.events, self.rows
        last = np.maximum.reduce(
            [c[rows] for c in (e.reported_at, e.accepted_at, e.assigned_at, e.replied_at, e.resolved_at)]
        )
        at = np.searchsorted(self.ids, acts.event)
        known = (at < len(self.ids)) & ~np.isin(acts.act, LETTERS)  # a letter is no movement of the unit
        known[known] = self.ids[at[known]] == acts.event[known]
        np.maximum.at(last, at[known], acts.at[known])
        return np.minimum(last, self.now)

    def _letters(self, rank: int) -> np.ndarray:
        """int64 letters of one rank sent for each row."""
        ids, counts = np.unique(self.sent.event[self.sent.rank == rank], return_counts=True)
        out = np.zeros(len(self.rows), np.int64)
        at = np.searchsorted(self.ids, ids)
        known = at < len(self.ids)
        known[known] = self.ids[at[known]] == ids[known]
        out[at[known]] = counts[known]
        return out

    def _late_words(self, place: int) -> str:
        days = self.late_days[place]
        return f"超 {days:.1f} 个工作日" if days >= 1 else f"超 {_hours(int(self.late_s[place]))}"

    def _still_words(self, place: int) -> str:
        return f"{self.still_days[place]:.1f} 个工作日无动静"


def _hours(seconds: int) -> str:
    minutes = max(1, seconds // 60)
    return f"{minutes} 分钟" if minutes < 60 else f"{count(minutes // 60)} 小时"


__all__ = ["ACT_WORD", "BY_HAND", "Proposal", "Reason", "Sent", "by_hand", "by_unit", "propose"]
