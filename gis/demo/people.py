"""People of the demo county: grid workers, dispatchers, handlers, and the residents who report. All of them made up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.county.units import Staff, UnitKind, Units
from gis.demo.tables import Tables
from gis.foundation.columns import TextColumn

DISPATCHERS = 12
INSPECTORS = 8
FIRST_DISPATCHER = "李晓敏"
TOWNSHIP_DESK = 5
# Prefixes of mobile numbers; the four digits after them are 0000, which no operator has given out as a block.
PREFIXES = (
    "130",
    "131",
    "132",
    "133",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "155",
    "158",
    "186",
    "187",
    "199",
)


@dataclass(frozen=True)
class Crew:
    """Staff and where to find them. first_worker: id of the first grid worker; they follow in grid order.
    handlers: int32 (units, 2), first staff id of the unit and how many it has."""

    staff: Staff
    dispatchers: np.ndarray
    inspectors: np.ndarray
    handlers: np.ndarray
    first_worker: int


def build_crew(tables: Tables, divisions: Divisions, units: Units, rng: np.random.Generator) -> Crew:
    """Staff in the order dispatchers, inspectors, unit by unit, grid by grid; ids from 1."""
    sizes = np.where(units.kind == UnitKind.TOWNSHIP, TOWNSHIP_DESK, rng.integers(3, 7, len(units)))
    grids = divisions.rows_of(Level.GRID)
    desk = DISPATCHERS + INSPECTORS
    total = desk + int(sizes.sum()) + len(grids)
    roles = ["调度员"] * DISPATCHERS + ["核查员"] * INSPECTORS
    for kind, size in zip(units.kind, sizes, strict=True):
        first, others = ("受理员", "乡镇干部") if kind == UnitKind.TOWNSHIP else ("部门负责人", "部门经办")
        roles += [first] + [others] * (int(size) - 1)
    roles += ["网格员"] * len(grids)
    names = person_names(tables, total, rng)
    names[0] = FIRST_DISPATCHER
    unit = np.zeros(total, np.int32)
    unit[desk : desk + int(sizes.sum())] = np.repeat(units.id, sizes)
    division = np.zeros(total, np.int32)
    division[total - len(grids) :] = grids
    staff = Staff(
        np.arange(1, total + 1, dtype=np.int32),
        TextColumn.of(names),
        TextColumn.of(phone_numbers(total, rng)),
        TextColumn.of(roles),
        unit,
        division,
    )
    starts = desk + 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return Crew(
        staff,
        staff.id[:DISPATCHERS],
        staff.id[DISPATCHERS:desk],
        np.column_stack([starts, sizes]).astype(np.int32),
        total - len(grids) + 1,
    )


def worker_of_division(crew: Crew, divisions: Divisions) -> np.ndarray:
    """int32[n divisions]: staff id of each grid's worker, 0 for what is not a grid."""
    worker = np.zeros(len(divisions), np.int32)
    grids = divisions.rows_of(Level.GRID)
    worker[grids] = crew.first_worker + np.arange(len(grids))
    return worker


def person_names(tables: Tables, count: int, rng: np.random.Generator) -> list[str]:
    """Made-up names: early surnames are the common ones, two in three given names have two characters."""
    surnames, first = np.array(tables.names["surnames"]), np.array(tables.names["first"])
    second, single = np.array(tables.names["second"]), np.array(tables.names["single"])
    common = 1 / np.arange(2, len(surnames) + 2)
    surname = rng.choice(surnames, count, p=common / common.sum())
    double = np.char.add(rng.choice(first, count), rng.choice(second, count))
    given = np.where(rng.random(count) < 0.7, double, rng.choice(single, count))
    return np.char.add(surname, given).tolist()


def phone_numbers(count: int, rng: np.random.Generator) -> list[str]:
    """Eleven digits that look right and belong to no one: a mobile prefix, 0000, four random digits."""
    prefix = rng.choice(np.array(PREFIXES), count)
    return [
        f"{p}0000{tail:04d}" for p, tail in zip(prefix.tolist(), rng.integers(1, 10_000, count).tolist(), strict=True)
    ]
