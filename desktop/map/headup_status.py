"""The strip beside the inset: scale bar, events in view, credits, and the pointer's coordinates (click to switch)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen

from desktop.map.plate import Plate
from desktop.theme import pixel_font
from gis.foundation.crs import to_degrees

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas
    from gis.snapshot import Snapshot

HEIGHT = 30
BAR_PX = 96
GAP = 16


def round_length(most_m: float) -> float:
    """The largest of 1, 2, 5 × 10ⁿ metres not above `most_m`."""
    power = 10 ** math.floor(math.log10(max(most_m, 1e-6)))
    return next(step * power for step in (5, 2, 1) if step * power <= most_m * 1.0000001)


def length_label(metres: float) -> str:
    """500 m, 2 km."""
    return f"{metres:g} m" if metres < 1000 else f"{metres / 1000:g} km"


class Status(Plate):
    """Half transparent, no shadow: it lies on the map rather than over it."""

    shadow = 0

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self._canvas = canvas
        self._metres = False
        self._pointer: tuple[float, float] | None = None
        self._counts = (0, 0)
        self._hint = ""
        self._where = QRectF()
        self.most_px = 2000

    def set_counts(self, in_view: int, in_all: int) -> None:
        if (in_view, in_all) != self._counts:
            self._counts = in_view, in_all
            self.relay()

    def set_pointer(self, pointer: tuple[float, float] | None) -> None:
        """Metres of the pointer, None when it left."""
        widened = (pointer is None) != (self._pointer is None)
        self._pointer = pointer
        if widened:
            self.relay()
        else:
            self.repaint_face()

    def set_hint(self, hint: str) -> None:
        """What the tool in hand does; takes the credits' place."""
        self._hint = hint
        self.relay()

    def relay(self) -> None:
        """Place anew after the width of its words changed."""
        self._canvas.headup.lay_out_status()
        self.repaint_face()

    def words(self) -> list[tuple[str, str]]:
        """Pieces and their colours, left to right, as many as there is room for: the credit before everything, for it
        must stand wherever the outline is shown; then the counts; then the pointer's place."""
        snapshot = self._canvas.snapshot
        if snapshot is None:
            return []
        whole = "筛选" if self._canvas.restricted else "全县"
        counts = (f"视野内 {self._counts[0]:,} 件 / {whole} {self._counts[1]:,}", "text_secondary")
        if self._hint:
            return self._fitting([(1, counts), (0, (self._hint, "accent_text"))])
        pieces = [(1, counts), (0, (self._credit(snapshot), "text_tertiary"))]
        if self._pointer is not None:
            pieces.append((2, (self._place(), "text_tertiary")))
        return self._fitting(pieces)

    def _credit(self, snapshot: Snapshot) -> str:
        base = self._canvas.tiles.source if self._canvas.layers["raster"] else None
        told = (base.attribution, base.status) if base is not None else ()
        made_up = "模拟数据" if snapshot.made_up else ""
        return " · ".join(part for part in (made_up, snapshot.outline_credit, *told) if part)

    def _fitting(self, pieces: list[tuple[int, tuple[str, str]]]) -> list[tuple[str, str]]:
        """Of (rank, piece) those that fit, the lowest ranks first, in their order."""
        metrics, left = QFontMetricsF(pixel_font(12)), self.most_px - 24.0 - BAR_PX
        kept = set()
        for rank, (text, _) in sorted(pieces):
            width = metrics.horizontalAdvance(self._widest(text)) + GAP
            if text and (width <= left or rank == 0):
                kept.add(rank)
                left -= width
        return [piece for rank, piece in pieces if rank in kept]

    def _place(self) -> str:
        assert self._pointer is not None
        x, y = self._pointer
        if self._metres:
            return f"EPSG:4547  E {x:,.1f}  N {y:,.1f}"
        lon, lat = to_degrees(x, y)
        return f"{lon:.5f}°E  {lat:.5f}°N"

    @property
    def size_wanted(self) -> QSize:
        metrics = QFontMetricsF(pixel_font(12))
        width = 24.0 + BAR_PX + sum(metrics.horizontalAdvance(self._widest(text)) + GAP for text, _ in self.words())
        return QSize(round(width), HEIGHT)

    @staticmethod
    def _widest(text: str) -> str:
        """Coordinates keep one width while the pointer moves."""
        return "EPSG:4547  E 888,888.8  N 8,888,888.8" if text.startswith("EPSG") else text

    def paint_face(self, painter: QPainter) -> None:
        ground = QColor(self.theme.ui["surface_raised"])
        ground.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.body, 6, 6)
        self._paint_bar(painter)
        font = pixel_font(12)
        metrics = QFontMetricsF(font)
        at = 12.0 + BAR_PX + 12
        painter.setFont(font)
        for text, colour in self.words():
            width = metrics.horizontalAdvance(self._widest(text))
            painter.setPen(self.theme.ui[colour])
            self._where = QRectF(at, 0, width, HEIGHT)
            painter.drawText(self._where, Qt.AlignmentFlag.AlignVCenter, text)
            at += width + GAP

    def _paint_bar(self, painter: QPainter) -> None:
        scale = self._canvas.viewport.m_per_px
        length = round_length(BAR_PX * scale)
        width = length / scale
        painter.setPen(QPen(self.theme.ui["text_secondary"], 1.2))
        painter.drawPolyline([QPointF(12, 4), QPointF(12, 8.5), QPointF(12 + width, 8.5), QPointF(12 + width, 4)])
        painter.setFont(pixel_font(11))
        painter.drawText(QRectF(12, 9, BAR_PX, 19), Qt.AlignmentFlag.AlignVCenter, length_label(length))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click switches between degrees and metres."""
        self._metres = not self._metres
        self.relay()
        event.accept()
