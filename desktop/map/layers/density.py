"""Density: where events lie thick, in one quiet hue, as a soft picture instead of symbols."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.map.frame import Frame
from gis.events.columns import Events
from gis.events.density import density

MOST_ALPHA = 190
STEEPNESS = 3.4  # how soon thin places show beside the thickest


def paint(painter: QPainter, frame: Frame, events: Events, rows: np.ndarray) -> None:
    """The heat of the visible events; the strongest tone is the thickest place in the picture."""
    found = density(events.x, events.y, rows, frame.view.bounds, frame.view.m_per_px)
    heat = found.values
    top = float(heat.max()) if heat.size else 0.0
    if top <= 0:
        return
    frame.check()
    # the eye reads ratios: a saturating curve shows a village beside the county town
    alpha = MOST_ALPHA * (1 - np.exp(-STEEPNESS * heat / top)) / (1 - np.exp(-STEEPNESS))
    tint = QColor(frame.theme.map["water_label"])
    pixels = np.empty((*heat.shape, 4), np.uint8)
    for channel, value in enumerate((tint.blue(), tint.green(), tint.red())):
        pixels[..., channel] = value * alpha / 255
    pixels[..., 3] = alpha
    image = QImage(
        pixels.tobytes(), heat.shape[1], heat.shape[0], 4 * heat.shape[1], QImage.Format.Format_ARGB32_Premultiplied
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left, upper = frame.view.to_screen(found.west, found.north)
    cell = found.cell_m / frame.view.m_per_px
    painter.drawImage(QRectF(left, upper, heat.shape[1] * cell, heat.shape[0] * cell), image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
