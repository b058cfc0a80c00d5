"""Density: where events lie thick, in one quiet hue, as a soft picture instead of symbols."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from desktop.map.frame import Frame
from desktop.map.painting import saved
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
    left, upper = frame.view.to_screen(found.west, found.north)
    cell = found.cell_m / frame.view.m_per_px
    with saved(painter):
        painter.setClipPath(_county(frame))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, upper, heat.shape[1] * cell, heat.shape[0] * cell), image)


def _county(frame: Frame) -> QPainterPath:
    """The county's area, px: the smoothing would haze over its neighbours."""
    clip, transform = QPainterPath(), frame.transform()
    clip.setFillRule(Qt.FillRule.WindingFill)
    for group in frame.scene.outline.at(frame.device_m).within(frame.local_bounds()):
        clip.addPath(transform.map(group.path))
    return clip
