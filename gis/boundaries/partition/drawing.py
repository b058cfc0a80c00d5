"""The drawn partition: taut borders between shares and the area's own ring, assembled into polygons and then proved.

Where taut borders get into each other's way, or a proof fails, the borders concerned go back into their gaps, where
they always fit: there they are edges of one plane diagram.
"""

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
    """polygons: object[k] shapely Polygons of the shares in order, an exact coverage of the area. on_ring: float64
    (r, 2), the vertices that the borders had to add to the area's ring."""

    polygons: np.ndarray
    on_ring: np.ndarray


@dataclass
class _Lines:
    """lines: the vertices of each arc as drawn. ends: {vertex on the ring: the ring's own vertex drawn instead}."""

    atoms: Atoms
    share: np.ndarray
    arcs: list[Arc]
    lines: list[np.ndarray]
    ends: dict[int, int]

    def runs(self) -> tuple[list[np.ndarray], list[int], list[int]]:
        """Vertices, left and right share of every border: arcs first, then the parts of the ring."""
        runs = [np.array([self.ends.get(v, v) for v in line.tolist()]) for line in self.lines]
        left = [int(self.share[arc.left[0]]) for arc in self.arcs]
        right = [int(self.share[arc.right[0]]) for arc in self.arcs]
        for run, inner in ring_arcs(self.atoms, self.share, self.stops(), self.ends):
            runs.append(run)
            left.append(inner)
            right.append(-1)
        return runs, left, right

    def stops(self) -> set[int]:
        return {int(v) for line in self.lines for v in (line[0], line[-1])}

    def put_back(self, arcs: set[int]) -> bool:
        """Put these arcs back into their gaps; whether any was not there already."""
        changed = False
        for i in arcs:
            gap = self.arcs[i].vertices
            changed |= len(self.lines[i]) != len(gap)
            self.lines[i] = gap
            for v in (int(gap[0]), int(gap[-1])):
                changed |= self.ends.pop(v, None) is not None
        return changed


def draw(atoms: Atoms, share: np.ndarray, k: int, area: Any, lane: np.ndarray | None = None) -> Drawing | None:
    """The shares (int[a] of the pieces, 0 … k - 1) drawn; None if that gives no valid coverage with every household in
    its own polygon. lane: bool[e], gaps that borders had better follow."""
    arcs = arcs_of(atoms, share)
    clear = clearances(atoms)
    lanes = lane if lane is not None else np.zeros(len(atoms.left), bool)
    kept = [arc.vertices[_kept(atoms, arc, clear, lanes)] for arc in arcs]
    lines = _Lines(atoms, share, arcs, kept, slide_ends(atoms, kept, clear))
    while True:
        back = _tangled(lines)
        if not back:
            drawing = _assembled(lines, k)
            wrong = _wrong(atoms, share, k, area, drawing)
            if not wrong:
                return drawing
            back = {i for i, a in enumerate(arcs) if not wrong.isdisjoint((share[a.left[0]], share[a.right[0]]))}
        if not (lines.put_back(back) or lines.put_back(set(range(len(arcs))))):
            return None


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


def _tangled(lines: _Lines) -> set[int]:
    """Arcs that meet another border elsewhere than at the ends of both."""
    import shapely

    runs, _, _ = lines.runs()
    xy = lines.atoms.points[np.concatenate(runs)]
    shapes: Any = shapely.linestrings(xy, indices=np.repeat(np.arange(len(runs)), [len(run) for run in runs]))
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = a[a < b], b[a < b]
    inner = shapely.relate_pattern(shapes[a], shapes[b], "T********")
    inner |= shapely.relate_pattern(shapes[a], shapes[b], "*T*******")
    inner |= shapely.relate_pattern(shapes[a], shapes[b], "***T*****")
    bad = {*a[inner].tolist(), *b[inner].tolist(), *np.flatnonzero(~shapely.is_simple(shapes)).tolist()}
    own = {i for i in bad if i < len(lines.arcs)}
    at_ring = {int(v) for i in bad - own for v in (runs[i][0], runs[i][-1])}
    return own | {i for i, run in enumerate(runs[: len(lines.arcs)]) if at_ring & {int(run[0]), int(run[-1])}}


def _assembled(lines: _Lines, k: int) -> Drawing | None:
    runs, left, right = lines.runs()
    offsets = np.zeros(len(runs) + 1, np.int32)
    np.cumsum([len(run) for run in runs], out=offsets[1:])
    points, empty = lines.atoms.points, np.empty(0, np.int32)
    sides = np.array(left, np.int32), np.array(right, np.int32)
    numbers, shapes = faces(Mesh(empty, offsets, points[np.concatenate(runs)], *sides, empty), *sides)
    if len(numbers) != k:
        return None
    rings = set(np.concatenate(lines.atoms.rings).tolist())
    added = {lines.ends.get(v, v) for v in lines.stops() & rings}
    return Drawing(shapes, points[np.array(sorted(v for v in added if v >= lines.atoms.own), np.int64)])


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
