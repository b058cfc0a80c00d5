"""The duty card: who should act by the list of powers and duties, how loaded they are, and on what ground."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.dispatch.inspector_sections import Section
from desktop.dispatch.inspector_words import DOT, DutyFace
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right, rounded
from desktop.theme import Theme, pixel_font
from gis.workflow.fit import UnitFit

PAD_PX = 12


class DutySection(Section):
    """住建局 主责 · 燃气安全 … 在办 98; 协办 … · 依据 权责清单 第 3.2 项. It may wrap."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._duty = DutyFace(-1, "", "", "")
        self._fit: UnitFit | None = None

    @property
    def duty(self) -> DutyFace:
        return self._duty

    def set_duty(self, duty: DutyFace, fit: UnitFit | None, held_by: str = "") -> None:
        """`held_by`: the unit that has the event now, told first."""
        if held_by:
            duty = replace(duty, basis=f"现由 {held_by} 处置{DOT}{duty.basis}")
        self._duty = duty
        self._fit = fit if fit is not None and fit.unit == duty.unit else None
        load = f"，在办 {self._fit.load:,}，承载 {self._fit.capacity:,}" if self._fit else ""
        self.setAccessibleName(f"{duty.name} {duty.role}{load}，{duty.basis}")
        self.setFixedHeight(40 + round(self._basis().height))
        self.update()

    def _basis(self) -> Paragraph:
        return Paragraph(self._duty.basis, pixel_font(12), 314 - 2 * PAD_PX, 18, 3)

    def paint_section(self, painter: QPainter) -> None:
        ui, duty = self._theme.ui, self._duty
        rounded(painter, QRectF(self.rect()), 8, ui["surface_sunk"])
        right = self.width() - PAD_PX
        if self._fit is not None:
            load = [Run(f"在办 {self._fit.load:,}", pixel_font(12), ui["text_secondary"])]
            right = round(paint_runs_right(painter, right, 20, load)) - 8
        name = Run(duty.name or "未定单位", pixel_font(13, 600), ui["text" if duty.name else "text_tertiary"], 8)
        left = paint_runs(painter, PAD_PX, 20, [fitted(name, right - PAD_PX)]) + 8
        if right - left > 24:
            paint_runs(
                painter, left, 20.5, [fitted(Run(duty.role, pixel_font(12), ui["text_secondary"]), right - left)]
            )
        self._basis().paint(painter, PAD_PX, 32, ui["text_secondary"])
