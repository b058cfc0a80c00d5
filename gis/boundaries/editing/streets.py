"""Roads and lanes under the borders: what lines run near a place, and which cut through a face."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from gis.boundaries.editing.parts import Face
from gis.boundaries.lattice import on_lattice
from gis.county.ground import Ground, GroundKind

STREETS = (GroundKind.LANE, GroundKind.ROAD_MINOR, GroundKind.ROAD_MAJOR, GroundKind.MOTORWAY)
LEAST_M = 0.01  # shorter crumbs of a clipped line are none


class Streets:
    """The street lines of a county; indexed when first asked for."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @cached_property
    def _lines(self) -> Any:
        import shapely

        g = self._ground
        rows = np.flatnonzero(np.isin(g.kind, [int(kind) for kind in STREETS])).tolist()
        return np.array([shapely.LineString(g.xy[g.offsets[r] : g.offsets[r + 1]]) for r in rows], object)

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree(self._lines)

    def within(self, low_x: float, low_y: float, high_x: float, high_y: float) -> Any:
        """object[n]: shapely LineStrings whose bounds touch a box."""
        import shapely

        return self._lines[np.sort(self._tree.query(shapely.box(low_x, low_y, high_x, high_y)))]

    def through(self, face: Face) -> list[np.ndarray]:
        """Lines, float64 (k, 2) on the lattice, where they run through a face (clipped a little outside it); kept with
        the face."""
        if "streets" not in face.memo:
            face.memo["streets"] = self._through(face)
        lines: list[np.ndarray] = face.memo["streets"]
        return lines

    def _through(self, face: Face) -> list[np.ndarray]:
        import shapely

        near = self.within(*face.bounds)
        if not len(near):
            return []
        cut = shapely.intersection(near, shapely.buffer(face.shape, 1.0))
        lines = shapely.get_parts(cut[~shapely.is_empty(cut)])
        lines = lines[(shapely.get_type_id(lines) == 1) & (shapely.length(lines) > LEAST_M)]
        return [on_lattice(shapely.get_coordinates(line)) for line in lines]
