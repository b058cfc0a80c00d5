"""What a state is made of: arcs, faces, places above them, and the points that lie in faces."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from gis.county.divisions import Level

OUTSIDE = ""  # the code of what lies outside the county
Node = tuple[float, float]
LEVELS = ((6, Level.COUNTY), (9, Level.TOWNSHIP), (12, Level.VILLAGE))


def rank_between(left: str, right: str) -> Level:
    """The highest level at which two codes differ; outside differs from everything."""
    for digits, level in LEVELS:
        if left[:digits] != right[:digits]:
            return level
    return Level.GRID


@dataclass(frozen=True)
class Arc:
    """A piece of border between two nodes. xy: float64 (k, 2) EPSG:4547 metres on the lattice, never written to.
    left, right: codes of the faces going along it. version: journal sequence that last wrote it. ends: its nodes."""

    id: int
    xy: np.ndarray
    left: str
    right: str
    version: int = 0
    ends: tuple[Node, Node] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", (tuple(self.xy[0].tolist()), tuple(self.xy[-1].tolist())))

    @property
    def rank(self) -> Level:
        return rank_between(self.left, self.right)

    @property
    def outer(self) -> bool:
        """Whether it is a piece of the county's own border, which is not the planner's to move."""
        return OUTSIDE in (self.left, self.right)

    def same(self, other: Arc) -> bool:
        """Whether both are the same border between the same faces, to the bit."""
        return self.left == other.left and self.right == other.right and same_line(self.xy, other.xy)


def same_line(a: np.ndarray, b: np.ndarray) -> bool:
    return a is b or (a.shape == b.shape and bool((a == b).all()))


@dataclass(frozen=True)
class Face:
    """A grid, or a village not divided yet. arcs: ids of its borders. houses, events: sorted int32 indices into the
    state's points. shape: shapely (Multi)Polygon. memo: what was computed of it once (it never changes)."""

    code: str
    arcs: frozenset[int]
    houses: np.ndarray
    events: np.ndarray
    shape: Any
    people: int
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def households(self) -> int:
        return len(self.houses)

    @cached_property
    def area_m2(self) -> float:
        return float(self.shape.area)

    @cached_property
    def compactness(self) -> float:
        """4πA/P², 1 for a circle (Polsby and Popper 1991)."""
        return compactness_of(self.area_m2, float(self.shape.length))

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        low_x, low_y, high_x, high_y = self.shape.bounds
        return float(low_x), float(low_y), float(high_x), float(high_y)


def compactness_of(area_m2: float, border_m: float) -> float:
    return 4 * float(np.pi) * area_m2 / border_m**2 if border_m else 0.0


@dataclass(frozen=True)
class Place:
    """A division of any level as its row says. label: metres."""

    code: str
    name: str
    short_name: str
    households: int
    worker: int
    label: tuple[float, float]
    version: int


@dataclass(frozen=True)
class Houses:
    """All households, index by index. id: int32. x, y: float64 metres. people: uint8. by_id: int32, the index of each
    id (ids are small numbers)."""

    id: np.ndarray
    x: np.ndarray
    y: np.ndarray
    people: np.ndarray
    by_id: np.ndarray


@dataclass(frozen=True)
class Happenings:
    """Positions of the events of some months. x, y: float64 metres. months: over how many."""

    x: np.ndarray
    y: np.ndarray
    months: float
