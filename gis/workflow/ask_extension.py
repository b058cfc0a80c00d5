"""申请延期: the handler asks for more working days to close; someone else approves."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Refused
from gis.workflow.acting import HANDLED, chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import ClockKind, Decision, Doer
from gis.workflow.docket import Docket
from gis.workflow.requests import new_row, overdue_word, pending_word

KIND, WORD = "ask_extension", "申请延期"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why no more time can be asked for: nobody handles it, it has no limit, it is overdue, or it had its
    extensions."""
    events, most = docket.county.events, docket.settings.extension_limit
    if why := unless(events, row, *HANDLED):
        return why
    if not events.close_due[row]:
        return "没有办结时限"
    granted = sum(c.kind == ClockKind.EXTENSION and c.state == Decision.APPROVED for c in docket.file(row).clock)
    if granted >= most:
        return f"已延期 {granted} 次，达到上限 {most} 次"
    return overdue_word(docket, row, now) or pending_word(docket, row)


def ask_extension(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str, *, days: int) -> Change:
    """`days` more working days for the close clock, for the reason `words`. The deadline stays until the approval."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "延期的理由")
    most = docket.settings.extension_days_most
    if not 1 <= days <= most:
        raise Refused(f"一次延期应为 1 至 {most} 个工作日，不是 {days} 个。", "请改天数后再申请。")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    edits: list[RowEdit] = []
    for row in picked:
        asked = new_row(docket.file(row), ClockKind.EXTENSION, Decision.ASKED, who, now, reason=reason, days=days)
        edits += [edited(county, row), asked]
    note = f"{days} 个工作日：{reason}"
    steps = tuple(NewStep(int(events.id[row]), int(Act.ASK_EXTENSION), unit_id(county, row), note) for row in picked)
    label = f"为 {counted(events, picked)}申请延期 {days} 个工作日"
    return Change(KIND, label, tuple(edits), steps, reason)
