"""Clusters and symbols as cached pictures, painted once per look and stamped ever after."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.clusters import radius_px_of
from gis.events.states import State

TROUBLE = (State.OVERDUE, State.NEAR, State.PENDING)
CASING_PX = 2.0
CountFont = tuple[QFont, QFontMetricsF]


class Sprites:
    """Pictures of one theme and device ratio. Bounded; belongs to one thread."""

    MOST = 1500

    def __init__(self, theme: Theme, ratio: float, scale: float = 1.0) -> None:
        self.theme = theme
        self.ratio = ratio
        self.scale = scale
        self._kept: dict[tuple, QImage] = {}
        self._fonts: dict[tuple[int, int], CountFont] = {}

    def cluster(self, counts: np.ndarray) -> QImage:
        """The ring of one cluster, counts by State."""
        total = int(counts.sum())
        shares = tuple(ring_shares(counts))
        key = (total, shares)
        image = self._kept.get(key)
        if image is None:
            r = radius_px_of(total) * self.scale
            half = math.ceil(r + 8 * self.scale + CASING_PX + 1)
            image = self._blank(half)
            painter = QPainter(image)
            painter.translate(half, half)
            painter.scale(self.scale, self.scale)
            paint_cluster(painter, self.theme, total, shares, self._count_font(total, shares))
            painter.end()
            self._keep(key, image)
        return image

    def symbol(self, state: State, r: float) -> QImage:
        """The symbol of a single event."""
        key = (int(state), r)
        image = self._kept.get(key)
        if image is None:
            half = math.ceil(1.35 * r * self.scale + 3)
            image = self._blank(half)
            painter = QPainter(image)
            paint_symbol(painter, self.theme, state, QPointF(half, half), r * self.scale)
            painter.end()
            self._keep(key, image)
        return image

    def _count_font(self, total: int, shares: tuple[int, ...]) -> CountFont:
        """The font of a count; few sizes serve all, and making one costs as much as painting with it."""
        size = round((0.62 if total < 1000 else 0.52) * radius_px_of(total))
        key = (size, 600 if worst_of(shares) in TROUBLE else 500)
        if key not in self._fonts:
            font = pixel_font(*key)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]

    def _blank(self, half: int) -> QImage:
        side = round(2 * half * self.ratio)
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self.ratio)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def _keep(self, key: tuple, image: QImage) -> None:
        while len(self._kept) >= self.MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = image


def ring_shares(counts: np.ndarray) -> list[int]:
    """Shares of the states in percent of the ring, 0 or at least 5.5 (rounded up to 6); they add up to 100."""
    total = int(counts.sum())
    shares = [0 if not c else max(6, round(100 * int(c) / total)) for c in counts]
    shares[int(np.argmax(shares))] += 100 - sum(shares)
    return shares


def worst_of(shares: tuple[int, ...]) -> State:
    """The most severe state that has a share."""
    return State(next(i for i, share in enumerate(shares) if share))


def paint_cluster(painter: QPainter, theme: Theme, total: int, shares: tuple[int, ...], font: CountFont) -> None:
    """Paint one cluster around the origin: casing, core, ring from 12 o'clock, bead of the worst state, count."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    r = radius_px_of(total)
    line = r - 1.1
    worst = worst_of(shares)
    trouble = worst in TROUBLE
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.map["symbol_casing"])
    painter.drawEllipse(QPointF(0, 0), r + CASING_PX, r + CASING_PX)
    painter.setBrush(theme.state[worst].tint if trouble else theme.ui["surface_panel"])
    painter.drawEllipse(QPointF(0, 0), line, line)
    _paint_ring(painter, theme, line, shares, 6.6 if trouble else 0.0)
    _paint_count(painter, theme, total, font, trouble)
    if trouble:
        paint_symbol(painter, theme, worst, QPointF(0, -line), 5.2)


def _paint_ring(painter: QPainter, theme: Theme, line: float, shares: tuple[int, ...], bead_gap: float) -> None:
    box = QRectF(-line, -line, 2 * line, 2 * line)
    per_px = 360 / (2 * math.pi * line)
    present = [i for i, share in enumerate(shares) if share]
    at = bead_gap * per_px
    usable = 360 - 2 * at
    gap = 1.5 * per_px if len(present) > 1 else 0.0
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number, i in enumerate(present):
        sweep = usable * shares[i] / 100
        pen = QPen(theme.state[State(i)].fill, 4.8 if State(i) in TROUBLE else 2.2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        last_gap = 0.0 if bead_gap and number == len(present) - 1 else gap
        painter.drawArc(box, round((90 - at) * 16), -round((sweep - last_gap) * 16))
        at += sweep


def _paint_count(painter: QPainter, theme: Theme, total: int, count_font: CountFont, trouble: bool) -> None:
    font, metrics = count_font
    painter.setFont(font)
    colour: QColor = theme.ui["text" if trouble else "text_secondary"]
    painter.setPen(colour)
    text = f"{total:,}"
    painter.drawText(QPointF(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2), text)
