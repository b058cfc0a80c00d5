"""What may not be cut: one piece of ground per house, and the gaps between houses along which borders can run.

The pieces are the Voronoi cells of the houses clipped to the area, so every gap line lies midway between two houses.
Households at one address, or closer than a metre, share a piece. A part of a cell that a bay of the area cuts off from
its house is a piece of its own without households.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.partition.clipping import clip, ring_positions
from gis.boundaries.polygons import faces

TOGETHER_M = 1.0
SHAKES_M = (0.04, 0.11, 0.3)
BOX_M = 200.0  # how far the diagram reaches beyond the area
GRID_M = 0.001


@dataclass(frozen=True)
class Atoms:
    """Pieces of an area. xy: float64 (a, 2) EPSG:4547 metres, a house of each. households: int32[a]. of: int32[n], the
    piece of each household. points: float64 (v, 2); the first ones are the area's own ring vertices, ring after ring.
    tail, head: int64[e] vertices of each gap; left, right: int64[e] pieces on either side. rings: vertices of each ring
    in order, its interior on the left, first not repeated; a ring holds its own vertices and the ends of gaps on it.
    inside: for each ring the piece within each of its edges. own: how many points are the area's own vertices.
    """

    xy: np.ndarray
    households: np.ndarray
    of: np.ndarray
    points: np.ndarray
    tail: np.ndarray
    head: np.ndarray
    left: np.ndarray
    right: np.ndarray
    rings: list[np.ndarray]
    inside: list[np.ndarray]
    own: int

    def __len__(self) -> int:
        return len(self.households)

    @property
    def length_m(self) -> np.ndarray:
        """float64[e] metres of each gap."""
        return np.hypot(*(self.points[self.head] - self.points[self.tail]).T)


def atoms_of(area: Any, x: np.ndarray, y: np.ndarray, shaken: int = 0) -> Atoms:
    """The pieces of a shapely Polygon with households at x, y (float64[n] EPSG:4547 metres, n ≥ 1, all inside).

    For the diagram only, houses are moved by SHAKES_M[shaken] at most, so that no gap runs exactly along a side of the
    area and no four meet in one point; where that is not enough, by the next. Raises ValueError if nothing helps.
    """
    import shapely

    for attempt in range(shaken, len(SHAKES_M)):
        try:
            return _atoms(area, x, y, SHAKES_M[attempt])
        except (ValueError, shapely.errors.GEOSException):  # rings that do not close: gaps and sides still coincide
            if attempt == len(SHAKES_M) - 1:
                raise
    raise ValueError(f"shaken must be below {len(SHAKES_M)}")


def _atoms(area: Any, x: np.ndarray, y: np.ndarray, jitter_m: float) -> Atoms:
    import shapely

    of, xy = _together(np.column_stack([x, y]))
    households = np.bincount(of, minlength=len(xy)).astype(np.int32)
    seen = xy + np.random.default_rng(7).uniform(-jitter_m, jitter_m, xy.shape)
    dots: Any = shapely.points(seen)
    tail, head, left, right, points = _diagram(dots, area)
    shell = shapely.get_rings(shapely.orient_polygons(area))
    ring_xy = [shapely.get_coordinates(ring)[:-1] for ring in shell]
    points, tail, head, kept, on_ring = clip(area, ring_xy, points, tail, head)
    left, right = left[kept], right[kept]
    rings = ring_positions(ring_xy, on_ring)
    sites = shapely.STRtree(dots)
    inside = [_nearest(sites, points, ring) for ring in rings]
    atoms = Atoms(xy, households, of, points, tail, head, left, right, rings, inside, sum(map(len, ring_xy)))
    return _part(atoms, seen)


def _together(xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(piece of each point, a point of each piece): points closer than TOGETHER_M, also through others, are one."""
    order = np.lexsort((xy[:, 1], xy[:, 0]))
    x, y = xy[order].T
    pairs = [np.empty((0, 2), np.int64)]
    for shift in range(1, len(xy)):
        near = x[shift:] - x[:-shift] < TOGETHER_M
        if not near.any():
            break
        i = np.flatnonzero(near & (np.hypot(x[shift:] - x[:-shift], y[shift:] - y[:-shift]) < TOGETHER_M))
        if len(i):
            pairs.append(np.column_stack([order[i], order[i + shift]]))
    a, b = np.concatenate(pairs).T
    least = np.arange(len(xy))
    while True:
        before = least.copy()
        np.minimum.at(least, a, before[b])
        np.minimum.at(least, b, before[a])
        if (least == before).all():
            break
    first, of = np.unique(least, return_inverse=True)
    return of.astype(np.int32), xy[first]


def _diagram(dots: np.ndarray, area: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The edges of the Voronoi diagram of shapely Points: tail, head, cells on the left and right, vertices."""
    import shapely

    none = np.empty(0, np.int64)
    if len(dots) < 2:
        return none, none, none, none, np.empty((0, 2))
    box = shapely.box(*shapely.bounds(shapely.buffer(shapely.box(*area.bounds), BOX_M)))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(dots), extend_to=box, ordered=True))
    rings = shapely.get_exterior_ring(shapely.orient_polygons(cells))
    at, cell = shapely.get_coordinates(rings, return_index=True)
    steps = np.round(at / GRID_M)
    keys = steps[:, 0] + 1j * steps[:, 1]
    keys, vertex = np.unique(keys, return_inverse=True)
    same = (cell[1:] == cell[:-1]) & (vertex[1:] != vertex[:-1])
    tail, head, own = vertex[:-1][same], vertex[1:][same], cell[:-1][same]
    forth, back = tail * len(keys) + head, head * len(keys) + tail
    order = np.argsort(forth)
    place = np.searchsorted(forth[order], back)
    place[place == len(forth)] = 0
    twin = order[place]
    one = (forth[twin] == back) & (own > own[twin])
    points = np.column_stack([keys.real, keys.imag]) * GRID_M
    return tail[one], head[one], own[one], own[twin[one]], points


def _nearest(sites: Any, points: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """The site (of an STRtree) nearest to the middle of each edge of a ring: the piece within that edge."""
    import shapely

    middle: Any = shapely.points((points[ring] + points[np.roll(ring, -1)]) / 2)
    return sites.nearest(middle)


def _part(atoms: Atoms, seen: np.ndarray) -> Atoms:
    """Pieces that lie in several parts: every part without the house becomes a piece of its own."""
    import shapely

    tail, head, left, right = [atoms.tail], [atoms.head], [atoms.left], [atoms.right]
    for ring, within in zip(atoms.rings, atoms.inside, strict=True):
        tail.append(ring)
        head.append(np.roll(ring, -1))
        left.append(within)
        right.append(np.full(len(ring), -1))
    t, h = np.concatenate(tail), np.concatenate(head)
    lefts, rights = np.concatenate(left), np.concatenate(right)
    touched = np.zeros(len(atoms) + 1, bool)
    touched[np.concatenate(atoms.inside)] = True
    near = touched[lefts] | touched[rights]
    ends = atoms.points[np.column_stack([t[near], h[near]]).ravel()]
    offsets = np.arange(0, 2 * near.sum() + 1, 2)
    a = np.where(touched[lefts[near]], lefts[near], -1)
    b = np.where(touched[rights[near]], rights[near], -1)
    empty = np.empty(0, np.int32)
    numbers, shapes = faces(Mesh(empty, offsets, ends, a, b, empty), a, b)
    several = shapely.get_num_geometries(shapes) > 1
    if not several.any():
        return atoms
    edges: Any = shapely.points((atoms.points[t] + atoms.points[h]) / 2)
    xy, households = list(atoms.xy), list(atoms.households)
    for number, shape in zip(numbers[several].tolist(), shapes[several], strict=True):
        parts = shapely.get_parts(shape)
        home = int(shapely.distance(parts, shapely.Point(seen[number])).argmin())
        for i, part in enumerate(parts):
            if i != home:
                on = shapely.dwithin(shapely.boundary(part), edges, 1e-4)
                lefts[on & (lefts == number)] = len(xy)
                rights[on & (rights == number)] = len(xy)
                xy.append(shapely.get_coordinates(shapely.point_on_surface(part))[0])
                households.append(np.int32(0))
    e = len(atoms.tail)
    cuts = np.cumsum([len(ring) for ring in atoms.rings])[:-1]
    return Atoms(
        np.array(xy), np.array(households, np.int32), atoms.of, atoms.points, atoms.tail, atoms.head,
        lefts[:e], rights[:e], atoms.rings, np.split(lefts[e:], cuts), atoms.own,
    )  # fmt: skip
