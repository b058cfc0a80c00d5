"""What is counted: named sets of events of a period. Every count of an evaluation is the length of one of these.

Instants (reported, accepted, closed …) belong to a period from its first midnight to just before the one after it;
limits from just after its first midnight to the one after its last day, because a limit that ends at midnight is the
end of the day before. A period that still runs is known up to `now`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gis.evaluation.acts import NEVER, Marks
from gis.evaluation.periods import Period
from gis.events.columns import Events
from gis.events.states import Source, Status

OWN_SOURCES = (Source.GRID_WORKER, Source.PATROL, Source.ON_BEHALF)

MEASURE_NOTE = {
    "上报": "期内上报的事件",
    "立案": "上报中已立案受理的（不含不予受理、已并案、待受理）",
    "不予受理": "上报中不予受理的",
    "并案": "上报中并入他案的",
    "待受理": "上报中尚未受理的",
    "办结": "上报中到期末已办结的",
    "本职上报": "上报中由网格员上报、巡查、帮代办的",
    "本职立案": "本职上报中已立案的",
    "应派遣": "期内立案的事件",
    "派遣": "应派遣中已指派的",
    "准确派遣": "派遣中没有退单、没有改派别的单位的",
    "应回复": "回复时限在期内到期的立案事件",
    "回复": "应回复中到期末已回复的",
    "按期回复": "应回复中在时限内回复的",
    "应处置": "办结时限在期内到期、已指派到单位的立案事件",
    "处置": "应处置中到期末已报结的",
    "按期处置": "应处置中在时限内报结的",
    "延期": "应处置中获准延期的",
    "退单": "应处置中被退单的",
    "应结案": "办结时限在期内到期的立案事件（暂停中的不算到期）",
    "结案": "应结案中到期末已办结的",
    "按期结案": "应结案中在时限内办结的",
    "返工": "应结案中返工或重开过的",
    "扣错派应处置": "应处置，时限扣除在别的单位耽搁的时间后在期内到期的",
    "扣错派按期处置": "扣错派应处置中在扣除后的时限内报结的",
    "扣错派应结案": "应结案，时限扣除在别的单位耽搁的时间后在期内到期的",
    "扣错派按期结案": "扣错派应结案中在扣除后的时限内办结的",
    "期内办结": "期内办结的事件，不论何时上报、何时到期",
    "评价": "期内办结中有评价的",
    "满意": "评价中达到满意档次的（档次见考核表）",
}


def measures(events: Events, marks: Marks, period: Period, now: int, satisfied_from: int) -> dict[str, np.ndarray]:
    """Rows (int32, ascending) of every measure of MEASURE_NOTE. now: UTC seconds; satisfied_from: lowest rating that
    counts as 满意."""
    cut = period.cut(now)
    found = _reported(events, period, cut)
    found |= _assigned(events, marks, period, cut)
    found |= _answered(events, period, cut)
    found |= _due(events, marks, period, cut)
    found |= _rated(events, period, cut, satisfied_from)
    return found


def taken(events: Events, rows: np.ndarray) -> np.ndarray:
    """bool: accepted (立案), neither refused nor merged."""
    status = events.status[rows]
    return (events.accepted_at[rows] > 0) & (status != Status.REFUSED) & (status != Status.MERGED)


def _within(column: np.ndarray, period: Period, cut: int) -> np.ndarray:
    """int32 rows whose instant lies in the period and has been reached."""
    return np.flatnonzero((column >= period.start) & (column < period.end) & (column <= cut)).astype(np.int32)


def _due_within(column: np.ndarray, period: Period, cut: int) -> np.ndarray:
    """int32 rows whose limit lies in the period and has been reached; met in time, it was then met by `cut` as well."""
    return np.flatnonzero((column > period.start) & (column <= cut)).astype(np.int32)


def _sieve(rows: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    return lambda mask: rows[mask]


def _reported(events: Events, period: Period, cut: int) -> dict[str, np.ndarray]:
    rows = _within(events.reported_at, period, cut)
    status, accepted = events.status[rows], taken(events, rows)
    own = np.isin(events.source[rows], OWN_SOURCES)
    refused, merged = status == Status.REFUSED, status == Status.MERGED
    of = _sieve(rows)
    return {
        "上报": rows,
        "立案": of(accepted),
        "不予受理": of(refused),
        "并案": of(merged),
        "待受理": of(~accepted & ~refused & ~merged),
        "办结": of(accepted & _by(np.where(status == Status.CLOSED, events.closed_at[rows], 0), cut)),
        "本职上报": of(own),
        "本职立案": of(own & accepted),
    }


def _by(at: np.ndarray, limit: np.ndarray | int) -> np.ndarray:
    """bool: it happened, and not after `limit`."""
    return (at > 0) & (at <= limit)


def _assigned(events: Events, marks: Marks, period: Period, cut: int) -> dict[str, np.ndarray]:
    rows = _within(events.accepted_at, period, cut)
    rows = rows[taken(events, rows)]
    sent = rows[_by(events.assigned_at[rows], cut) | marks.misled[rows]]
    return {"应派遣": rows, "派遣": sent, "准确派遣": sent[~marks.misled[sent]]}


def _answered(events: Events, period: Period, cut: int) -> dict[str, np.ndarray]:
    rows = _due_within(events.reply_due, period, cut)
    rows = rows[taken(events, rows)]
    at = answered_at(events, rows)
    return {
        "应回复": rows,
        "回复": rows[_by(at, cut)],
        "按期回复": rows[_by(at, events.reply_due[rows])],
    }


def answered_at(events: Events, rows: np.ndarray) -> np.ndarray:
    """int64 first answer: the reply, or the result where an event was settled without one; 0 not yet."""
    replied, done = events.replied_at[rows], settled_at(events, rows)
    return np.where(replied > 0, replied, done)


def settled_at(events: Events, rows: np.ndarray) -> np.ndarray:
    """int64 报结, or the closing where there was none; 0 not yet."""
    resolved = events.resolved_at[rows]
    return np.where(resolved > 0, resolved, closed_at(events, rows))


def closed_at(events: Events, rows: np.ndarray) -> np.ndarray:
    """int64 办结, 0 where it is not closed (refused and merged are not)."""
    return np.where(events.status[rows] == Status.CLOSED, events.closed_at[rows], 0)


def _due(events: Events, marks: Marks, period: Period, cut: int) -> dict[str, np.ndarray]:
    """Close limits of the period: 应结案 and 应处置, as the clock stood and as it stood for the unit itself."""
    rows = _due_within(events.close_due, period, cut)
    rows = rows[taken(events, rows) & ~_stopped(events, rows)]
    due, closed, settled = events.close_due[rows], closed_at(events, rows), settled_at(events, rows)
    held = events.unit[rows] >= 0
    of = _sieve(rows)
    plain = {
        "应处置": of(held),
        "处置": of(held & _by(settled, cut)),
        "按期处置": of(held & _by(settled, due)),
        "延期": of(held & (marks.extended_at[rows] <= cut)),
        "退单": of(held & (events.returns[rows] > 0)),
        "应结案": rows,
        "结案": of(_by(closed, cut)),
        "按期结案": of(_by(closed, due)),
        "返工": of(_reworked(events, marks, rows, cut)),
    }
    return plain | _fairly_due(events, marks, period, cut)


def _reworked(events: Events, marks: Marks, rows: np.ndarray, cut: int) -> np.ndarray:
    """bool: a 返工 or 重开 up to `cut`; where the history does not say when (an import), any that the column counts."""
    told = marks.reworked_at[rows] <= cut
    silent = (events.rework[rows] > 0) & (marks.reworked_at[rows] == NEVER)
    return told | silent


def _stopped(events: Events, rows: np.ndarray) -> np.ndarray:
    """bool: paused before its limit, so that the clock stands."""
    return events.paused[rows] & (events.paused_at[rows] <= events.close_due[rows])


def _fairly_due(events: Events, marks: Marks, period: Period, cut: int) -> dict[str, np.ndarray]:
    rows = _due_within(marks.fair_due, period, cut)
    rows = rows[taken(events, rows) & ~_stopped(events, rows)]
    due = marks.fair_due[rows]
    held = events.unit[rows] >= 0
    of = _sieve(rows)
    return {
        "扣错派应处置": of(held),
        "扣错派按期处置": of(held & _by(settled_at(events, rows), due)),
        "扣错派应结案": rows,
        "扣错派按期结案": of(_by(closed_at(events, rows), due)),
    }


def _rated(events: Events, period: Period, cut: int, satisfied_from: int) -> dict[str, np.ndarray]:
    rows = _within(np.where(events.status == Status.CLOSED, events.closed_at, 0), period, cut)
    rated = rows[events.rating[rows] > 0]
    return {"期内办结": rows, "评价": rated, "满意": rated[events.rating[rated] >= satisfied_from]}
