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
    told = [_stretch(one, day_s) for one in ledger.intervals if one.reason != AFTER_WORK]
    return "；".join([*ledger.notes, *told])


def _stretch(one: Interval, day_s: int) -> str:
    why = f"{one.reason}（暂定）" if one.presumed and "暂定" not in one.reason else one.reason
    if one.counted:
        return f"{_when(one)} {why}计 {length_words(one.counted_s, day_s)}"
    return f"{_when(one)} {why}" if why.endswith("不计") else f"{_when(one)} {why}不计"


def _when(one: Interval) -> str:
    """Days where they are whole, or nearly so (a working day ends at the hour of the office); else with hours."""
    first, last = day_number(one.start), day_number(one.end - 1)
    begins, ends = one.start == day_start(first), one.end == day_start(last + 1)
    start, stop = f"{local(one.start):%m-%d}", f"{local(one.end - 1):%m-%d}"
    if first == last:
        if begins or (ends and one.reason.endswith("当日不计")):
            return start if ends or one.counted else f"{start} {local(one.start):%H:%M}–{clock(one.end, last)}"
        return f"{start} {local(one.start):%H:%M}–{clock(one.end, last)}"
    if begins and (ends or one.counted):
        return f"{start} 至 {stop}"
    return f"{start} {local(one.start):%H:%M} 至 {stop} {clock(one.end, last)}"
