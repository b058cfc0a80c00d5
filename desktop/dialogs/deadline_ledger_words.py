"""The clock ledger in words: a line a stretch, neighbouring working days and days off told together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gis.deadlines.ledger import Interval, Ledger
from gis.deadlines.limits import LimitUnit, limit_words
from gis.deadlines.words import clock, due_full
from gis.foundation.clock import day_number, local

COUNTING = {
    LimitUnit.HOURS: "自然时间，昼夜连续计",
    LimitUnit.SAME_DAY: "自然时间，到当天 24:00",
    LimitUnit.WORKING_DAYS: "只计工作日，当日不计",
    LimitUnit.NONE: "没有这个时限",
}


@dataclass(frozen=True)
class ClockHead:
    """办结时限 · 12-02 周三 18:00 · 7 个工作日，只计工作日. notes: what acts did to this clock."""

    word: str
    due: str
    rule: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LedgerLine:
    """A stretch: 11-24 周二 09:00 – 18:00, why, and 计 1 天 or 不计."""

    when: str
    why: str
    used: str
    counted: bool

    @property
    def spoken(self) -> str:
        return f"{self.when} {self.why} {self.used}"


def clock_head(word: str, ledger: Ledger, now: int) -> ClockHead:
    """The head of one clock; `word` is 回复 or 办结."""
    due = due_full(ledger.due, now or ledger.filed_at, ledger.provisional) if ledger.due else "不限"
    rule = "，".join(dict.fromkeys([limit_words(ledger.limit), COUNTING[ledger.limit.unit]]))
    if ledger.provisional:
        rule += "；放假通知尚未公布，暂定"
    return ClockHead(f"{word}时限", due, rule, ledger.notes)


def ledger_lines(ledger: Ledger) -> list[LedgerLine]:
    """Lines of a ledger; hours after work are left out, for they say nothing a reader wants."""
    by_day = ledger.limit.unit is LimitUnit.WORKING_DAYS
    return [_line(one, ledger.day_s if by_day else 0) for one in _worth_telling(ledger.intervals)]


def _worth_telling(intervals: Iterable[Interval]) -> list[Interval]:
    return [one for one in intervals if one.reason != "下班时间"]


def _line(one: Interval, day_s: int) -> LedgerLine:
    why = f"{one.reason}（暂定）" if one.presumed and "暂定" not in one.reason else one.reason
    if not one.counted:
        return LedgerLine(_when(one), why, "不计", False)
    return LedgerLine(_when(one), why, f"计 {length_words(one.counted_s, day_s)}", True)


def length_words(seconds: int, day_s: int) -> str:
    """2 天, 1 天 2 小时, 48 分: days only where a limit is counted in them."""
    days, seconds = divmod(seconds, day_s) if day_s else (0, seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分")]
    return " ".join(f"{n} {word}" for n, word in parts if n) or "0 分"


def _when(one: Interval) -> str:
    first, last = day_number(one.start), day_number(one.end - 1)
    start = f"{local(one.start):%m-%d}"
    if first == last:
        return f"{start} {local(one.start):%H:%M} – {clock(one.end, first)}"
    return f"{start} {local(one.start):%H:%M} – {local(one.end - 1):%m-%d} {clock(one.end, last)}"
