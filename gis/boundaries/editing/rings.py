"""A face put together from its arcs: rings are walked, nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2
from typing import Any

import numpy as np

from gis.boundaries.editing.parts import Arc, Node

Half = tuple[Arc, bool]  # an arc and whether it is walked forward


class Torn(RuntimeError):
    """The arcs of a face do not close: a fault of the program, never of an edit."""


def face_shape(code: str, arcs: Iterable[Arc]) -> tuple[Any, int]:
    """(shapely geometry, number of parts) of the face `code` from all its arcs. Zero parts where no ring runs
    counter-clockwise: the face was turned inside out. Torn where the arcs do not close."""
    import shapely

    rings = [_points(ring) for ring in _rings(code, arcs)]
    areas = [_twice_area(ring) for ring in rings]
    shells = [ring for ring, area in zip(rings, areas, strict=True) if area > 0]
    holes = [ring for ring, area in zip(rings, areas, strict=True) if area <= 0]
    if len(shells) == 1:
        return shapely.Polygon(shells[0], holes), 1
    if not shells:
        return shapely.Polygon(), 0
    if not holes:
        return shapely.MultiPolygon([shapely.Polygon(shell) for shell in shells]), len(shells)
    return _with_holes(shells, holes), len(shells)


def _with_holes(shells: list[np.ndarray], holes: list[np.ndarray]) -> Any:
    """Each hole goes to the smallest shell around it."""
    import shapely

    outer = sorted((shapely.Polygon(shell) for shell in shells), key=lambda each: each.area)
    own: list[list[np.ndarray]] = [[] for _ in outer]
    for hole in holes:
        inside = shapely.Polygon(hole).representative_point()
        home = next((i for i, each in enumerate(outer) if each.contains(inside)), len(outer) - 1)
        own[home].append(hole)
    return shapely.MultiPolygon([shapely.Polygon(p.exterior, h) for p, h in zip(outer, own, strict=True)])


def _rings(code: str, arcs: Iterable[Arc]) -> list[list[Half]]:
    """Closed walks with the face on the left; a walk that touches itself at a node is cut in two there."""
    leaving: dict[Node, list[Half]] = {}
    for arc in sorted(arcs, key=lambda each: each.id):  # the same arcs give the same rings, to the bit
        if arc.left == code:
            leaving.setdefault(arc.ends[0], []).append((arc, True))
        if arc.right == code:
            leaving.setdefault(arc.ends[1], []).append((arc, False))
    rings: list[list[Half]] = []
    while leaving:
        start = next(iter(leaving))
        walk: list[Half] = []
        passed: dict[Node, int] = {}
        node = start
        while True:
            if node in passed:
                rings.append(walk[passed[node] :])
                for half in rings[-1]:
                    passed.pop(_tail(half), None)
                del walk[len(walk) - len(rings[-1]) :]
                if not walk and node == start:
                    break
            passed[node] = len(walk)
            half = _taken(leaving, node, walk[-1] if walk else None)
            walk.append(half)
            node = _head(half)
    return rings


def _tail(half: Half) -> Node:
    return half[0].ends[0 if half[1] else 1]


def _head(half: Half) -> Node:
    return half[0].ends[1 if half[1] else 0]


def _taken(leaving: dict[Node, list[Half]], node: Node, came: Half | None) -> Half:
    """The half to go on with: the only one, or the next one clockwise from the way back."""
    choices = leaving.get(node)
    if not choices:
        raise Torn(f"the border breaks off at {node}")
    at = 0
    if len(choices) > 1 and came is not None:
        back = _away(came[0], not came[1])
        turn = [(back - _away(arc, forward)) % (2 * np.pi) or 2 * np.pi for arc, forward in choices]
        at = turn.index(min(turn))
    half = choices.pop(at)
    if not choices:
        del leaving[node]
    return half


def _away(arc: Arc, forward: bool) -> float:
    a, b = arc.xy[[0, 1]] if forward else arc.xy[[-1, -2]]
    return atan2(b[1] - a[1], b[0] - a[0])


def _points(ring: list[Half]) -> np.ndarray:
    """(k, 2) points of a closed ring."""
    runs = [arc.xy[:-1] if forward else arc.xy[:0:-1] for arc, forward in ring]
    return np.concatenate([*runs, runs[0][:1]])


def _twice_area(ring: np.ndarray) -> float:
    x, y = (ring - ring[0]).T
    return float(x[:-1] @ y[1:] - x[1:] @ y[:-1])
