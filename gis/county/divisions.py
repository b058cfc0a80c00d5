"""The tree of divisions: county, townships, villages, grids, in the order of their codes (a pre-order walk)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gis.foundation.columns import TextColumn


class Level(IntEnum):
    """Levels of division; also the rank of a border, the highest level at which its two sides differ."""

    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5
    GRID = 6


@dataclass(frozen=True)
class Divisions:
    """One row a division, sorted by code, so that the subtree of row i is the slice i : end[i].

    code: 6, 9, 12 or 15 digits. name: full (小留庄村委会 / grid 第 008 网格). short_name: as map labels show it
    (小留庄, 张王疃乡, 008). level: uint8. parent: int32 row (-1 for the county). end: int32. label_x, label_y:
    float64 EPSG:4547 metres inside the division. bounds: float64 (n, 4). area_m2: float64. households: int32.
    worker: int32 staff id of the grid worker (0 none). version: int64.
    """

    code: TextColumn
    name: TextColumn
    short_name: TextColumn
    level: np.ndarray
    parent: np.ndarray
    end: np.ndarray
    label_x: np.ndarray
    label_y: np.ndarray
    bounds: np.ndarray
    area_m2: np.ndarray
    households: np.ndarray
    worker: np.ndarray
    version: np.ndarray

    def __len__(self) -> int:
        return len(self.level)

    def rows_of(self, level: Level) -> np.ndarray:
        """int32 rows of one level, in code order."""
        return np.flatnonzero(self.level == level).astype(np.int32)

    def grids_of_worker(self, staff_id: int) -> list[int]:
        """Rows of the grids that somebody (staff id) looks after, in code order; none for 0."""
        return np.flatnonzero(self.worker == staff_id).tolist() if staff_id else []

    def ancestor(self, row: int, level: Level) -> int:
        """The row of the division of `level` that holds `row` (itself included); -1 if there is none."""
        while row >= 0 and self.level[row] > level:
            row = int(self.parent[row])
        return row if row >= 0 and self.level[row] == level else -1

    def path(self, row: int) -> list[int]:
        """Rows from the county down to `row`."""
        steps: list[int] = []
        while row >= 0:
            steps.append(row)
            row = int(self.parent[row])
        return steps[::-1]
