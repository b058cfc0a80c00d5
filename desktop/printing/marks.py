"""What stands on a page: marks in millimetres from its upper left corner, each a plain value that paints itself.

A page is its list of marks. So the same page goes to PDF, to a printer and to the preview, and a test can read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from desktop.printing.faces import DOTS_A_MM, Face, font_of, width_of
from desktop.symbols import paint_symbol
from desktop.theme import Theme
from gis.events.states import State

# Black and greys that a laser printer keeps sharp; text below is never lighter than GREY.
INK, GREY, HAIR, RULE, TINT = "#000000", "#4A4A4A", "#B8BEC4", "#55606B", "#F1F3F5"


@dataclass(frozen=True)
class Mark:
    """`x`, `y`: where it is anchored, mm."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Self:
        """The same mark elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint it; the painter counts dots of 1/720 inch."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Mark):
    """Words on one line; y is the baseline."""

    words: str
    face: Face
    ink: str = INK

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(font_of(self.face))
        painter.setPen(QColor(self.ink))
        painter.drawText(QPointF(self.x * DOTS_A_MM, self.y * DOTS_A_MM), self.words)


@dataclass(frozen=True)
class Line(Mark):
    """From x, y by dx, dy."""

    dx: float
    dy: float
    width: float = 0.15
    ink: str = RULE

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(_pen(self.ink, self.width))
        start = QPointF(self.x, self.y) * DOTS_A_MM
        painter.drawLine(start, start + QPointF(self.dx, self.dy) * DOTS_A_MM)


@dataclass(frozen=True)
class Box(Mark):
    """A rectangle, filled, outlined or both."""

    width: float
    height: float
    fill: str = ""
    ink: str = ""
    line: float = 0.15

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(_pen(self.ink, self.line) if self.ink else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.fill) if self.fill else Qt.BrushStyle.NoBrush)
        painter.drawRect(_rect(self.x, self.y, self.width, self.height))


@dataclass(frozen=True)
class Picture(Mark):
    """An image that fills a rectangle."""

    width: float
    height: float
    image: QImage

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_rect(self.x, self.y, self.width, self.height), self.image)


@dataclass(frozen=True)
class Symbol(Mark):
    """A state symbol of radius r mm around x, y."""

    state: State
    r: float = 1.6
    casing: bool = False

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.save()
        painter.translate(self.x * DOTS_A_MM, self.y * DOTS_A_MM)
        painter.scale(self.r * DOTS_A_MM / 10, self.r * DOTS_A_MM / 10)
        paint_symbol(painter, theme, self.state, QPointF(0, 0), 10, self.casing)
        painter.restore()


@dataclass(frozen=True)
class Shape(Mark):
    """A line through points, mm from x, y; closed and filled, or open. dash: lengths in line widths."""

    points: tuple[tuple[float, float], ...]
    ink: str = INK
    width: float = 0.2
    fill: str = ""
    closed: bool = False
    dash: tuple[float, ...] = ()
    clip: tuple[float, float, float, float] | None = None  # x, y, width, height on the page
    opacity: float = 1.0

    def moved(self, dx: float, dy: float) -> Self:
        clip = (self.clip[0] + dx, self.clip[1] + dy, *self.clip[2:]) if self.clip else None
        return replace(self, x=self.x + dx, y=self.y + dy, clip=clip)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.save()
        if self.clip:
            painter.setClipRect(_rect(*self.clip))
        painter.setOpacity(self.opacity)
        pen = _pen(self.ink, self.width) if self.ink else QPen(Qt.PenStyle.NoPen)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.dash:
            pen.setDashPattern(list(self.dash))
        painter.setPen(pen)
        painter.setBrush(QColor(self.fill) if self.fill else Qt.BrushStyle.NoBrush)
        points = QPolygonF([QPointF(self.x + x, self.y + y) * DOTS_A_MM for x, y in self.points])
        if self.closed:
            painter.drawPolygon(points)
        else:
            painter.drawPolyline(points)
        painter.restore()


def placed(marks: Sequence[Mark], dx: float, dy: float) -> list[Mark]:
    """Marks moved together."""
    return [mark.moved(dx, dy) for mark in marks]


def centred(words: str, face: Face, middle: float, baseline: float, ink: str = INK) -> Text:
    """Words whose middle is at `middle` mm."""
    return Text(middle - width_of(words, face) / 2, baseline, words, face, ink)


def flush_right(words: str, face: Face, right: float, baseline: float, ink: str = INK) -> Text:
    """Words that end at `right` mm."""
    return Text(right - width_of(words, face), baseline, words, face, ink)


def _rect(x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(x * DOTS_A_MM, y * DOTS_A_MM, width * DOTS_A_MM, height * DOTS_A_MM)


def _pen(ink: str, width: float) -> QPen:
    pen = QPen(QColor(ink), width * DOTS_A_MM)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
