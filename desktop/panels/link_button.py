"""Words in the colour of links that are a button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, runs_width
from desktop.theme import Theme, pixel_font


class LinkButton(PaintedButton):
    """Words in the colour of links, quiet while disabled; a hit area of 24 px around them."""

    def __init__(self, theme: Theme, words: str, parent: QWidget, size_px: float = 12) -> None:
        super().__init__(theme, parent)
        self._size_px = size_px
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _run(self) -> Run:
        tone = self._theme.ui["accent_text" if self.isEnabled() else "text_tertiary"]
        return Run(self.text(), pixel_font(self._size_px), tone)

    def sizeHint(self) -> QSize:
        return QSize(round(runs_width([self._run()]) + 8), 24)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        run, y = self._run(), self.height() / 2
        if self.underMouse() and self.isEnabled():
            run.font.setUnderline(True)
        paint_runs(painter, 4, y, [run])
        self.paint_ring(painter)
        painter.end()
