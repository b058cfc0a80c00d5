"""From polygons to the shared-arc mesh: pair the edges of a coverage, drop those inside a face, chain the rest.

The work is done on vertex numbers, not on distances: two polygons share an edge when both its ends are equal to the
bit. A coverage that only nearly fits is refused rather than repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions, Level
from gis.foundation.errors import WanggeError


class CoverageError(WanggeError):
    """The polygons do not form a coverage: two of them lie on the same side of one edge."""


def mesh_from_polygons(polygons: Sequence[Any] | np.ndarray, rows: np.ndarray, divisions: Divisions) -> Mesh:
    """The mesh of a coverage.

    polygons: n shapely (Multi)Polygons in EPSG:4547 metres whose common borders have the same vertices. rows: int[n],
    the division row of each; polygons with the same row become one face (edges between them vanish). divisions is used
    for ranks only. Arcs run between nodes (vertices where three or more borders meet, or one that closes an island),
    have the higher row on their left and are numbered from 1. Raises CoverageError when two polygons overlap.
    """
    offsets, xy, left, right = shared_arcs(polygons, rows)
    number = np.arange(1, len(left) + 1, dtype=np.int32)
    return Mesh(number, offsets, xy, left, right, ranks(left, right, divisions))


def ranks(left: np.ndarray, right: np.ndarray, divisions: Divisions) -> np.ndarray:
    """uint8 Level of each arc: the highest level at which its two sides differ; -1 is outside the county."""
    rank = np.full(len(left), Level.GRID, np.uint8)
    for level in (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY):
        above = ancestors(divisions, level)
        rank[above[left] != above[right]] = level
    return rank


def ancestors(divisions: Divisions, level: Level) -> np.ndarray:
    """int32[len + 1]: row → row of its ancestor at `level`, -1 where there is none; the last element answers for -1."""
    at = np.full(len(divisions) + 1, -1, np.int32)
    for row in divisions.rows_of(level):
        at[row : divisions.end[row]] = row
    return at


def shared_arcs(
    polygons: Sequence[Any] | np.ndarray, faces: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Arcs of a coverage as (offsets int32[k + 1], xy float64 (m, 2), left int32[k], right int32[k]).

    faces: the number each polygon's inside carries (≥ 0); -1 stands for the outside. left > right always.
    """
    tail, head, face, points = _directed_edges(polygons, np.asarray(faces, np.int64))
    tail, head, left, right = _borders(tail, head, face, len(points))
    runs = _chains(tail, head, left, len(points))
    lengths = [len(run) for run in runs]
    offsets = np.zeros(len(runs) + 1, np.int32)
    np.cumsum([n + 1 for n in lengths], out=offsets[1:])
    vertex = np.empty(offsets[-1], np.int64)
    first = np.fromiter((run[0] for run in runs), np.int64, len(runs))
    every = np.fromiter((edge for run in runs for edge in run), np.int64, len(tail))
    inner = np.ones(len(vertex), bool)
    inner[offsets[:-1]] = False
    vertex[offsets[:-1]] = tail[first]
    vertex[inner] = head[every]
    return offsets, points[vertex], left[first].astype(np.int32), right[first].astype(np.int32)


def _directed_edges(
    polygons: Sequence[Any] | np.ndarray, faces: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every ring edge with its polygon's inside on the left: tail, head (vertex numbers), face, and the vertices."""
    import shapely

    parts, owner = shapely.get_parts(np.asarray(polygons, object), return_index=True)
    rings, ring_part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    xy += 0.0  # turns -0.0 into 0.0, so that equal numbers have equal bits
    points, vertex = np.unique(xy.view([("x", float), ("y", float)]).ravel(), return_inverse=True)
    same_ring = ring[:-1] == ring[1:]
    tail, head = vertex[:-1][same_ring], vertex[1:][same_ring]
    face = faces[owner[ring_part[ring[:-1][same_ring]]]]
    real = tail != head
    return tail[real], head[real], face[real], points.view(float).reshape(-1, 2)


def _borders(
    tail: np.ndarray, head: np.ndarray, face: np.ndarray, n: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """One edge per border between two faces, directed so that the higher face is on its left."""
    key, back = tail * n + head, head * n + tail
    order = np.argsort(key)
    sorted_key = key[order]
    if (sorted_key[1:] == sorted_key[:-1]).any():
        raise CoverageError("边界数据有重叠：两个面占用了同一条边的同一侧。", "请先检查并修复重叠的面。")
    at = np.searchsorted(sorted_key, back)
    at[at == len(key)] = 0
    other = np.where(sorted_key[at] == back, face[order[at]], -1)
    keep = face > other
    return tail[keep], head[keep], face[keep], other[keep]


def _chains(tail: np.ndarray, head: np.ndarray, left: np.ndarray, n: int) -> list[list[int]]:
    """Runs of edges between nodes, in the order of their first vertex; closed runs start at their lowest vertex."""
    degree = np.bincount(tail, minlength=n) + np.bincount(head, minlength=n)
    through = (degree == 2) & (np.bincount(tail, minlength=n) == 1)
    follower = np.full(n, -1)
    follower[tail] = np.arange(len(tail))
    following = np.where(through[head], follower[head], -1).tolist()
    seen = bytearray(len(tail))
    starts = np.flatnonzero(~through[tail])
    runs = [_run(int(edge), following, seen) for edge in starts[np.lexsort((head[starts], tail[starts]))]]
    for edge in np.argsort(tail):  # what is left are islands: loops without a node
        if not seen[edge]:
            runs.append(_run(int(edge), following, seen))
    return runs


def _run(edge: int, following: list[int], seen: bytearray) -> list[int]:
    run = []
    while edge >= 0 and not seen[edge]:
        seen[edge] = 1
        run.append(edge)
        edge = following[edge]
    return run
