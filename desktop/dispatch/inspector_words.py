"""What the inspector says about one event, as plain values out of the snapshot. Persons are masked here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from gis.county.divisions import Level
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass, LimitUnit, Rule, limit_words, rule_for
from gis.deadlines.many import rests_on_presumed
from gis.deadlines.words import due_full, left, moment, span
from gis.events.states import SOURCE_WORD, Source, State, Status
from gis.foundation.clock import day_number, local
from gis.snapshot import Snapshot

# Used until the county's own calendar is set: the weekend rule alone.
WEEKENDS_ONLY = (0, 0)
DOT = " · "


def masked_name(name: str) -> str:
    """张*国, 李*; the first and, from three characters on, the last stay."""
    if len(name) < 2:
        return "*" if name else ""
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def masked_phone(phone: str) -> str:
    """139****1234; short numbers keep only their last two digits."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else f"****{phone[-2:]}" if phone else ""


def plain_calendar() -> WorkCalendar:
    """Weekends off, nothing known of holidays."""
    return WorkCalendar(WEEKENDS_ONLY[0], np.empty(0, np.uint8), WEEKENDS_ONLY[1])


def class_line(snapshot: Snapshot, row: int) -> str:
    """突发情况 · 群众上报 · 张*国 139****1234."""
    events = snapshot.events
    person = f"{masked_name(events.reporter[row])} {masked_phone(events.phone[row])}".strip()
    words = [
        LIMIT_CLASS_WORD[LimitClass(int(events.limit_class[row]))],
        SOURCE_WORD[Source(int(events.source[row]))],
        person,
    ]
    return DOT.join(word for word in words if word)


@dataclass(frozen=True)
class Place:
    """Where it is: 巨鹿镇 一里庄居委会 第 012 网格, and below it code and grid worker."""

    words: str
    code: str
    worker: str


def place_of(snapshot: Snapshot, row: int) -> Place:
    """The divisions that hold an event, and the masked name of its grid worker."""
    divisions, staff = snapshot.divisions, snapshot.staff
    grid = int(snapshot.events.division[row])
    path = [step for step in divisions.path(grid) if divisions.level[step] > Level.COUNTY]
    found = np.flatnonzero(staff.id == divisions.worker[grid])
    worker = f"网格员 {masked_name(staff.name[int(found[0])])}" if len(found) else "未配网格员"
    return Place(" ".join(divisions.name[step] for step in path), divisions.code[grid], worker)


class Phase(Enum):
    """Where one of the five steps stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Step:
    """One of the five steps: its word, its time or 进行中, its phase."""

    word: str
    when: str
    phase: Phase


STEP_WORDS = ("上报", "受理", "指派", "处置", "反馈")
CURRENT_STEP = {
    Status.REPORTED: 1,
    Status.ACCEPTED: 2,
    Status.RETURNED: 2,
    Status.ASSIGNED: 3,
    Status.REPLIED: 3,
    Status.RESOLVED: 4,
    Status.CLOSED: 5,
    Status.REFUSED: 5,
    Status.MERGED: 5,
}


def steps_of(snapshot: Snapshot, row: int, now: int) -> list[Step]:
    """The five steps with their times."""
    events = snapshot.events
    status = Status(int(events.status[row]))
    times = (
        events.reported_at[row],
        events.accepted_at[row],
        events.assigned_at[row],
        events.resolved_at[row],
        events.closed_at[row],
    )
    current = CURRENT_STEP[status]
    said = {Status.RETURNED: "退单", Status.RESOLVED: "待核查", Status.REPLIED: "已回复"}.get(status, "进行中")
    steps = []
    for index, (word, at) in enumerate(zip(STEP_WORDS, times, strict=True)):
        if index == current:
            steps.append(Step(word, said, Phase.CURRENT))
        elif index < current:
            steps.append(Step(word, _briefly(int(at), now), Phase.DONE))
        else:
            steps.append(Step(word, "—", Phase.AHEAD))
    return steps


def _briefly(at: int, now: int) -> str:
    if not at:
        return "—"
    return f"{local(at):%H:%M}" if day_number(at) == day_number(now) else f"{local(at):%m-%d}"


@dataclass(frozen=True)
class ClockFace:
    """The big clock: 48 分 · 后到办结时限 · 今天 15:20; `share` of the limit that is used up, 0 to 1."""

    big: str
    after: str
    share: float
    state: State


def clock_of(snapshot: Snapshot, row: int, state: State, now: int, calendar: WorkCalendar) -> ClockFace:
    """The clock that runs first, or what stands in its place (暂停, 已办结)."""
    events = snapshot.events
    if state is State.CLOSED:
        closed = int(events.closed_at[row])
        word = {Status.REFUSED: "不予受理", Status.MERGED: "已并案"}.get(Status(int(events.status[row])), "已办结")
        return ClockFace(word, moment(closed, now) if closed else "", 1.0, state)
    due, which = running_clock(snapshot, row)
    presumed = rests_on_presumed(bool(events.provisional[row]), due, calendar)
    until = f"{which}时限{DOT}{due_full(due, now, presumed)}"
    start = int(events.reported_at[row])
    if state is State.PAUSED:
        since = int(events.paused_at[row])
        frozen = since or now
        share = (frozen - start) / max(due - start, 1) if due else 0.0
        return ClockFace(
            span(now - since) if since else "暂停", f"已暂停{DOT}{until}" if due else "已暂停", _unit(share), state
        )
    if not due:
        return ClockFace("不限", "没有办结时限", 0.0, state)
    words = left(due, now, calendar)
    big = words.split(" ", 1)[1] if words[0] in "剩超" else words
    after = f"已超{until}" if now > due else f"后到{until}"
    return ClockFace(big, after, _unit((now - start) / max(due - start, 1)), state)


def running_clock(snapshot: Snapshot, row: int) -> tuple[int, str]:
    """(due, 回复 or 办结) of the clock that ends first and still runs; (0, 办结) where there is none."""
    events = snapshot.events
    reply, close = int(events.reply_due[row]), int(events.close_due[row])
    if reply and not events.replied_at[row] and (not close or reply < close):
        return reply, "回复"
    return close, "办结"


def _unit(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def rule_words(snapshot: Snapshot, row: int, rules: tuple[Rule, ...]) -> str:
    """2 小时 · 自然时间，昼夜连续计: the rule of the clock that runs first and how it counts."""
    if not rules:
        return ""
    events = snapshot.events
    item = int(snapshot.items.id[int(events.item[row])])
    rule = rule_for(rules, int(events.limit_class[row]), day_number(int(events.reported_at[row])), item)
    which = running_clock(snapshot, row)[1]
    limit = rule.reply if which == "回复" else rule.close
    how = {
        LimitUnit.HOURS: "自然时间，昼夜连续计",
        LimitUnit.SAME_DAY: "自然时间，到当天 24:00",
        LimitUnit.WORKING_DAYS: "工作日，周末和节假日不计",
        LimitUnit.NONE: "",
    }[limit.unit]
    return DOT.join(word for word in (limit_words(limit), how) if word)


@dataclass(frozen=True)
class DutyFace:
    """Who should act: unit, 主责 · 燃气安全, and 协办 … · 依据 权责清单 第 3.2 项. `unit`: -1 without a duty."""

    unit: int
    name: str
    role: str
    basis: str


def duty_of(snapshot: Snapshot, row: int) -> DutyFace:
    """The line of 权责清单 for an event: the narrowest area that holds it; -1 where no line names one."""
    events, duties, units, divisions = snapshot.events, snapshot.duties, snapshot.units, snapshot.divisions
    suggested = int(events.suggested[row])
    item = int(snapshot.items.id[int(events.item[row])])
    areas = set(divisions.path(int(events.division[row])))
    found = [int(d) for d in np.flatnonzero(duties.item == item) if int(duties.division[d]) in areas]
    found.sort(key=lambda d: -int(divisions.level[int(duties.division[d])]))
    if suggested >= 0:
        found.sort(key=lambda d: int(duties.lead[d]) != int(units.id[suggested]))
    if not found:
        name = units.name[suggested] if suggested >= 0 else ""
        return DutyFace(suggested, name, "建议" if name else "", "权责清单中没有这一类，请手工选择单位")
    duty = found[0]
    lead = np.flatnonzero(units.id == duties.lead[duty])
    unit = int(lead[0]) if len(lead) else suggested
    assist = [_unit_name(snapshot, part) for part in duties.assist[duty].split(",") if part.strip()]
    helping = f"协办 {'、'.join(name for name in assist if name)}{DOT}" if any(assist) else ""
    return DutyFace(
        unit,
        units.name[unit] if unit >= 0 else "未列单位",
        f"主责{DOT}{duties.matter[duty]}",
        f"{helping}依据 权责清单 第 {duties.number[duty]} 项",
    )


def _unit_name(snapshot: Snapshot, unit_id: str) -> str:
    found = np.flatnonzero(snapshot.units.id == int(unit_id))
    return snapshot.units.name[int(found[0])] if len(found) else ""


def may_assign(status: Status) -> str:
    """Empty when an event may be assigned; else why not, in the users' words."""
    return {
        Status.CLOSED: "已办结，不能再指派；如需处理请先重开",
        Status.REFUSED: "不予受理，不能指派",
        Status.MERGED: "已并入其他事件，请指派主事件",
        Status.RESOLVED: "已报结待核查，核查不通过才能改派",
    }.get(status, "")
