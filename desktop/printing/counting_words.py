"""时限说明 on paper: how a limit was counted, in one sentence a stretch, whole days told as days."""

from __future__ import annotations

from desktop.dialogs.deadline_ledger_words import length_words
from gis.deadlines.ledger import Interval, Ledger
from gis.deadlines.limits import LimitUnit
from gis.deadlines.words import clock
from gis.foundation.clock import day_number, day_start, local

AFTER_WORK = "下班时间"  # says nothing that a reader wants


def counting_words(ledger: Ledger) -> str:
    """11-14 上报当日不计；11-15 周末不计；11-16 至 11-20 工作日计 5 天; empty without a limit."""
    day_s = ledger.day_s if ledger.limit.unit is LimitUnit.WORKING_DAYS else 0
    told = [_stretch(one, day_s, ledger.due) for one in ledger.intervals if one.reason != AFTER_WORK]
    return "；".join([*ledger.notes, *told])


def _stretch(one: Interval, day_s: int, due: int) -> str:
    why = f"{one.reason}（暂定）" if one.presumed and "暂定" not in one.reason else one.reason
    if one.counted:
        return f"{_when(one, due)} {why}计 {length_words(one.counted_s, day_s)}"
    return f"{_when(one, due)} {why}" if why.endswith("不计") else f"{_when(one, due)} {why}不计"


def _when(one: Interval, due: int) -> str:
    """Days where they are whole, or end where the limit does; else with hours."""
    first, last = day_number(one.start), day_number(one.end - 1)
    start, stop = f"{local(one.start):%m-%d}", f"{local(one.end - 1):%m-%d}"
    begins = one.start == day_start(first) or one.reason.startswith("上报当日")
    ends = one.end == day_start(last + 1) or (one.counted and one.end == due and one.start == day_start(first))
    if begins and ends:
        return start if first == last else f"{start} 至 {stop}"
    if first == last:
        return f"{start} {local(one.start):%H:%M}–{clock(one.end, last)}"
    return f"{start} {local(one.start):%H:%M} 至 {stop} {clock(one.end, last)}"
