"""响应指定: events go to the unit that must act."""

from __future__ import annotations

import numpy as np

from gis.events.county import County
from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Refused
from gis.workflow.acting import Blocked, counted, event_edit, refuse_blocked
from gis.workflow.assignable import why_not
from gis.workflow.fit import Fit, Prospect


def assign(county: County, rows: np.ndarray, unit: int, reason: str, now: int) -> Change:
    """The change that assigns the events `rows` (int32 rows) to a unit row at `now` (UTC seconds).

    A reported event is accepted in the same act (two steps). An answered one keeps its status when it is handed on, so
    that its reply clock, once met, is not overdue again. Refused names what cannot be assigned (closed, waiting for its
    check, already with this unit) and asks for a reason where the unit does not fit the list of duties.
    """
    able, blocked = sort_out(county, rows, unit)
    refuse_blocked(blocked, "指派", "请去掉这些再指派其余的。" if able else "")
    if not able:
        raise Refused("没有选中事件。", "请先选中要指派的事件。")
    name = county.units.name[unit]
    fit = Prospect(county, np.array(able)).fit(unit)
    if fit.fit is Fit.MISFIT and not reason.strip():
        raise Refused(f"{name} 与权责清单不符：{fit.reason}。", "仍要指派请写明理由，理由会记入日志。")
    unit_id = int(county.units.id[unit])
    steps = [step for row in able for step in _steps(county, row, unit_id, reason.strip())]
    edits = tuple(_edit(county, row, unit_id, now) for row in able)
    label = f"将 {counted(county.events, able)}指派给 {name}"
    return Change("assign", label, edits, tuple(steps), reason.strip())


def sort_out(county: County, rows: np.ndarray, unit: int) -> tuple[list[int], list[Blocked]]:
    """The rows that can be assigned to a unit row, in the order given, and those that cannot, each with its reason."""
    able: list[int] = []
    blocked: list[Blocked] = []
    for row in dict.fromkeys(int(row) for row in rows):
        why = why_not(county, row, unit)
        if why:
            blocked.append(Blocked(row, county.events.number(row), why))
        else:
            able.append(row)
    return able, blocked


def _edit(county: County, row: int, unit_id: int, now: int) -> RowEdit:
    events = county.events
    status, unit = int(events.status[row]), int(events.unit[row])
    before = {
        "unit": int(county.units.id[unit]) if unit >= 0 else 0,
        "status": status,
        "accepted_at": int(events.accepted_at[row]),
        "assigned_at": int(events.assigned_at[row]),
    }
    after = {
        "unit": unit_id,
        "status": max(status, int(Status.ASSIGNED)),
        "accepted_at": now if status == Status.REPORTED else before["accepted_at"],
        "assigned_at": now,
    }
    return event_edit(events, row, before, after)


def _steps(county: County, row: int, unit_id: int, note: str) -> list[NewStep]:
    event = int(county.events.id[row])
    assigned = NewStep(event, int(Act.ASSIGN), unit_id, note)
    if county.events.status[row] == Status.REPORTED:
        return [NewStep(event, int(Act.ACCEPT), 0), assigned]
    return [assigned]
