"""Due instants of many events at once: the fast road. tests/gis/deadlines/slow.py is the slow and obvious one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.deadlines.calendar import WorkCalendar, WorkTime
from gis.deadlines.limits import Limit, LimitUnit, Rule, rule_spans
from gis.foundation.clock import day_number, day_start

MARGIN_DAYS = 62  # of calendar kept beyond twice the longest limit, for holiday weeks


@dataclass(frozen=True)
class Due:
    """One row an event. reply_due, close_due, warn_at: int64 UTC seconds, 0 where the rule has no such clock.
    warn_at belongs to the clock that runs first. provisional: bool, a day beyond the confirmed calendar was used."""

    reply_due: np.ndarray
    close_due: np.ndarray
    warn_at: np.ndarray
    provisional: np.ndarray


def deadlines_many(
    limit_class: np.ndarray,
    filed_at: np.ndarray,
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    replied: np.ndarray | None = None,
    item: np.ndarray | None = None,
) -> Due:
    """Both clocks of every event, without pauses or extensions (gis.deadlines.pauses moves them).

    limit_class: uint8[n] LimitClass. filed_at: int64[n] UTC seconds; its Shanghai day is day 0. replied: bool[n],
    events already answered, whose warning belongs to the close clock (default: none). item: int[n] item ids (default:
    none has a rule of its own). A rule holds from its effective day until the next one of its class, or item; the
    earliest of a class also covers what was filed before it.
    """
    n = len(filed_at)
    filed = np.asarray(filed_at, np.int64)
    reply, close, warn = (np.zeros(n, np.int64) for _ in range(3))
    provisional = np.zeros(n, bool)
    if not n:
        return Due(reply, close, warn, provisional)
    answered = np.zeros(n, bool) if replied is None else replied
    time = WorkTime(_grown(calendar, filed, rules))
    days = day_number(filed)
    for rule, first, until in rule_spans(rules):
        if rule.item and item is None:
            continue
        concerned = (limit_class == rule.limit_class) & (days >= first) & (days < until)
        rows = np.flatnonzero(concerned & (item == rule.item) if rule.item else concerned)
        if not len(rows):
            continue
        at = filed[rows]
        reply[rows] = due_of(rule.reply, at, time)
        close[rows] = due_of(rule.close, at, time)
        on_reply = ~answered[rows] & _first_is_reply(reply[rows], close[rows])
        warn[rows] = np.where(
            on_reply,
            warn_of(rule.reply, at, reply[rows], rule.warn_share, time),
            warn_of(rule.close, at, close[rows], rule.warn_share, time),
        )
        provisional[rows] = is_presumed(rule.reply, reply[rows], calendar) | is_presumed(
            rule.close, close[rows], calendar
        )
    return Due(reply, close, warn, provisional)


def due_of(limit: Limit, filed_at: np.ndarray, time: WorkTime) -> np.ndarray:
    """int64[n] end of one limit for events filed at `filed_at`; 0 for an empty clock."""
    if limit.unit is LimitUnit.HOURS:
        return filed_at + limit.amount * 3600
    if limit.unit is LimitUnit.SAME_DAY:
        return day_start(day_number(filed_at) + 1)
    if limit.unit is LimitUnit.WORKING_DAYS:
        ordinal = time.until[time.day_index(filed_at)] + limit.amount - 1
        return day_start(time.days[ordinal] + time.calendar.first) + time.calendar.day_end_s
    return np.zeros(len(filed_at), np.int64)


def warn_of(limit: Limit, filed_at: np.ndarray, due: np.ndarray, share: float, time: WorkTime) -> np.ndarray:
    """int64[n] instant at which `share` of the limit has elapsed: working time for working-day limits, so it falls
    in office hours; wall clock for the others; 0 for an empty clock."""
    if limit.unit is LimitUnit.NONE:
        return np.zeros(len(filed_at), np.int64)
    if limit.unit is not LimitUnit.WORKING_DAYS:
        return filed_at + np.round((due - filed_at) * share).astype(np.int64)
    start = time.worked(filed_at)
    return time.instant(start + np.round((time.worked(due) - start) * share).astype(np.int64), ends=False)


def is_presumed(limit: Limit, due: np.ndarray, calendar: WorkCalendar) -> np.ndarray:
    """bool[n] whether a due instant rests on days that no notice confirms; wall-clock limits never do."""
    if limit.unit is not LimitUnit.WORKING_DAYS:
        return np.zeros(len(due), bool)
    return day_number(due - 1) > calendar.horizon


def rests_on_presumed(flagged: bool, due: int, calendar: WorkCalendar) -> bool:
    """Whether one clock of an event is 暂定. flagged: the event's `provisional`, true when either clock is. due: UTC
    seconds of the clock meant, 0 none. The reply clock often ends before the first day that no notice confirms."""
    return flagged and due > 0 and calendar.presumed(int(day_number(due - 1)))


def _first_is_reply(reply: np.ndarray, close: np.ndarray) -> np.ndarray:
    return (reply > 0) & ((close == 0) | (reply < close))


def _grown(calendar: WorkCalendar, filed: np.ndarray, rules: tuple[Rule, ...]) -> WorkCalendar:
    amounts = [c.amount for r in rules for c in (r.reply, r.close) if c.unit is LimitUnit.WORKING_DAYS]
    reach = 2 * max(amounts, default=0) + MARGIN_DAYS
    return calendar.covering(int(day_number(int(filed.min()))), int(day_number(int(filed.max()))) + reach)
