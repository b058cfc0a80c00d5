"""Painters that end cleanly whatever happens in between: a cancelled picture must leave nothing half open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QImage, QPainter


@contextmanager
def painting(image: QImage) -> Iterator[QPainter]:
    """An antialiasing painter on an image."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """The painter's state as it was, afterwards."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()
