"""Drawn lines against the arcs of a face: where they meet, computed once, so that both sides agree to the bit.

A line that passes within half a centimetre of a vertex goes through the vertex; one that ends that near a border ends
on it. The arcs never move: they only take over points that lie on them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gis.boundaries.editing.draft import without_repeats
from gis.boundaries.editing.parts import Arc, Node
from gis.boundaries.lattice import LATTICE_M, on_lattice

SNAP_M = 0.005
WINDOW = 4000  # lattice steps to either side among which a point of the county's border is chosen


@dataclass
class Noded:
    """lines: drawn lines with their meeting points as vertices. on_arc: for each arc the points to take over, as
    (segment, share along it, point). meeting: points at which lines and arcs meet. crossing: those of them that are
    vertices of neither by themselves; where nothing ends in the end, they are dropped again."""

    lines: list[np.ndarray]
    on_arc: dict[int, list[tuple[int, float, Node]]] = field(default_factory=lambda: defaultdict(list))
    meeting: set[Node] = field(default_factory=set)
    crossing: set[Node] = field(default_factory=set)
    vertices: set[Node] = field(default_factory=set)


def node(lines: list[np.ndarray], arcs: list[Arc]) -> Noded:
    """Lines (float64 (k, 2) on the lattice) noded with arcs and among themselves."""
    segments = _Segments(arcs)
    done = Noded([])
    for line in _among_themselves(lines):
        done.lines.append(_with_meetings(line, segments, done))
    return done


def _among_themselves(lines: list[np.ndarray]) -> list[np.ndarray]:
    import shapely

    drawn: Any = shapely.linestrings(
        np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), list(map(len, lines)))
    )
    if len(lines) == 1 and shapely.is_simple(drawn).all():
        return lines
    noded = shapely.union_all(drawn, grid_size=LATTICE_M)
    return [on_lattice(shapely.get_coordinates(part)) for part in shapely.get_parts(shapely.line_merge(noded))]


class _Segments:
    """All segments of some arcs side by side."""

    def __init__(self, arcs: list[Arc]) -> None:
        counts = [len(arc.xy) - 1 for arc in arcs]
        self.arcs = arcs
        self.arc = np.repeat(np.arange(len(arcs)), counts)
        self.number = np.concatenate([np.arange(n) for n in counts])
        self.a = np.concatenate([arc.xy[:-1] for arc in arcs])
        self.b = np.concatenate([arc.xy[1:] for arc in arcs])
        self.d = self.b - self.a
        self.length2 = np.einsum("ij,ij->i", self.d, self.d)
        self.low, self.high = np.minimum(self.a, self.b) - SNAP_M, np.maximum(self.a, self.b) + SNAP_M

    def near_each(self, p: np.ndarray, q: np.ndarray) -> list[np.ndarray]:
        """For each of the stretches p → q (float64 (k, 2)) the segments whose bounds it touches."""
        low, high = np.minimum(p, q)[:, None], np.maximum(p, q)[:, None]
        touch = (
            (self.low[:, 0] <= high[..., 0]) & (self.high[:, 0] >= low[..., 0])
            & (self.low[:, 1] <= high[..., 1]) & (self.high[:, 1] >= low[..., 1])
        )  # fmt: skip
        rows, columns = np.nonzero(touch)
        return np.split(columns, np.searchsorted(rows, np.arange(1, len(p))))


def _with_meetings(line: np.ndarray, segments: _Segments, done: Noded) -> np.ndarray:
    around = segments.near_each(line, line)
    settled = [_settled(p, near, segments, done) if len(near) else p for p, near in zip(line, around, strict=True)]
    line = without_repeats(np.array(settled))
    out = [line[:1]]
    for p, q, near in zip(line[:-1], line[1:], segments.near_each(line[:-1], line[1:]), strict=True):
        if len(near):
            found = [point for _, point in sorted(_meetings(p, q, near, segments, done))]
            if found:
                out.append(np.array(found))
        out.append(q[None])
    return without_repeats(np.concatenate(out))


def _settled(point: np.ndarray, near: np.ndarray, segments: _Segments, done: Noded) -> tuple[float, float]:
    """A vertex of a line, moved onto a vertex or a segment of an arc it lies next to."""
    here = float(point[0]), float(point[1])
    for ends in (segments.a[near], segments.b[near]):
        away = np.hypot(*(ends - point).T)
        if away.min() <= SNAP_M:
            x, y = ends[away.argmin()].tolist()
            done.meeting.add((x, y))
            return x, y
    share = np.clip(np.einsum("ij,ij->i", point - segments.a[near], segments.d[near]) / segments.length2[near], 0, 1)
    foot = segments.a[near] + share[:, None] * segments.d[near]
    away = np.hypot(*(foot - point).T)
    best = int(away.argmin())
    if away[best] > SNAP_M:
        return here
    return _taken_over(int(near[best]), float(share[best]), segments, done)


def _meetings(
    p: np.ndarray, q: np.ndarray, near: np.ndarray, segments: _Segments, done: Noded
) -> list[tuple[float, Node]]:
    """(share along p → q, point) of every meeting strictly between p and q with the segments `near`."""
    found: dict[Node, float] = {}
    d = q - p
    length2 = float(d @ d)
    for ends in (segments.a[near], segments.b[near]):  # arc vertices that the line passes through
        along = (ends - p) @ d / length2
        off = np.abs((ends - p) @ np.array([-d[1], d[0]])) / length2**0.5
        for i in np.flatnonzero((along > 0) & (along < 1) & (off <= SNAP_M)).tolist():
            x, y = ends[i].tolist()
            if (x, y) != tuple(p.tolist()) and (x, y) != tuple(q.tolist()):
                found[x, y] = float(along[i])
    stops = np.array([p, q, *found.keys()], float)
    a, r = segments.a[near], segments.d[near]
    across = d[0] * r[:, 1] - d[1] * r[:, 0]
    w = a - p
    with np.errstate(divide="ignore", invalid="ignore"):
        s = (w[:, 0] * r[:, 1] - w[:, 1] * r[:, 0]) / across
        t = (w[:, 0] * d[1] - w[:, 1] * d[0]) / across
    for i in np.flatnonzero((across != 0) & (s > 0) & (s < 1) & (t >= 0) & (t <= 1)).tolist():
        at = p + s[i] * d
        if np.hypot(*(stops - at).T).min() <= 2 * SNAP_M and _ends_there(segments, int(near[i]), stops):
            continue  # it meets this border at a vertex already
        point = _taken_over(int(near[i]), float(t[i]), segments, done)
        found[point] = float(s[i])
        done.crossing.add(point)
    done.meeting |= found.keys()
    return [(share, point) for point, share in found.items()]


def _ends_there(segments: _Segments, row: int, stops: np.ndarray) -> bool:
    """Whether one of the stops lies on a segment: an end of it, or within reach."""
    a, d = segments.a[row], segments.d[row]
    share = np.clip((stops - a) @ d / segments.length2[row], 0, 1)
    return bool((np.hypot(*(stops - a - share[:, None] * d).T) <= SNAP_M).any())


def _taken_over(row: int, share: float, segments: _Segments, done: Noded) -> Node:
    """The point of the lattice on a segment, entered as one that the arc takes over."""
    arc = segments.arcs[int(segments.arc[row])]
    a, d = segments.a[row], segments.d[row]
    x, y = (true_to(a, d, share) if arc.outer else on_lattice(a + share * d)).tolist()
    for end in (segments.a[row], segments.b[row]):
        if (x, y) == tuple(end.tolist()):
            done.meeting.add((x, y))
            done.vertices.add((x, y))
            return x, y
    done.on_arc[arc.id].append((int(segments.number[row]), share, (x, y)))
    done.meeting.add((x, y))
    return x, y


def true_to(a: np.ndarray, d: np.ndarray, share: float) -> np.ndarray:
    """The point of the lattice, within some millimetres along the segment, that lies nearest to it: the county's area
    must not creep when thousands of grids come to end on its border."""
    length = float(np.hypot(*d))
    steps = np.arange(-WINDOW, WINDOW + 1) * LATTICE_M / length + share
    steps = steps[(steps > 0) & (steps < 1)]
    points = on_lattice(a + steps[:, None] * d)
    rest = points - a
    off = np.abs(rest[:, 0] * d[1] - rest[:, 1] * d[0])
    best = np.flatnonzero(off == off.min())  # all of them where the border runs along the lattice: then the nearest
    return points[best[np.abs(steps[best] - share).argmin()]]
