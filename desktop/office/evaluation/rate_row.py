"""A line of the panel beside the table: a rate, its thread over the periods, figure and counts; opens its rows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.models.scorecard import Cell
from desktop.office.evaluation.chart import paint_thread, series
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.evaluation.evaluate import Evaluation

ROW_PX = 29
PARTS_PX, VALUE_PX, THREAD_PX = 82, 56, 40


class RateRow(PaintedButton):
    """One rate of the chosen subject."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.place, self.cell = 0, Cell("—", "", False)
        self.values: list[float] = []
        self.name = ""
        self.chosen = False
        self.setFixedHeight(ROW_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(288, ROW_PX)

    def show_rate(self, found: Evaluation, place: int, subject: int, cell: Cell) -> None:
        made = found.table.rates[place]
        self.place, self.cell, self.name = place, cell, made.name
        self.values = series(found, place, subject)
        self.setObjectName(f"rate-{made.key}")
        self.setAccessibleName(f"{made.name} {cell.value} {cell.parts}")
        self.setToolTip(f"{made.numerator.text} ÷ {made.denominator.text}\n单击打开这些事件")
        self.setEnabled(bool(cell.parts))
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.chosen:
            painter.fillRect(self.rect(), ui["accent_tint"])
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), ui["surface_hover"])
        y, right = self.height() / 2, self.width() - 16
        paint_runs(painter, right - PARTS_PX + 6, y, [
            fitted(Run(self.cell.parts, pixel_font(11), ui["text_tertiary"]), PARTS_PX - 6)
        ])  # fmt: skip
        few = self.cell.few or not self.cell.parts
        value = Run(self.cell.value, pixel_font(13), ui["text_secondary" if few else "text"])
        left = paint_runs_right(painter, right - PARTS_PX, y, [value])
        name = Run(self.name, pixel_font(12), ui["text_secondary"])
        thread = QRectF(right - PARTS_PX - VALUE_PX - 12 - THREAD_PX, y - 7, THREAD_PX, 14)
        if left > thread.right() + 4 and 16 + name.width + 8 <= thread.left():
            paint_thread(painter, self._theme, thread, self.values)
        paint_runs(painter, 16, y, [fitted(name, left - 16 - 8)])
        self.paint_ring(painter, 4, 1)
