"""Photographs on paper: upright, whole, side by side, with when they were taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from desktop.dispatch.inspector_photos import upright
from desktop.printing.faces import Face
from desktop.printing.marks import GREY, HAIR, Box, Mark, Picture, centred
from desktop.printing.slices import Slice

CAPTION = Face("sans", 7.5)
DOTS_A_MM = 200 / 25.4  # of a printed photograph
GAP = 3.0
LOST = "照片读不出来，原文件仍保存在库中"


def photo_strips(photos: Sequence[tuple[bytes, str]], width: float, height: float, across: int = 2) -> list[Slice]:
    """(JPEG, caption) in strips of `across`, each photograph at most `height` mm high."""
    own = (width - GAP * (across - 1)) / across
    strips = []
    for start in range(0, len(photos), across):
        marks: list[Mark] = []
        for place, (jpeg, words) in enumerate(photos[start : start + across]):
            marks += _photo(jpeg, words, place * (own + GAP), own, height)
        strips.append(Slice(height + CAPTION.line + 1, tuple(marks)))
    return strips


def _photo(jpeg: bytes, words: str, x: float, width: float, height: float) -> list[Mark]:
    image = upright(jpeg)
    base = height + CAPTION.line / 2 + CAPTION.ascent + 0.5
    caption = centred(words, CAPTION, x + width / 2, base, GREY)
    if image.isNull():
        middle = centred(LOST, CAPTION, x + width / 2, height / 2, GREY)
        return [Box(x, 0, width, height, "", HAIR, 0.2), middle, caption]
    scale = min(width / image.width(), height / image.height())
    shown_w, shown_h = image.width() * scale, image.height() * scale
    place = x + (width - shown_w) / 2, (height - shown_h) / 2
    return [Picture(*place, shown_w, shown_h, _fit_for_print(image, shown_w)), caption]


def _fit_for_print(image: QImage, width: float) -> QImage:
    """No finer than paper shows, so that a batch stays small."""
    most = QSize(round(width * DOTS_A_MM), 10_000)
    if image.width() <= most.width():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, smooth)
