"""What lies under a pixel: an event, a cluster, or the division of the ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desktop.map.rendering import RenderResult
from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions, Level
from gis.events.clusters import radius_px
from gis.foundation.viewport import Viewport

NO_ROWS = np.empty(0, np.int32)


@dataclass(frozen=True)
class Hit:
    """Event rows under a pixel (one: a symbol, more: a cluster) and where their picture stands, metres."""

    rows: np.ndarray
    x_m: float
    y_m: float
    cluster: int = -1


def hit_event(result: RenderResult, viewport: Viewport, x_px: float, y_px: float, reach_px: float = 12) -> Hit | None:
    """The nearest symbol or cluster whose picture holds the pixel; single symbols have at least `reach_px`."""
    clusters = result.clusters
    if not len(clusters):
        return None
    x, y = viewport.to_screen(clusters.x, clusters.y)
    reach = np.maximum(radius_px(clusters.counts.sum(axis=1)) + 2, reach_px)
    away = np.hypot(x - x_px, y - y_px) - reach
    nearest = int(np.argmin(away))
    if away[nearest] > 0:
        return None
    return Hit(clusters.members(nearest), float(clusters.x[nearest]), float(clusters.y[nearest]), nearest)


def hit_rows(x: np.ndarray, y: np.ndarray, rows: np.ndarray, viewport: Viewport, x_px: float, y_px: float) -> int:
    """The nearest of a few event rows within 12 px; -1 if none. x, y: columns of all events."""
    if not len(rows):
        return -1
    px, py = viewport.to_screen(x[rows], y[rows])
    away = np.hypot(px - x_px, py - y_px)
    nearest = int(np.argmin(away))
    return int(rows[nearest]) if away[nearest] <= 12 else -1


def hit_label(result: RenderResult, viewport: Viewport, x_px: float, y_px: float) -> int:
    """Row of the division whose name stands under a pixel; -1 if none."""
    x, y = result.view.to_screen(*viewport.to_map(x_px, y_px))
    for label in result.labels:
        if label.row >= 0 and label.rect.contains(x, y):
            return label.row
    return -1


class DivisionFinder:
    """Finds the grid at a point by bounds, then by crossing its own arcs."""

    def __init__(self, divisions: Divisions, mesh: Mesh) -> None:
        self._mesh = mesh
        self._leaves = np.flatnonzero(divisions.end == np.arange(len(divisions)) + 1)
        self._bounds = divisions.bounds[self._leaves]
        self._level = divisions.level
        sides = np.concatenate([mesh.left, mesh.right])
        self._order = np.argsort(sides, kind="stable")
        self._sides = sides[self._order]

    def at(self, x_m: float, y_m: float) -> int:
        """Row of the leaf division (a grid, or a village not yet divided) at a point; -1 outside the county."""
        box = self._bounds
        near = (box[:, 0] <= x_m) & (x_m <= box[:, 2]) & (box[:, 1] <= y_m) & (y_m <= box[:, 3])
        for row in self._leaves[near]:
            if self._holds(int(row), x_m, y_m):
                return int(row)
        return -1

    def _holds(self, row: int, x_m: float, y_m: float) -> bool:
        first, last = np.searchsorted(self._sides, [row, row + 1])
        crossings = 0
        for arc in self._order[first:last] % len(self._mesh):
            points = self._mesh.arc(int(arc))
            x, y = points[:, 0], points[:, 1]
            spans = (y[:-1] > y_m) != (y[1:] > y_m)
            at = x[:-1][spans] + (y_m - y[:-1][spans]) * (x[1:][spans] - x[:-1][spans]) / (y[1:][spans] - y[:-1][spans])
            crossings += int((at > x_m).sum())
        return crossings % 2 == 1


def shown_level(median_m: dict[Level, float], m_per_px: float) -> Level:
    """The finest level whose divisions are large enough to be meant by a click."""
    for level, least_px in ((Level.GRID, 60), (Level.VILLAGE, 24)):
        if median_m[level] / m_per_px >= least_px:
            return level
    return Level.TOWNSHIP
