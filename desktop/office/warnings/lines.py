"""From a look ahead to the lines of a tab: risks or reminders, of a unit or township."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.forewarnings import Line
from gis.county.divisions import Level
from gis.county.units import UnitKind
from gis.snapshot import Snapshot
from gis.workspace.forewarning import Forewarning

Place = tuple[str, int]  # ("unit", row of Units) or ("division", row of Divisions)


def places(snapshot: Snapshot) -> list[tuple[str, Place]]:
    """What the list can be narrowed to: departments, then townships with whatever lies in them."""
    units, divisions = snapshot.units, snapshot.divisions
    rows = [row for row in range(len(units)) if units.kind[row] == UnitKind.DEPARTMENT]
    townships = [int(row) for row in divisions.rows_of(Level.TOWNSHIP)]
    return [
        *((units.name[row], ("unit", row)) for row in rows),
        *((f"{divisions.short_name[row]}（地域）", ("division", row)) for row in townships),
    ]


def risk_lines(held: Forewarning) -> list[Line]:
    """What will be late next, the riskiest first, each with the reminder it has reached."""
    told = {one.row: one for one in held.reminders}
    return [
        Line(
            risk.row,
            risk.due,
            risk.risk,
            told[risk.row].share if risk.row in told else 0.0,
            told[risk.row].at if risk.row in told else 0,
            risk.reasons,
        )
        for risk in held.risks
    ]


def reminder_lines(held: Forewarning, share: float) -> list[Line]:
    """What has reached just this reminder, the nearest to its end first, with its risk where it was reckoned."""
    risks = {risk.row: risk for risk in held.risks}
    return [
        Line(
            one.row,
            one.due,
            risks[one.row].risk if one.row in risks else -1.0,
            one.share,
            one.at,
            risks[one.row].reasons if one.row in risks else (),
        )
        for one in held.reminders
        if one.share == share
    ]


def of_place(lines: Sequence[Line], snapshot: Snapshot, place: Place | None) -> list[Line]:
    """Only those that a unit has, or that lie in a division."""
    if place is None:
        return list(lines)
    kind, row = place
    events, divisions = snapshot.events, snapshot.divisions
    if kind == "unit":
        return [line for line in lines if int(events.unit[line.row]) == row]
    end = int(divisions.end[row])
    return [line for line in lines if row <= int(events.division[line.row]) < end]
