"""退单: a unit sends an event back as not its own, with a reason and not without end."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "send_back", "退单"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row stays: it is answered, paused, or was sent back as often as the county allows."""
    events, most = docket.county.events, docket.settings.return_limit
    if events.paused[row]:
        return "暂停中，请先恢复"
    if events.status[row] == Status.REPLIED:
        return "已回复即已接手，不能再退"
    if why := unless(events, row, Status.ASSIGNED):
        return why
    return f"已退单 {int(events.returns[row])} 次，达到上限 {most} 次" if events.returns[row] >= most else ""


def send_back(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """The events wait for another assignment; the clocks go on."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "退单的理由")
    remedy = "已达上限的请联系调度员协调；其余的可以单独退。"
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now), remedy)
    steps = tuple(NewStep(int(events.id[row]), int(Act.RETURN), unit_id(county, row), reason) for row in picked)
    edits = tuple(
        edited(county, row, unit=0, status=int(Status.RETURNED), assigned_at=0, returns=int(events.returns[row]) + 1)
        for row in picked
    )
    return Change(KIND, f"退回 {counted(events, picked).rstrip()}", edits, steps, reason)
