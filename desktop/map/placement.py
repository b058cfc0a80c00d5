"""Room for labels: an occupancy raster that answers in microseconds whether a rectangle is free."""

from __future__ import annotations

import numpy as np

CELL_PX = 3


class Room:
    """What is taken of a picture of width × height px. Rectangles are centre and size in px."""

    def __init__(self, width_px: float, height_px: float) -> None:
        self._taken = np.zeros((int(height_px) // CELL_PX + 2, int(width_px) // CELL_PX + 2), bool)

    def _slices(self, x: float, y: float, width: float, height: float) -> tuple[slice, slice]:
        left, top = (x - width / 2) / CELL_PX, (y - height / 2) / CELL_PX
        right, bottom = left + width / CELL_PX, top + height / CELL_PX
        return (
            slice(max(int(top), 0), max(int(bottom) + 1, 0)),
            slice(max(int(left), 0), max(int(right) + 1, 0)),
        )

    def free(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether nothing is there; what lies off the picture counts as free."""
        return not self._taken[self._slices(x, y, width, height)].any()

    def take(self, x: float, y: float, width: float, height: float) -> None:
        """Keep it from all who come later."""
        self._taken[self._slices(x, y, width, height)] = True

    def try_take(self, x: float, y: float, width: float, height: float) -> bool:
        """Take it if it is free."""
        where = self._slices(x, y, width, height)
        if self._taken[where].any():
            return False
        self._taken[where] = True
        return True
