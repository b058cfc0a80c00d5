"""Where a grid's number stands: amid its households if that is inside, else at a point that surely is."""

from __future__ import annotations

import numpy as np

from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice


def label_of(state: State, face: Face) -> tuple[float, float]:
    """EPSG:4547 metres inside the face, on the lattice."""
    import shapely

    if face.households:
        x, y = _settled(state.houses.x[face.houses].mean(), state.houses.y[face.houses].mean())
        if shapely.contains_xy(face.shape, x, y):
            return x, y
    inside = face.shape.point_on_surface()
    return _settled(inside.x, inside.y)


def _settled(x: float, y: float) -> tuple[float, float]:
    x, y = on_lattice(np.array([x, y], float)).tolist()
    return x, y
