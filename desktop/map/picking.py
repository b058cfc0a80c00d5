"""What the pointer and the keys choose on the map: events, clusters, names, the ground below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt

from desktop.map.hits import NO_ROWS, DivisionFinder, Hit, hit_event, hit_label, hit_rows, shown_level
from desktop.map.navigator import CLOSEST_M
from desktop.map.tools.base import Pointer

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

MOST_SELECTED = 2000  # selected events that can be hit one by one
PARTS_PX = 200.0  # a cluster that spreads less than this at the closest scale does not part


class Picking:
    """Answers for one canvas, and the canvas's signals about it."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self.hovered: Hit | None = None
        self._stepped = -1
        self._finder: DivisionFinder | None = None
        self._points: tuple[np.ndarray, np.ndarray] | None = None

    def forget(self) -> None:
        """Another snapshot."""
        self._finder = None
        self.forget_points()

    def forget_points(self) -> None:
        """Other rows are shown."""
        self._points, self.hovered = None, None

    # --- what lies where

    def visible_points(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x, y (metres) and rows of the events shown."""
        snapshot, rows = self._canvas.snapshot, self._canvas.rows
        if snapshot is None:
            return np.empty(0), np.empty(0), NO_ROWS
        if self._points is None:
            self._points = snapshot.events.x[rows], snapshot.events.y[rows]
        return *self._points, rows

    def hit(self, at: QPointF, reach_px: float = 12) -> Hit | None:
        """A selected event, a symbol or a cluster under a pixel."""
        canvas = self._canvas
        if canvas.snapshot is None or canvas.mode == "density" or not canvas.layers["events"]:
            return None
        events = canvas.snapshot.events
        row = hit_rows(events.x, events.y, canvas.selection[:MOST_SELECTED], canvas.viewport, at.x(), at.y())
        if row >= 0:
            return Hit(np.array([row], np.int32), float(events.x[row]), float(events.y[row]))
        result = canvas.picture
        return hit_event(result, canvas.viewport, at.x(), at.y(), reach_px) if result is not None else None

    def name_at(self, at: QPointF) -> int:
        """The division whose name stands under a pixel; -1 if none."""
        result = self._canvas.picture
        return hit_label(result, self._canvas.viewport, at.x(), at.y()) if result is not None else -1

    def division_at(self, at: QPointF) -> int:
        """The division that the ground below a pixel means at this scale; -1 outside the county."""
        canvas = self._canvas
        if canvas.snapshot is None or canvas.overview is None:
            return -1
        if self._finder is None:
            self._finder = DivisionFinder(canvas.snapshot.divisions, canvas.snapshot.mesh)
        row = self._finder.at(*canvas.viewport.to_map(at.x(), at.y()))
        if row < 0:
            return -1
        level = shown_level(canvas.overview.median_m, canvas.viewport.m_per_px)
        found = canvas.snapshot.divisions.ancestor(row, level)
        return found if found >= 0 else row

    def carried_rows(self, hit: Hit) -> np.ndarray:
        """What a drag takes along: the whole selection if it starts on it."""
        selection = self._canvas.selection
        return selection if len(selection) and np.isin(hit.rows, selection).all() else hit.rows

    # --- hover

    def hover(self, pointer: Pointer) -> None:
        """Ring and announce what a click would take."""
        canvas, hit = self._canvas, self.hit(pointer.at)
        hand = hit is not None or self.name_at(pointer.at) >= 0
        canvas.setCursor(Qt.CursorShape.PointingHandCursor if hand else canvas.tool.cursor)
        if _same(hit, self.hovered):
            return
        self.hovered = hit
        canvas.event_hovered.emit(int(hit.rows[0]) if hit and len(hit.rows) == 1 else -1, pointer.globally)
        canvas.update()

    def leave(self) -> None:
        """The pointer has left the map."""
        if self.hovered is not None:
            self.hovered = None
            self._canvas.event_hovered.emit(-1, QPoint())
            self._canvas.update()

    # --- clicks and keys

    def click_ground(self, pointer: Pointer) -> None:
        """A click on a name chooses its division; on bare ground it lets the selection go."""
        canvas = self._canvas
        named = self.name_at(pointer.at)
        if named >= 0:
            canvas.division_clicked.emit(named)
            return
        if len(canvas.selection) and pointer.modifiers == Qt.KeyboardModifier.NoModifier:
            canvas.rows_selected.emit(NO_ROWS, pointer.modifiers)
        canvas.ground_clicked.emit(self.division_at(pointer.at))

    def open_cluster(self, rows: np.ndarray) -> None:
        """Come closer until the cluster parts; if it cannot part, list it."""
        canvas = self._canvas
        assert canvas.snapshot is not None
        x, y = canvas.snapshot.events.x[rows], canvas.snapshot.events.y[rows]
        spread, scale = max(float(np.ptp(x)), float(np.ptp(y))), canvas.viewport.m_per_px
        if spread / CLOSEST_M < PARTS_PX or scale <= CLOSEST_M * 2:
            canvas.cluster_clicked.emit(rows)
            return
        grow = spread * 0.12
        bounds = float(x.min()) - grow, float(y.min()) - grow, float(x.max()) + grow, float(y.max()) + grow
        view = canvas.navigator.fit_view(bounds)
        if view.m_per_px > scale / 1.8:
            canvas.navigator.go_to(float(x.mean()), float(y.mean()), scale / 2)
        else:
            canvas.navigator.fly(view)

    def step(self, by: int) -> None:
        """Choose the next or previous event in view, west to east."""
        x, y, rows = self.visible_points()
        inside = np.flatnonzero(self._canvas.viewport.holds(x, y))
        if not len(inside):
            return
        ordered = rows[inside[np.lexsort((-y[inside], x[inside]))]]
        at = np.flatnonzero(ordered == self._stepped)
        number = int(at[0]) + by if len(at) else (0 if by > 0 else len(ordered) - 1)
        self._stepped = int(ordered[number % len(ordered)])
        self._canvas.event_clicked.emit(self._stepped, Qt.KeyboardModifier.NoModifier)

    def enter(self) -> bool:
        """Enter lists the cluster of the chosen event; false if there is none."""
        result, selection = self._canvas.picture, self._canvas.selection
        if result is None or not len(selection) or selection[0] >= len(result.cluster_of):
            return False
        cluster = int(result.cluster_of[selection[0]])
        if cluster < 0 or len(result.clusters.members(cluster)) < 2:
            return False
        self._canvas.cluster_clicked.emit(result.clusters.members(cluster))
        return True


def _same(one: Hit | None, other: Hit | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.cluster == other.cluster and len(one.rows) == len(other.rows) and one.rows[0] == other.rows[0]
