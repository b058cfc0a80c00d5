"""Households in groups of neighbours, each yard and house as thick segments ready to stroke."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from desktop.map.lines import spatial_order
from desktop.map.segments import Segments
from gis.county.ground import Households
from gis.foundation.viewport import Bounds

Part = tuple[tuple[tuple[float, float], tuple[float, float]], float]  # middle line and width, metres
AT_ONCE = 300  # households a painter call
MOST_KEPT = 120  # groups whose segments are kept

# part: (start, end) of its middle line and its width, metres; the lane runs along x, the court lies south
YARD: Part = (((-6.75, 0.0), (6.75, 0.0)), 15.0)
HOUSE: Part = (((-5.75, 3.9), (5.75, 3.9)), 5.2)
WING: Part = (((-3.55, 1.3), (-3.55, -3.5)), 4.4)
BLOCK: Part = (((-5.75, 2.6), (5.75, 2.6)), 7.0)  # the whole house, seen from far


class HomeGroup:
    """Households that lie together, and the segments of their parts."""

    def __init__(self, x: np.ndarray, y: np.ndarray, bearing: np.ndarray) -> None:
        self.x, self.y, self._bearing = x, y, bearing

    def _lines(self, part: Part) -> Segments:
        (ax, ay), (bx, by) = part[0]
        cos, sin = np.cos(self._bearing), np.sin(self._bearing)
        ends = (
            self.x + ax * cos - ay * sin,
            self.y + ax * sin + ay * cos,
            self.x + bx * cos - by * sin,
            self.y + bx * sin + by * cos,
        )
        return Segments(np.column_stack(ends))

    @cached_property
    def yards(self) -> Segments:
        return self._lines(YARD)

    @cached_property
    def houses(self) -> Segments:
        return self._lines(HOUSE)

    @cached_property
    def wings(self) -> Segments:
        return self._lines(WING)

    @cached_property
    def blocks(self) -> Segments:
        return self._lines(BLOCK)


class Homes:
    """All households in groups of neighbours, metres from the scene's origin. One thread at a time."""

    def __init__(self, households: Households, origin: tuple[float, float]) -> None:
        order = spatial_order(households.x, households.y)
        self._x, self._y = households.x[order] - origin[0], households.y[order] - origin[1]
        self._bearing = households.bearing[order].astype(float)
        starts = np.arange(0, len(order), AT_ONCE)
        columns = (self._x, self._y)
        low = [np.minimum.reduceat(c, starts) if len(order) else c for c in columns]
        high = [np.maximum.reduceat(c, starts) if len(order) else c for c in columns]
        self._bounds = np.column_stack([*low, *high])
        self._kept: dict[int, HomeGroup] = {}

    def within(self, view: Bounds) -> Iterator[HomeGroup]:
        """Groups that touch a view."""
        box = self._bounds
        hit = (box[:, 0] <= view[2]) & (box[:, 2] >= view[0]) & (box[:, 1] <= view[3]) & (box[:, 3] >= view[1])
        for number in np.flatnonzero(hit).tolist():
            if number not in self._kept:
                while len(self._kept) >= MOST_KEPT:
                    self._kept.pop(next(iter(self._kept)))
                part = slice(number * AT_ONCE, (number + 1) * AT_ONCE)
                self._kept[number] = HomeGroup(self._x[part], self._y[part], self._bearing[part])
            yield self._kept[number]
