"""Going to a place: by name, pinyin or initials, code, event number or coordinates; and picking a unit the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.county.names import PERSON, UNIT, Entry, Names, plain
from gis.county.pinyin import Speller
from gis.county.units import Staff, UnitKind, Units
from gis.foundation.columns import TextColumn
from gis.foundation.crs import parse_pair, to_degrees
from gis.foundation.viewport import Bounds

KIND_OF_LEVEL = {Level.COUNTY: "county", Level.TOWNSHIP: "township", Level.VILLAGE: "village", Level.GRID: "grid"}
MOST_UNITS = 3
MOST_EVENTS = 4  # of one query, so that a serial of every day does not push the places out


class Numbered(Protocol):
    """What place search needs of gis.events.columns.Events, which lies above this package."""

    @property
    def x(self) -> np.ndarray: ...

    @property
    def y(self) -> np.ndarray: ...

    @property
    def reported_at(self) -> np.ndarray: ...

    @property
    def description(self) -> TextColumn: ...

    def number(self, row: int) -> str: ...

    def numbered(self, word: str) -> np.ndarray: ...


class County(Protocol):
    """A snapshot fits."""

    @property
    def divisions(self) -> Divisions: ...

    @property
    def units(self) -> Units: ...

    @property
    def staff(self) -> Staff: ...

    @property
    def events(self) -> Numbered: ...


@dataclass(frozen=True)
class Place:
    """One place found. kind: county, township, village, grid (row in Divisions), event (row in Events), staff (row in
    Staff), unit (row in Units; a department, which stands nowhere: the county's label), point (row -1). x, y: EPSG:4547
    metres; bounds: of a division, else None."""

    kind: str
    row: int
    name: str
    note: str
    x: float
    y: float
    bounds: Bounds | None = None


class PlaceIndex:
    """Names of one county, spelled once (0.2 s, on a worker); a query then takes some milliseconds."""

    _county: County

    def __init__(self, county: County) -> None:
        self._speller = Speller()
        self._read(county)

    def renew(self, county: County) -> None:
        """Answer from a newer snapshot; names are spelled again only if they could have changed."""
        same = (county.divisions, county.units, county.staff)
        if all(
            a is b for a, b in zip(same, (self._county.divisions, self._county.units, self._county.staff), strict=True)
        ):
            self._county = county
        else:
            self._read(county)

    def find(self, query: str, limit: int = 12) -> list[Place]:
        """Places for a query, best first: exact names before beginnings, names before pinyin before initials, wide
        divisions before narrow ones, events and people after places of the same standing."""
        query = plain(query)
        if not query or limit < 1:
            return []
        point = self._point(query)
        if point is not None:
            return [point]
        places = [*self._events_numbered(query), *self._coded(query), *self._gridded(query)]
        ranked = sorted(self._places.ranked(query))
        places += [self._division(row) for row in [row for rank, row in ranked if rank.level != PERSON][:limit]]
        places += [self._department(row) for row in self.find_units(query) if self._is_department(row)][:MOST_UNITS]
        places += [self._person(row) for row in [row for rank, row in ranked if rank.level == PERSON][:limit]]
        return list(dict.fromkeys(places))[:limit]

    def find_units(self, query: str) -> list[int]:
        """Rows in Units whose name, pinyin or initials fit (nyncj: 农业农村局), best first; all without a query."""
        query = plain(query)
        if not query:
            return list(range(len(self._county.units)))
        return [row for _, row in sorted(self._units.ranked(query))]

    def find_villages(self, query: str) -> list[int]:
        """Rows in Divisions of the villages that answer to a name, pinyin or initials (xlz: 小留庄), or to the begin or
        end of their code, best first; all of them, in code order, without a query."""
        query, villages = plain(query), self._county.divisions.rows_of(Level.VILLAGE).tolist()
        if not query:
            return villages
        if re.fullmatch(r"\d{3,12}", query):
            return [row for row in villages if self._codes[row].startswith(query) or self._codes[row].endswith(query)]
        return [row for rank, row in sorted(self._places.ranked(query)) if rank.level == Level.VILLAGE]

    def _read(self, county: County) -> None:
        self._county = county
        d, units, staff = county.divisions, county.units, county.staff
        self._codes = list(d.code)
        named = np.flatnonzero(d.level < Level.GRID).tolist()
        located = np.flatnonzero(staff.division > 0).tolist()
        self._places = Names(
            [self._entry(r, int(d.level[r]), int(d.households[r]), d.short_name[r], d.name[r]) for r in named]
            + [self._entry(r, PERSON, 0, staff.name[r]) for r in located]
        )
        self._units = Names([self._entry(r, UNIT, 0, units.name[r], units.full_name[r]) for r in range(len(units))])

    def _entry(self, row: int, level: int, weight: int, *names: str) -> Entry:
        spelled = tuple(plain(name) for name in names)
        return Entry(row, level, weight, spelled, "\n".join(spelled), self._speller.readings(spelled[0]))

    def _point(self, query: str) -> Place | None:
        pair = parse_pair(query)
        if pair is None:
            return None
        lon, lat = to_degrees(*pair)
        left, bottom, right, top = self._county.divisions.bounds[0]
        inside = left <= pair[0] <= right and bottom <= pair[1] <= top
        note = f"{lon:.5f}, {lat:.5f}" if inside else f"{lon:.5f}, {lat:.5f} · 不在本县"
        return Place("point", -1, f"坐标 {pair[0]:.0f}, {pair[1]:.0f}", note, *pair)

    def _events_numbered(self, query: str) -> list[Place]:
        events = self._county.events
        rows = events.numbered(query)
        newest = rows[np.argsort(-events.reported_at[rows], kind="stable")][:MOST_EVENTS]
        return [
            Place(
                "event",
                int(row),
                events.number(row),
                events.description[row],
                float(events.x[row]),
                float(events.y[row]),
            )
            for row in newest
        ]

    def _coded(self, query: str) -> list[Place]:
        """Divisions by the beginning of their code, the widest first; a place code has at least six digits."""
        if not re.fullmatch(r"\d{6,15}", query):
            return []
        rows = [row for row, code in enumerate(self._codes) if code.startswith(query)]
        return [self._division(row) for row in sorted(rows, key=lambda row: (len(self._codes[row]), row))[:50]]

    def _gridded(self, query: str) -> list[Place]:
        """小留庄 008, xlz8: a grid of a village."""
        found = re.fullmatch(r"(\D+?)\s*第?\s*(\d{1,3})\s*(?:网格|号)?", query)
        if not found:
            return []
        d = self._county.divisions
        villages = [row for rank, row in sorted(self._places.ranked(found[1])) if rank.level == Level.VILLAGE]
        serial = f"{int(found[2]):03d}"
        return [
            self._division(row)
            for village in villages[:5]
            for row in range(village + 1, int(d.end[village]))
            if self._codes[row].endswith(serial)
        ]

    def _division(self, row: int) -> Place:
        d = self._county.divisions
        level = Level(int(d.level[row]))
        above = [d.short_name[r] for r in d.path(row)[1:-1]]
        left, bottom, right, top = d.bounds[row]
        return Place(
            KIND_OF_LEVEL[level],
            row,
            f"{above[-1]} {d.short_name[row]} 网格" if level is Level.GRID and above else d.short_name[row],
            " · ".join([*above, self._codes[row]]),
            float(d.label_x[row]),
            float(d.label_y[row]),
            (float(left), float(bottom), float(right), float(top)),
        )

    def _is_department(self, row: int) -> bool:
        """Townships are found as places."""
        return bool(self._county.units.kind[row] == UnitKind.DEPARTMENT)

    def _department(self, row: int) -> Place:
        units, d = self._county.units, self._county.divisions
        return Place("unit", row, units.name[row], units.full_name[row], float(d.label_x[0]), float(d.label_y[0]))

    def _person(self, row: int) -> Place:
        d, staff = self._county.divisions, self._county.staff
        at, grids = int(staff.division[row]), d.grids_of_worker(int(staff.id[row]))
        at = at if at in grids or not grids else grids[0]
        where = " ".join(d.short_name[r] for r in d.path(at)[2:])
        return Place(
            "staff",
            row,
            masked(staff.name[row]),
            f"{staff.role[row]} · {where}",
            float(d.label_x[at]),
            float(d.label_y[at]),
        )


def masked(name: str) -> str:
    """张建国 → 张*国, 李芳 → 李*."""
    return name[0] + "*" * max(len(name) - 2, 1) + name[2:][-1:] if len(name) > 1 else name
