"""上交县级: what a township cannot solve goes to the county, which assigns it anew."""

from __future__ import annotations

from collections.abc import Iterable

from gis.county.units import UnitKind
from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep
from gis.workflow.acting import HANDLED, chosen, counted, edited, need_words, unit_id, unless
from gis.workflow.case_file import Doer
from gis.workflow.docket import Docket

KIND, WORD = "escalate", "上交县级"


def why_not(docket: Docket, row: int, who: Doer, now: int) -> str:
    """Why an event row is not a township's to hand up."""
    events, units = docket.county.events, docket.county.units
    if events.paused[row]:
        return "暂停中，请先恢复"
    unit = int(events.unit[row])
    if unit >= 0 and units.kind[unit] != UnitKind.TOWNSHIP:
        return f"已在县直单位 {units.name[unit]}"
    return unless(events, row, Status.ACCEPTED, *HANDLED)


def escalate(docket: Docket, rows: Iterable[int], who: Doer, now: int, words: str) -> Change:
    """The events leave the township and wait for the county's assignment. That is no 退单: it does not count as one,
    and the clocks go on."""
    county, events = docket.county, docket.county.events
    reason = need_words(words, "上交的理由")
    picked = chosen(county, rows, WORD, lambda row: why_not(docket, row, who, now))
    steps = tuple(NewStep(int(events.id[row]), int(Act.ESCALATE), unit_id(county, row), reason) for row in picked)
    edits = tuple(edited(county, row, unit=0, status=int(Status.ACCEPTED), assigned_at=0) for row in picked)
    return Change(KIND, f"将 {counted(events, picked)}上交县级", edits, steps, reason)
