"""The drawn partition: taut borders between shares and the area's own ring, assembled into polygons and then proved."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.partition.atoms import Atoms
from gis.boundaries.partition.borders import Arc, arcs_of, clearances, taut
from gis.boundaries.partition.ring import ring_arcs, slide_ends
from gis.boundaries.polygons import faces


@dataclass(frozen=True)
class Drawing:
    """Borders as arcs that meet at nodes equal to the bit. offsets: int32[m + 1] into xy, float64 (p, 2) EPSG:4547
    metres. left, right: int32[m] shares on either side, -1 outside the area. polygons: object[k] shapely Polygons of
    the shares in order: an exact coverage of the area. on_ring: float64 (r, 2) vertices that the borders had to add to
    the area's ring; whatever shares that ring must take them over."""

    offsets: np.ndarray
    xy: np.ndarray
    left: np.ndarray
    right: np.ndarray
    polygons: np.ndarray
    on_ring: np.ndarray

    @property
    def border_m(self) -> float:
        """Metres of border between shares; the outer ring does not count."""
        steps = np.append(np.hypot(*np.diff(self.xy, axis=0).T), 0.0)
        steps[self.offsets[1:] - 1] = 0.0
        return float(np.add.reduceat(steps, self.offsets[:-1])[self.right >= 0].sum())


def draw(atoms: Atoms, share: np.ndarray, k: int, area: Any, lane: np.ndarray | None = None) -> Drawing | None:
    """The shares (int[a] of the pieces, 0 … k - 1) drawn; None if that gives no valid coverage with every household in
    its own polygon. Borders are pulled taut; where that fails around a share, its borders stay in their gaps. lane:
    bool[e], gaps that borders had better follow."""
    arcs = arcs_of(atoms, share)
    lines, ends = _tautened(atoms, arcs, lane if lane is not None else np.zeros(len(atoms.left), bool))
    for _ in range(4):
        wrong = _flat(atoms, share, arcs, lines, ends)
        if not wrong:
            drawing = _assembled(atoms, share, k, arcs, lines, ends)
            wrong = _wrong(atoms, share, k, area, drawing)
            if not wrong:
                return drawing
        back = [i for i, arc in enumerate(arcs) if not wrong.isdisjoint((share[arc.left[0]], share[arc.right[0]]))]
        if all(len(lines[i]) == len(arcs[i].vertices) for i in back) and not ends:
            return None
        ends = {}
        for i in back or range(len(arcs)):
            lines[i] = arcs[i].vertices
    return None


def _tautened(atoms: Atoms, arcs: list[Arc], lane: np.ndarray) -> tuple[list[np.ndarray], dict[int, int]]:
    """(kept vertices of each arc, ring vertex that each shifted end takes)."""
    clear = clearances(atoms)
    lines = []
    for arc in arcs:
        lines.append(arc.vertices[_kept(atoms, arc, clear, lane)])
    return lines, slide_ends(atoms, lines, clear)


def _kept(atoms: Atoms, arc: Arc, clear: np.ndarray, lane: np.ndarray) -> list[int]:
    """Which vertices of an arc to keep; a closed one keeps a point at each third besides."""
    m = len(arc.vertices)
    stops = [0, m // 3, 2 * m // 3, m - 1] if arc.vertices[0] == arc.vertices[-1] else [0, m - 1]
    kept = [0]
    for start, stop in pairwise(stops):
        left, right = arc.left[start:stop], arc.right[start:stop]
        line = atoms.points[arc.vertices[start : stop + 1]]
        part = taut(line, atoms.xy[left], atoms.xy[right], clear[left], clear[right], lane[arc.edges[start:stop]])
        kept += [start + i for i in part[1:]]
    return kept


def _flat(atoms: Atoms, share: np.ndarray, arcs: list[Arc], lines: list[np.ndarray], ends: dict[int, int]) -> set[int]:
    """Shares squeezed flat: two of their borders became the same straight line."""
    straight: dict[frozenset[int], set[int]] = {}
    flat: set[int] = set()
    runs = [(line, {int(share[arc.left[0]]), int(share[arc.right[0]])}) for line, arc in zip(lines, arcs, strict=True)]
    stops = {int(v) for line in lines for v in (line[0], line[-1])}
    runs += [(run, {inner}) for run, inner in ring_arcs(atoms, share, stops, ends)]
    for run, sides in runs:
        if len(run) == 2:
            between = frozenset(ends.get(v, v) for v in run.tolist())
            if between in straight or len(between) == 1:
                flat |= sides | straight.get(between, set())
            straight[between] = sides
    return flat


def _assembled(
    atoms: Atoms, share: np.ndarray, k: int, arcs: list[Arc], lines: list[np.ndarray], ends: dict[int, int]
) -> Drawing | None:
    runs = [np.array([ends.get(v, v) for v in line.tolist()]) for line in lines]
    left = [int(share[arc.left[0]]) for arc in arcs]
    right = [int(share[arc.right[0]]) for arc in arcs]
    stops = {int(v) for line in lines for v in (line[0], line[-1])}
    for run, inner in ring_arcs(atoms, share, stops, ends):
        runs.append(run)
        left.append(inner)
        right.append(-1)
    offsets = np.zeros(len(runs) + 1, np.int32)
    np.cumsum([len(run) for run in runs], out=offsets[1:])
    xy = atoms.points[np.concatenate(runs)]
    sides = np.array(left, np.int32), np.array(right, np.int32)
    empty = np.empty(0, np.int32)
    numbers, shapes = faces(Mesh(empty, offsets, xy, *sides, empty), *sides)
    if len(numbers) != k:
        return None
    rings = set(np.concatenate(atoms.rings).tolist())
    added = [v for v in {ends.get(s, s) for s in stops & rings} if v >= atoms.own]
    return Drawing(offsets, xy, *sides, shapes, atoms.points[np.array(sorted(added), np.int64)])


def _wrong(atoms: Atoms, share: np.ndarray, k: int, area: Any, drawing: Drawing | None) -> set[int]:
    """Shares whose polygons are not what they should be."""
    import shapely

    every = set(range(k))
    if drawing is None:
        return every
    shapes = drawing.polygons
    bad = set(np.flatnonzero((shapely.get_type_id(shapes) != 3) | ~shapely.is_valid(shapes)).tolist())
    if bad:
        return bad
    housed = atoms.households > 0
    shapely.prepare(shapes)
    inside = shapely.contains_xy(shapes[share[housed]], atoms.xy[housed])
    bad = set(share[housed][~inside].tolist())
    if bad:
        return bad
    if not shapely.coverage_is_valid(shapes):
        return set(np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes))).tolist()) or every
    return set() if abs(shapely.area(shapes).sum() - area.area) < 0.01 else every
