"""A sign worth a look: what it is, its counts, what was to be expected; opens the events that bear it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs
from desktop.theme import Theme, pixel_font
from gis.evaluation.gaming import SIGN_WORD, Sign

LINE_PX = 44


class SignLine(PaintedButton):
    """Two lines: the sign (and whose), then the counts."""

    sign: Sign

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.whose = ""
        self.setFixedHeight(LINE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(288, LINE_PX)

    def show_sign(self, sign: Sign, whose: str) -> None:
        self.sign, self.whose = sign, whose
        self.setObjectName(f"sign-{sign.kind}-{sign.subject}")
        self.setAccessibleName(f"{whose} {sign.words}".strip())
        self.setToolTip(f"{sign.words}\n单击打开这 {sign.part:,} 件")
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), ui["surface_hover"])
        paint_icon(painter, "warning", ui["text_secondary"], QPointF(24, 14), 14)
        room = self.width() - 36 - 16
        head = f"{self.whose} · {SIGN_WORD[self.sign.kind]}" if self.whose else SIGN_WORD[self.sign.kind]
        paint_runs(painter, 36, 14, [fitted(Run(head, pixel_font(12), ui["text"]), room)])
        counts = f"{self.sign.part:,} / {self.sign.whole:,} 件，占 {self.sign.share:.1%}，参照 {self.sign.expected:.1%}"
        paint_runs(painter, 36, 32, [fitted(Run(counts, pixel_font(11), ui["text_tertiary"]), room)])
        self.paint_ring(painter, 4, 1)
