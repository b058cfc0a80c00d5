"""Which grid a point lies in: exact, for one point or a quarter of a million.

A lattice of square bins lists the faces whose bounds touch each bin, two or three on the whole; only those are tested
against the point, face after face, so that the prepared form of each stays warm.
"""

from __future__ import annotations

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import faces
from gis.county.divisions import Divisions

BINS = 512  # along the longer side of the county: about 65 m


class GridLocator:
    """Answers for one state of the mesh; make a new one after the borders change (about 0.1 s for a county).

    Faces are the leaves of the tree: grids, and villages not yet divided.
    """

    def __init__(self, mesh: Mesh, divisions: Divisions) -> None:
        import shapely

        if not len(mesh):
            raise ValueError("the mesh is empty")
        if max(mesh.left.max(), mesh.right.max()) >= len(divisions):
            raise ValueError("the mesh names divisions that do not exist")
        self._rows, self._shapes = faces(mesh, mesh.left, mesh.right)
        shapely.prepare(self._shapes)
        bounds = shapely.bounds(self._shapes)
        self._low, self._high = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
        self._bin_m = float((self._high - self._low).max()) / (BINS - 1)
        self._start, self._faces = self._binned(bounds)

    def locate(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """int32[n] division rows of points given as float64[n] EPSG:4547 metres; -1 outside or not finite.

        A point on a border belongs to the lower code, so that every point of the county has exactly one grid.
        """
        import shapely

        xy = np.column_stack([np.atleast_1d(np.asarray(x, float)), np.atleast_1d(np.asarray(y, float))])
        found = np.full(len(xy), -1, np.int32)
        near = np.flatnonzero(((xy >= self._low) & (xy <= self._high)).all(axis=1))
        at = self._bin(xy[near])
        begin = self._start[at]
        count = self._start[at + 1] - begin
        point = np.repeat(near, count)
        face = self._faces[np.arange(len(point)) + np.repeat(begin - np.cumsum(count) + count, count)]
        order = np.argsort(face, kind="stable")[::-1]  # from the highest code down: the lowest writes last
        point, face = point[order], face[order]
        inside = shapely.intersects_xy(self._shapes[face], xy[point, 0], xy[point, 1])
        found[point[inside]] = self._rows[face[inside]]
        return found

    def near(self, x: float, y: float, within_m: float) -> list[tuple[int, float]]:
        """(division row, metres) of every grid within some metres of a point (EPSG:4547), nearest first, so that the
        grid it lies in comes first with 0.0. Empty outside the county."""
        import shapely

        if self.locate(np.array([x]), np.array([y]))[0] < 0:
            return []
        corners = np.array([[x - within_m, y - within_m], [x + within_m, y + within_m]])
        low, high = ((np.clip(corners, self._low, self._high) - self._low) / self._bin_m).astype(np.int64)
        bins = [row * BINS + column for row in range(low[1], high[1] + 1) for column in range(low[0], high[0] + 1)]
        faces_here = np.unique(np.concatenate([self._faces[self._start[b] : self._start[b + 1]] for b in bins]))
        away = shapely.distance(self._shapes[faces_here], shapely.points(x, y))
        found = [(float(m), int(self._rows[f])) for m, f in zip(away, faces_here, strict=True) if m <= within_m]
        return [(row, metres) for metres, row in sorted(found)]

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

    def _bin(self, xy: np.ndarray) -> np.ndarray:
        """Bin numbers of points inside the county's bounds."""
        cell = ((xy - self._low) / self._bin_m).astype(np.int64)
        return cell[:, 1] * BINS + cell[:, 0]

    def _binned(self, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(start of each bin's run, faces of the runs): which faces' bounds touch which bin."""
        first = ((bounds[:, :2] - self._low) / self._bin_m).astype(np.int64)
        width, height = (((bounds[:, 2:] - self._low) / self._bin_m).astype(np.int64) - first + 1).T
        face = np.repeat(np.arange(len(bounds)), width * height)
        step = np.arange(len(face)) - np.repeat(np.cumsum(width * height) - width * height, width * height)
        bins = (first[face, 1] + step // width[face]) * BINS + first[face, 0] + step % width[face]
        order = np.argsort(bins, kind="stable")
        start = np.searchsorted(bins[order], np.arange(BINS * BINS + 1))
        narrow = np.uint16 if len(bounds) <= 0xFFFF else np.int64  # 16 bits sort in one tenth of the time
        return start, face[order].astype(narrow)
