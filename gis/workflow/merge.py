"""并案: several reports of one matter become one event; the duplicates keep their reporters."""

from __future__ import annotations

from collections.abc import Iterable

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Refused
from gis.workflow.acting import chosen, closed_word, counted, edited
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "merge", "并案"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row cannot become a part of another: it is closed, or a unit has answered it."""
    events = docket.county.events
    if closed := closed_word(events, row):
        return closed
    if events.status[row] >= Status.REPLIED:
        return "已有单位回复，应各自办结"
    if events.paused[row]:
        return "暂停中，请先恢复"
    if docket.file(row).children:
        return "已有别的事件并入它，请把它作为主件"
    return ""


def merge(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "", *, parent: int) -> Change:
    """The events `rows` become parts (已并案) of the event row `parent`, which goes on for all of them. Their rows
    stay as they are, reporter and phone with them: `told` finds everyone who is to hear the result."""
    county, events = docket.county, docket.county.events
    rows = [row for row in map(int, rows) if row != parent]
    if closed := closed_word(events, parent):
        raise Refused(f"{events.number(parent)} {closed}，不能作主件。", "请另选一件未办结的事件作主件。")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    number, parent_id = events.number(parent), int(events.id[parent])
    edits: list[RowEdit] = [edited(county, parent)]
    steps = []
    for row in picked:
        edits.append(edited(county, row, status=int(Status.MERGED), closed_at=now))
        edits.append(RowEdit("merged", int(events.id[row]), 0, None, {"parent": parent_id, "at": now}))
        note = f"并入 {number}" + (f"：{words.strip()}" if words.strip() else "")
        steps.append(NewStep(int(events.id[row]), int(Act.MERGE), 0, note))
    parts = "、".join(events.number(row) for row in picked[:5]) + (f" 等 {len(picked)} 件" if len(picked) > 5 else "")
    steps.append(NewStep(parent_id, int(Act.MERGE), 0, f"并入 {parts}"))
    label = f"将 {counted(events, picked)}并入 {int(events.serial[parent]):04d}"
    return Change(KIND, label, tuple(edits), tuple(steps), words.strip())


def told(docket: Docket, row: int) -> list[int]:
    """Event rows whose reporters are to hear the result of an event row: its own and those merged into it."""
    events = docket.county.events
    return [row, *(at for child in docket.file(row).children if (at := events.row_of(child)) >= 0)]
