"""Small neutral charts of a rate over periods: a thread of points beside a line of text, bars with figures where there
is room. Grey by intent: a rate is no state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import Theme, pixel_font
from gis.evaluation.evaluate import Evaluation
from gis.evaluation.periods import Period
from gis.foundation.numbers import MISSING, rate

LEAST_SPAN = 0.04  # so that chance does not look like a leap
AXIS_PX, VALUE_PX = 18, 18


def series(found: Evaluation, place: int, subject: int) -> list[float]:
    """The rate in the earlier periods and the present one, NaN where there was none."""
    return [float(span.rates[place].value[subject]) for span in (*found.before, found.present)]


def short(period: Period) -> str:
    """25Q3, 26-09, 2026, 07-01: what fits under a bar."""
    if "Q" in period.key:
        return f"{period.key[2:4]}Q{period.key[-1]}"
    if ".." in period.key:
        return f"{period.first_day:%m-%d}"
    return period.key[2:] if "-" in period.key else period.key


def paint_thread(painter: QPainter, theme: Theme, box: QRectF, values: Sequence[float]) -> None:
    """A thin line through the values with the last one as a dot; gaps where there is none."""
    known = [v for v in values if not np.isnan(v)]
    if not known:
        return
    low, high = _span(known)
    step = box.width() / max(1, len(values) - 1)
    points = [
        None if np.isnan(v) else QPointF(box.left() + i * step, box.bottom() - (v - low) / (high - low) * box.height())
        for i, v in enumerate(values)
    ]
    painter.setPen(QPen(theme.ui["line_control"], 1.25))
    for one, two in pairwise(points):
        if one is not None and two is not None:
            painter.drawLine(one, two)
    last = points[-1]
    if last is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ui["text"])
        painter.drawEllipse(last, 2.25, 2.25)


def _span(known: Sequence[float]) -> tuple[float, float]:
    low, high = min(known), max(known)
    spare = max(0.0, LEAST_SPAN - (high - low)) / 2
    return low - spare, high + spare


class TrendChart(QWidget):
    """Bars of one rate by period, the present one in ink; a mark on each for the whole county."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title, self.labels = "", [""]
        self.values: list[float] = []
        self.county: list[float] = []
        self.setFixedHeight(148)

    def sizeHint(self) -> QSize:
        return QSize(288, 148)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_rate(self, found: Evaluation, place: int, subject: int) -> None:
        self.title = found.table.rates[place].name
        self.labels = [short(span.period) for span in (*found.before, found.present)]
        self.values = series(found, place, subject)
        self.county = series(found, place, -1) if subject >= 0 else []
        told = "，".join(f"{n} {rate(v, 2)}" for n, v in zip(self.labels, self.values, strict=True))
        self.setAccessibleName(f"{self.title}趋势：{told}")
        self.setToolTip(told.replace("，", "\n") + ("\n横线：全县" if self.county else ""))
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(pixel_font(12, 600))
        painter.setPen(ui["text_secondary"])
        head = QRectF(16, 0, self.width() - 32, 28)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.title)
        if self.county:
            painter.setFont(pixel_font(11))
            painter.setPen(ui["text_tertiary"])
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "— 全县")
        known = [v for v in (*self.values, *self.county) if not np.isnan(v)]
        if known:
            self._paint_bars(
                painter, QRectF(16, 28 + VALUE_PX, self.width() - 32, self.height() - 28 - VALUE_PX), known
            )

    def _paint_bars(self, painter: QPainter, box: QRectF, known: list[float]) -> None:
        ui, (low, high) = self.theme.ui, _span(known)
        low -= (high - low) * 0.35  # every bar has a foot
        floor, each = box.bottom() - AXIS_PX, box.width() / len(self.values)
        tall = floor - box.top()
        painter.fillRect(QRectF(box.left(), floor, box.width(), 1), ui["line_strong"])
        for i, value in enumerate(self.values):
            last, left = i == len(self.values) - 1, box.left() + i * each
            slot = QRectF(left, floor + 2, each, AXIS_PX)
            painter.setFont(pixel_font(11, 600 if last else 400))
            painter.setPen(ui["text" if last else "text_tertiary"])
            painter.drawText(slot, Qt.AlignmentFlag.AlignCenter, self.labels[i])
            if np.isnan(value):
                painter.drawText(QRectF(left, floor - 20, each, 18), Qt.AlignmentFlag.AlignCenter, MISSING)
                continue
            height = max(2.0, (value - low) / (high - low) * tall)
            bar = QRectF(left + each * 0.2, floor - height, each * 0.6, height)
            painter.fillRect(bar, ui["text_secondary" if last else "line_strong"])
            top = bar.top()
            if self.county and not np.isnan(self.county[i]):
                y = floor - (self.county[i] - low) / (high - low) * tall
                top = min(top, y)
                painter.setPen(QPen(ui["text"], 1.25))
                painter.drawLine(QPointF(bar.left() - 4, y), QPointF(bar.right() + 4, y))
            painter.setPen(ui["text" if last else "text_tertiary"])
            box_of_words = QRectF(left - 4, top - 18, each + 8, 16)  # above the county's mark too
            painter.drawText(box_of_words, Qt.AlignmentFlag.AlignCenter, rate(value, 1))
