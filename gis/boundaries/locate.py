"""Which grid a point lies in: exact, for one point or a quarter of a million."""

from __future__ import annotations

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import faces
from gis.county.divisions import Divisions


class GridLocator:
    """Answers for one state of the mesh; make a new one after the borders change (about 0.1 s for a county).

    Faces are the leaves of the tree: grids, and villages not yet divided.
    """

    def __init__(self, mesh: Mesh, divisions: Divisions) -> None:
        import shapely

        if len(mesh) and max(mesh.left.max(), mesh.right.max()) >= len(divisions):
            raise ValueError("the mesh names divisions that do not exist")
        self._rows, self._shapes = faces(mesh, mesh.left, mesh.right)
        self._tree = shapely.STRtree(self._shapes)
        shapely.prepare(self._shapes)

    def locate(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """int32[n] division rows of points given as float64[n] EPSG:4547 metres; -1 outside or not finite.

        A point on a border belongs to the lower code, so that every point of the county has exactly one grid.
        """
        import shapely

        x, y = np.atleast_1d(np.asarray(x, float)), np.atleast_1d(np.asarray(y, float))
        found = np.full(len(x), -1, np.int32)
        finite = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        point, face = self._tree.query(shapely.points(x[finite], y[finite]))
        # one face after the other (its prepared form stays warm), from the highest code down: the lowest writes last
        order = np.argsort(-face, kind="stable")
        point, face = finite[point[order]], face[order]
        inside = shapely.intersects_xy(self._shapes[face], x[point], y[point])
        found[point[inside]] = self._rows[face[inside]]
        return found

    def border_distance_m(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """float64[n] metres from each point to the border of the grid it lies in; NaN outside the county."""
        import shapely

        x, y = np.atleast_1d(np.asarray(x, float)), np.atleast_1d(np.asarray(y, float))
        rows = self.locate(x, y)
        inside = rows >= 0
        away = np.full(len(x), np.nan)
        edges = shapely.boundary(self._shapes)
        shapely.prepare(edges)
        own = edges[np.searchsorted(self._rows, rows[inside])]
        away[inside] = shapely.distance(own, shapely.points(x[inside], y[inside]))
        return away
