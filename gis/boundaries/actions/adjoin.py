"""Bring the counties around onto the table: the county's own border becomes a common one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from gis.boundaries.actions.splitting import GRID_DIGITS
from gis.boundaries.build import shared_arcs
from gis.boundaries.editing.chaining import Piece, chained
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.fitting import settled_shapes
from gis.boundaries.editing.parts import OUTSIDE, Arc
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Adjoin:
    """codes: of 6 digits. names, shapes: of each, shapely polygons EPSG:4547 metres that form one coverage with the
    county, vertex for vertex (gis.boundaries.adjoining makes them so)."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: tuple[Any, ...]

    def draft(self, state: State) -> Draft:
        held = [code for code in self.codes if code in state.faces]
        if held:
            raise Refused(f"{state.number_of(held[0])}已经在图上。")
        outer = [state.arcs[i] for i in sorted(_outer(state))]
        shapes = settled_shapes(self.shapes)
        offsets, xy, left, right = shared_arcs(shapes, np.arange(len(shapes)))
        sides = _sides(shapes)
        names = (*self.codes, OUTSIDE)  # -1 is outside
        pieces = [piece for arc in outer for piece in _pieces(arc, sides, names)]
        common = {edge for arc in outer for edge in _edges(arc.xy)}
        for run, one, two in zip(np.split(xy, offsets[1:-1]), left.tolist(), right.tolist(), strict=True):
            if two >= 0 or _edges(run).isdisjoint(common):
                pieces.append(Piece(run, names[one], names[two], 0))
            elif not _edges(run) <= common:
                pieces += [Piece(part, names[one], OUTSIDE, 0) for part in _loose(run, common)]
        arcs, gone = chained(state, outer, pieces, ())
        label = f"{'、'.join(self.names[:3])}{'等' if len(self.names) > 3 else ''} {len(self.names)} 个邻县接入"
        return Draft("adjoin", label, arcs, gone, {}, {}, dict(zip(self.codes, self.names, strict=True)))


def _outer(state: State) -> set[int]:
    """Ids of the arcs that have nothing beyond them."""
    return {arc.id for arc in state.arcs.values() if arc.outer and GRID_DIGITS >= len(arc.left or arc.right) > 6}


def _edges(xy: np.ndarray) -> set[frozenset[tuple[float, float]]]:
    nodes = list(map(tuple, xy.tolist()))
    return {frozenset(pair) for pair in pairwise(nodes)}


def _sides(shapes: np.ndarray) -> dict[tuple[tuple[float, float], tuple[float, float]], int]:
    """Directed edge → the shape on its left."""
    import shapely

    found = {}
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    for ring, i in zip(rings, owner[part].tolist(), strict=True):
        nodes = list(map(tuple, shapely.get_coordinates(ring).tolist()))
        found.update(dict.fromkeys(pairwise(nodes), i))
    return found


def _pieces(arc: Arc, sides: dict, names: Sequence[str]) -> list[Piece]:
    """An arc of the county's border, cut where what lies beyond it changes."""
    nodes = list(map(tuple, arc.xy.tolist()))
    inside_left = bool(arc.left)
    pairs = pairwise(nodes)
    beyond = [sides.get((b, a) if inside_left else (a, b), -1) for a, b in pairs]
    cuts = [0, *(i for i in range(1, len(beyond)) if beyond[i] != beyond[i - 1]), len(beyond)]
    out = []
    for a, b in pairwise(cuts):
        run, name = (arc.xy if b - a == len(beyond) else arc.xy[a : b + 1]), names[beyond[a]]
        out.append(Piece(run, arc.left, name, arc.id) if inside_left else Piece(run, name, arc.right, arc.id))
    return out


def _loose(run: np.ndarray, common: set) -> list[np.ndarray]:
    """The parts of a neighbour's outer border that are not the county's."""
    nodes = list(map(tuple, run.tolist()))
    own = [frozenset(pair) not in common for pair in pairwise(nodes)]
    parts, start = [], -1
    for i, free in enumerate([*own, False]):
        if free and start < 0:
            start = i
        elif not free and start >= 0:
            parts.append(run[start : i + 1])
            start = -1
    return parts
