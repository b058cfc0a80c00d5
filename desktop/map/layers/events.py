"""Events as symbols and clusters: gather, paint, and which cluster holds which event."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.map.sprites import Sprites
from gis.events.clusters import Clusters, gather
from gis.events.columns import Events
from gis.events.states import State
from gis.foundation.viewport import Viewport

SYMBOL_R = 7.0


def collect(events: Events, rows: np.ndarray, states: np.ndarray, view: Viewport, cell_px: float) -> Clusters:
    """The clusters of a picture, on a lattice that does not move when the map is panned."""
    return gather(events.x, events.y, states, rows, view.bounds, view.m_per_px, cell_px)


def sprite_of(sprites: Sprites, counts: np.ndarray) -> QImage:
    """A symbol for a single event, else a ring."""
    if counts.sum() == 1:
        return sprites.symbol(State(int(np.argmax(counts))), SYMBOL_R)
    return sprites.cluster(counts)


def paint(
    painter: QPainter, sprites: Sprites, view: Viewport, clusters: Clusters, which: Iterable[int], opacity: float = 1.0
) -> None:
    """Stamp the clusters `which`."""
    x, y = view.to_screen(clusters.x, clusters.y)
    painter.setOpacity(opacity)
    for i in which:
        image = sprite_of(sprites, clusters.counts[i])
        half = image.width() / 2 / image.devicePixelRatio()
        painter.drawImage(QPointF(x[i] - half, y[i] - half), image)
    painter.setOpacity(1.0)


def sprite_rect(sprites: Sprites, view: Viewport, clusters: Clusters, cluster: int) -> QRectF:
    """What one cluster covers, px."""
    x, y = view.to_screen(clusters.x[cluster], clusters.y[cluster])
    image = sprite_of(sprites, clusters.counts[cluster])
    side = image.width() / image.devicePixelRatio()
    return QRectF(x - side / 2, y - side / 2, side, side)


def severity_order(clusters: Clusters) -> np.ndarray:
    """Calm first, so that trouble lies on top."""
    return np.argsort(-clusters.worst.astype(np.int8), kind="stable")
