"""协办: units that help the one that leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Refused
from gis.workflow.acting import HANDLED, chosen, counted, edited, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "assist", "协办"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row can have no assisting unit: nobody leads it yet, or it is done."""
    if docket.county.events.status[row] in (Status.REPORTED, Status.ACCEPTED, Status.RETURNED):
        return "还没有主办单位"
    return unless(docket.county.events, row, *HANDLED)


def assist(
    docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str = "", *, units: Sequence[int]
) -> Change:
    """The unit rows `units` are the assisting units of the events from now on; those that assisted and are not named no
    longer do. The unit in the lead stays as it is."""
    county, events = docket.county, docket.county.events
    picked = chosen(county, rows, f"指定{WORD}", lambda row: why_not(docket, row, who, now))
    wanted = list(dict.fromkeys(int(unit) for unit in units))
    names = "、".join(county.units.name[unit] for unit in wanted)
    edits: list[RowEdit] = []
    steps = []
    for row in picked:
        own = _edits(docket, row, wanted, now)
        if own:
            edits += [edited(county, row), *own]
            note = f"协办单位：{names or '无'}" + (f"。{words.strip()}" if words.strip() else "")
            steps.append(NewStep(int(events.id[row]), int(Act.ASSIST), 0, note))
    if not edits:
        raise Refused("协办单位没有变化。")
    label = f"{counted(events, picked)}由 {names} 协办" if names else f"撤去 {counted(events, picked)}的协办单位"
    return Change(KIND, label, tuple(edits), tuple(steps), words.strip())


def _edits(docket: Docket, row: int, wanted: list[int], now: int) -> list[RowEdit]:
    county, event = docket.county, int(docket.county.events.id[row])
    lead = int(county.events.unit[row])
    ids = [int(county.units.id[unit]) for unit in wanted if unit != lead]
    held = dict(docket.file(row).assisting)
    new = [
        RowEdit("assisting", f"{event}/{unit}", 0, None, {"event": event, "unit": unit, "at": now})
        for unit in ids
        if unit not in held
    ]
    gone = [
        RowEdit("assisting", f"{event}/{unit}", version, {"event": event, "unit": unit}, None)
        for unit, version in held.items()
        if unit not in ids
    ]
    return new + gone
