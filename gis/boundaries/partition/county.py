"""The villages of a county made ready for partition: area, households, lanes, and today's grids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.boundaries.partition.candidate import Candidate
from gis.boundaries.partition.change import rebalance
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.rule import RULE, NoPartition, Window
from gis.boundaries.polygons import polygons
from gis.county.divisions import Divisions, Level
from gis.county.ground import Ground as Features
from gis.county.ground import GroundKind, Households

WAYS = (GroundKind.RIVER, GroundKind.LANE, GroundKind.ROAD_MINOR, GroundKind.ROAD_MAJOR, GroundKind.MOTORWAY)


@dataclass(frozen=True)
class Village:
    """One village. row: its division row. area: shapely geometry EPSG:4547 metres. household: int64[n] rows of its
    households. x, y: float64[n]. grids: int32[k] division rows of today's grids; shapes: object[k] their polygons.
    present: int32[n], which of them each household lies in, -1 for none. lanes: object[m] LineStrings near it."""

    row: int
    area: Any
    household: np.ndarray
    x: np.ndarray
    y: np.ndarray
    grids: np.ndarray
    shapes: np.ndarray
    present: np.ndarray
    lanes: np.ndarray

    def ground(self) -> Ground:
        """Prepared for partition. Raises NoPartition."""
        return Ground(self.area, self.x, self.y, self.lanes)


class Villages:
    """All villages of one state of the county; made once (about 0.2 s), then each at its price."""

    def __init__(self, mesh: Mesh, divisions: Divisions, households: Households, features: Features) -> None:
        import shapely

        self._divisions, self._households = divisions, households
        self.rows, self._areas = polygons(mesh, divisions, Level.VILLAGE)
        self._grids, self._shapes = polygons(mesh, divisions, Level.GRID)
        way = np.flatnonzero(np.isin(features.kind, WAYS))
        runs = [features.xy[features.offsets[i] : features.offsets[i + 1]] for i in way.tolist()]
        self._lanes = np.array([shapely.LineString(run) for run in runs if len(run) > 1], object)
        self._tree = shapely.STRtree(self._lanes)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Village]:
        return (self.village(row) for row in self.rows.tolist())

    def village(self, row: int) -> Village:
        """The village of one division row. KeyError if the row is none with an area."""
        at = int(np.searchsorted(self.rows, row))
        if at == len(self.rows) or self.rows[at] != row:
            raise KeyError(row)
        end = int(self._divisions.end[row])
        low, high = np.searchsorted(self._households.division, [row, end])
        own = np.arange(low, high)
        first, last = np.searchsorted(self._grids, [row, end])
        grids = self._grids[first:last]
        division = self._households.division[own]
        place = np.searchsorted(grids, division)
        known = np.append(grids, -1)[place] == division
        area = self._areas[at]
        return Village(
            row, area, own, self._households.x[own], self._households.y[own], grids, self._shapes[first:last],
            np.where(known, place, -1).astype(np.int32), self._lanes[self._tree.query(area)],
        )  # fmt: skip


def partition_all(
    villages: Villages, k: Callable[[Village], int | str | None], style: str = "balanced", seed: int = 0,
    rule: Window = RULE, progress: Callable[[float, str], None] | None = None, stop: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Village, Candidate | NoPartition]]:  # fmt: skip
    """Every village divided, one after another, each with its candidate or the reason why there is none.

    k: how many grids a village shall have. style: as `partition` knows them, or "least_change": today's grids put right
    with the fewest households changing hands. progress is told (share 0 … 1, words) before each; stop is asked before
    each and ends the row early."""
    for i, row in enumerate(villages.rows.tolist()):
        if stop():
            return
        village = villages.village(row)
        if progress:
            progress(i / len(villages), "划分网格")
        try:
            yield village, _divided(village, k(village), style, seed, rule)
        except NoPartition as reason:
            yield village, reason
    if progress:
        progress(1.0, "划分网格")


def _divided(village: Village, k: int | str | None, style: str, seed: int, rule: Window) -> Candidate:
    if style == "least_change":
        return rebalance(village.ground(), village.present, village.shapes, k, rule)
    return partition(village.ground(), k, style, seed, rule, village.present)
