"""From shares to borders: gaps between different shares chained into arcs, pulled taut, and closed with the outer ring.

An arc may leave its gap only as far as every house it passes keeps its side and a clearance; among all such lines
through the arc's own points the cheapest is taken (a shortest path over the points).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.partition.atoms import Atoms
from gis.boundaries.partition.web import LANE_SHARE

CLEARANCE_M = 3.0  # houses keep at least this from a border, or this share of half the gap where houses stand closer
CLEAR_SHARE = 0.7
CORNER_M = 3.0  # what one more corner costs against length
LONGEST = 64  # points of an arc looked at together


@dataclass(frozen=True)
class Arc:
    """A border between two shares. vertices: int64[m] of the Atoms' points, ends included. left, right: int64[m - 1]
    pieces on either side of each step. edges: int64[m - 1], the gap of each step."""

    vertices: np.ndarray
    left: np.ndarray
    right: np.ndarray
    edges: np.ndarray


def arcs_of(atoms: Atoms, share: np.ndarray) -> list[Arc]:
    """The gaps between pieces of different shares (int[a]), chained from junction to junction."""
    cut = np.flatnonzero(share[atoms.left] != share[atoms.right])
    tail, head = atoms.tail[cut].tolist(), atoms.head[cut].tolist()
    at: dict[int, list[int]] = {}
    for i, (a, b) in enumerate(zip(tail, head, strict=True)):
        at.setdefault(a, []).append(i)
        at.setdefault(b, []).append(i)
    ring = set(np.concatenate(atoms.rings).tolist())
    ends = {v for v, edges in at.items() if len(edges) != 2 or v in ring}
    used = [False] * len(cut)
    arcs = []
    for start in [*sorted(ends), *sorted(set(at) - ends)]:
        for edge in at[start]:
            if not used[edge]:
                arcs.append(_walk(atoms, cut, tail, head, at, ends, used, start, edge))
    return arcs


def _walk(
    atoms: Atoms, cut: np.ndarray, tail: list[int], head: list[int], at: dict[int, list[int]], ends: set[int],
    used: list[bool], start: int, edge: int,
) -> Arc:  # fmt: skip
    vertices, left, right, edges = [start], [], [], []
    while True:
        used[edge] = True
        here = vertices[-1]
        forth = tail[edge] == here
        a, b = int(atoms.left[cut[edge]]), int(atoms.right[cut[edge]])
        edges.append(int(cut[edge]))
        left.append(a if forth else b)
        right.append(b if forth else a)
        vertices.append(head[edge] if forth else tail[edge])
        here = vertices[-1]
        onward = [e for e in at[here] if not used[e]]
        if here in ends or here == start or not onward:
            return Arc(np.array(vertices), np.array(left), np.array(right), np.array(edges))
        edge = onward[0]


def clearances(atoms: Atoms) -> np.ndarray:
    """float64[a]: how near a border may come to each house, metres; nothing for pieces without one."""
    gap = np.hypot(*(atoms.xy[atoms.left] - atoms.xy[atoms.right]).T) / 2
    least = np.full(len(atoms), np.inf)
    np.minimum.at(least, atoms.left, gap)
    np.minimum.at(least, atoms.right, gap)
    return np.where(atoms.households > 0, np.minimum(CLEARANCE_M, CLEAR_SHARE * least), -np.inf)


def taut(
    line: np.ndarray, left: np.ndarray, right: np.ndarray, clear_left: np.ndarray, clear_right: np.ndarray,
    lane: np.ndarray,
) -> list[int]:  # fmt: skip
    """Which points of a line to keep. line: (m, 2). left, right: (m - 1, 2) the houses beside each step; clear_*:
    their clearances. lane: bool[m - 1], steps along a lane that the border had better follow. The cheapest way (metres,
    and CORNER_M a corner) that leaves every house on its side."""
    m = len(line)
    if m <= 2:
        return list(range(m))
    if m > LONGEST:
        h = m // 2
        first = taut(line[: h + 1], left[:h], right[:h], clear_left[:h], clear_right[:h], lane[:h])
        second = taut(line[h:], left[h:], right[h:], clear_left[h:], clear_right[h:], lane[h:])
        return first + [h + i for i in second[1:]]
    length = _length(line)
    cost = np.where(_open(line, left, clear_left, 1) & _open(line, right, clear_right, -1), length, np.inf)
    step = np.arange(m - 1)
    cost[step, step + 1] = length[step, step + 1]
    runs = np.concatenate([[0], np.cumsum(lane)])
    whole = runs[None] - runs[:, None] == np.arange(m)[None] - np.arange(m)[:, None]
    cost = np.where(whole, LANE_SHARE * cost, cost)
    far, before = [0.0] + [np.inf] * (m - 1), [0] * m
    for j in range(1, m):
        ways = np.array(far[:j]) + cost[:j, j]
        before[j] = int(ways.argmin())
        far[j] = float(ways[before[j]]) + CORNER_M
    kept = [m - 1]
    while kept[-1]:
        kept.append(before[kept[-1]])
    return kept[::-1]


def _length(line: np.ndarray) -> np.ndarray:
    return np.hypot(*(line[None] - line[:, None]).transpose(2, 0, 1))


def _open(line: np.ndarray, house: np.ndarray, clear: np.ndarray, side: int) -> np.ndarray:
    """bool (m, m): whether the straight line from point i to j > i leaves the houses of the steps between on `side`."""
    m = len(line)
    way = line[None] - line[:, None]
    length = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-9)
    ux, uy = way[..., 0] / length, way[..., 1] / length
    dx = house[None, :, 0] - line[:, None, 0]
    dy = house[None, :, 1] - line[:, None, 1]
    off = ux[:, :, None] * dy[:, None] - uy[:, :, None] * dx[:, None]
    along = ux[:, :, None] * dx[:, None] + uy[:, :, None] * dy[:, None]
    bad = (side * off < clear) & (along > -clear) & (along < length[..., None] + clear)
    steps, points = np.arange(m - 1), np.arange(m)
    bad &= (steps >= points[:, None, None]) & (steps < points[None, :, None])
    return ~bad.any(axis=2)
