"""Segments and points as Qt reads them straight from an array: no Python object each, nothing to convert a call."""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter
from shiboken6 import Shiboken


class Segments:
    """n segments, float64 (n, 4): x1, y1, x2, y2 of each, laid out as Qt's QLineF is."""

    def __init__(self, ends: np.ndarray) -> None:
        self.ends = np.ascontiguousarray(ends, np.float64)
        self._first = cast(QLineF, Shiboken.wrapInstance(_address(self.ends), QLineF)) if len(self.ends) else None

    def __len__(self) -> int:
        return len(self.ends)

    def paint(self, painter: QPainter) -> None:
        """Stroke them with the painter's pen."""
        if self._first is not None:
            painter.drawLines(self._first, len(self.ends))


def paint_points(painter: QPainter, xy: np.ndarray) -> None:
    """Points, float64 (n, 2), with the painter's pen."""
    if len(xy):
        points = np.ascontiguousarray(xy, np.float64)
        painter.drawPoints(cast(QPointF, Shiboken.wrapInstance(_address(points), QPointF)), len(points))


def _address(array: np.ndarray) -> int:
    """Where its numbers begin. (`array.ctypes` would say so too, but imports ctypes.)"""
    return int(array.__array_interface__["data"][0])
