"""其余 11 家: the one tile that stands for the units behind it, and opens them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.dispatch.tile_paint import paint_troubles
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, paint_runs_right, rounded
from desktop.theme import Theme, pixel_font
from gis.events.states import State


class RestTile(PaintedButton):
    """At rest 在办 61 ◆ 2 ▲ 6; during a drag 不符 11; open 收起."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._units = 0
        self._states: tuple[int, ...] = (0,) * 6
        self._open = False
        self._fits: tuple[int, int, int] | None = None

    def set_rest(self, units: int, states: tuple[int, ...], is_open: bool, fits: tuple[int, int, int] | None) -> None:
        """Counts of the units behind it; `fits` (推荐, 可, 不符) during a drag."""
        self._units, self._states, self._open, self._fits = units, states, is_open, fits
        self.setAccessibleName(f"收起其余 {units} 家" if is_open else f"展开其余 {units} 家，在办 {self._total:,}")
        self.setToolTip("" if fits is not None else "收起" if is_open else f"展开其余 {units} 家单位")
        self.update()

    @property
    def _total(self) -> int:
        return sum(self._states[: State.CLOSED])

    def sizeHint(self) -> QSize:
        return QSize(371, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, box, y = self._theme.ui, QRectF(self.rect()), self.height() / 2
        helpful = self._fits is not None and not self._open and (self._fits[0] or self._fits[1])
        bare = self._fits is not None and not helpful
        fill = None if bare else ui["surface_hover" if self.underMouse() else "surface_raised"]
        radius = self._theme.tokens["radius"]["tile"]
        rounded(painter, box, radius, fill, ui["accent" if helpful and self._fits and self._fits[0] else "line"])
        self.paint_ring(painter, radius)
        words = f"收起其余 {self._units} 家" if self._open else f"其余 {self._units} 家"
        colour = ui["text_tertiary" if bare else "text_secondary"]
        paint_runs(painter, 12, y, [Run(words, pixel_font(13), colour)])
        if self._open:
            self._paint_fold(painter, QPointF(box.right() - 16, y))
        elif self._fits is not None:
            paint_runs_right(painter, box.right() - 12, y, self._fit_runs())
        else:
            self._paint_load(painter, box.right() - 12, y)
        painter.end()

    def _fit_runs(self) -> list[Run]:
        assert self._fits is not None
        ui, small, bold = self._theme.ui, pixel_font(12), pixel_font(12, 600)
        recommended, possible, misfit = self._fits
        runs = []
        if recommended:
            runs.append(Run(f"推荐 {recommended}", bold, ui["accent_text"], 12))
        if possible:
            runs.append(Run(f"可 {possible}", bold, ui["text"], 12))
        if misfit:
            runs.append(Run(f"不符 {misfit}", small, ui["text_tertiary"]))
        return runs

    def _paint_load(self, painter: QPainter, right: float, y: float) -> None:
        ui, small, bold = self._theme.ui, pixel_font(12), pixel_font(12, 600)
        overdue, near = self._states[State.OVERDUE], self._states[State.NEAR]
        right = paint_troubles(painter, self._theme, right, y, overdue, near, small, small)
        runs = [Run("在办", small, ui["text_secondary"], 4), Run(f"{self._total:,}", bold, ui["text"])]
        paint_runs_right(painter, right - 12, y, runs)

    def _paint_fold(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(QPen(self._theme.ui["text_secondary"], 1.4))
        painter.drawPolyline([at + QPointF(-4, 2), at + QPointF(0, -2), at + QPointF(4, 2)])
