"""Cut one village into grids of even size: recursive bisection along streets, lanes and lot edges of its lattice.

A straight cut along a whole street or lane is taken where the numbers allow; otherwise the cut has one jog, so that any
exact number of households can lie on one side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.demo.geography.lattice import Houses, Lattice

FAR_M = 30_000.0


@dataclass(frozen=True)
class Band:
    """Households a grid may hold."""

    least: int
    most: int


@dataclass(frozen=True)
class Cut:
    """One cut in the local frame. line: (k, 2) from end to end. half: ring around everything on the lower side.
    lower: bool[households of the node]."""

    line: np.ndarray
    half: np.ndarray
    lower: np.ndarray


def cut_village(houses: Houses, territory: Any, grids: int, band: Band) -> tuple[np.ndarray, list[np.ndarray]]:
    """(grid number 0.. of each house, cut lines in EPSG:4547 as (k, 2) arrays inside the territory).

    territory: the village's shapely Polygon, EPSG:4547. Raises RuntimeError when the households do not fit the band.
    """
    import shapely

    if not grids * band.least <= len(houses) <= grids * band.most:
        raise RuntimeError(f"{len(houses)} households do not fit {grids} grids of {band.least}..{band.most}")
    local = shapely.transform(territory, houses.lattice.to_local)
    member = np.zeros(len(houses), int)
    lines: list[np.ndarray] = []
    nodes = [(np.arange(len(houses)), grids, 0, local)]
    while nodes:
        own, count, first, region = nodes.pop()
        member[own] = first
        if count == 1:
            continue
        lower = count // 2
        cut = bisect(houses, own, lower, count, band)
        half = shapely.Polygon(cut.half)
        lines += _pieces(shapely.intersection(shapely.LineString(cut.line), region), houses.lattice)
        nodes.append((own[cut.lower], lower, first, shapely.intersection(region, half)))
        nodes.append((own[~cut.lower], count - lower, first + lower, shapely.difference(region, half)))
    return member, lines


def _pieces(cut: Any, lattice: Lattice) -> list[np.ndarray]:
    import shapely

    parts = shapely.get_parts(shapely.line_merge(cut) if cut.geom_type == "MultiLineString" else cut)
    return [lattice.to_world(shapely.get_coordinates(p)) for p in parts if p.geom_type == "LineString"]


def bisect(houses: Houses, own: np.ndarray, lower: int, count: int, band: Band) -> Cut:
    """The cut of the node's households into `lower` and `count - lower` grids, across its longer extent."""
    lattice, col, row = houses.lattice, houses.col[own], houses.row[own]
    wide = lattice.us[col.max() + 1] - lattice.us[col.min()]
    high = lattice.vs[row.max() + 1] - lattice.vs[row.min()]
    n = len(own)
    least = max(lower * band.least, n - (count - lower) * band.most)
    most = min(lower * band.most, n - (count - lower) * band.least)
    wish = min(max(round(n * lower / count), least), most)
    if wide >= high:
        return _staircase(col, row, lattice.us, lattice.vs, lattice.street, lattice.lane, (least, wish, most), False)
    return _staircase(row, col, lattice.vs, lattice.us, lattice.lane, lattice.street, (least, wish, most), True)


def _staircase(
    main: np.ndarray, side: np.ndarray, at: np.ndarray, side_at: np.ndarray, open_main: np.ndarray,
    open_side: np.ndarray, numbers: tuple[int, int, int], swap: bool,
) -> Cut:  # fmt: skip
    """A cut across axis `main`. numbers: least, wished and most households below it. swap: main is v, not u."""
    least, wish, most = numbers
    order = np.lexsort((side, main))
    ordered, n = main[order], len(main)
    straight = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    straight = straight[(straight >= least) & (straight <= most) & (np.abs(straight - wish) <= 0.16 * n)]
    number = wish
    if len(straight):
        between = [_gap(ordered[i - 1], ordered[i], open_main) for i in straight]
        penalty = np.abs(straight - wish) / n + np.where(open_main[between], 0.0, 0.09)
        number = int(straight[penalty.argmin()])
    lower = np.zeros(n, bool)
    lower[order[:number]] = True
    last, first = order[number - 1], order[number]
    if main[last] != main[first]:
        x = at[_gap(main[last], main[first], open_main)]
        line = np.array([[x, -FAR_M], [x, FAR_M]])
    else:
        jog = side_at[_gap(side[last], side[first], open_side)]
        below, above = at[main[first] + 1], at[main[first]]
        line = np.array([[below, -FAR_M], [below, jog], [above, jog], [above, FAR_M]])
    half = np.concatenate([[[-FAR_M, -FAR_M]], line, [[-FAR_M, FAR_M]]])
    return Cut(line[:, ::-1], half[:, ::-1], lower) if swap else Cut(line, half, lower)


def _gap(a: int, b: int, is_open: np.ndarray) -> int:
    """Which boundary to cut along between lots a < b: a street or lane if there is one, the nearest to the middle."""
    candidates = np.arange(a + 1, b + 1)
    cost = np.abs(candidates - (a + b + 1) / 2) - 100 * is_open[candidates]
    return int(candidates[cost.argmin()])
