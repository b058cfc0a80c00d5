"""The soft shadow of whatever floats over the map: one nine-slice pixmap, stretched to every size."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap

BLUR_PX = 24
OFFSET_PX = 8
STRENGTH = {"day": 0.12, "night": 0.55, "wall": 0.55}


def shadow_pixmap(strength: float, radius: float, ratio: float) -> QPixmap:
    """The blurred outline of the smallest box, to be cut in nine around a stretchable core.

    A Gaussian blur of a box is the product of two differences of the error function; at this blur the rounding of the
    corners cannot be seen, and no convolution is needed.
    """
    core = 2 * (BLUR_PX + int(radius)) + 1
    count = round((core + 2 * BLUR_PX) * ratio)
    middle, spread = (count - 1) / 2, BLUR_PX / 2 * math.sqrt(2)
    at = [(i - middle) / ratio for i in range(count)]
    edge = np.array([(math.erf((core / 2 - x) / spread) + math.erf((core / 2 + x) / spread)) / 2 for x in at])
    pixels = np.zeros((count, count, 4), np.uint8)
    pixels[..., 3] = (edge[:, None] * edge[None, :] * strength * 255).round()
    image = QImage(pixels.tobytes(), count, count, 4 * count, QImage.Format.Format_ARGB32_Premultiplied)
    pixmap = QPixmap.fromImage(image.copy())
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_nine_slice(painter: QPainter, pixmap: QPixmap, target: QRect, corner_px: int) -> None:
    """Stretch the middle strips of a pixmap over `target`; its corners of `corner_px` keep their size."""
    ratio = pixmap.devicePixelRatio()
    side, cut = pixmap.width(), round(corner_px * ratio)
    wide, tall = min(corner_px, target.width() // 2), min(corner_px, target.height() // 2)
    source = [0, cut, side - cut, side]
    across = [target.left(), target.left() + wide, target.right() + 1 - wide, target.right() + 1]
    down = [target.top(), target.top() + tall, target.bottom() + 1 - tall, target.bottom() + 1]
    for row in range(3):
        for column in range(3):
            into = QRectF(across[column], down[row], across[column + 1] - across[column], down[row + 1] - down[row])
            if into.isEmpty():
                continue
            part = QRectF(
                source[column], source[row], source[column + 1] - source[column], source[row + 1] - source[row]
            )
            painter.drawPixmap(into, pixmap, part)
