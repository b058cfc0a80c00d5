"""Density: where events lie thick, in one quiet hue, as a soft picture instead of symbols."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.map.frame import Frame
from gis.events.columns import Events
from gis.events.density import density

MOST_ALPHA = 205


def paint(painter: QPainter, frame: Frame, events: Events, rows: np.ndarray) -> None:
    """The heat of the visible events; the darkest tone is the thickest place in the picture."""
    found = density(events.x, events.y, rows, frame.view.bounds, frame.view.m_per_px)
    heat = found.values
    top = float(heat.max()) if heat.size else 0.0
    if top <= 0:
        return
    frame.check()
    share = np.sqrt(heat / top)  # the eye reads area: a square root keeps thin places visible
    steps = np.floor(share * 7 + 0.35) / 7  # seven tones read as contours
    soft = 0.5 * share + 0.5 * np.minimum(steps, 1)
    tint = QColor(frame.theme.map["border_county"])
    alpha = np.clip(soft * MOST_ALPHA, 0, MOST_ALPHA)
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
