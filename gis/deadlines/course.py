"""The course of one event's clocks: where they began, what held them up, and so when they are due.

Acts do not push a deadline on by themselves: they add a fact to the course, and both clocks are reckoned anew from all
of its facts. So a change of class, of the calendar or of a limit forgets neither a pause nor an extension.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.ledger import Ledger, explain
from gis.deadlines.limits import Limit, LimitUnit, Rule, limit_words, rule_for
from gis.deadlines.many import MARGIN_DAYS, due_of, is_presumed, warn_of
from gis.deadlines.pauses import Pause, extended, moved
from gis.deadlines.words import full
from gis.foundation.clock import day_number


@dataclass(frozen=True)
class Extension:
    """An approved 延期: whole working days granted at an instant (UTC seconds), and why."""

    at: int
    days: int
    reason: str = ""


@dataclass(frozen=True)
class Course:
    """Facts of one event's clocks, instants in UTC seconds.

    start: filing, or the last reopening (重开), whose day is day 0. pauses: stretches that do not count. extensions:
    they lengthen the close clock only. checks: stretches from 报结 to 返工; like pauses they do not count, and the
    work done anew gets at least `floor_share` of the close limit, if the 报结 had come in time. replied: already
    answered, so the warning belongs to the close clock. reopened: `start` is a reopening.
    """

    start: int
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    checks: tuple[Pause, ...] = ()
    replied: bool = False
    floor_share: float = 0.5
    reopened: bool = False

    @property
    def begun(self) -> str:
        """What `start` is, in the users' words."""
        return "重开" if self.reopened else "上报"


@dataclass(frozen=True)
class Dues:
    """Both clocks of one event, UTC seconds, 0 where there is none; as gis.deadlines.many.Due has them for many."""

    reply_due: int
    close_due: int
    warn_at: int
    provisional: bool


@dataclass(frozen=True)
class _Reckoned:
    """One clock: the limit it runs on, from when, due and warning."""

    limit: Limit
    start: int
    due: int
    warn: int


def dues(rules: tuple[Rule, ...], limit_class: int, course: Course, calendar: WorkCalendar, item: int = 0) -> Dues:
    """Both clocks of an event of a class (LimitClass) and an item (its id) on its course. The rule of the day of its
    `start` applies; LimitTableError if the class has none."""
    rule = rule_for(rules, limit_class, day_number(course.start), item)
    reply = _reckoned(rule.reply, rule.warn_share, replace(course, extensions=(), floor_share=0.0), calendar)
    close = _reckoned(rule.close, rule.warn_share, course, calendar)
    on_reply = not course.replied and reply.due and (not close.due or reply.due < close.due)
    provisional = _presumed(reply, calendar) or _presumed(close, calendar)
    return Dues(reply.due, close.due, reply.warn if on_reply else close.warn, provisional)


def close_ledger(rule: Rule, course: Course, calendar: WorkCalendar) -> Ledger:
    """The ledger of the close clock; after a 返工 that gave it a fresh part of the limit, of that part."""
    close = _reckoned(rule.close, rule.warn_share, course, calendar)
    anew = close.start != course.start
    granted = [e for e in course.extensions if e.at >= close.start or not anew]
    notes = _restarted(course)
    if anew:
        notes.append(f"{full(close.start)} 返工，至少再给 {limit_words(close.limit)}")
    notes += [f"{full(e.at)} 批准延期 {e.days} 个工作日" + (f"：{e.reason}" if e.reason else "") for e in granted]
    days, begun = sum(e.days for e in granted), "返工" if anew else course.begun
    ledger = explain(close.limit, close.start, calendar, _held(course), days, begun, notes)
    assert ledger.due == close.due
    return ledger


def reply_ledger(rule: Rule, course: Course, calendar: WorkCalendar) -> Ledger:
    """The ledger of the reply clock."""
    return explain(rule.reply, course.start, calendar, _held(course), 0, course.begun, _restarted(course))


def _restarted(course: Course) -> list[str]:
    return [f"{full(course.start)} 重开，时限从重开起算"] if course.reopened else []


def _held(course: Course) -> tuple[Pause, ...]:
    return (*course.pauses, *course.checks)


def _reckoned(limit: Limit, share: float, course: Course, calendar: WorkCalendar) -> _Reckoned:
    held = _held(course)
    whole = _one(limit, share, course.start, course.extensions, held, calendar)
    if not course.floor_share:
        return whole
    for check in sorted(course.checks, key=lambda c: c.start):
        if whole.due and check.start <= whole.due:  # what was late before its check stays late
            later = tuple(e for e in course.extensions if e.at >= check.end)
            fresh = _one(_part(limit, course.floor_share), share, check.end, later, held, calendar)
            whole = fresh if fresh.due > whole.due else whole
    return whole


def _one(
    limit: Limit,
    share: float,
    start: int,
    extensions: Sequence[Extension],
    held: Sequence[Pause],
    calendar: WorkCalendar,
) -> _Reckoned:
    if limit.unit is LimitUnit.NONE:
        return _Reckoned(limit, start, 0, 0)
    days = sum(e.days for e in extensions)
    reach = 2 * (limit.amount + days) + MARGIN_DAYS
    time = WorkTime(calendar.covering(day_number(start) - 1, day_number(start) + reach))
    at = np.array([start], np.int64)
    due = int(due_of(limit, at, time)[0])
    if days:
        due = extended(due, days, calendar)
    warn = int(warn_of(limit, at, np.array([due], np.int64), share, time)[0])
    return _Reckoned(
        limit,
        start,
        moved(due, start, limit.unit, held, calendar),
        moved(warn, start, limit.unit, held, calendar, ends=False),
    )


def _part(limit: Limit, share: float) -> Limit:
    """A share of a limit, rounded up to whole hours or working days."""
    return replace(limit, amount=max(1, ceil(limit.amount * share))) if limit.amount else limit


def _presumed(clock: _Reckoned, calendar: WorkCalendar) -> bool:
    return bool(clock.due and is_presumed(clock.limit, np.array([clock.due]), calendar)[0])
