"""分类受理 in one act: a dispatcher puts right what a report is and where it lies, and accepts it."""

from __future__ import annotations

from dataclasses import replace

from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.foundation.crs import to_degrees, to_metres
from gis.foundation.errors import Refused
from gis.workflow.acting import edited, stands
from gis.workflow.docket import Docket, due_columns
from gis.workflow.report import Report, class_of, suggested_unit
from gis.workflow.report_flags import grid_word

KIND = "accept"  # who may accept may put right what it is


def why_not(docket: Docket, row: int) -> str:
    """Why an event row is past being classified: it no longer waits to be accepted."""
    events = docket.county.events
    return "" if events.status[row] == Status.REPORTED else stands(events, row)


def classify(docket: Docket, row: int, one: Report, now: int, accept: bool = True) -> Change:
    """The change that gives the reported event row the item, class, grid and pin of `one` (its reporter, words and time
    stay as they came) and, with `accept`, takes it (立案). Clocks are reckoned anew from the report. Refused if the
    event is past it, item or place are missing, or nothing changes."""
    county, events = docket.county, docket.county.events
    if why := why_not(docket, row):
        raise Refused(f"{events.number(row)} 不能再分类受理：{why}。", "请刷新后再看；要改类别可用「改类」。")
    if one.item < 0 or one.division < 0 or one.lon is None or one.lat is None:
        raise Refused("还没有选好事项和位置。", "请选类别、事项和村居网格。")
    limit_class = class_of(county, one)
    same_item = events.item[row] == one.item and events.limit_class[row] == limit_class
    moved = _moved(docket, row, one)
    if same_item and not moved and not accept:
        raise Refused("没有改动。", "请改类别、事项或位置，或直接受理。")
    after: dict[str, Scalar] = dict(moved)
    if not same_item:
        after |= {"item": int(county.items.id[one.item]), "limit_class": int(limit_class)}
        after |= due_columns(docket.dues(row, limit_class=int(limit_class), item=one.item))
    if not same_item or moved or one.matter:
        after["suggested"] = suggested_unit(county, one)
    if accept:
        after |= {"status": int(Status.ACCEPTED), "accepted_at": now}
    steps = tuple(_steps(docket, row, one, same_item, bool(moved), accept))
    serial = f"{int(events.serial[row]):04d}"
    label = f"将 {serial} 立案" if accept else f"将 {serial} 重新分类"
    return Change(KIND, label, (_edit(docket, row, after),), steps)


def _moved(docket: Docket, row: int, one: Report) -> dict[str, Scalar]:
    """Columns of another place; empty where grid and pin (to a metre) are as before."""
    events = docket.county.events
    assert one.lon is not None and one.lat is not None
    x, y = to_metres(one.lon, one.lat)
    near = abs(x - events.x[row]) < 1 and abs(y - events.y[row]) < 1
    if near and events.division[row] == one.division:
        return {}
    return {"lon": one.lon, "lat": one.lat, "division": docket.county.divisions.code[one.division]}


def _edit(docket: Docket, row: int, after: dict[str, Scalar]) -> RowEdit:
    """The edit of the row; the place is given in the store's words, which `edited` does not translate."""
    county, events = docket.county, docket.county.events
    place: dict[str, Scalar] = {name: after.pop(name) for name in ("lon", "lat", "division") if name in after}
    edit = edited(county, row, **after)
    if not place:
        return edit
    lon, lat = to_degrees(float(events.x[row]), float(events.y[row]))
    was: dict[str, Scalar] = {
        "lon": float(lon),
        "lat": float(lat),
        "division": county.divisions.code[int(events.division[row])],
    }
    return replace(edit, before={**(edit.before or {}), **was}, after={**(edit.after or {}), **place})


def _steps(docket: Docket, row: int, one: Report, same_item: bool, moved: bool, accept: bool) -> list[NewStep]:
    county, events = docket.county, docket.county.events
    event, steps = int(events.id[row]), []
    if not same_item:
        was = f"{county.items.name[int(events.item[row])]} · {_class_word(int(events.limit_class[row]))}"
        now_is = f"{county.items.name[one.item]} · {_class_word(int(class_of(county, one)))}"
        steps.append(NewStep(event, int(Act.RECLASSIFY), 0, f"{was} → {now_is}"))
    notes = list(one.notes)
    if moved:
        here = grid_word(county.divisions, one.division)
        there = grid_word(county.divisions, int(events.division[row]))
        notes.append(f"位置由 {there}改到 {here}" if here != there else f"位置在 {here}内移动")
    if accept:
        steps.append(NewStep(event, int(Act.ACCEPT), 0, "；".join(notes)))
    elif notes:
        steps.append(NewStep(event, int(Act.RECLASSIFY), 0, "；".join(notes)))
    return steps


def _class_word(limit_class: int) -> str:
    return LIMIT_CLASS_WORD[LimitClass(limit_class)]
