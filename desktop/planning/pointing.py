"""Which border, which point of it, which grid lies under the pointer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.parts import Arc


@dataclass(frozen=True)
class OnBorder:
    """A place on a border: on the segment after point `segment`, `away` units from the pointer."""

    arc: Arc
    segment: int
    away: float
    at: tuple[float, float]


class BorderFinder:
    """All segments of some borders side by side; a question costs some tens of microseconds."""

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self._arcs = list(arcs)
        counts = [len(arc.xy) - 1 for arc in self._arcs]
        self._arc = np.repeat(np.arange(len(counts)), counts)
        self._segment = np.concatenate([np.arange(n) for n in counts]) if counts else np.empty(0, int)
        self._a = np.concatenate([arc.xy[:-1] for arc in self._arcs]) if counts else np.empty((0, 2))
        self._d = np.concatenate([np.diff(arc.xy, axis=0) for arc in self._arcs]) if counts else np.empty((0, 2))
        self._length2 = np.maximum(np.einsum("ij,ij->i", self._d, self._d), 1e-12)

    def nearest(self, x: float, y: float, reach: float) -> OnBorder | None:
        """The nearest place on any border within reach (metres); those of the county's own border do not count."""
        return next(iter(self.within(x, y, reach)), None)

    def within(self, x: float, y: float, reach: float) -> Iterator[OnBorder]:
        """As `nearest`, every place within reach, the nearest first; a border once for each of its segments."""
        if not len(self._a):
            return
        at = np.array([x, y])
        share = np.clip(np.einsum("ij,ij->i", at - self._a, self._d) / self._length2, 0, 1)
        foot = self._a + share[:, None] * self._d
        away = np.hypot(*(foot - at).T)
        near = np.flatnonzero(away <= reach)
        for i in near[np.argsort(away[near], kind="stable")].tolist():
            arc = self._arcs[int(self._arc[i])]
            if not arc.outer:
                yield OnBorder(arc, int(self._segment[i]), float(away[i]), (float(foot[i, 0]), float(foot[i, 1])))


def nearest_point(xy: np.ndarray, x: float, y: float, reach: float) -> int:
    """The point of a line within reach, -1 for none."""
    away = np.hypot(*(xy - (x, y)).T)
    near = int(away.argmin())
    return near if away[near] <= reach else -1


def nearest_middle(xy: np.ndarray, x: float, y: float, reach: float) -> int:
    """The segment whose middle is within reach, -1 for none."""
    away = np.hypot(*((xy[:-1] + xy[1:]) / 2 - (x, y)).T)
    near = int(away.argmin())
    return near if away[near] <= reach else -1
