"""A plan of grids as papers tell it: what changes, grid by grid, where the borders run; no person is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.editing.parts import Arc, Face
from gis.boundaries.editing.state import State as County
from gis.boundaries.plans.comparing import GridChange
from gis.boundaries.plans.drawing import OpenPlan
from gis.boundaries.plans.impact import Impact
from gis.county.divisions import Level
from gis.events.states import State
from gis.foundation.errors import Refused
from gis.foundation.viewport import Bounds

BORN, RETIRED, ALTERED = "新设", "撤销", "调整"
SAME_LINE_M = 0.05
AROUND = 0.12  # share of what is shown around the grids that change
LEAST_M = 300.0  # a map shows at least so much


@dataclass(frozen=True)
class GridRow:
    """A grid that changes. households, people, area_m2: before and after, 0 where it is not there. monthly: events a
    month before and after, None where nobody counted. village: its short name. fits: holds 5 to 60 households after,
    or is gone."""

    code: str
    village: str
    what: str
    households: tuple[int, int]
    people: tuple[int, int]
    area_m2: tuple[float, float]
    monthly: tuple[float, float] | None
    fits: bool

    @property
    def number(self) -> str:
        """008 of the full code; a village that was not divided has none."""
        return self.code[12:] or "全村"


@dataclass(frozen=True)
class Pill:
    """A grid on the map: number, households, whether it changes, where its words stand (EPSG:4547 metres)."""

    number: str
    households: int
    changed: bool
    x_m: float
    y_m: float


@dataclass(frozen=True)
class Borders:
    """Lines float64 (k, 2) metres. outline: of the villages (and above), after. old, new: between grids, before and
    after. gone, come: where only one side has a border."""

    outline: tuple[np.ndarray, ...]
    old: tuple[np.ndarray, ...]
    new: tuple[np.ndarray, ...]
    gone: tuple[np.ndarray, ...]
    come: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class PlanFacts:
    """Everything a paper says of a plan. villages: 张王疃乡 小留庄. count: grids of these villages before and after.
    moved: households that change their grid. workers: how many grid workers are concerned. open_events: open events
    that change owner by the state of their clock, None where nobody counted. before, after: the maps. near: around the
    houses of the grids that change; wide: around all houses of their villages. Instants are UTC seconds, 0 for not
    yet."""

    name: str
    state: str
    note: str
    villages: tuple[str, ...]
    count: tuple[int, int]
    grids: tuple[GridRow, ...]
    moved: int
    workers: int
    open_events: Mapping[State, int] | None
    before: tuple[Pill, ...]
    after: tuple[Pill, ...]
    borders: Borders
    near: Bounds
    wide: Bounds
    submitted_at: int = 0
    decided_at: int = 0
    effective: str = ""
    decision: str = ""

    def of(self, what: str) -> tuple[GridRow, ...]:
        return tuple(grid for grid in self.grids if grid.what == what)


def facts_of(table: OpenPlan, told: Impact) -> PlanFacts:
    """The facts of a plan with its strokes drawn, and what it will do (gis.boundaries.plans.impact). Refused for a plan
    that changes nothing."""
    plan, before, after, difference = table.plan, table.base, table.state, told.comparison
    if not difference.grids:
        raise Refused(f"方案「{plan.name}」没有改动任何网格。", "请先划改边界，再打印。")
    sides = tuple(_faces(state, difference.villages) for state in (before, after))
    changed = frozenset(grid.code for grid in difference.grids)
    monthly = {load.code: (load.before.per_month, load.after.per_month) for load in told.loads}
    return PlanFacts(
        plan.name,
        plan.word,
        plan.note,
        tuple(_village(before, code) for code in difference.villages),
        (len(sides[0]), len(sides[1])),
        tuple(_row(before, grid, monthly.get(grid.code)) for grid in difference.grids),
        len(difference.moved),
        len(difference.workers),
        told.states,
        tuple(_pill(face, changed, before) for face in sides[0]),
        tuple(_pill(face, changed, after) for face in sides[1]),
        _borders(before, after, difference.villages),
        _around(after, [s.faces[c] for s in (before, after) for c in changed if c in s.faces]),
        _around(after, sides[1]),
        plan.submitted_at,
        plan.decided_at,
        plan.effective,
        plan.reason,
    )


def _faces(state: County, villages: Sequence[str]) -> list[Face]:
    wanted = set(villages)
    return [state.faces[code] for code in sorted(c for c, _ in state.faces.items() if c[:12] in wanted)]


def _row(before: County, grid: GridChange, monthly: tuple[float, float] | None) -> GridRow:
    what = BORN if grid.born else RETIRED if grid.retired else ALTERED
    village = before.places.get(grid.code[:12])
    name = village.short_name if village else grid.code[:12]
    return GridRow(grid.code, name, what, grid.households, grid.people, grid.area_m2, monthly, grid.fits)


def _pill(face: Face, changed: frozenset[str], state: County) -> Pill:
    """The words stand in the middle of its households, where there are any: grids reach far into the fields."""
    x_m, y_m = state.places[face.code].label
    if len(face.houses):
        x_m, y_m = float(np.median(state.houses.x[face.houses])), float(np.median(state.houses.y[face.houses]))
    return Pill(face.code[12:], face.households, face.code in changed, x_m, y_m)


def _borders(before: County, after: County, villages: Sequence[str]) -> Borders:
    sides = [_arcs(state, villages) for state in (before, after)]
    keys = [{_key(arc) for arc in side} for side in sides]
    other = [[arc.xy for arc in sides[i] if _key(arc) not in keys[1 - i]] for i in (0, 1)]
    return Borders(
        tuple(arc.xy for arc in sides[1] if arc.rank < Level.GRID),
        tuple(arc.xy for arc in sides[0] if arc.rank == Level.GRID),
        tuple(arc.xy for arc in sides[1] if arc.rank == Level.GRID),
        tuple(_only(other[0], other[1])),
        tuple(_only(other[1], other[0])),
    )


def _only(mine: Sequence[np.ndarray], yours: Sequence[np.ndarray]) -> list[np.ndarray]:
    """What of some lines runs where none of the others does: a border cut anew at another node is the same border."""
    import shapely

    if not mine:
        return []
    lines: Any = shapely.MultiLineString([xy for xy in mine if len(xy) > 1])
    if yours:
        lines = lines.difference(shapely.MultiLineString(list(yours)).buffer(SAME_LINE_M))
    parts: Any = shapely.get_parts(shapely.line_merge(lines))
    return [shapely.get_coordinates(part) for part in parts if part.length > 10 * SAME_LINE_M]


def _arcs(state: County, villages: Sequence[str]) -> list[Arc]:
    ids = {arc for face in _faces(state, villages) for arc in face.arcs}
    return [state.arcs[arc] for arc in sorted(ids)]


def _key(arc: Arc) -> bytes:
    """The same line drawn from either end."""
    return min(arc.xy.tobytes(), arc.xy[::-1].tobytes())


def _around(state: County, faces: Sequence[Face]) -> Bounds:
    """Around the houses of grids, with a little of what lies around them; around the grids where nobody lives: they
    reach far into the fields, where a map has nothing to show."""
    houses = np.unique(np.concatenate([face.houses for face in faces]))
    if len(houses):
        xy = np.column_stack([state.houses.x[houses], state.houses.y[houses]])
        low, high = xy.min(axis=0), xy.max(axis=0)
    else:
        boxes = np.array([face.bounds for face in faces])
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    grow = np.maximum((high - low) * AROUND, (LEAST_M - (high - low)) / 2)
    return float(low[0] - grow[0]), float(low[1] - grow[1]), float(high[0] + grow[0]), float(high[1] + grow[1])


def _village(state: County, code: str) -> str:
    """张王疃乡 小留庄."""
    return " ".join(place.short_name for part in (code[:9], code) if (place := state.places.get(part))) or code
