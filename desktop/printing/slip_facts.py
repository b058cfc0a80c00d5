"""What a slip tells: to whom, in which words, and what is asked back. Persons masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.dispatch.inspector_words import masked_name, masked_phone
from desktop.printing.stamp import full_time
from gis.events.states import Act, Status
from gis.foundation.errors import Refused
from gis.records import HistoryLine
from gis.workflow.docket import Docket
from gis.workflow.messages import REPORTER, WORKER, Message, messages

REPORTERS_TITLE = {Status.CLOSED: "办理结果告知单", Status.REFUSED: "不予受理告知单"}
RECEIPT = "受理回执"
WORKERS_TITLE = {Status.CLOSED: "网格员反馈单", Status.REFUSED: "网格员解释单"}
WORKERS_NOTICE = "网格员知会单"


@dataclass(frozen=True)
class Slip:
    """One slip. `lines`: name and value. rated: the reader is asked to rate. told: a grid worker is asked how and when
    the reporter was told."""

    title: str
    number: str
    addressee: str
    text: str
    lines: tuple[tuple[str, str], ...]
    rated: bool
    told: bool


def slips_of(docket: Docket, row: int, history: Sequence[HistoryLine], county_name: str) -> list[Slip]:
    """The slips of an event row: to everyone who reported it and to its grid worker. A closed or refused one is told
    its result in the words of the county's table; an open one gets a receipt. Refused for one merged into another."""
    events = docket.county.events
    status = Status(int(events.status[row]))
    if status is Status.MERGED:
        parent = docket.file(row).parent
        main = events.number(events.row_of(parent)) if parent and events.row_of(parent) >= 0 else "主事件"
        raise Refused(f"{events.number(row)} 已并案。", f"上报人会收到 {main} 的结果，请打印那一件的告知单。")
    ended = status in REPORTERS_TITLE
    result = _words(history, Act.RESOLVE if status is Status.CLOSED else Act.REFUSE) if ended else ""
    to_tell = messages(docket, row, result, county_name) if ended else _receipts(docket, row, county_name)
    lines = _lines(docket, row, status, result)
    return [_slip(docket, row, status, one, lines) for one in to_tell]


def _slip(docket: Docket, row: int, status: Status, told: Message, lines: tuple[tuple[str, str], ...]) -> Slip:
    reporter = told.to == REPORTER
    titles, plain = (REPORTERS_TITLE, RECEIPT) if reporter else (WORKERS_TITLE, WORKERS_NOTICE)
    who = " ".join(part for part in (masked_name(told.name), masked_phone(told.phone)) if part)
    closed = status is Status.CLOSED
    addressee = f"{told.to}：{who or '—'}"
    return Slip(
        titles.get(status, plain), docket.county.events.number(row), addressee, told.text, lines, closed, not reporter
    )


def _receipts(docket: Docket, row: int, county_name: str) -> list[Message]:
    """To reporter and grid worker of an event that is still open."""
    events, divisions, staff = docket.county.events, docket.county.divisions, docket.county.staff
    status = Status(int(events.status[row]))
    taken = "正在登记受理" if status is Status.REPORTED else "已受理"
    due = int(events.close_due[row])
    by = f"计划于 {full_time(due, due=True)} 前办结" if due else "将尽快办理"
    by += "（暂定）" if due and events.provisional[row] else ""
    matter, number = events.description[row].rstrip("。 "), events.number(row)
    found = []
    if events.reporter[row] or events.phone[row]:
        text = (
            f"您好，您反映的“{matter}”（编号 {number}）{taken}，{by}。办理结果会告诉您；"
            f"如要补充情况或查询进展，请告诉网格员或来电报编号。{county_name}网格化服务管理中心"
        )
        found.append(Message(REPORTER, events.reporter[row], events.phone[row], text))
    worker = int(divisions.worker[int(events.division[row])])
    at = next((i for i in range(len(staff)) if int(staff.id[i]) == worker), -1) if worker else -1
    if at >= 0:
        text = f"“{matter}”（{number}）{taken}，{by}。请关注办理进展，并告知上报人。"
        found.append(Message(WORKER, staff.name[at], staff.phone[at], text))
    if not found:
        raise Refused(f"{number} 没有留上报人，也没有网格员。", "没有可以告知的人，不用打印告知单。")
    return found


def _lines(docket: Docket, row: int, status: Status, result: str) -> tuple[tuple[str, str], ...]:
    events, units, divisions = docket.county.events, docket.county.units, docket.county.divisions
    grid, unit = int(events.division[row]), int(events.unit[row])
    place = " ".join(divisions.name[step] for step in divisions.path(grid)[1:])
    lines = [("事由", events.description[row]), ("地点", place), ("上报时间", full_time(int(events.reported_at[row])))]
    if unit >= 0:
        lines.append(("承办单位", units.name[unit]))
    if status is Status.CLOSED:
        lines += [("办理结果", result or "已办结"), ("办结时间", full_time(int(events.closed_at[row])))]
    elif status is Status.REFUSED:
        lines += [("理由", result or "—"), ("答复时间", full_time(int(events.closed_at[row])))]
    else:
        due = int(events.close_due[row])
        told = full_time(due, due=True) + ("（暂定）" if due and events.provisional[row] else "")
        lines.append(("办结时限", told if due else "没有规定"))
    return tuple(lines)


def _words(history: Sequence[HistoryLine], act: Act) -> str:
    return next((line.note for line in reversed(history) if line.act == act), "")
