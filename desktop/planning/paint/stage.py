"""Between metres and the screen for what is painted over the map: shapes of Qt kept as long as their arrays live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from desktop.map.paths import path_of
from desktop.theme import Theme
from gis.foundation.viewport import Viewport

MOST_KEPT = 2000
NEAR_PX = 12.0  # how far points, handles and wide lines reach beyond their place
Origin = tuple[float, float]


class Shapes:
    """Lines and areas as Qt shapes, metres from an origin. Arrays and polygons of a state are never written to, so the
    object itself is the key; it is held so that its identity cannot be given to another."""

    def __init__(self) -> None:
        self.origin: Origin = (0.0, 0.0)
        self._lines: dict[int, tuple[np.ndarray, QPolygonF]] = {}
        self._segments: dict[int, tuple[np.ndarray, list[QLineF]]] = {}
        self._rims: dict[int, tuple[Any, list[QLineF]]] = {}

    def settle(self, origin: Origin) -> None:
        """Another county lies elsewhere."""
        if origin != self.origin:
            self.origin = origin
            self._lines.clear()
            self._segments.clear()
            self._rims.clear()

    def line(self, xy: np.ndarray) -> QPolygonF:
        """A line float64 (k, 2)."""
        kept = self._lines.get(id(xy))
        if kept is None:
            self._trim(self._lines)
            points = [QPointF(x, y) for x, y in (xy - self.origin).tolist()]
            kept = self._lines[id(xy)] = xy, QPolygonF(points)
        return kept[1]

    def segments(self, xy: np.ndarray) -> list[QLineF]:
        """A line float64 (k, 2) as segments: Qt strokes those many times faster than the line in one piece."""
        kept = self._segments.get(id(xy))
        if kept is None:
            self._trim(self._segments)
            local = xy - self.origin
            kept = self._segments[id(xy)] = xy, [QLineF(*four) for four in np.hstack([local[:-1], local[1:]]).tolist()]
        return kept[1]

    def rim(self, shape: Any) -> list[QLineF]:
        """The rings of a shapely (Multi)Polygon as segments."""
        kept = self._rims.get(id(shape))
        if kept is None:
            self._trim(self._rims)
            rings = [
                shapely.get_coordinates(ring) - self.origin for ring in shapely.get_rings(shapely.get_parts(shape))
            ]
            fours = np.concatenate([np.hstack([ring[:-1], ring[1:]]) for ring in rings])
            kept = self._rims[id(shape)] = shape, [QLineF(*four) for four in fours.tolist()]
        return kept[1]

    def area(self, shape: Any) -> QPainterPath:
        """A shapely (Multi)Polygon, holes and all; not kept, for it is a clipped piece that no other frame has."""
        rings = shapely.get_rings(shapely.get_parts(shape))
        counts = shapely.get_num_coordinates(rings)
        path = path_of(np.concatenate([[0], np.cumsum(counts)]), shapely.get_coordinates(rings) - self.origin)
        path.setFillRule(Qt.FillRule.OddEvenFill)
        return path

    @staticmethod
    def _trim(kept: dict) -> None:
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))


class Stage:
    """One frame: where the map looks, in which theme."""

    def __init__(self, theme: Theme, view: Viewport, shapes: Shapes, dirty: QRectF) -> None:
        """dirty: around what is repainted, px; nothing outside it need be painted."""
        self.theme, self.view, self.shapes, self.dirty = theme, view, shapes, dirty
        self.dirty_near = dirty.adjusted(-NEAR_PX, -NEAR_PX, NEAR_PX, NEAR_PX)
        scale = 1 / view.m_per_px
        x, y = view.to_screen(*shapes.origin)
        self.transform = QTransform(scale, 0, 0, -scale, x, y)

    @contextmanager
    def metres(self, painter: QPainter) -> Iterator[None]:
        """Let the painter take metres from the origin; cosmetic pens keep their pixels."""
        painter.save()
        painter.setWorldTransform(self.transform, True)
        yield
        painter.restore()

    def screen(self, x_m: float, y_m: float) -> QPointF:
        """A place in px of the canvas."""
        return QPointF(*self.view.to_screen(x_m, y_m))

    def meets(self, low_x: float, low_y: float, high_x: float, high_y: float) -> bool:
        """Whether a box of metres touches what is repainted."""
        left, top = self.view.to_screen(low_x, high_y)
        right, low = self.view.to_screen(high_x, low_y)
        d = self.dirty_near
        return bool(right >= d.left() and left <= d.right() and low >= d.top() and top <= d.bottom())

    def points(self, xy: np.ndarray) -> list[QPointF]:
        """Places float64 (k, 2) in px of the canvas."""
        x, y = self.view.to_screen(xy[:, 0], xy[:, 1])
        return [QPointF(px, py) for px, py in zip(x.tolist(), y.tolist(), strict=True)]


def pen(colour: QColor, width_px: float, dash: tuple[float, ...] = ()) -> QPen:
    """A cosmetic pen with round joins; dash in px."""
    made = QPen(colour, width_px)
    made.setCosmetic(True)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dash or width_px < 2 else Qt.PenCapStyle.SquareCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        made.setDashPattern([each / width_px for each in dash])
    return made


def faded(colour: QColor, share: float) -> QColor:
    """The colour with `share` of its opacity."""
    made = QColor(colour)
    made.setAlphaF(share)
    return made
