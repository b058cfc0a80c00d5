"""Who or what is measured: grid workers, grids, villages, townships, departments, units, classes, items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.county.places import masked
from gis.county.units import UnitKind
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.county import County
from gis.events.states import SOURCE_WORD, Source
from gis.foundation.errors import WanggeError

BY_WORD = {
    "worker": "网格员",
    "grid": "网格",
    "village": "村（社区）",
    "township": "乡镇",
    "department": "县直部门",
    "unit": "处置单位",
    "class": "事项类别",
    "item": "巡查事项",
    "limit": "时限类别",
    "source": "来源",
}


@dataclass(frozen=True)
class Subjects:
    """k subjects of one kind. of_event: int32[n events] subject of each event, -1 none. row: int32[k] row in the
    table they come from (Staff, Divisions, Units, Items; else the stored value). code: division code or id as text.
    note: where it lies, empty for most."""

    by: str
    of_event: np.ndarray
    row: np.ndarray
    name: tuple[str, ...]
    code: tuple[str, ...]
    note: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.name)

    @cached_property
    def slot(self) -> np.ndarray:
        """intp[n events] subject + 1, so that 0 gathers the events of none: what counting indexes by."""
        return self.of_event.astype(np.intp) + 1

    @property
    def word(self) -> str:
        return BY_WORD[self.by]

    def find(self, name: str) -> int:
        """The subject of a name or code; WanggeError if there is none or more than one."""
        if name in self.code:
            return self.code.index(name)
        found = [i for i, own in enumerate(self.name) if own == name]
        if len(found) == 1:
            return found[0]
        if found:
            raise WanggeError(f"有 {len(found)} 个{self.word}叫“{name}”。", "请改用代码指明。")
        raise WanggeError(f"没有叫“{name}”的{self.word}。")


def subjects(county: County, by: str) -> Subjects:
    """The subjects of one kind, a key of BY_WORD, in the order of their table."""
    if by not in BY_WORD:
        raise WanggeError(f"不能按“{by}”考核。", f"可用：{'、'.join(BY_WORD)}。")
    makers: dict[str, Callable[[County], Subjects]] = {
        "worker": _workers,
        "department": lambda c: _units(c, "department", (UnitKind.DEPARTMENT,)),
        "unit": lambda c: _units(c, "unit", tuple(UnitKind)),
        "class": _classes,
        "item": _items,
        "limit": lambda c: _words(c, "limit", c.events.limit_class, [LIMIT_CLASS_WORD[k] for k in LimitClass]),
        "source": lambda c: _words(c, "source", c.events.source, [SOURCE_WORD[k] for k in Source]),
    }
    levels = {"grid": Level.GRID, "village": Level.VILLAGE, "township": Level.TOWNSHIP}
    return _divisions(county, by, levels[by]) if by in levels else makers[by](county)


def holders(divisions: Divisions, level: Level) -> np.ndarray:
    """int32[n divisions] row of the division of `level` that holds each one, itself included; -1 none."""
    rows = np.arange(len(divisions), dtype=np.int32)
    last = np.maximum.accumulate(np.where(divisions.level == level, rows, -1)).astype(np.int32)
    inside = (last >= 0) & (rows < divisions.end[np.maximum(last, 0)])
    return np.where(inside, last, -1).astype(np.int32)


def _ranks(count: int, rows: np.ndarray) -> np.ndarray:
    """int32[count + 1]: place of each row among `rows`, -1 for others; the last entry serves row -1."""
    place = np.full(count + 1, -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    return place


def _divisions(county: County, by: str, level: Level) -> Subjects:
    d = county.divisions
    rows = d.rows_of(level)
    place = _ranks(len(d), rows)[holders(d, level)]
    if level is Level.GRID:
        names = [f"{d.short_name[int(d.parent[r])]} {d.short_name[r]}" for r in rows]
    else:
        names = d.short_name.take(rows)
    above = [d.short_name[max(d.ancestor(int(r), Level.TOWNSHIP), 0)] if level > Level.TOWNSHIP else "" for r in rows]
    return Subjects(by, place[county.events.division], rows, tuple(names), tuple(d.code.take(rows)), tuple(above))


def _workers(county: County) -> Subjects:
    """Grid workers by the grid they have today; an event belongs to the worker of its grid."""
    d, staff = county.divisions, county.staff
    held = np.flatnonzero(d.worker > 0)
    ids = np.unique(d.worker[held])
    ids = ids[np.isin(ids, staff.id)]
    place = np.full(len(d), -1, np.int32)
    at = np.searchsorted(ids, d.worker[held])
    known = at < len(ids)
    known[known] = ids[at[known]] == d.worker[held][known]
    place[held[known]] = at[known]
    row_of = {int(i): r for r, i in enumerate(staff.id)}
    rows = np.array([row_of[int(i)] for i in ids], np.int32)
    grid_of = {int(d.worker[r]): int(r) for r in held[::-1]}
    grids = [" ".join(d.short_name[p] for p in d.path(grid_of[int(i)])[1:]) for i in ids]
    names = tuple(masked(n) for n in staff.name.take(rows))
    return Subjects("worker", place[county.events.division], rows, names, tuple(str(int(i)) for i in ids), tuple(grids))


def _units(county: County, by: str, kinds: tuple[UnitKind, ...]) -> Subjects:
    units = county.units
    rows = np.flatnonzero(np.isin(units.kind, kinds)).astype(np.int32)
    place = _ranks(len(units), rows)[county.events.unit]
    codes = tuple(str(int(i)) for i in units.id[rows])
    return Subjects(by, place, rows, tuple(units.name.take(rows)), codes, ("",) * len(rows))


def _classes(county: County) -> Subjects:
    items = county.items
    return _words(county, "class", items.category[county.events.item], list(items.category_names))


def _items(county: County) -> Subjects:
    items = county.items
    found = _words(county, "item", county.events.item, list(items.name))
    codes = tuple(str(int(i)) for i in items.id)
    return Subjects("item", found.of_event, found.row, found.name, codes, tuple(
        items.category_names[int(c)] for c in items.category
    ))  # fmt: skip


def _words(county: County, by: str, values: np.ndarray, words: list[str]) -> Subjects:
    rows = np.arange(len(words), dtype=np.int32)
    codes = tuple(str(i) for i in range(len(words)))
    return Subjects(by, values.astype(np.int32), rows, tuple(words), codes, ("",) * len(words))
