"""Polygons of any level, put together from the arcs of the mesh: exact, because nothing is computed, only joined."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.build import ancestors
from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions, Level


def polygons(mesh: Mesh, divisions: Divisions, level: Level) -> tuple[np.ndarray, np.ndarray]:
    """(rows, shapes): int32 division rows of `level` in code order that have any area in the mesh, and their shapely
    Polygons (MultiPolygons where a division lies in several parts), EPSG:4547 metres, outer rings counter-clockwise.
    Every vertex is a vertex of the mesh, equal to the bit."""
    above = ancestors(divisions, level)
    return faces(mesh, above[mesh.left], above[mesh.right])


def faces(mesh: Mesh, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shapes of a colouring of the mesh: left, right are the numbers (≥ 0, -1 for none) on either side of each arc.
    Returns the sorted numbers and their shapes."""
    arcs = np.flatnonzero(left != right)
    first, last = mesh.offsets[arcs], mesh.offsets[arcs + 1] - 1
    nodes, ends = np.unique(mesh.xy[np.concatenate([first, last])], axis=0, return_inverse=True)
    ends = ends.ravel()
    tail = np.concatenate([ends[: len(arcs)], ends[len(arcs) :]])  # forward arcs, then the same arcs backward
    second = np.concatenate([mesh.xy[first + 1], mesh.xy[last - 1]])
    onward = _onward(tail, second - nodes[tail])
    face = np.concatenate([left[arcs], right[arcs]])
    return _assemble(mesh, arcs, tail.tolist(), onward.tolist(), face)


def _onward(tail: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """The half-arc that follows each half-arc around the face on its left: at its far node, the next one clockwise
    from the way it came."""
    count = len(tail)
    order = np.lexsort((np.arctan2(direction[:, 1], direction[:, 0]), tail))
    place = np.empty(count, np.int64)
    place[order] = np.arange(count)
    begin = np.searchsorted(tail[order], tail, side="left")
    end = np.searchsorted(tail[order], tail, side="right")
    clockwise = order[np.where(place == begin, end - 1, place - 1)]
    twin = (np.arange(count) + count // 2) % count
    return clockwise[twin]


def _assemble(
    mesh: Mesh, arcs: np.ndarray, tail: list[int], onward: list[int], face: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    import shapely

    rings, owner = _rings(tail, onward, face)
    halves = np.array([half for ring in rings for half in ring], np.int64)
    ring_of = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    xy, index = _coordinates(mesh, arcs, halves, ring_of)
    lines: Any = shapely.linearrings(xy, indices=index)
    outer: Any = shapely.is_ccw(lines)
    numbers, of_ring = np.unique(owner, return_inverse=True)
    shapes = np.empty(len(numbers), object)
    order = np.argsort(of_ring, kind="stable")
    bounds = np.searchsorted(of_ring[order], np.arange(len(numbers) + 1))
    simple = np.bincount(of_ring, minlength=len(numbers)) == 1
    shapes[simple] = shapely.polygons(lines[order[bounds[:-1][simple]]])
    for i in np.flatnonzero(~simple):
        own = order[bounds[i] : bounds[i + 1]]
        shapes[i] = _with_holes(lines[own[outer[own]]], lines[own[~outer[own]]])
    return numbers.astype(np.int32), shapes


def _rings(tail: list[int], onward: list[int], face: np.ndarray) -> tuple[list[list[int]], np.ndarray]:
    """Closed runs of half-arcs and the face on their left; a run that touches itself at a node is cut in two there."""
    seen = (face < 0).tolist()
    rings: list[list[int]] = []
    owner: list[int] = []
    for start in range(len(tail)):
        walk: list[int] = []
        at: dict[int, int] = {}
        half = start
        while not seen[half]:
            seen[half] = True
            if tail[half] in at:
                rings.append(walk[at[tail[half]] :])
                owner.append(int(face[start]))
                for gone in walk[at[tail[half]] :]:
                    at.pop(tail[gone], None)
                walk = walk[: len(walk) - len(rings[-1])]
            at[tail[half]] = len(walk)
            walk.append(half)
            half = onward[half]
        if walk:
            rings.append(walk)
            owner.append(int(face[start]))
    return rings, np.array(owner, np.int64)


def _coordinates(
    mesh: Mesh, arcs: np.ndarray, halves: np.ndarray, ring_of: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Points of all half-arcs one after another (each without its last point) and the ring each belongs to."""
    backward = halves >= len(arcs)
    arc = arcs[halves % len(arcs)]
    length = mesh.offsets[arc + 1] - mesh.offsets[arc] - 1
    start = np.where(backward, mesh.offsets[arc + 1] - 1, mesh.offsets[arc])
    step = np.where(backward, -1, 1)
    run = np.repeat(np.arange(len(halves)), length)
    along = np.arange(len(run)) - np.repeat(np.cumsum(length) - length, length)
    return mesh.xy[start[run] + step[run] * along], ring_of[run]


def _with_holes(outer: np.ndarray, holes: np.ndarray) -> object:
    """One (Multi)Polygon of several rings of one face; each hole goes to the smallest outer ring around it."""
    import shapely

    shells: Any = shapely.polygons(outer)
    if not len(holes):
        return shapely.multipolygons(shells) if len(shells) > 1 else shells[0]
    within: Any = shapely.point_on_surface(shapely.polygons(holes))
    inside = shapely.contains_properly(shells[:, None], within[None, :])
    area: Any = shapely.area(shells)
    home = np.where(inside, area[:, None], np.inf).argmin(axis=0)
    parts = [shapely.polygons(shell, holes[home == i]) for i, shell in enumerate(outer)]
    return shapely.multipolygons(parts) if len(parts) > 1 else parts[0]
