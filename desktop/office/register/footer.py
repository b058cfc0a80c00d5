"""The foot of the form: what is still to be mended, and the three ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.text_runs import Run, fitted, paint_runs
from desktop.theme import Theme, pixel_font

FOOT_PX, BUTTON_PX = 48, 30


class FormFoot(QWidget):
    """`fault_clicked` on the list of what is to be mended."""

    fault_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.faults: Sequence[str] = ()
        self.draft = CardButton(theme, ButtonKind.PLAIN, "存草稿", self)
        self.only = CardButton(theme, ButtonKind.PLAIN, "仅登记", self)
        self.both = CardButton(theme, ButtonKind.PRIMARY, "登记并受理", self, "Ctrl Enter")
        self.draft.setToolTip("先放一放，以后接着填（Ctrl S）")
        self.only.setToolTip("登记为待受理，由别人受理（Ctrl Shift Enter）")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for button, name in ((self.draft, "draft"), (self.only, "only"), (self.both, "both")):
            button.setObjectName(f"register-{name}")
            button.setFixedHeight(BUTTON_PX)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.setFixedHeight(FOOT_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for button in (self.draft, self.only, self.both):
            button.set_theme(theme)
        self.update()

    def set_faults(self, words: Sequence[str]) -> None:
        """Fields that are still to be mended, in the order of the form."""
        if list(words) == list(self.faults):
            return
        self.faults = list(words)
        self.setAccessibleName(self.saying())
        self.setCursor(Qt.CursorShape.PointingHandCursor if words else Qt.CursorShape.ArrowCursor)
        self.update()

    def saying(self) -> str:
        """3 项待改：电话、事项、位置; empty when there is nothing."""
        return f"{len(self.faults)} 项待改：{'、'.join(self.faults)}" if self.faults else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.faults and event.position().x() < self.draft.x():
            self.fault_clicked.emit()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(QRectF(0, 0, self.width(), 1), ui["line"])
        if self.faults:
            left_end = min(b.x() for b in (self.draft, self.only, self.both) if b.isVisible())
            middle = self.height() / 2
            paint_icon(painter, "warning", ui["text_secondary"], QPointF(24, middle), 16)
            paint_runs(painter, 38, middle, [fitted(Run(self.saying(), pixel_font(12), ui["text"]), left_end - 46)])
        painter.end()
