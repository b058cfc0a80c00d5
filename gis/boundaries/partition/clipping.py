"""The edges of a plane diagram clipped to an area, each crossing computed once, so that both its sides agree."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

Crossing = tuple[int, int, float, int]  # ring, edge of the ring, share along it, vertex
SNAP_M = 0.002  # a crossing this near a vertex of the ring is that vertex


def clip(
    area: Any, rings: list[np.ndarray], points: np.ndarray, tail: np.ndarray, head: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[Crossing]]:
    """(points, tail, head, edge, crossings): the parts of edges inside a polygon.

    rings: its rings, (m, 2) each, first point not repeated; they come first among the returned points. edge: which edge
    each part is of. crossings: where parts end on a ring between two of its vertices.
    """
    import shapely

    own = np.concatenate(rings)
    shapely.prepare(area)
    lines: Any = shapely.linestrings(points[np.column_stack([tail, head])]) if len(tail) else np.empty(0, object)
    whole = shapely.contains_properly(area, lines)
    broken = np.flatnonzero(~whole & shapely.intersects(area, lines))
    made: list[np.ndarray] = []
    parts: list[tuple[int, int, int]] = []
    middles: list[np.ndarray] = []
    crossings: list[Crossing] = []
    first_new = len(own) + len(points)
    hits = _hits(rings, points[tail[broken]], points[head[broken]])
    for i, edge in enumerate(broken.tolist()):
        a, b = points[tail[edge]], points[head[edge]]
        stops = [(0.0, len(own) + int(tail[edge]))]
        for share, ring, side, along in hits[i]:
            vertex = _vertex(rings, ring, side, along)
            if vertex < 0:
                vertex = first_new + len(made)
                made.append(
                    rings[ring][side] + along * (rings[ring][(side + 1) % len(rings[ring])] - rings[ring][side])
                )
                crossings.append((ring, side, along, vertex))
            stops.append((share, vertex))
        stops.append((1.0, len(own) + int(head[edge])))
        for (s, u), (t, v) in pairwise(stops):
            if u != v:
                parts.append((u, v, edge))
                middles.append(a + (s + t) / 2 * (b - a))
    every = np.concatenate([own, points, np.array(made).reshape(-1, 2)])
    at = np.array(middles).reshape(-1, 2)
    cut = np.array(parts, np.int64).reshape(-1, 3)[shapely.contains_xy(area, at[:, 0], at[:, 1])]
    inner = np.flatnonzero(whole)
    return (
        every,
        np.concatenate([tail[inner] + len(own), cut[:, 0]]),
        np.concatenate([head[inner] + len(own), cut[:, 1]]),
        np.concatenate([inner, cut[:, 2]]),
        crossings,
    )


def _hits(rings: list[np.ndarray], a: np.ndarray, b: np.ndarray) -> list[list[tuple[float, int, int, float]]]:
    """For each edge a → b its meetings with the rings: (share along it, ring, edge of the ring, share along that)."""
    found: list[list[tuple[float, int, int, float]]] = [[] for _ in a]
    for number, ring in enumerate(rings):
        p, q = ring, np.roll(ring, -1, axis=0)
        d, r = (b - a)[:, None], (q - p)[None]
        w = p[None] - a[:, None]
        across = d[..., 0] * r[..., 1] - d[..., 1] * r[..., 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            s = (w[..., 0] * r[..., 1] - w[..., 1] * r[..., 0]) / across
            t = (w[..., 0] * d[..., 1] - w[..., 1] * d[..., 0]) / across
        for i, j in zip(*np.nonzero((across != 0) & (s > 0) & (s < 1) & (t >= 0) & (t < 1)), strict=True):
            found[i].append((float(s[i, j]), number, int(j), float(t[i, j])))
    return [sorted(hits) for hits in found]


def _vertex(rings: list[np.ndarray], ring: int, side: int, along: float) -> int:
    """The vertex of the ring that a crossing falls on, -1 if none."""
    line = rings[ring]
    length = float(np.hypot(*(line[(side + 1) % len(line)] - line[side])))
    first = sum(len(r) for r in rings[:ring])
    if along * length < SNAP_M:
        return first + side
    if (1 - along) * length < SNAP_M:
        return first + (side + 1) % len(line)
    return -1


def ring_positions(rings: list[np.ndarray], crossings: list[Crossing]) -> list[np.ndarray]:
    """The vertices of each ring in order, its own and the crossings on it."""
    first, done = 0, []
    for number, ring in enumerate(rings):
        order = [(side, 0.0, first + side) for side in range(len(ring))]
        order += [(side, along, vertex) for r, side, along, vertex in crossings if r == number]
        done.append(np.array([vertex for _, _, vertex in sorted(order)], np.int64))
        first += len(ring)
    return done
