"""Units, items and the list of duties of the demo county, from the tables and the divisions that exist."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.county.units import Duties, Items, UnitKind, Units
from gis.demo.tables import EVERY_TOWNSHIP, LOCAL_TOWNSHIP, DutyRow, Tables
from gis.foundation.columns import TextColumn


@dataclass(frozen=True)
class Powers:
    """Which unit a matter belongs to. townships: int32[t] division rows. lead: int16 (matters, t) rows in Units.
    assist: int16 (matters, t), the first assisting unit, -1 none. item: uint8[matters] rows in Items."""

    townships: np.ndarray
    lead: np.ndarray
    assist: np.ndarray
    item: np.ndarray


def build_items(tables: Tables) -> Items:
    """The items of the patrol list, ids from 1."""
    return Items(
        np.arange(1, len(tables.items) + 1, dtype=np.int32),
        TextColumn.of(i.name for i in tables.items),
        np.array([i.category for i in tables.items], np.uint8),
        np.array([i.limit for i in tables.items], np.uint8),
        TextColumn.of(tables.categories),
    )


def build_units(tables: Tables, divisions: Divisions) -> Units:
    """Departments, then the sub-centres of those townships that exist; ids from 1."""
    row_of = _township_rows(divisions)
    kept = [u for u in tables.units if not u.area or u.area in row_of]
    return Units(
        np.arange(1, len(kept) + 1, dtype=np.int32),
        TextColumn.of(u.name for u in kept),
        TextColumn.of(u.full_name for u in kept),
        np.array([UnitKind.TOWNSHIP if u.area else UnitKind.DEPARTMENT for u in kept], np.uint8),
        np.array([row_of.get(u.area, 0) for u in kept], np.int32),
        np.array([u.capacity for u in kept], np.int32),
        np.zeros(len(kept), np.int64),
    )


def build_duties(tables: Tables, divisions: Divisions, units: Units) -> tuple[Duties, Powers]:
    """The list of duties with one row per area, and the same as a look-up by matter and township."""
    unit_row = {name: row for row, name in enumerate(units.name)}
    seat = {int(units.division[row]): row for row in range(len(units)) if units.kind[row] == UnitKind.TOWNSHIP}
    item_row = {item.name: row for row, item in enumerate(tables.items)}
    rows: list[tuple[DutyRow, int, int]] = []  # duty, division row, lead unit row
    for duty in sorted(tables.duties, key=_order):
        for area in _areas(duty, tables, divisions):
            rows.append((duty, area, seat[area] if duty.lead == LOCAL_TOWNSHIP else unit_row[duty.lead]))
    duties = Duties(
        TextColumn.of(d.number for d, _, _ in rows),
        TextColumn.of(d.matter for d, _, _ in rows),
        np.array([item_row[d.item] + 1 for d, _, _ in rows], np.int32),
        np.array([area for _, area, _ in rows], np.int32),
        units.id[[lead for _, _, lead in rows]],
        TextColumn.of(",".join(str(int(units.id[unit_row[a]])) for a in d.assist) for d, _, _ in rows),
        np.zeros(len(rows), np.int64),
    )
    return duties, _powers(rows, tables, divisions, unit_row, item_row)


def _powers(
    rows: list[tuple[DutyRow, int, int]],
    tables: Tables,
    divisions: Divisions,
    unit_row: dict[str, int],
    item_row: dict[str, int],
) -> Powers:
    townships = divisions.rows_of(Level.TOWNSHIP)
    matter_row = {m.name: row for row, m in enumerate(tables.matters)}
    lead = np.full((len(matter_row), len(townships)), -1, np.int16)
    assist = lead.copy()
    item = np.zeros(len(matter_row), np.uint8)
    for duty, area, unit in sorted(rows, key=lambda row: row[1] != 0):  # an area's own row overrides the county's
        at = (matter_row[duty.matter], slice(None) if area == 0 else int(np.searchsorted(townships, area)))
        lead[at] = unit
        assist[at] = unit_row[duty.assist[0]] if duty.assist else -1
        item[matter_row[duty.matter]] = item_row[duty.item]
    return Powers(townships, lead, assist, item)


def _areas(duty: DutyRow, tables: Tables, divisions: Divisions) -> list[int]:
    """Division rows of the areas that a duty row stands for."""
    row_of = _township_rows(divisions)
    if not duty.area:
        return [0]
    if duty.area != EVERY_TOWNSHIP:
        return [row_of[duty.area]] if duty.area in row_of else []
    named = {d.area for d in tables.duties if d.matter == duty.matter}
    return [row for code, row in row_of.items() if code not in named]


def _township_rows(divisions: Divisions) -> dict[str, int]:
    return {divisions.code[row]: int(row) for row in divisions.rows_of(Level.TOWNSHIP)}


def _order(duty: DutyRow) -> tuple[int, ...]:
    return tuple(int(part) for part in duty.number.split("."))
