"""From today's grids with the least change: only as many households change hands as the rule asks.

Grids that give and take nothing keep their polygons as they are, vertex for vertex, and of the others only the ground
of the houses that leave changes hands. Where that would tear a grid apart, the grids concerned are drawn anew inside
the outline they have together.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.build import shared_arcs
from gis.boundaries.partition.atoms import SHAKES_M, atoms_of
from gis.boundaries.partition.candidate import Candidate, candidate
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.drawing import draw
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.handover import handed_over
from gis.boundaries.partition.level import level
from gis.boundaries.partition.rule import RULE, NoPartition, Window, check_number
from gis.boundaries.partition.web import Shares, Web, join
from gis.boundaries.partition.weld import weld


@dataclass
class _Grids:
    """Today's grids on their way. of: int[n], the grid of each household. shapes: their polygons. was: the number of
    today's grid that each is, -1 for a new one. on_ring: vertices added so far."""

    of: np.ndarray
    shapes: list[Any]
    was: list[int]
    on_ring: list[np.ndarray]

    def held(self) -> np.ndarray:
        return np.bincount(self.of, minlength=len(self.shapes))


def rebalance(
    ground: Ground, present: np.ndarray, shapes: np.ndarray, k: int | str | None = None, rule: Window = RULE,
    window: Window | None = None,
) -> Candidate:  # fmt: skip
    """Today's grids put right with the fewest households changing hands.

    present: int[n], today's grid of each household of the ground, -1 for one that is new. shapes: object[m] polygons of
    today's grids, a coverage of the area. k: how many grids there shall be; None keeps today's number if the rule
    allows it and comes as near to it as the rule does otherwise. window: least and most households of a grid, the rule
    itself unless given. Grids are split (the largest) or merged (the smallest neighbours) until there are k.
    Raises NoPartition.
    """
    began = time.perf_counter()
    if not len(shapes):
        raise NoPartition("现在还没有网格，谈不上最少变动。", "请先用其他方式划分。")
    n = len(ground)
    low, high = ground.number("auto", rule), max(n // rule[0], 1)
    asked = min(max(len(shapes), low), high) if k is None else ground.number(k, rule)
    check_number(n, asked, rule)
    grids = _Grids(_housed(ground, present, shapes), list(shapes), list(range(len(shapes))), [])
    while len(grids.shapes) < asked:
        _split(ground, grids, rule)
    while len(grids.shapes) > asked:
        _merge(grids)
    _level(ground, grids, present, window or rule)
    on_ring = _still_on_ring(ground.area, grids)
    return candidate("least_change", 0, ground, grids.of, np.array(grids.shapes, object), on_ring, present, began)


def _housed(ground: Ground, present: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """int64[n]: today's grid of each household; a new one belongs to the grid it lies in."""
    import shapely

    of = np.array(present, np.int64)
    new = np.flatnonzero(of < 0)
    if len(new):
        dots: Any = shapely.points(ground.x[new], ground.y[new])
        point, shape = shapely.STRtree(shapes).query_nearest(dots, all_matches=False)
        of[new[point]] = shape
    return of


def _split(ground: Ground, grids: _Grids, rule: Window) -> None:
    """The largest grid into two of even size; the larger one keeps the number."""
    largest = int(grids.held().argmax())
    own = np.flatnonzero(grids.of == largest)
    halves = partition(
        Ground(grids.shapes[largest], ground.x[own], ground.y[own], ground.lanes), 2, rule=(1, rule[1] * 9)
    )
    first = int(halves.households.argmax())
    grids.of[own[halves.labels != first]] = len(grids.shapes)
    grids.shapes[largest] = halves.polygons[first]
    grids.shapes.append(halves.polygons[1 - first])
    grids.was.append(-1)
    _take_over(grids, halves.on_ring)


def _merge(grids: _Grids) -> None:
    """The two neighbours that hold the fewest together into one, under the number of the larger."""
    import shapely

    pairs = _bordering(grids.shapes)
    if not pairs:
        raise NoPartition("现有网格之间没有公共边界，无法合并。", "请先核验边界。")
    held = grids.held()
    keep, go = min(((a, b) for a, b in sorted(pairs) if held[a] >= held[b]), key=lambda p: held[p[0]] + held[p[1]])
    whole = shapely.coverage_union_all(np.array([grids.shapes[keep], grids.shapes[go]], object))
    grids.shapes[keep] = shapely.get_parts(whole)[0]
    grids.of[grids.of == go] = keep
    del grids.shapes[go], grids.was[go]
    grids.of[grids.of > go] -= 1


def _level(ground: Ground, grids: _Grids, present: np.ndarray, window: Window) -> None:
    """Chains of households from grids that hold too many to such as have room, then the borders around them."""
    held = grids.held()
    if held.min() >= window[0] and held.max() <= window[1]:
        return
    atoms = ground.atoms
    share = _pieces(atoms.of, grids.of, len(atoms))
    share[share < 0] = _nearest(atoms.xy, np.flatnonzero(share < 0), np.flatnonzero(share >= 0), share)
    at_home = (present >= 0) & (np.array(grids.was)[grids.of] == present)
    settled = np.bincount(atoms.of[at_home], minlength=len(atoms))
    web = Web(atoms, ground.lane)
    web.sever(share.tolist(), _bordering(grids.shapes))
    shares = Shares(web, share.tolist(), len(grids.shapes), settled.tolist())
    if not level(shares, window):
        raise NoPartition(
            f"没有找到从现有网格调整到每格 {window[0]}–{window[1]} 户的办法。", "请换一个网格数，或用其他方式重划。"
        )
    now = np.array(shares.of)[atoms.of]
    touched = sorted({int(g) for g in (*grids.of[now != grids.of], *now[now != grids.of])})
    handed = handed_over(grids.shapes, ground.x, ground.y, grids.of, now, touched)
    grids.of = now
    if handed is None:
        _redraw(ground, grids, present, touched, window)
        return
    for g, polygon in handed[0].items():
        grids.shapes[g] = polygon
    _take_over(grids, handed[1])


def _bordering(shapes: list[Any]) -> set[tuple[int, int]]:
    """Pairs of grids with more than a metre of border in common, either way round."""
    offsets, xy, left, right = shared_arcs(shapes, np.arange(len(shapes)))
    steps = np.append(np.hypot(*np.diff(xy, axis=0).T), 0.0)
    steps[offsets[1:] - 1] = 0.0
    length = np.add.reduceat(steps, offsets[:-1])
    common: dict[tuple[int, int], float] = {}
    for a, b, metres in zip(left.tolist(), right.tolist(), length.tolist(), strict=True):
        common[a, b] = common[b, a] = common.get((a, b), 0.0) + metres
    return {pair for pair, metres in common.items() if metres > 1.0 and min(pair) >= 0}


def _pieces(of: np.ndarray, grid: np.ndarray, count: int) -> np.ndarray:
    """int64[a]: the grid most households of each piece lie in, -1 for a piece without households."""
    share = np.full(count, -1)
    pairs, times = np.unique(np.column_stack([of, grid]), axis=0, return_counts=True)
    order = np.argsort(times, kind="stable")
    share[pairs[order, 0]] = pairs[order, 1]
    return share


def _nearest(xy: np.ndarray, empty: np.ndarray, housed: np.ndarray, share: np.ndarray) -> np.ndarray:
    near = [int(housed[((xy[housed] - xy[piece]) ** 2).sum(axis=1).argmin()]) for piece in empty.tolist()]
    return share[near]


def _redraw(ground: Ground, grids: _Grids, present: np.ndarray, touched: list[int], window: Window) -> None:
    """New polygons for the touched grids, group by group of neighbours, inside the outline of each group."""
    import shapely

    shapes = np.array([grids.shapes[g] for g in touched], object)
    outlines = shapely.get_parts(shapely.coverage_union_all(shapes))
    inner = shapely.point_on_surface(shapes)
    for outline in outlines:
        group = np.array(touched)[shapely.contains(outline, inner)]
        own = np.flatnonzero(np.isin(grids.of, group))
        drawn = _drawn(ground, outline, own, np.searchsorted(group, grids.of[own]), present[own], len(group), window)
        if drawn is None:
            raise NoPartition("调整后的边界画不出来：相邻网格的住户交错。", "请用其他方式重划，或手工调整边界。")
        of, polygons, on_ring = drawn
        grids.of[own] = group[of]
        for g, polygon in zip(group.tolist(), polygons, strict=True):
            grids.shapes[g] = polygon
        _take_over(grids, on_ring)


def _drawn(
    ground: Ground, outline: Any, own: np.ndarray, of: np.ndarray, present: np.ndarray, k: int, window: Window
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """(grid of each of the group's households, polygons, vertices added to the outline)."""
    for shaken in range(len(SHAKES_M)):
        atoms = atoms_of(outline, ground.x[own], ground.y[own], shaken)
        share = _pieces(atoms.of, of, len(atoms))
        share[share < 0] = _nearest(atoms.xy, np.flatnonzero(share < 0), np.flatnonzero(share >= 0), share)
        settled = np.bincount(atoms.of[present >= 0], minlength=len(atoms))
        shares = Shares(Web(atoms), share.tolist(), k, settled.tolist())
        if not (join(shares) and level(shares, window)):
            return None
        final = np.array(shares.of)
        drawing = draw(atoms, final, k, outline)
        if drawing is not None:
            return final[atoms.of], drawing.polygons, drawing.on_ring
    return None


def _take_over(grids: _Grids, points: np.ndarray) -> None:
    """Neighbours take over the vertices that a new border added to a common one."""
    if len(points):
        grids.shapes = list(weld(np.array(grids.shapes, object), points))
        grids.on_ring.append(points)


def _still_on_ring(area: Any, grids: _Grids) -> np.ndarray:
    """Which of the added vertices lie on the area's own outline."""
    import shapely

    points = np.concatenate([np.empty((0, 2)), *grids.on_ring])
    on = shapely.dwithin(shapely.boundary(area), shapely.points(points), 1e-6)
    return points[on]
