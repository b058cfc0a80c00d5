"""A state's arcs as columns again, at any level: polygons of villages and townships come from the same arcs."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.editing.parts import OUTSIDE
from gis.boundaries.editing.state import State
from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import faces


def mesh_of(state: State, digits: int = 15) -> tuple[Mesh, list[str]]:
    """(the arcs of a state, codes sorted): left and right are numbers of the codes cut to `digits`, -1 outside."""
    arcs = [state.arcs[i] for i in sorted(state.arcs.keys())]
    codes = sorted({code[:digits] for code in state.faces})
    number = {code: i for i, code in enumerate(codes)} | {OUTSIDE: -1}
    offsets = np.zeros(len(arcs) + 1, np.int32)
    np.cumsum([len(arc.xy) for arc in arcs], out=offsets[1:])
    left = np.array([number[arc.left[:digits]] for arc in arcs], np.int32)
    right = np.array([number[arc.right[:digits]] for arc in arcs], np.int32)
    ids, ranks = np.array([arc.id for arc in arcs], np.int32), np.array([arc.rank for arc in arcs], np.uint8)
    return Mesh(ids, offsets, np.concatenate([arc.xy for arc in arcs]), left, right, ranks), codes


def shapes_of(state: State, digits: int) -> dict[str, Any]:
    """Code cut to `digits` → shapely (Multi)Polygon, EPSG:4547 metres."""
    mesh, codes = mesh_of(state, digits)
    numbers, shapes = faces(mesh, mesh.left, mesh.right)
    return {codes[n]: shape for n, shape in zip(numbers.tolist(), shapes, strict=True)}
