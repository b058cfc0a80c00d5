"""Map lettering as cached pictures: text with a halo, road plates, single characters for names along water."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop.theme import Theme, pixel_font

AROUND = [(math.cos(i * math.pi / 4), math.sin(i * math.pi / 4)) for i in range(8)]


@dataclass(frozen=True)
class Style:
    """One kind of lettering. `colour` is (section, name) of the theme; plate puts it on a small bordered plate."""

    size_px: float
    weight: int
    tracking_px: float
    colour: tuple[str, str]
    halo_px: float
    plate: bool = False


STYLES = {
    "chosen": Style(13, 600, 0.5, ("ui", "text"), 3.2),
    "township": Style(15, 600, 2, ("ui", "text"), 3.2),
    "village": Style(11.5, 400, 0.3, ("ui", "text_secondary"), 2.6),
    "road": Style(10, 400, 0, ("ui", "text_secondary"), 0, True),
    "water": Style(11.5, 500, 0, ("map", "water_label"), 2.0),
    "grid": Style(10.5, 500, 0.2, ("ui", "text_tertiary"), 2.2),
}


class Word(NamedTuple):
    """A word's picture, whose centre is the word's centre, and its room in px."""

    image: QImage
    width: float
    height: float


class Lettering:
    """Pictures of words in one theme and device ratio. Bounded; belongs to one thread."""

    MOST = 2500

    def __init__(self, theme: Theme, ratio: float, scale: float = 1.0) -> None:
        self.theme = theme
        self.ratio = ratio
        self.scale = scale
        self._fonts: dict[str, tuple[QFont, QFontMetricsF]] = {}
        self._kept: dict[tuple[str, str], Word] = {}

    def word(self, text: str, kind: str) -> Word:
        """The word as a picture."""
        key = (text, kind)
        word = self._kept.get(key)
        if word is None:
            while len(self._kept) >= self.MOST:
                self._kept.pop(next(iter(self._kept)))
            image = self._plate(text, kind) if STYLES[kind].plate else self._haloed(text, kind)
            word = self._kept[key] = Word(image, image.width() / self.ratio, image.height() / self.ratio)
        return word

    def advance(self, text: str, kind: str) -> float:
        """Width of a word in px."""
        return self._font(kind)[1].horizontalAdvance(text)

    def _font(self, kind: str) -> tuple[QFont, QFontMetricsF]:
        if kind not in self._fonts:
            style = STYLES[kind]
            font = pixel_font(style.size_px * self.scale, style.weight, style.tracking_px * self.scale)
            self._fonts[kind] = (font, QFontMetricsF(font))
        return self._fonts[kind]

    def _colour(self, kind: str) -> QColor:
        section, name = STYLES[kind].colour
        return (self.theme.ui if section == "ui" else self.theme.map)[name]

    def _blank(self, width: float, height: float) -> QImage:
        image = QImage(
            math.ceil(width * self.ratio), math.ceil(height * self.ratio), QImage.Format.Format_ARGB32_Premultiplied
        )
        image.setDevicePixelRatio(self.ratio)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def _haloed(self, text: str, kind: str) -> QImage:
        font, metrics = self._font(kind)
        halo = STYLES[kind].halo_px * self.scale
        tracking = STYLES[kind].tracking_px * self.scale
        pad = halo / 2 + 1
        width, height = metrics.horizontalAdvance(text) - tracking + 2 * pad, metrics.height() * 0.86 + 2 * pad
        image = self._blank(width, height)
        baseline = QPointF(pad, height / 2 + metrics.capHeight() * 0.54)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(self.theme.map["label_halo"])
        for x, y in AROUND:
            painter.drawText(baseline + QPointF(x * halo / 2, y * halo / 2), text)
        painter.setPen(self._colour(kind))
        painter.drawText(baseline, text)
        painter.end()
        return image

    def _plate(self, text: str, kind: str) -> QImage:
        font, metrics = self._font(kind)
        width, height = metrics.horizontalAdvance(text) + 10 * self.scale, 16 * self.scale
        image = self._blank(width + 2, height + 2)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.ui["line_strong"], 1))
        painter.setBrush(self.theme.ui["surface_panel"])
        painter.drawRoundedRect(QRectF(1, 1, width, height), 3, 3)
        painter.setFont(font)
        painter.setPen(self._colour(kind))
        painter.drawText(QRectF(1, 0.5, width, height), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return image
