"""Faces cut by lines into parts, parts given to faces: the one way in which split, brush, reshape and merge work.

All is done on pieces of line between meeting points; what a part or a piece becomes is only a matter of names, so no
ground can be lost or counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from gis.boundaries.editing.chaining import Piece, chained
from gis.boundaries.editing.noding import Noded, node
from gis.boundaries.editing.parts import OUTSIDE, Arc, Node
from gis.boundaries.editing.state import State

Edge = tuple[Node, Node]


@dataclass(frozen=True)
class Part:
    """One connected part of a cut face. houses: indices of its households. inner: metres of drawn line that it shares
    with each other part, by number."""

    number: int
    face: str
    shape: Any
    houses: np.ndarray
    inner: Mapping[int, float]


class Cut:
    """Faces cut by lines, not yet named. lines: for each code the drawn lines, float64 (k, 2) on the lattice. beside:
    other faces that will give or take ground (so that borders with them join up)."""

    def __init__(self, state: State, lines: Mapping[str, list[np.ndarray]], beside: Iterable[str] = ()) -> None:
        self._state = state
        self._codes = sorted(lines)
        ids = {i for code in {*self._codes, *beside} for i in state.faces[code].arcs}
        self._arcs = [state.arcs[i] for i in sorted(ids)]
        self._pieces: list[Piece] = []
        self._drawn: list[Piece] = []
        self._edge_part: dict[Edge, int] = {}
        self._crossing: set[Node] = set()
        self._cut(lines)
        self.parts: tuple[Part, ...] = self._parts()

    def parts_of(self, code: str) -> list[Part]:
        return [part for part in self.parts if part.face == code]

    def neighbours(self, number: int) -> set[str]:
        """Codes of the faces that a part borders on today."""
        found = set()
        for piece in self._pieces:
            a, b = piece.first
            if self._edge_part.get((a, b)) == number:
                found.add(piece.right)
            if self._edge_part.get((b, a)) == number:
                found.add(piece.left)
        return found - {OUTSIDE}

    def named(self, parts: Mapping[int, str], faces: Mapping[str, str]) -> tuple[dict[int, Arc], frozenset[int]]:
        """(arcs new or changed, ids gone) once part i is named parts[i] and an uncut face f is named faces[f]; what is
        not mentioned keeps its name."""
        named = {part.number: parts.get(part.number, part.face) for part in self.parts}

        def name(code: str, edge: Edge) -> str:
            if code == OUTSIDE:
                return code
            part = self._edge_part.get(edge, -1)
            return named[part] if part >= 0 else faces.get(code, code)

        pieces = []
        for piece in self._pieces:
            a, b = piece.first
            pieces.append(piece.between(name(piece.left, (a, b)), name(piece.right, (b, a))))
        for piece in self._drawn:
            a, b = piece.first
            if (a, b) in self._edge_part and (b, a) in self._edge_part:
                pieces.append(piece.between(name(piece.left, (a, b)), name(piece.right, (b, a))))
        return chained(self._state, self._arcs, [p for p in pieces if p.left != p.right], self._crossing)

    def _cut(self, lines: Mapping[str, list[np.ndarray]]) -> None:
        taken = Noded([])
        fresh: dict[str, Noded] = {}
        for code in self._codes:  # a line drawn through several faces is noded once
            shared = [other for other in self._codes if lines[other] is lines[code]]
            if shared[0] != code:
                fresh[code] = fresh[shared[0]]
                continue
            own = [arc for arc in self._arcs if not {arc.left, arc.right}.isdisjoint(shared)]
            fresh[code] = done = self._noded(code, lines[code], own)
            taken.meeting |= done.meeting
            self._crossing |= done.crossing - done.vertices
            for arc_id, points in done.on_arc.items():
                taken.on_arc[arc_id] += points
        edges: set[frozenset[Node]] = set()
        for arc in self._arcs:
            for xy in _split(widened(arc.xy, taken.on_arc.get(arc.id, [])), taken.meeting):
                self._pieces.append(Piece(xy, arc.left, arc.right, arc.id))
                if len(xy) == 2:
                    edges.add(frozenset(self._pieces[-1].first))
        for code, done in fresh.items():
            runs = [run for line in done.lines for run in _split(line, taken.meeting)]
            self._drawn += self._inside(code, runs, edges) if runs else []

    def _noded(self, code: str, lines: list[np.ndarray], arcs: list[Arc]) -> Noded:
        """Streets meet the borders of a face where they always do; that is kept with the face."""
        memo = self._state.faces[code].memo
        if lines is not memo.get("streets"):
            return node(lines, arcs)
        if "noded" not in memo:
            memo["noded"] = node(lines, arcs)
        done: Noded = memo["noded"]
        return done

    def _inside(self, code: str, runs: list[np.ndarray], edges: set[frozenset[Node]]) -> list[Piece]:
        """Pieces of a drawn line that run inside a face, not along its border."""
        import shapely

        middle = np.array([(xy[len(xy) // 2 - 1] + xy[len(xy) // 2]) / 2 for xy in runs])
        inside = shapely.contains_xy(self._state.faces[code].shape, middle[:, 0], middle[:, 1])
        pieces = [Piece(xy, code, code, 0) for xy, within in zip(runs, inside.tolist(), strict=True) if within]
        return [piece for piece in pieces if len(piece.xy) > 2 or frozenset(piece.first) not in edges]

    def _parts(self) -> tuple[Part, ...]:
        import shapely

        out: list[Part] = []
        shared: dict[int, dict[int, float]] = {}
        for code in self._codes:
            face = self._state.faces[code]
            own = [p.xy for p in self._pieces if code in (p.left, p.right)] + [
                p.xy for p in self._drawn if p.left == code
            ]
            drawn: Any = shapely.linestrings(
                np.concatenate(own), indices=np.repeat(np.arange(len(own)), list(map(len, own)))
            )
            cells = shapely.get_parts(shapely.polygonize(drawn))
            cells = cells[shapely.contains(face.shape, shapely.point_on_surface(cells))]
            for cell in shapely.orient_polygons(cells):
                number = len(out)
                for ring in (cell.exterior, *cell.interiors):
                    points = list(map(tuple, shapely.get_coordinates(ring).tolist()))
                    self._edge_part.update((edge, number) for edge in pairwise(points))
                x, y = self._state.houses.x[face.houses], self._state.houses.y[face.houses]
                shared[number] = {}
                out.append(Part(number, code, cell, face.houses[shapely.contains_xy(cell, x, y)], shared[number]))
        for piece in self._drawn:
            a, b = piece.first
            one, two = self._edge_part.get((a, b)), self._edge_part.get((b, a))
            if one is not None and two is not None and one != two:
                for p, q in ((one, two), (two, one)):
                    shared[p][q] = shared[p].get(q, 0.0) + piece.length_m
        return tuple(out)


def widened(xy: np.ndarray, points: list[tuple[int, float, Node]]) -> np.ndarray:
    """The points of an arc with those it takes over."""
    if not points:
        return xy
    added = sorted(set(points))
    line = np.insert(xy, [segment + 1 for segment, _, _ in added], [point for _, _, point in added], axis=0)
    kept = np.ones(len(line), bool)
    kept[1:] = (line[1:] != line[:-1]).any(axis=1)
    return line[kept]


def _split(xy: np.ndarray, meeting: set[Node]) -> list[np.ndarray]:
    """A line cut at the meeting points inside it."""
    if not meeting:
        return [xy]
    points = list(map(tuple, xy.tolist()))
    stops = [i for i in range(1, len(points) - 1) if points[i] in meeting]
    edges = [0, *stops, len(points) - 1]
    return [xy[a : b + 1] for a, b in pairwise(edges)] if stops else [xy]
