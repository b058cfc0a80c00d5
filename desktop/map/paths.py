"""From arrays to QPainterPath without a Python loop, and stores that keep the paths of a zoom level.

Paths are in metres from the store's origin; the painter's transform puts them on the picture, so one set serves every
view of a level. They are cut into groups small enough for short painter calls and for culling by their bounds.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from desktop.map.lines import decimate, group_cuts, run_bounds, spatial_order, take_runs
from desktop.map.mitres import Course, course_of
from desktop.map.segments import Segments
from gis.foundation.viewport import Bounds

ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
MOST_POINTS = 400
TOLERANCE_PX = 0.6  # at the coarse end of a level half of it
FINEST = -2  # the finest level of detail, 0.25 m a pixel


def path_of(offsets: np.ndarray, xy: np.ndarray) -> QPainterPath:
    """One path of many runs, winding fill. Goes through QDataStream: the only bulk way into a QPainterPath."""
    path = QPainterPath()
    if not len(xy):
        return path
    elements = np.empty(len(xy), ELEMENT)
    elements["kind"] = 1
    elements["kind"][offsets[:-1]] = 0
    elements["x"], elements["y"] = xy[:, 0], xy[:, 1]
    data = struct.pack(">i", len(xy)) + elements.tobytes() + struct.pack(">ii", int(offsets[-2]), 1)
    stream = QDataStream(QByteArray(data))
    stream >> path
    return path


def segments_of(offsets: np.ndarray, xy: np.ndarray) -> Segments:
    """Every segment of many runs on its own: Qt strokes these ten to forty times faster than a path of the same runs,
    which is right for strokes so thin that nobody sees a join."""
    if len(xy) < 2:
        return Segments(np.empty((0, 4)))
    joined = np.ones(len(xy) - 1, bool)
    joined[np.asarray(offsets[1:-1], np.int64) - 1] = False
    return Segments(np.hstack([xy[:-1][joined], xy[1:][joined]]))


class Group:
    """A few runs that lie together; their Qt shapes are made when first painted."""

    def __init__(self, offsets: np.ndarray, xy: np.ndarray) -> None:
        self._offsets, self._xy = offsets, xy

    @cached_property
    def path(self) -> QPainterPath:
        return path_of(self._offsets, self._xy)

    @cached_property
    def segments(self) -> Segments:
        return segments_of(self._offsets, self._xy)

    @cached_property
    def course(self) -> Course:
        return course_of(self._offsets, self._xy)


@dataclass(frozen=True)
class Groups:
    """Groups with their bounds (k, 4) in the same metres."""

    bounds: np.ndarray
    groups: list[Group]

    def within(self, view: Bounds) -> Iterator[Group]:
        """The groups that touch a view."""
        box = self.bounds
        hit = (box[:, 0] <= view[2]) & (box[:, 2] >= view[0]) & (box[:, 1] <= view[3]) & (box[:, 3] >= view[1])
        return (self.groups[i] for i in np.flatnonzero(hit))


class PathLevels:
    """Runs of one kind, ready to paint at any zoom: levels are powers of two of metres a pixel, made when first asked
    for and kept (the last few). Coordinates are metres from `origin`. One thread at a time.

    `most_points` is the size of a group: Qt's rasteriser takes more than linear time for one large shape.
    """

    KEEP = 13  # every level there is: coarse ones are small, and a jump across levels then finds them made

    def __init__(
        self, offsets: np.ndarray, xy: np.ndarray, origin: tuple[float, float], most_points: int = MOST_POINTS
    ) -> None:
        local = xy - np.asarray(origin)
        box = run_bounds(offsets, local)
        order = spatial_order((box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2)
        self._offsets, self._xy = take_runs(offsets, local, order)
        self._most_points = most_points
        self._made: dict[int, Groups] = {}

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def at(self, m_per_px: float) -> Groups:
        """The groups to paint at a scale (device pixels); at most half a pixel off the truth."""
        level = max(math.floor(math.log2(m_per_px)), FINEST) if m_per_px > 0 else FINEST
        made = self._made.get(level)
        if made is None:
            while len(self._made) >= self.KEEP:
                self._made.pop(next(iter(self._made)))
            made = self._made[level] = self._make(TOLERANCE_PX * 2.0**level)
        return made

    def _make(self, tolerance_m: float) -> Groups:
        offsets, xy = decimate(self._offsets, self._xy, tolerance_m)
        box = run_bounds(offsets, xy)
        seen = np.flatnonzero(np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) >= tolerance_m)
        offsets, xy = take_runs(offsets, xy, seen)
        box = box[seen]
        groups, bounds = [], []
        for first, last in pairwise(group_cuts(offsets, self._most_points).tolist()):
            start = offsets[first]
            groups.append(Group(offsets[first : last + 1] - start, xy[start : offsets[last]]))
            part = box[first:last]
            bounds.append([*part[:, :2].min(axis=0), *part[:, 2:].max(axis=0)])
        return Groups(np.array(bounds).reshape(-1, 4), groups)
