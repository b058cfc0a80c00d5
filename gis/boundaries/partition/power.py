"""Compact shares of exact size: a power diagram of the houses whose cells hold as many households as they should.

Every least-squares clustering with given sizes is cut by a power diagram (Aurenhammer, Hoffmann, Aronov 1998), so its
cells are convex. Sites move to the middle of their households (Lloyd 1982) while additive weights even out the sizes;
the last assignment is made exact by shortest augmenting paths between cells, which keep it optimal.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

ROUNDS = 14
STILL = 0.01  # rounds end when sites move less than this share of a cell


def spread_sites(xy: np.ndarray, households: np.ndarray, k: int, seed: int) -> np.ndarray:
    """float64 (k, 2): sites far from each other, drawn by D² (Arthur and Vassilvitskii 2007)."""
    rng = np.random.default_rng(seed)
    sites = np.empty((k, 2))
    share = households / households.sum()
    away = np.full(len(xy), np.inf)
    for i in range(k):
        sites[i] = xy[rng.choice(len(xy), p=share)]
        away = np.minimum(away, ((xy - sites[i]) ** 2).sum(axis=1)) * (households > 0)
        share = away / away.sum() if away.sum() > 0 else households / households.sum()
    return sites


def power_cells(
    xy: np.ndarray, households: np.ndarray, sites: np.ndarray, window: tuple[int, int], rounds: int = ROUNDS
) -> np.ndarray:
    """int32[a]: the cell of each point. households: int[a] at each. sites: (k, 2) to start from. window: least and most
    households of a cell, kept exactly where every point has one household and as nearly as points allow otherwise."""
    origin = xy.mean(axis=0)
    points, sites = xy - origin, sites - origin
    k, mean = len(sites), households.sum() / len(sites)
    weights = np.zeros(k)
    size = 2 * points.std(axis=0).prod() / k  # of the order of a cell's spread, m²
    for _ in range(rounds):
        cost = _squares(points, sites)
        weights = _even(cost, households, weights, window, mean, size)
        cell = (cost - weights).argmin(axis=1)
        held = np.maximum(np.bincount(cell, households, minlength=k), 1)
        sums = np.column_stack([np.bincount(cell, households * points[:, c], minlength=k) for c in (0, 1)])
        moved = sums / held[:, None]
        far = np.abs(moved - sites).max()
        sites = np.where((np.bincount(cell, households, minlength=k) > 0)[:, None], moved, sites)
        if far**2 < STILL * size:
            break
    cost = _squares(points, sites)
    weights = _even(cost, households, weights, window, mean, size)
    return exact((cost - weights), households, window).astype(np.int32)


def _squares(points: np.ndarray, sites: np.ndarray) -> np.ndarray:
    """Squared distances less what is common to all sites."""
    # written out: a matrix product would wake the threads of BLAS for a thousand by twenty
    twice = 2 * sites
    return (sites**2).sum(axis=1) - points[:, :1] * twice[:, 0] - points[:, 1:] * twice[:, 1]


def _even(
    cost: np.ndarray,
    households: np.ndarray,
    weights: np.ndarray,
    window: tuple[int, int],
    mean: float,
    size: float,
) -> np.ndarray:
    """Weights under which no cell is far outside the window: dual ascent with a falling step."""
    step = np.full(len(weights), 2.0 * size / mean)
    best, least = weights, float("inf")
    before: np.ndarray = np.zeros(len(weights))
    for _ in range(14):
        held = np.bincount((cost - weights).argmin(axis=1), households, minlength=len(weights))
        off = np.clip(window[0] - held, 0, None) - np.clip(held - window[1], 0, None)
        total = float(np.abs(off).sum())
        if total < least:
            best, least = weights, total
        if total <= len(weights) / 4:
            break
        step *= np.where(off * before < 0, 0.6, 1.1)
        before = off
        weights = weights + step * off
    return best


def exact(cost: np.ndarray, households: np.ndarray, window: tuple[int, int]) -> np.ndarray:
    """int64[a]: the cheapest assignment with every cell inside the window, from the unconstrained one by shortest
    augmenting paths. Points of several households never move; it stops when no path is left."""
    n, k = cost.shape
    cell = cost.argmin(axis=1)
    held = np.bincount(cell, households, minlength=k).astype(int)
    single = households == 1
    step = np.full((k, k), np.inf)
    for i in range(k):
        _leave(step, cost, cell, single, i)
    for _ in range(4 * n):
        over, under = held > window[1], held < window[0]
        if not (over.any() or under.any()):
            break
        start = over if over.any() else held > window[0]
        end = under if under.any() else held < window[1]
        path = _cheapest(step, start, end)
        if not path:
            break
        movers = []
        for i, j in pairwise(path):
            own = np.flatnonzero((cell == i) & single)
            movers.append(own[(cost[own, j] - cost[own, i]).argmin()])
        cell[movers] = path[1:]
        held[path[0]] -= 1
        held[path[-1]] += 1
        for i in path:
            _leave(step, cost, cell, single, i)
    return cell


def _leave(step: np.ndarray, cost: np.ndarray, cell: np.ndarray, single: np.ndarray, i: int) -> None:
    own = np.flatnonzero((cell == i) & single)
    step[i] = (cost[own] - cost[own, i][:, None]).min(axis=0) if len(own) else np.inf
    step[i, i] = np.inf


def _cheapest(step: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[int]:
    """Cells on the cheapest path from one of `start` to one of `end` (Bellman 1958); empty if there is none."""
    k = len(step)
    far = np.where(start, 0.0, np.inf)
    before = np.full(k, -1)
    columns = np.arange(k)
    for _ in range(k):
        via = far[:, None] + step
        best = via.argmin(axis=0)
        better = via[best, columns] < far - 1e-9
        if not better.any():
            break
        far = np.where(better, via[best, columns], far)
        before = np.where(better, best, before)
    goal = int(np.where(end & ~start, far, np.inf).argmin())
    if not np.isfinite(far[goal]) or before[goal] < 0:
        return []
    path = [goal]
    while before[path[-1]] >= 0 and len(path) <= k:
        path.append(int(before[path[-1]]))
    return path[::-1]
