"""Where a grid's number stands: amid its households if that is inside, else at a point that surely is."""

from __future__ import annotations

from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State


def label_of(state: State, face: Face) -> tuple[float, float]:
    """EPSG:4547 metres inside the face."""
    import shapely

    if face.households:
        x, y = float(state.houses.x[face.houses].mean()), float(state.houses.y[face.houses].mean())
        if shapely.contains_xy(face.shape, x, y):
            return x, y
    inside = face.shape.point_on_surface()
    return float(inside.x), float(inside.y)
