"""Bulk acts beside the tabs of the queue: what can be done with what is selected in it (受理 3 件 · 并案 3 件)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.acts.bar import offer_words
from desktop.theme import Theme

if TYPE_CHECKING:
    from gis.casework import Offer


class QueueActs(QWidget):
    """`chosen(kind)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.buttons: list[QPushButton] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(8, 0, 0, 0)
        self._line.setSpacing(2)
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
            self._line.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(offers))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
