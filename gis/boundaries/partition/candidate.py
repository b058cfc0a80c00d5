"""One way to divide an area, with what it is worth: the numbers that stand side by side when a planner chooses."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.build import shared_arcs
from gis.boundaries.partition.ground import Ground, lane_share
from gis.boundaries.partition.matching import continued
from gis.county.numbering import reading_order


@dataclass(frozen=True)
class Candidate:
    """A partition into k grids, numbered from north to south in bands, west to east in each.

    labels: int32[n], the grid of each household. polygons: object[k] shapely Polygons EPSG:4547 metres, an exact
    coverage of the area. households: int32[k]. contiguous: bool[k]. compactness: float64[k], 4πA/P² (Polsby and Popper
    1991). border_m: metres of border between grids, the outer ring apart. walking_m: mean straight distance from a
    household to the middle of its grid's households. lane_share: the share of the borders among houses that follows a
    lane, road or river. moved: households that change hands against today's grids (those
    without a grid today do not count). keeps: int32[k], the number of today's grid that each continues, -1 for a new
    one. on_ring: float64 (r, 2), vertices added to the area's outer ring where borders end between two of its own;
    neighbours outside must take them over. offsets, xy, left, right: the borders as arcs between nodes, as in Mesh,
    numbers of grids on either side, -1 outside. seconds: time taken, seconds.
    """

    style: str
    seed: int
    labels: np.ndarray
    polygons: np.ndarray
    households: np.ndarray
    contiguous: np.ndarray
    compactness: np.ndarray
    border_m: float
    walking_m: float
    lane_share: float
    moved: int
    keeps: np.ndarray
    on_ring: np.ndarray
    offsets: np.ndarray
    xy: np.ndarray
    left: np.ndarray
    right: np.ndarray
    seconds: float

    def __len__(self) -> int:
        return len(self.polygons)

    @property
    def mean_compactness(self) -> float:
        return float(self.compactness.mean())

    @property
    def spread(self) -> int:
        """Households of the largest grid less those of the smallest."""
        return int(self.households.max() - self.households.min())


def candidate(
    style: str, seed: int, ground: Ground, labels: np.ndarray, polygons: np.ndarray, on_ring: np.ndarray,
    present: np.ndarray | None, began: float,
) -> Candidate:  # fmt: skip
    """Numbers a drawn partition and measures it. labels: int[n] of the ground's households into polygons. present:
    int[n] today's grids, -1 for none. began: the time.perf_counter() from which seconds count."""
    import shapely

    x, y = ground.x, ground.y
    k = len(polygons)
    order = reading_order(middles(np.column_stack([x, y]), labels, k))
    place = np.empty(k, np.int32)
    place[order] = np.arange(k)
    labels, polygons = place[labels], polygons[order]
    centre = middles(np.column_stack([x, y]), labels, k)
    keeps, moved = continued(labels, present, k) if present is not None else (np.full(k, -1, np.int32), 0)
    offsets, xy, left, right = shared_arcs(polygons, np.arange(k))
    steps = np.append(np.hypot(*np.diff(xy, axis=0).T), 0.0)
    steps[offsets[1:] - 1] = 0.0
    return Candidate(
        style, seed, labels.astype(np.int32), polygons, np.bincount(labels, minlength=k).astype(np.int32),
        shapely.get_num_geometries(polygons) == 1, compactness(polygons),
        float(np.add.reduceat(steps, offsets[:-1])[right >= 0].sum()),
        float(np.hypot(x - centre[labels, 0], y - centre[labels, 1]).mean()),
        lane_share(ground, labels), moved, keeps, on_ring, offsets, xy, left, right, time.perf_counter() - began,
    )  # fmt: skip


def compactness(polygons: Any) -> np.ndarray:
    """float64[k]: 4πA/P² of each polygon, 1 for a circle (Polsby and Popper 1991)."""
    import shapely

    return 4 * np.pi * shapely.area(polygons) / shapely.length(polygons) ** 2


def middles(xy: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """float64 (k, 2): mean position of the households of each grid."""
    held = np.maximum(np.bincount(labels, minlength=k), 1)
    return np.column_stack([np.bincount(labels, xy[:, c], minlength=k) / held for c in (0, 1)])
