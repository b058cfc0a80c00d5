"""The list of duties (权责清单) read for events at hand: who leads, who else could, by item and area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.county.units import Duties, UnitKind
from gis.events.county import County


@dataclass(frozen=True)
class Standing:
    """How every unit stands to every kind of event at hand. A kind is one item in one grid with one suggested unit.

    count: int64[k] events of each kind. leads, helps, home: bool (k, n units): leads the duty; assists, or leads
    another duty of the item; is the township that the events lie in. lead_duty, help_duty: int32 (k, n units) row in
    Duties that makes it so, -1 none.
    """

    count: np.ndarray
    leads: np.ndarray
    helps: np.ndarray
    home: np.ndarray
    lead_duty: np.ndarray
    help_duty: np.ndarray


def standing(county: County, rows: np.ndarray) -> Standing:
    """The standing of every unit to the events `rows` (int32 rows).

    A duty covers an event if its item is the event's and its area holds the event's grid. The lead of the only covering
    duty leads; where several cover it, the one whose lead is the event's suggested unit.
    """
    events = county.events
    key = (events.division[rows].astype(np.int64) << 32) | (events.item[rows].astype(np.int64) << 16)
    _, first, count = np.unique(key + events.suggested[rows] + 1, return_index=True, return_counts=True)
    kinds = rows[first]
    item, division, suggested = events.item[kinds], events.division[kinds], events.suggested[kinds]
    k, n_units = len(count), len(county.units)
    lead_row, assist_rows = _unit_rows(county)
    covering = _covering(county, item, division)
    several = covering.sum(axis=1) > 1
    lead_duty, help_duty = np.full((k, n_units), -1, np.int32), np.full((k, n_units), -1, np.int32)
    for duty in np.flatnonzero(covering.any(axis=0))[::-1]:  # the first of the list wins where several would do
        on = covering[:, duty]
        for unit in assist_rows[duty]:
            help_duty[on, unit] = duty
        unit = lead_row[duty]
        if unit < 0:
            continue
        main = on & (~several | (suggested == unit))
        lead_duty[main, unit] = duty
        help_duty[on & ~main, unit] = duty
    return Standing(count, lead_duty >= 0, help_duty >= 0, _home(county, division), lead_duty, help_duty)


def duty_words(duties: Duties, duty: int) -> str:
    """权责清单 第 3.2 项 · 农田水利."""
    return f"权责清单 第 {duties.number[duty]} 项 · {duties.matter[duty]}"


def _covering(county: County, item: np.ndarray, division: np.ndarray) -> np.ndarray:
    """bool (k, n duties): which duties cover which kinds."""
    duties = county.duties
    same_item = county.items.id[item][:, None] == duties.item[None, :]
    end = county.divisions.end[duties.division]
    return same_item & (division[:, None] >= duties.division) & (division[:, None] < end)


def _home(county: County, division: np.ndarray) -> np.ndarray:
    """bool (k, n units): township units whose township holds the kind."""
    units = county.units
    end = county.divisions.end[units.division]
    inside = (division[:, None] >= units.division) & (division[:, None] < end)
    return inside & (units.kind == UnitKind.TOWNSHIP)


def _unit_rows(county: County) -> tuple[np.ndarray, list[list[int]]]:
    """Row in Units of every duty's lead (-1 unknown), and the rows of its assisting units."""
    row_of = {int(unit): row for row, unit in enumerate(county.units.id)}
    lead = np.array([row_of.get(int(unit), -1) for unit in county.duties.lead], np.int64)
    assist = [
        [row_of[int(unit)] for unit in text.split(",") if unit.strip() and int(unit) in row_of]
        for text in county.duties.assist
    ]
    return lead, assist


def leading_unit(county: County, item: int, division: int) -> int:
    """Unit id that leads the duty for an item row in a division row: the duty of the smallest area that holds it, the
    first in the list's order among equals; 0 if the list names none."""
    duties = county.duties
    areas = county.divisions.path(division)
    rows = np.flatnonzero(duties.item == county.items.id[item])
    fitting = [(areas.index(int(duties.division[r])), -r) for r in rows.tolist() if int(duties.division[r]) in areas]
    return int(duties.lead[-max(fitting)[1]]) if fitting else 0
