"""The shared-arc mesh: leaf grids are its only faces, and an arc is stored once with its left and right face.

The border of a village, township or county is the set of arcs whose two sides differ at that level; there is no
second copy that could drift.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Mesh:
    """n arcs as runs of points. offsets: int32[n + 1] into xy. xy: float64 (m, 2) EPSG:4547 metres; the ends of arcs
    that meet at a node are equal to the bit. id: int32[n]. left, right: int32[n] division rows of the grids on either
    side going along the arc, -1 outside the county. rank: uint8[n] Level (COUNTY for the outer border).
    version: int64[n], the journal sequence that last wrote each arc; all 0 when left out."""

    id: np.ndarray
    offsets: np.ndarray
    xy: np.ndarray
    left: np.ndarray
    right: np.ndarray
    rank: np.ndarray
    version: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        if len(self.version) != len(self.left):
            object.__setattr__(self, "version", np.zeros(len(self.left), np.int64))

    def __len__(self) -> int:
        return len(self.left)

    def arc(self, row: int) -> np.ndarray:
        """(k, 2) points of one arc, a view."""
        return self.xy[self.offsets[row] : self.offsets[row + 1]]
