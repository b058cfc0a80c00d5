"""Cut one village into grids of even size: recursive bisection along streets, lanes and lot edges of its lattice.

A straight cut along a whole street or lane is taken where the numbers allow; otherwise the cut has one jog, so that any
exact number of households can lie on one side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.demo.geography.lattice import Houses

FAR_M = 30_000.0
STEP_M = 24.0
SPREAD = 0.55


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


def cut_village(houses: Houses, grids: int, band: Band, reach_m: float) -> tuple[np.ndarray, list[np.ndarray]]:
    """(grid number 0.. of each house, noded cut lines in EPSG:4547 as (k, 2) arrays, reaching at least reach_m
    from the middle of the settlement in every direction).

    Raises RuntimeError when the households do not fit the band.
    """
    import shapely

    if not grids * band.least <= len(houses) <= grids * band.most:
        raise RuntimeError(f"{len(houses)} households do not fit {grids} grids of {band.least}..{band.most}")
    member = np.zeros(len(houses), int)
    lines: list[Any] = []
    nodes: list[tuple[np.ndarray, int, int, Any]] = [
        (np.arange(len(houses)), grids, 0, shapely.box(-reach_m, -reach_m, reach_m, reach_m))
    ]
    while nodes:
        own, count, first, region = nodes.pop()
        member[own] = first
        if count == 1:
            continue
        lower = count // 2
        cut = bisect(houses, own, lower, count, band)
        half = shapely.Polygon(cut.half)
        lines.append(shapely.intersection(shapely.LineString(cut.line), region))
        nodes.append((own[cut.lower], lower, first, shapely.intersection(region, half)))
        nodes.append((own[~cut.lower], count - lower, first + lower, shapely.difference(region, half)))
    return member, _drawn(lines, houses)


def _drawn(lines: list[Any], houses: Houses) -> list[np.ndarray]:
    """Cut lines as they run on the ground: straight among the houses, fanning out into the fields."""
    import shapely

    if not lines:
        return []
    noded = shapely.get_parts(shapely.union_all(lines, grid_size=0.001))
    fanned = shapely.transform(shapely.segmentize(noded, STEP_M), lambda uv: _fan(uv, houses))
    return [houses.lattice.to_world(shapely.get_coordinates(k)) for k in fanned]


def _fan(uv: np.ndarray, houses: Houses) -> np.ndarray:
    """The plane outside the settlement spread like a fan: with half extents a, b of the settlement about its middle,
    u' = u (1 + s V / b), v' = v (1 + s U / a), U and V being how far a point lies beyond it along either axis.

    One-to-one for s < 1: the Jacobian is at least 1 - s² (in units of a and b). A slow wave, fading in with distance,
    keeps field borders from being ruler-straight; its slope stays under 0.3.
    """
    lattice = houses.lattice
    low = np.array([lattice.us[houses.col.min()], lattice.vs[houses.row.min()]])
    high = np.array([lattice.us[houses.col.max() + 1], lattice.vs[houses.row.max() + 1]])
    middle, half = (low + high) / 2, (high - low) / 2
    off = uv - middle
    beyond = np.maximum(np.abs(off) - half - 12.0, 0.0)
    fade = np.minimum(np.hypot(*beyond.T) / 260.0, 1.0)[:, None]
    wave = np.column_stack(
        [
            np.sin(uv[:, 1] / 71.0) + 0.6 * np.sin(uv[:, 1] / 31.0 + 2),
            np.sin(uv[:, 0] / 83.0 + 1) + 0.6 * np.sin(uv[:, 0] / 37.0),
        ]
    )
    return middle + off * (1 + SPREAD * beyond[:, ::-1] / half[::-1]) + 9.0 * fade * wave


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
