"""What lies under the borders: settlements, roads, water, parcels, and the households in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from gis.foundation.columns import TextColumn


class GroundKind(IntEnum):
    PARCEL_A = 1
    PARCEL_B = 2
    SETTLEMENT = 3
    TOWN = 4  # the built-up county town
    WATER = 5
    RIVER = 6  # a line
    LANE = 7  # a line inside a settlement
    ROAD_MINOR = 8
    ROAD_MAJOR = 9
    MOTORWAY = 10


@dataclass(frozen=True)
class Ground:
    """Shapes as runs of points. kind: uint8[n]. offsets: int32[n + 1] into xy. xy: float64 (m, 2) EPSG:4547 metres.
    Areas are closed rings without holes, lines are open. name: road and river names, else empty."""

    kind: np.ndarray
    offsets: np.ndarray
    xy: np.ndarray
    name: TextColumn

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True)
class Households:
    """One row a household, sorted by division row. x, y: float64 EPSG:4547 metres. division: int32 grid row.
    bearing: float32 radians, direction of its lane. people: uint8. id: int32, counted from 1 when left out.
    version: int64, the journal sequence that last wrote each, 0 when left out."""

    x: np.ndarray
    y: np.ndarray
    division: np.ndarray
    bearing: np.ndarray
    people: np.ndarray
    id: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))
    version: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        if len(self.id) != len(self.x):
            object.__setattr__(self, "id", np.arange(1, len(self.x) + 1, dtype=np.int32))
        if len(self.version) != len(self.x):
            object.__setattr__(self, "version", np.zeros(len(self.x), np.int64))

    def __len__(self) -> int:
        return len(self.x)
