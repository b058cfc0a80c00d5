"""Shapes fitted into the ground of some faces: the same outer border, vertex for vertex, on both sides.

The ground's border does not move. A vertex that only one side has, on an edge of the other, is taken over by the other;
anything else that does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from gis.boundaries.editing.chaining import Piece
from gis.boundaries.editing.cutting import widened
from gis.boundaries.editing.noding import true_to
from gis.boundaries.editing.parts import Arc, Node
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice
from gis.boundaries.partition.weld import weld
from gis.foundation.errors import Refused

ON_M = 2e-6  # a vertex this near to an edge lies on it: two steps of the lattice


@dataclass(frozen=True)
class Fitted:
    """shapes: object[k] polygons that cover the ground to the bit. local: all arcs of the faces, inner ones too. lines:
    the arcs on the ground's border with the vertices they take over, and whether the ground lies on their left. edges:
    directed edges of the shapes → number of the shape on their left."""

    faces: tuple[str, ...]
    shapes: np.ndarray
    local: list[Arc]
    lines: list[tuple[Arc, np.ndarray, bool]]
    edges: dict[tuple[Node, Node], int]

    def ring(self, names: Sequence[str]) -> Iterator[Piece]:
        """Pieces of the ground's border once shape i is called names[i]."""
        for arc, xy, left in self.lines:
            points = nodes_of(xy)
            owner = [self._owner(a, b, left) for a, b in pairwise(points)]
            cuts = [0, *(i for i in range(1, len(owner)) if owner[i] != owner[i - 1]), len(owner)]
            for a, b in pairwise(cuts):
                own, run = names[owner[a]], xy if b - a == len(owner) else xy[a : b + 1]
                yield Piece(run, own, arc.right, arc.id) if left else Piece(run, arc.left, own, arc.id)

    def _owner(self, a: Node, b: Node, left: bool) -> int:
        found = self.edges.get((a, b) if left else (b, a))
        if found is None:
            raise Refused("新的划分没有正好盖住原来的范围。", "请先修正范围的边界，再导入或采用。")
        return found

    def inner(
        self, names: Sequence[str], offsets: np.ndarray, xy: np.ndarray, left: np.ndarray, right: np.ndarray
    ) -> Iterator[Piece]:
        """Pieces between shapes, from their shared arcs; those that run where an arc runs today come from it."""
        held = {arc.xy.tobytes(): arc for arc in self.local} | {arc.xy[::-1].tobytes(): arc for arc in self.local}
        runs = np.split(xy, offsets[1:-1])
        for run, one, two in zip(runs, left.tolist(), right.tolist(), strict=True):
            if two < 0:
                continue
            old = held.get(run.tobytes())
            if old is None:
                yield Piece(run, names[one], names[two], 0)
            elif old.xy.tobytes() == run.tobytes():
                yield Piece(old.xy, names[one], names[two], old.id)
            else:
                yield Piece(old.xy, names[two], names[one], old.id)

    def shared(self, state: State) -> dict[str, dict[int, tuple[int, float]]]:
        """For each face, by index of a shape that is near it, (houses, m²) they have in common."""
        import shapely

        tree = shapely.STRtree(self.shapes)
        out = {}
        for code in self.faces:
            face = state.faces[code]
            x, y = state.houses.x[face.houses], state.houses.y[face.houses]
            near = sorted(tree.query(face.shape, predicate="intersects").tolist())  # most of a county is far away
            area = shapely.area(shapely.intersection(self.shapes[near], face.shape))
            out[code] = {
                i: (int(shapely.contains_xy(self.shapes[i], x, y).sum()), m2)
                for i, m2 in zip(near, area.tolist(), strict=True)
            }
        return out


def fitted(state: State, faces: Iterable[str], shapes: Sequence[Any]) -> Fitted:
    """Shapes (polygons, EPSG:4547 metres, a coverage) in the ground of some faces. Refused where they do not cover just
    that ground."""
    import shapely

    codes = tuple(sorted(set(faces)))
    local = [state.arcs[i] for i in sorted({i for code in codes for i in state.faces[code].arcs})]
    border = [(arc, arc.left in codes) for arc in local if (arc.left in codes) != (arc.right in codes)]
    settled = settled_shapes(shapes)
    lines, placed = _taken_over(border, settled)
    settled = _moved(settled, placed) if placed else settled
    settled = shapely.orient_polygons(_with_vertices(settled, np.concatenate([xy for _, xy, _ in lines])))
    edges: dict[tuple[Node, Node], int] = {}
    for i, ring in _rings(settled):
        edges |= dict.fromkeys(pairwise(nodes_of(ring)), i)
    return Fitted(codes, settled, local, lines, edges)


def nodes_of(xy: np.ndarray) -> list[Node]:
    return list(map(tuple, xy.tolist()))


def settled_shapes(shapes: Sequence[Any]) -> np.ndarray:
    """The shapes on the lattice, shells counter-clockwise."""
    import shapely

    settled = shapely.orient_polygons(np.array(shapes, object))
    xy = shapely.get_coordinates(settled)
    settled = shapely.set_coordinates(settled, on_lattice(xy))
    if not (shapely.is_valid(settled).all() and shapely.coverage_is_valid(settled)):
        raise Refused("新的划分里有重叠或缝隙。", "请先修正后再导入或采用。")
    return settled


def _rings(shapes: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    import shapely

    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    for ring, i in zip(rings, owner[part].tolist(), strict=True):
        yield i, shapely.get_coordinates(ring)


def _taken_over(
    border: list[tuple[Arc, bool]], shapes: np.ndarray
) -> tuple[list[tuple[Arc, np.ndarray, bool]], dict[Node, Node]]:
    """(arcs of the border with the vertices that only the shapes have, vertices of the shapes that had to move some
    millimetres along the county's own border so that its area does not creep)."""
    import shapely

    held = {node for arc, _ in border for node in nodes_of(arc.xy)}
    missing = sorted(set(nodes_of(shapely.get_coordinates(shapes))) - held)
    placed: dict[Node, Node] = {}
    on: dict[int, list[tuple[int, float, Node]]] = {}
    if missing:
        segments = np.concatenate([np.stack([arc.xy[:-1], arc.xy[1:]], axis=1) for arc, _ in border])
        counts = [len(arc.xy) - 1 for arc, _ in border]
        arc_of, number = np.repeat(np.arange(len(border)), counts), np.concatenate([np.arange(n) for n in counts])
        dots: Any = shapely.points(np.array(missing))
        sides: Any = shapely.linestrings(segments)
        point, segment = shapely.STRtree(sides).query(dots, "dwithin", ON_M)
        for i, s in zip(point.tolist(), segment.tolist(), strict=True):
            a, d = segments[s, 0], segments[s, 1] - segments[s, 0]
            share = float((np.array(missing[i]) - a) @ d / (d @ d))
            if 0 < share < 1 and missing[i] not in placed:
                outer = border[int(arc_of[s])][0].outer
                x, y = true_to(a, d, share).tolist() if outer else missing[i]
                placed[missing[i]] = (x, y)
                on.setdefault(int(arc_of[s]), []).append((int(number[s]), share, (x, y)))
    lines = [(arc, widened(arc.xy, on.get(k, [])), left) for k, (arc, left) in enumerate(border)]
    return lines, {a: b for a, b in placed.items() if a != b}


def _moved(shapes: np.ndarray, placed: Mapping[Node, Node]) -> np.ndarray:
    import shapely

    xy = np.array([placed.get(node, node) for node in nodes_of(shapely.get_coordinates(shapes))])
    return shapely.set_coordinates(shapes.copy(), xy)


def _with_vertices(shapes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The shapes with the points of the ground's border that lie on their edges and are no vertices of theirs yet."""
    import shapely

    held = set(nodes_of(shapely.get_coordinates(shapes)))
    missing = sorted(set(nodes_of(points)) - held)
    if not missing:
        return shapes
    parts, owner = shapely.get_parts(shapes, return_index=True)
    parts = weld(parts, np.array(missing))
    out = np.empty(len(shapes), object)
    for i in range(len(shapes)):
        own = parts[owner == i]
        out[i] = own[0] if len(own) == 1 else shapely.multipolygons(own)
    return out
