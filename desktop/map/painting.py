"""Painters that end cleanly whatever happens in between: a cancelled picture must leave nothing half open."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

BAND_PIXELS = 1_500_000  # one to two milliseconds of filling


@contextmanager
def painting(image: QImage) -> Iterator[QPainter]:
    """An antialiasing painter on an image."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def bands(width: float, height: float, ratio: float) -> Iterator[QRectF]:
    """Strips of a picture: a large fill is made strip by strip, because each painter call holds up every other thread
    for its whole length."""
    count = max(1, round(width * height * ratio * ratio / BAND_PIXELS))
    step = math.ceil(height / count)
    for top in range(0, math.ceil(height), step):
        yield QRectF(0, top, width, min(step, height - top))


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """The painter's state as it was, afterwards."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()
