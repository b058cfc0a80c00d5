"""PySide makes its enum and overload types when a call first needs them, and two threads that do so at once crash.

So every kind of painter call that the painting thread makes is made once on the GUI thread before that thread starts.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGradient, QImage, QPainter, QPainterPath, QTransform

from desktop.map.segments import Segments, paint_points
from desktop.map.strokes import cosmetic_pen
from desktop.theme import pixel_font


def prime() -> None:
    """Touch each call once on an 8 px picture."""
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    stamp = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    stamp.fill(Qt.GlobalColor.transparent)
    stamp.setDevicePixelRatio(1.0)
    assert QGradient.Preset.WarmFlame and QTransform.TransformationType.TxNone is not None
    area, colour = QRectF(0, 0, 8, 8), QColor(0, 0, 0)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, colour)
    painter.fillRect(QRect(0, 0, 8, 8), colour)
    painter.setPen(cosmetic_pen(colour, 1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setWorldTransform(QTransform(1, 0, 0, 1, 0, 0), True)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    path = QPainterPath()
    path.addRect(area)
    painter.drawPath(path)
    painter.drawEllipse(QPointF(4, 4), 2, 2)
    painter.drawArc(area, 0, 16)
    painter.drawRoundedRect(area, 2, 2)
    painter.drawRect(area)
    Segments(np.array([(0.0, 0.0, 4.0, 4.0)])).paint(painter)
    paint_points(painter, np.array([(2.0, 2.0)]))
    painter.setTransform(QTransform(), True)
    painter.setClipRect(area)
    painter.setClipPath(path)
    path.setFillRule(Qt.FillRule.WindingFill)
    QTransform().map(path)
    painter.drawImage(QPointF(1, 1), stamp)
    painter.drawImage(area, stamp, QRectF(0, 0, 4, 4))
    painter.drawImage(area, stamp)
    font = pixel_font(11.5, 500, 1)
    painter.setFont(font)
    QFontMetricsF(font).horizontalAdvance("网")
    painter.drawText(QPointF(0, 8), "网")
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "网")
    painter.end()
