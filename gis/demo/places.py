"""Where events lie: at a house, in a lane, in the county town, or among the fields; always inside their grid."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import polygons
from gis.county.divisions import Divisions, Level
from gis.county.ground import Ground, GroundKind, Households

SPREAD_M = {"yard": 6.0, "lane": 20.0, "town": 20.0}
FIELD_TRIES = 10
STAY_TRIES = 4  # so often in the village of its household, then in others: the county town has no fields


class Places:
    """The grids as polygons with an index, and the built-up land that fields avoid."""

    def __init__(self, divisions: Divisions, mesh: Mesh, ground: Ground, households: Households) -> None:
        import shapely

        self.divisions = divisions
        self.households = households
        self.grid_rows, self.shapes = polygons(mesh, divisions, Level.GRID)
        shapely.prepare(self.shapes)
        self.grids = shapely.STRtree(self.shapes)
        self.built = shapely.STRtree(_rings(ground, (GroundKind.SETTLEMENT, GroundKind.TOWN)))
        town = shapely.STRtree(_rings(ground, (GroundKind.TOWN,)))
        self.town_homes = np.unique(town.query(_points(households.x, households.y), predicate="intersects")[0])

    def draw(self, place: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x, y (float64 metres) and division (int32 grid row) of events whose place is one of
        gis.demo.tables.PLACES (a str array). Every household is as likely as any other (in town: of the town)."""
        home = rng.integers(0, len(self.households), len(place))
        urban = np.flatnonzero(place == "town")
        if len(self.town_homes):
            home[urban] = rng.choice(self.town_homes, len(urban))
        x, y = self.households.x[home].copy(), self.households.y[home].copy()
        division = self.households.division[home].astype(np.int32)
        for name, spread in SPREAD_M.items():
            rows = np.flatnonzero(place == name)
            near_x, near_y = x[rows] + rng.normal(0, spread, len(rows)), y[rows] + rng.normal(0, spread, len(rows))
            kept = self.inside(division[rows], near_x, near_y)
            x[rows[kept]], y[rows[kept]] = near_x[kept], near_y[kept]
        self._to_fields(np.flatnonzero(place == "field"), x, y, division, rng)
        return x, y, division

    def inside(self, division: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """bool: whether each point lies in its grid."""
        import shapely

        return shapely.contains_xy(self.shapes[np.searchsorted(self.grid_rows, division)], x, y)

    def _to_fields(
        self, rows: np.ndarray, x: np.ndarray, y: np.ndarray, division: np.ndarray, rng: np.random.Generator
    ) -> None:
        """Move `rows` to a random spot of their village outside the settlements; who finds none stays at the house."""
        for attempt in range(FIELD_TRIES):
            if not len(rows):
                return
            if attempt >= STAY_TRIES:
                home = rng.integers(0, len(self.households), len(rows))
                x[rows], y[rows] = self.households.x[home], self.households.y[home]
                division[rows] = self.households.division[home]
            village = self.divisions.parent[division[rows]]
            box = self.divisions.bounds[village]
            spot_x = box[:, 0] + rng.random(len(rows)) * (box[:, 2] - box[:, 0])
            spot_y = box[:, 1] + rng.random(len(rows)) * (box[:, 3] - box[:, 1])
            grid = self._grid_of(spot_x, spot_y)
            good = (grid >= 0) & (self.divisions.parent[grid] == village) & ~self._built_up(spot_x, spot_y)
            x[rows[good]], y[rows[good]], division[rows[good]] = spot_x[good], spot_y[good], grid[good]
            rows = rows[~good]

    def _grid_of(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """int32 grid row whose inside holds each point, -1 none."""
        found = np.full(len(x), -1, np.int32)
        points, shapes = self.grids.query(_points(x, y), predicate="within")
        found[points] = self.grid_rows[shapes]
        return found

    def _built_up(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        hit = np.zeros(len(x), bool)
        hit[self.built.query(_points(x, y), predicate="intersects")[0]] = True
        return hit


def _points(x: np.ndarray, y: np.ndarray) -> Any:
    import shapely

    return shapely.points(x, y)


def _rings(ground: Ground, kinds: tuple[GroundKind, ...]) -> list[Any]:
    import shapely

    rows = np.flatnonzero(np.isin(ground.kind, kinds))
    return [shapely.Polygon(ground.xy[ground.offsets[r] : ground.offsets[r + 1]]) for r in rows]
