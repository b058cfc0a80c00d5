"""From cuts to grids: node all borders on the millimetre grid, find the faces, and give each to one grid."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.build import shared_arcs

LEAST, MOST = 5, 60  # households a grid may hold


def clipped(lines: list[np.ndarray], territory: Any) -> list[np.ndarray]:
    """The parts of lines, (k, 2) arrays, inside a shapely Polygon."""
    import shapely

    shapely.prepare(territory)
    inside = shapely.intersection(np.array([shapely.LineString(k) for k in lines], object), territory)
    parts = shapely.get_parts(inside)
    return [shapely.get_coordinates(k) for k in parts if k.geom_type == "LineString" and not k.is_empty]


def faces_of(villages: np.ndarray, cuts: list[np.ndarray]) -> np.ndarray:
    """shapely Polygons between all village borders and cuts: an exact coverage."""
    import shapely

    offsets, xy, _, _ = shared_arcs(villages, np.arange(len(villages)))
    borders = shapely.linestrings(xy, indices=np.repeat(np.arange(len(offsets) - 1), np.diff(offsets)))
    lines = shapely.linestrings(np.concatenate(cuts), indices=np.repeat(np.arange(len(cuts)), [len(c) for c in cuts]))
    noded = shapely.union_all(np.concatenate([borders, lines]), grid_size=0.001)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))


def grids_of(faces: np.ndarray, villages: np.ndarray, xy: np.ndarray, member: np.ndarray) -> np.ndarray:
    """int64[faces]: the grid of each face, numbered 0.. without holes.

    xy: households (n, 2). member: int[n], the grid each was dealt to. A face without households joins the neighbour in
    its village with the longest common border; a part of a grid cut off by the village border becomes a grid of its own
    if it is large enough and joins its least neighbour otherwise. Raises RuntimeError if the cuts did not part them.
    """
    import shapely

    village = within(villages, shapely.get_coordinates(shapely.point_on_surface(faces)))
    face = within(faces, xy)
    count = np.bincount(face, minlength=len(faces))
    grid = np.full(len(faces), -1)
    grid[face] = member
    if (grid[face] != member).any():
        raise RuntimeError("a grid border was lost between two grids")
    beside = _common_borders(faces, village)
    _split_parts(grid, count, beside)
    _fill_empty(grid, beside)
    return np.unique(grid, return_inverse=True)[1]


def within(polygons: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """int64[n]: which polygon each point (n, 2) lies in. Raises RuntimeError for a point in none."""
    import shapely

    point, polygon = shapely.STRtree(polygons).query(shapely.points(xy), predicate="within")
    found = np.full(len(xy), -1)
    found[point] = polygon
    if (found < 0).any():
        raise RuntimeError("a point lies on a border or outside the county")
    return found


def _common_borders(faces: np.ndarray, village: np.ndarray) -> list[dict[int, float]]:
    """For each face its neighbours in the same village and the length of the common border, metres."""
    offsets, xy, left, right = shared_arcs(faces, np.arange(len(faces)))
    steps = np.append(np.hypot(*np.diff(xy, axis=0).T), 0)
    steps[offsets[1:] - 1] = 0
    length = np.add.reduceat(steps, offsets[:-1])
    beside: list[dict[int, float]] = [{} for _ in faces]
    for a, b, metres in zip(left.tolist(), right.tolist(), length.tolist(), strict=True):
        if b >= 0 and village[a] == village[b]:
            beside[a][b] = beside[a].get(b, 0.0) + metres
            beside[b][a] = beside[a][b]
    return beside


def _split_parts(grid: np.ndarray, count: np.ndarray, beside: list[dict[int, float]]) -> None:
    """Grids that lie in several faces keep the one with most households."""
    order = np.lexsort((-count, grid))
    again = order[1:][(grid[order[1:]] == grid[order[:-1]]) & (grid[order[1:]] >= 0)]
    fresh = int(grid.max()) + 1
    held = np.bincount(grid[grid >= 0], count[grid >= 0]).astype(int).tolist()
    for face in again.tolist():
        held[grid[face]] -= int(count[face])
        grid[face] = -2
    for face in again.tolist():
        near = {int(grid[n]) for n in beside[face] if grid[n] >= 0}
        home = min(near, key=lambda g: held[g], default=-1)
        if count[face] >= LEAST:
            grid[face] = fresh
            held.append(int(count[face]))
            fresh += 1
        elif home >= 0 and held[home] + count[face] <= MOST:
            grid[face] = home
            held[home] += int(count[face])
        else:
            raise RuntimeError("a few households cut off by the village border have no grid to join")


def _fill_empty(grid: np.ndarray, beside: list[dict[int, float]]) -> None:
    while (empty := np.flatnonzero(grid < 0)).size:
        joined = 0
        for face in empty.tolist():
            shared: dict[int, float] = {}
            for neighbour, metres in beside[face].items():
                if grid[neighbour] >= 0:
                    shared[int(grid[neighbour])] = shared.get(int(grid[neighbour]), 0.0) + metres
            if shared:
                grid[face] = max(shared, key=lambda g: shared[g])
                joined += 1
        if not joined:
            raise RuntimeError("a part of a village borders on none of its grids")


def middles(xy: np.ndarray, group: np.ndarray) -> Any:
    """Mean position of the households of each group, float64 (groups, 2)."""
    n = np.bincount(group)
    return np.column_stack([np.bincount(group, xy[:, k]) / n for k in (0, 1)])
