"""Which stretches of borders run otherwise: what is left of some lines beside others that mostly are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from gis.boundaries.outlook import Difference

BESIDE_M = 0.02  # a place this near to another line lies on it
MANY = 1500  # borders; up to here all that a plan moved are looked at
SAMPLES = (0.2, 0.5, 0.8)  # along a segment: it runs along another line if all these places lie on one


def parts_beside(lines: Sequence[np.ndarray], others: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Stretches, float64 (k, 2), of lines that do not run along any of the others; whole segments."""
    import shapely

    same = {xy.tobytes() for xy in others} | {xy[::-1].tobytes() for xy in others}
    odd = [xy for xy in lines if xy.tobytes() not in same]
    if not odd or not len(others):
        return odd
    a, b = np.concatenate([xy[:-1] for xy in odd]), np.concatenate([xy[1:] for xy in odd])
    tree = shapely.STRtree([shapely.LineString(xy) for xy in others])
    along = np.ones(len(a), bool)
    for share in SAMPLES:
        places: Any = shapely.points(a + share * (b - a))
        near = tree.query(places, predicate="dwithin", distance=BESIDE_M)[0]
        along &= np.isin(np.arange(len(a)), near)
    return _runs(odd, ~along)


def moved_lines(found: Difference, village: str) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """(stretches as they run now, as they ran before) of the borders that a plan moved. Of a plan that redraws the
    county, those of one village (12 digits): the others are told apart when theirs is on the table."""
    sides = [found.new, found.old]
    if sum(map(len, sides)) > MANY:
        sides = [tuple(a for a in arcs if village in (a.left[:12], a.right[:12])) for arcs in sides]
    new, old = ([arc.xy for arc in arcs] for arcs in sides)
    return parts_beside(new, old), parts_beside(old, new)


def _runs(lines: Sequence[np.ndarray], kept: np.ndarray) -> list[np.ndarray]:
    """Consecutive kept segments of each line in one; `kept` is by segment, line after line. A line kept whole is
    the very array, so that what was made of it is found again."""
    found: list[np.ndarray] = []
    at = 0
    for xy in lines:
        mine = kept[at : at + len(xy) - 1]
        at += len(xy) - 1
        if mine.all():
            found.append(xy)
            continue
        edges = np.flatnonzero(np.diff(np.concatenate([[False], mine, [False]]).astype(np.int8)))
        found += [xy[first : last + 1] for first, last in edges.reshape(-1, 2).tolist()]
    return found
