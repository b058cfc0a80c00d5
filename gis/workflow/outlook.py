"""What an act will do, told before it is done: the change of the act, read against the county as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.deadlines.many import rests_on_presumed
from gis.deadlines.words import due_full
from gis.events.states import STATUS_WORD, Status
from gis.foundation.changes import Change, Scalar
from gis.workflow.case_file import ClockAct, ClockKind, Decision
from gis.workflow.docket import Docket

CLOCKS = (("reply_due", "回复时限"), ("close_due", "办结时限"))


@dataclass(frozen=True)
class Line:
    """One line of an outlook: 办结时限 · 11-25 周三 24:00 · 11-30 周一 24:00. was, will: before and after; will is
    empty where nothing moves and `was` says all."""

    what: str
    was: str
    will: str = ""


def outlook(docket: Docket, change: Change, now: int) -> tuple[Line, ...]:
    """What `change` (made on this docket) will do to its events; of many events in sums. now: UTC seconds."""
    edits = _edits(docket, change)
    rows = list(edits)
    if not rows:
        return ()
    lines = [_status(docket, edits), *_class(docket, edits), *_unit(docket, edits)]
    lines += [_due(docket, edits, name, word, now) for name, word in CLOCKS]
    lines += [_asked_for(docket, change, rows, now), _paused(edits)]
    lines += [*_counters(docket, edits), *_after(docket, change)]
    return tuple(line for line in lines if line is not None)


def _edits(docket: Docket, change: Change) -> dict[int, Mapping[str, Scalar]]:
    """New values by event row. What is only touched (the main event of a merger) is left out where others change."""
    events = docket.county.events
    found = {
        events.row_of(int(edit.key)): edit.after
        for edit in change.edits
        if edit.table == "event" and edit.before is not None and edit.after is not None
    }
    changed = {row: after for row, after in found.items() if after}
    return changed or found


def _status(docket: Docket, edits: dict[int, Mapping[str, Scalar]]) -> Line | None:
    status = docket.county.events.status
    moves = Counter((int(status[row]), int(after["status"] or 0)) for row, after in edits.items() if "status" in after)
    if not moves:
        return None
    (was, will), _ = moves.most_common(1)[0]
    before = STATUS_WORD[Status(was)] if len(moves) == 1 else f"{len(edits):,} 件"
    return Line("状态", before, STATUS_WORD[Status(will)])


def _class(docket: Docket, edits: dict[int, Mapping[str, Scalar]]) -> list[Line]:
    events, items = docket.county.events, docket.county.items
    lines = []
    if moved := [row for row in edits if "item" in edits[row]]:
        at = items.id.tolist().index(edits[moved[0]]["item"])
        was = items.name[int(events.item[moved[0]])] if len(edits) == 1 else f"{len(moved):,} 件"
        lines.append(Line("事项", was, items.name[at]))
    if moved := [row for row in edits if "limit_class" in edits[row]]:
        was = LIMIT_CLASS_WORD[LimitClass(int(events.limit_class[moved[0]]))]
        will = LIMIT_CLASS_WORD[LimitClass(int(edits[moved[0]]["limit_class"] or 0))]
        lines.append(Line("时限类别", was if len(edits) == 1 else f"{len(moved):,} 件", will))
    return lines


def _unit(docket: Docket, edits: dict[int, Mapping[str, Scalar]]) -> list[Line]:
    """Where the events go: what a unit gives up waits for another; a suggestion that follows a new class is told."""
    units, events = docket.county.units, docket.county.events
    names = {int(key): units.name[at] for at, key in enumerate(units.id.tolist())}
    lines = []
    left = [row for row, after in edits.items() if after.get("unit") == 0]
    if left:
        held = Counter(units.name[int(events.unit[row])] for row in left if events.unit[row] >= 0)
        if held:
            lines.append(Line("责任单位", "、".join(name for name, _ in held.most_common(2)), "待调度员另行指派"))
    hinted = {int(after["suggested"] or 0) for after in edits.values() if "suggested" in after}
    if len(hinted) == 1 and (name := names.get(hinted.pop())):
        lines.append(Line("建议单位", name))
    return lines


def _due(docket: Docket, edits: dict[int, Mapping[str, Scalar]], name: str, word: str, now: int) -> Line | None:
    """How a clock fares: met, moved, or as it was."""
    events, column = docket.county.events, getattr(docket.county.events, name)
    if len(edits) == 1:
        ((row, after),) = edits.items()
        return _due_of_one(docket, row, after, name, word, now)
    moved = [int(after[name] or 0) for after in edits.values() if name in after]
    if moved:
        return Line(word, f"{len(moved):,} 件变动", f"最晚 {due_full(max(moved), now)}")
    running = [int(column[row]) for row in edits if column[row] and events.status[row] < Status.CLOSED]
    if not running or name == "reply_due":
        return None
    late = sum(due < now for due in running)
    return Line(word, f"不变，最早 {due_full(min(running), now)}" + (f"，{late:,} 件已超期" if late else ""))


def _due_of_one(docket: Docket, row: int, after: Mapping[str, Scalar], name: str, word: str, now: int) -> Line | None:
    events = docket.county.events
    due, flagged = int(getattr(events, name)[row]), bool(events.provisional[row])
    provisional = rests_on_presumed(flagged, due, docket.calendar)
    answered = min(int(events.status[row]), int(after.get("status", events.status[row]) or 0)) >= Status.REPLIED
    if name == "reply_due" and answered:
        return None  # met before and after
    if name in after:
        new = int(after[name] or 0)
        moved = due_full(new, now, rests_on_presumed(bool(after.get("provisional", flagged)), new, docket.calendar))
        return Line(word, due_full(due, now), moved) if after[name] else Line(word, due_full(due, now), "不再计")
    if not due:
        return None
    settled = {"reply_due": Status.REPLIED, "close_due": Status.RESOLVED}[name]
    status, will = int(events.status[row]), int(after.get("status", events.status[row]) or 0)
    if status < settled <= will <= Status.CLOSED:
        verb = "回复" if name == "reply_due" else "报结"
        return Line(word, due_full(due, now, provisional), f"按时{verb}" if now <= due else f"超时{verb}，照实记录")
    if status >= settled or will > Status.CLOSED:
        return None
    return Line(word, f"{due_full(due, now, provisional)}，不变")


def _asked_for(docket: Docket, change: Change, rows: list[int], now: int) -> Line | None:
    """What an extension that is only asked for would do once granted."""
    asked = [edit.after for edit in change.edits if edit.table == "clock_act" and edit.before is None and edit.after]
    open_requests = [after for after in asked if after.get("state") == int(Decision.ASKED)]
    if not open_requests:
        return None
    if open_requests[0]["kind"] == int(ClockKind.PAUSE):
        return Line("批准之后", "时限从批准时起停走，恢复后按停走的工作时间顺延")
    days = int(open_requests[0].get("days") or 0)
    if len(rows) > 1:
        return Line("批准之后", f"办结时限各顺延 {days} 个工作日")
    due = extended_due(docket, rows[0], days, now)
    return Line("批准之后", "办结时限", due_full(due, now))


def extended_due(docket: Docket, row: int, days: int, now: int) -> int:
    """The close limit of an event row (UTC seconds, 0 none) if an extension by `days` working days were granted now."""
    file = docket.file(row)
    kind, state = int(ClockKind.EXTENSION), int(Decision.APPROVED)
    granted = ClockAct("", file.event, kind, state, "", days, now, now, 0, "", now, 0, "", now, "", 0)
    return docket.dues(row, replace(file, clock=(*file.clock, granted))).close_due


def _paused(edits: dict[int, Mapping[str, Scalar]]) -> Line | None:
    stops = [after["paused"] for after in edits.values() if "paused" in after]
    if not stops:
        return None
    return Line("时钟", "走", "停") if stops[0] else Line("时钟", "停", "走")


def _after(docket: Docket, change: Change) -> list[Line]:
    """Where it goes on from there."""
    if change.kind == "verify":
        return [Line("之后", "可以评价和办结")]
    parents = {int(str(e.after["parent"])) for e in change.edits if e.table == "merged" and e.after}
    rows = [row for parent in parents if (row := docket.county.events.row_of(parent)) >= 0]
    return [Line("主件", f"{docket.county.events.number(row)} 继续办理，每位上报人都告知结果") for row in rows]


def _counters(docket: Docket, edits: dict[int, Mapping[str, Scalar]]) -> list[Line]:
    """What is counted in the figures."""
    events, settings, lines = docket.county.events, docket.settings, []
    for name, word, most in (("returns", "退单", settings.return_limit), ("rework", "返工", 0)):
        counted = [row for row, after in edits.items() if name in after]
        if len(counted) == 1 and len(edits) == 1:
            until = f"，上限 {most} 次" if most else "，计入返工率"
            lines.append(Line("计入", f"第 {int(getattr(events, name)[counted[0]]) + 1} 次{word}{until}"))
        elif counted:
            lines.append(Line("计入", f"{len(counted):,} 件各 1 次{word}"))
    return lines


__all__ = ["Line", "extended_due", "outlook"]
