"""Bulk acts beside the tabs of the queue: what can be done with what is selected in it (受理 3 件 · 并案 3 件)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.acts.bar import offer_words
from desktop.theme import Theme

if TYPE_CHECKING:
    from gis.workspace.casework import Offer

LEFT_PX, BETWEEN_PX = 8, 2


class QueueActs(QWidget):
    """`chosen(kind)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.buttons: list[QPushButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    def set_acts(self, offers: Sequence[Offer], count: int) -> None:
        """Acts that can be done now; none hides the row."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for offer in offers:
            button = QPushButton(offer_words(offer, count))
            button.setObjectName(f"queue-act-{offer.kind}")
            button.setProperty("kind", "link")
            button.setFont(self.theme.font("small"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if offer.blocked:
                button.setToolTip(f"其中 {len(offer.blocked):,} 件不能{offer.word}，只办其余 {len(offer.able):,} 件")
            button.clicked.connect(lambda _=False, k=offer.kind: self.chosen.emit(k))
            button.setParent(self)
            self.buttons.append(button)
        self.setVisible(bool(offers))
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        hints = [button.sizeHint() for button in self.buttons]
        wide = LEFT_PX + sum(hint.width() + BETWEEN_PX for hint in hints)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        """Where room is short acts go, the last first: the inspector and the menu have them too."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left = LEFT_PX
        for button in self.buttons:
            hint = button.sizeHint()
            button.setGeometry(left, (self.height() - hint.height()) // 2, hint.width(), hint.height())
            left += hint.width()
            button.setVisible(left <= self.width())
            left += BETWEEN_PX

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
