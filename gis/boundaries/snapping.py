"""Where the hand means to be: corners and vertices, borders, streets, gaps between houses; the nearest wins, corners
before lines. Modifier keys hold one kind or refuse all: the caller says which kinds may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from gis.boundaries.editing.parts import Arc
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice

AROUND_M = 60.0  # houses within this of the pointer shape the gaps around it
CELL_M = 30.0  # ground for which one diagram of the gaps serves
MOST_CELLS = 64
CLEAR_M = 3.0  # a gap leaves this much to the houses beside it


class SnapKind(StrEnum):
    """What a place was drawn to, in the words the pointer's tip shows."""

    NODE = "角点"
    VERTEX = "节点"
    BORDER = "边界"
    STREET = "道路"
    GAP = "房屋间隙"


POINTS = (SnapKind.NODE, SnapKind.VERTEX)
ALL = frozenset(SnapKind)


@dataclass(frozen=True)
class Snap:
    """x, y: EPSG:4547 metres on the lattice. away_m: from the pointer. arc: id of the border it is on, 0 for none."""

    kind: SnapKind
    x: float
    y: float
    away_m: float
    arc: int = 0


def snap(
    state: State, x: float, y: float, reach_m: float, kinds: Collection[SnapKind] = ALL,
    but: Collection[int] = frozenset(), gaps: Gaps | None = None,
) -> Snap | None:  # fmt: skip
    """The best place within reach of a pointer, None if there is none. kinds: those that may be (a key held narrows
    them, another empties them). but: ids of arcs that do not count: those being dragged. gaps: what a hand keeps
    between its moves; the answer is the same without."""
    at = np.array([x, y], float)
    arcs = [a for a in state.arcs_near(x, y, reach_m) if a.id not in but]
    points = [s for s in _on_points(at, arcs, reach_m) if s.kind in kinds]
    if points:
        return min(points, key=lambda s: (s.away_m, s.kind != SnapKind.NODE))
    lines: list[Snap] = []
    if SnapKind.BORDER in kinds:
        lines += _on_borders(at, arcs, reach_m)
    if SnapKind.STREET in kinds:
        lines += _on_streets(state, at, reach_m)
    if SnapKind.GAP in kinds:
        lines += _in_gaps(state, at, reach_m, gaps or Gaps())
    return min(lines, key=lambda s: s.away_m) if lines else None


def _made(kind: SnapKind, at: np.ndarray, place: np.ndarray, arc: int = 0) -> Snap:
    px, py = on_lattice(place).tolist()
    return Snap(kind, px, py, float(np.hypot(px - at[0], py - at[1])), arc)


def _on_points(at: np.ndarray, arcs: list[Arc], reach_m: float) -> list[Snap]:
    found = []
    for arc in arcs:
        away = np.hypot(*(arc.xy - at).T)
        near = int(away.argmin())
        if away[near] <= reach_m:
            kind = SnapKind.NODE if near in (0, len(arc.xy) - 1) else SnapKind.VERTEX
            found.append(_made(kind, at, arc.xy[near], arc.id))
    return found


def _on_borders(at: np.ndarray, arcs: list[Arc], reach_m: float) -> list[Snap]:
    found = []
    for arc in arcs:
        place, away = _foot(at, arc.xy)
        if away <= reach_m:
            found.append(_made(SnapKind.BORDER, at, place, arc.id))
    return found


def _foot(at: np.ndarray, xy: np.ndarray) -> tuple[np.ndarray, float]:
    """(the nearest place on a line, its distance)."""
    a, d = xy[:-1], np.diff(xy, axis=0)
    length2 = np.maximum(np.einsum("ij,ij->i", d, d), 1e-12)
    share = np.clip(np.einsum("ij,ij->i", at - a, d) / length2, 0, 1)
    feet = a + share[:, None] * d
    away = np.hypot(*(feet - at).T)
    near = int(away.argmin())
    return feet[near], float(away[near])


def _on_streets(state: State, at: np.ndarray, reach_m: float) -> list[Snap]:
    import shapely

    low, high = at - reach_m, at + reach_m
    found = []
    for line in state.streets.within(low[0], low[1], high[0], high[1]):
        place, away = _foot(at, shapely.get_coordinates(line))
        if away <= reach_m:
            found.append(_made(SnapKind.STREET, at, place))
    return found


class Gaps:
    """Lines as far from one house as from the next, near a place: a diagram of the houses around it, kept for the cell
    of ground it was made for, since a hand asks again with every move."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int], tuple[Any, np.ndarray] | None] = {}

    def near(self, state: State, at: np.ndarray) -> tuple[Any, np.ndarray] | None:
        """(shapely lines, float64 (k, 2) houses around), None where there are fewer than two houses."""
        cell = (at // CELL_M).astype(int).tolist()
        key = (id(state.houses), cell[0], cell[1])
        if key not in self._kept:
            while len(self._kept) >= MOST_CELLS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._made(state, (np.array(cell) + 0.5) * CELL_M)
        return self._kept[key]

    @staticmethod
    def _made(state: State, middle: np.ndarray) -> tuple[Any, np.ndarray] | None:
        import shapely

        reach = AROUND_M + CELL_M / 2
        low, high = middle - reach, middle + reach
        faces = state.faces_near(low[0], low[1], high[0], high[1])
        houses = np.concatenate([f.houses for f in faces]) if faces else np.empty(0, np.int32)
        xy = np.column_stack([state.houses.x[houses], state.houses.y[houses]])
        xy = np.unique(xy[(np.abs(xy - middle) <= reach).all(axis=1)], axis=0)
        if len(xy) < 2:
            return None
        edges: Any = shapely.voronoi_polygons(shapely.multipoints(xy), only_edges=True)
        return edges, xy


def _in_gaps(state: State, at: np.ndarray, reach_m: float, gaps: Gaps) -> list[Snap]:
    """The nearest place that is as far from one house as from the next, and clear of both."""
    import shapely

    found = gaps.near(state, at)
    if found is None:
        return []
    edges, xy = found
    foot = edges.interpolate(edges.project(shapely.Point(at)))
    place = np.array([foot.x, foot.y])
    clear = float(np.hypot(*(xy - place).T).min())
    if np.hypot(*(place - at)) > reach_m or clear < CLEAR_M:
        return []
    return [_made(SnapKind.GAP, at, place)]
