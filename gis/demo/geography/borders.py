"""Village borders: Voronoi cells whose edges wander like field boundaries, cut to the real county outline.

Each edge may wander only inside the kite between its ends and the two sites beside it. Kites do not overlap and the
wandering line is a function over the straight edge, so no two borders can ever cross.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.build import shared_arcs

SEGMENT_M = 26.0
ROUGHNESS = 0.2  # first displacement over the length of the edge
REACH = 0.72  # of the way to the edge of the kite, at most


def village_polygons(outline: Any, sites: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Shapely Polygons, one a site and in their order: an exact coverage of the outline, on the millimetre grid."""
    import shapely

    hull = shapely.box(*outline.buffer(6000).bounds)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=hull, ordered=True))
    cells = shapely.set_precision(cells, 0.001, mode="pointwise")
    offsets, xy, left, right = shared_arcs(cells, np.arange(len(sites)))
    lines = [_wander(xy[a:b], sites, p, q, rng) for a, b, p, q in zip(offsets, offsets[1:], left, right, strict=False)]
    rough: Any = shapely.linestrings(
        np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), [len(k) for k in lines])
    )
    around = shapely.get_parts(shapely.polygonize(rough))
    noded = shapely.union_all(np.append(rough, outline.exterior), grid_size=0.001)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    pieces = pieces[shapely.contains_properly(outline, shapely.point_on_surface(pieces))]
    cell_site = _holder(around, np.asarray(shapely.points(sites)))
    piece_cell = _holder_of(around, pieces)
    return _one_piece_each(pieces, cell_site[piece_cell], sites)


def _wander(line: np.ndarray, sites: np.ndarray, left: int, right: int, rng: np.random.Generator) -> np.ndarray:
    """A straight Voronoi edge (first to last point) as a fractal line between the same ends, rounded to millimetres."""
    start, end = line[0], line[-1]
    along = end - start
    length = float(np.hypot(*along))
    if right < 0 or length < 2 * SEGMENT_M:
        return line
    depth = max(1, round(np.log2(length / SEGMENT_M)))
    t = np.linspace(0, 1, 2**depth + 1)
    raw = _displacement(depth, rng) * length * ROUGHNESS
    normal = np.array([-along[1], along[0]]) / length
    room = np.where(raw > 0, _room(sites[left], start, along, normal, t), _room(sites[right], start, along, -normal, t))
    room = np.minimum(room, 0.9 * length * np.minimum(t, 1 - t)) * REACH + 1e-9
    out = start + t[:, None] * along + (room * np.tanh(raw / room))[:, None] * normal
    out[0], out[-1] = start, end
    return np.round(out, 3)


def _displacement(depth: int, rng: np.random.Generator) -> np.ndarray:
    """Midpoint displacement: 2^depth + 1 heights, zero at both ends, first step of about 1."""
    height = np.zeros(2)
    scale = 1.0
    for _ in range(depth):
        middle = (height[1:] + height[:-1]) / 2 + rng.normal(0, scale * 0.6, len(height) - 1)
        height = np.insert(height, np.arange(1, len(height)), middle)
        scale *= 0.55
    return height


def _room(site: np.ndarray, start: np.ndarray, along: np.ndarray, normal: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Height over the edge at t of the triangle that the edge forms with `site`."""
    length2 = float(along @ along)
    at = float((site - start) @ along) / length2
    high = max(float((site - start) @ normal), 0.0)
    rising = t / at if at > 0 else np.full(len(t), np.inf)
    falling = (1 - t) / (1 - at) if at < 1 else np.full(len(t), np.inf)
    return high * np.minimum(np.minimum(rising, falling), 1.0)


def _holder(cells: np.ndarray, points: np.ndarray) -> np.ndarray:
    """For each cell the point inside it (-1 none)."""
    import shapely

    point, cell = shapely.STRtree(cells).query(points, predicate="within")
    held = np.full(len(cells), -1)
    held[cell] = point
    return held


def _holder_of(cells: np.ndarray, pieces: np.ndarray) -> np.ndarray:
    import shapely

    piece, cell = shapely.STRtree(cells).query(shapely.point_on_surface(pieces), predicate="within")
    within = np.empty(len(pieces), int)
    within[piece] = cell
    return within


def _one_piece_each(pieces: np.ndarray, site: np.ndarray, sites: np.ndarray) -> np.ndarray:
    """Where the outline cuts a cell in several pieces, the one with the site stays, the others join the neighbour with
    the longest common border."""
    import shapely

    main = np.full(len(sites), -1)
    for piece in np.argsort(shapely.area(pieces)):
        main[site[piece]] = piece
    owner = np.full(len(pieces), -1)
    owner[main[main >= 0]] = np.flatnonzero(main >= 0)
    while (owner < 0).any():
        for loose in np.flatnonzero(owner < 0).tolist():
            shared = shapely.length(shapely.intersection(pieces[loose].boundary, pieces))
            shared[loose] = 0
            shared[owner < 0] = 0
            if shared.max() > 0:
                owner[loose] = owner[shared.argmax()]
    order = np.argsort(owner, kind="stable")
    groups = np.split(pieces[order], np.flatnonzero(np.diff(owner[order])) + 1)
    return np.array([g[0] if len(g) == 1 else shapely.coverage_union_all(g) for g in groups], object)
