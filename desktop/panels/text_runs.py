"""One line of text in several fonts and colours, set on a centre line the way the design's line boxes are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


@dataclass(frozen=True)
class Run:
    """A stretch of text of one font and one colour; `gap` px of air follow it."""

    text: str
    font: QFont
    colour: QColor
    gap: float = 0.0

    @property
    def width(self) -> float:
        return QFontMetricsF(self.font).horizontalAdvance(self.text) + self.gap


def runs_width(runs: Sequence[Run]) -> float:
    """Pixels a line takes, without the gap after its last run."""
    return sum(run.width for run in runs) - (runs[-1].gap if runs else 0.0)


def baseline_of(runs: Sequence[Run], centre_y: float) -> float:
    """The common baseline that puts the tallest run's line box around a centre line."""
    tallest = max((QFontMetricsF(run.font) for run in runs), key=lambda m: m.ascent())
    return centre_y + (tallest.ascent() - tallest.descent()) / 2


def paint_runs(painter: QPainter, left: float, centre_y: float, runs: Sequence[Run]) -> float:
    """Paint from `left`; returns where the line ends."""
    if not runs:
        return left
    baseline = baseline_of(runs, centre_y)
    for run in runs:
        painter.setFont(run.font)
        painter.setPen(run.colour)
        painter.drawText(QPointF(left, baseline), run.text)
        left += run.width
    return left - runs[-1].gap


def paint_runs_right(painter: QPainter, right: float, centre_y: float, runs: Sequence[Run]) -> float:
    """Paint so that the line ends at `right`; returns where it begins."""
    left = right - runs_width(runs)
    paint_runs(painter, left, centre_y, runs)
    return left


def fitted(run: Run, width: float) -> Run:
    """The run, cut with … when it is wider than `width` px."""
    text = QFontMetricsF(run.font).elidedText(run.text, Qt.TextElideMode.ElideRight, max(width - run.gap, 0))
    return replace(run, text=text)


class Paragraph:
    """Text wrapped to a width: its height before painting, and the painting. Lines are `line_px` high."""

    def __init__(self, text: str, font: QFont, width: float, line_px: float, most_lines: int = 99) -> None:
        self._line_px = line_px
        self._font = font
        self._lines = wrapped(text, font, width)
        if len(self._lines) > most_lines:
            rest = "".join(self._lines[most_lines - 1 :])
            metrics = QFontMetricsF(font)
            last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            self._lines = [*self._lines[: most_lines - 1], last]

    @property
    def height(self) -> float:
        return len(self._lines) * self._line_px

    def paint(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        for index, line in enumerate(self._lines):
            paint_runs(painter, left, top + (index + 0.5) * self._line_px, [Run(line, self._font, colour)])


def wrapped(text: str, font: QFont, width: float) -> list[str]:
    """The lines of a text broken where its script allows."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    units = text.encode("utf-16-le")  # Qt counts in these, two bytes each: a rare character (𠮷) is two of them
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        lines.append(units[start:end].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return lines


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor | None = None) -> None:
    """A filled rounded box with a 1 px line inside its edge."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(line)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)
