"""Foot of the inspector: assign to the suggested unit or another, and the small things. Says why when it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from desktop.acts.bar import offer_words
from desktop.dispatch.inspector_sections import Section
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.text_runs import Paragraph
from desktop.theme import Theme, pixel_font
from gis.workflow.fit import FIT_WORD, Fit, UnitFit

if TYPE_CHECKING:
    from gis.workspace.casework import Offer

FOOTER_PX = 61
LEFT_PX, GAP_PX = 16, 8


class Footer(Section):
    """`assign_clicked` gives a unit row; `pick_clicked` asks for the picker; the ⋯ menu is handed in."""

    assign_clicked = Signal(int)
    pick_clicked = Signal()
    act_clicked = Signal(str)  # a kind of act

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._unit, self._names, self._fits = -1, {}, ()
        self._why, self._said_px, self._refusal = "", LEFT_PX, ""
        self.primary = CardButton(theme, ButtonKind.PRIMARY, "", self, "Enter")
        self.primary.clicked.connect(self.press)
        self.other = CardButton(theme, ButtonKind.PLAIN, "改派", self, icon="chevron-down")
        self.other.clicked.connect(self.open_others)
        self.more = CardButton(theme, ButtonKind.PLAIN, "", self, icon="more")
        self.more.setAccessibleName("更多")
        self.more.setToolTip("更多")
        self.next = [CardButton(theme, kind, "", self) for kind in (ButtonKind.PRIMARY, ButtonKind.PLAIN)]
        for place, button in enumerate(self.next):
            button.hide()
            button.clicked.connect(lambda _=False, at=place: self._press_next(at))
        self._next: list[Offer] = []
        self.others = QMenu(self)
        self.setFixedHeight(FOOTER_PX)

    _names: dict[int, str]
    _fits: Sequence[UnitFit]

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for button in (self.primary, self.other, self.more, *self.next):
            button.set_theme(theme)

    def set_refusal(self, why: str) -> None:
        """Why whoever sits here assigns nothing at all; empty for who does. Holds from the next event shown on."""
        self._refusal = why

    def set_assignment(self, unit: int, name: str, why: str, now_with: str = "") -> None:
        """`unit`: row to offer, -1 none. `why`: why nothing can be assigned, else empty. `now_with`: the unit that has
        the event already."""
        # An event that a unit already has is never handed on by a single key: Enter then only opens the picker.
        why = why or self._refusal
        self._unit, self._why = -1 if now_with else unit, why
        words = "改派到其他单位" if now_with else f"指派给 {name}" if unit >= 0 else "选择单位"
        self.primary.set_words(words)
        self.primary.setVisible(not why)
        for place, button in enumerate(self.next):
            button.setVisible(bool(why) and place < len(self._next))
        self.other.setVisible(not why)
        self.other.setToolTip(f"现由 {now_with} 处置；选择其他单位" if now_with else "选择其他单位")
        self.setAccessibleName(why)
        self._arrange()
        self.update()

    def set_next(self, offers: Sequence[Offer], count: int) -> None:
        """What comes next where nothing can be assigned (核查, 返工): at most two buttons in place of the reason."""
        self._next = list(offers[: len(self.next)])
        for place, button in enumerate(self.next):
            shown = place < len(self._next)
            button.setVisible(shown and bool(self._why))
            if shown:
                button.set_words(offer_words(self._next[place], count))
                button.setObjectName(f"next-{self._next[place].kind}")
        self._arrange()
        self.update()

    def _press_next(self, place: int) -> None:
        self.act_clicked.emit(self._next[place].kind)

    def set_fits(self, fits: Sequence[UnitFit], names: dict[int, str]) -> None:
        """What the menu of 改派 offers, best first; without any it goes straight to the picker."""
        self._fits = [fit for fit in sorted(fits, key=lambda f: f.fit) if fit.fit != Fit.MISFIT]
        self._names = names

    def press(self) -> None:
        """What the primary button does, also by Enter."""
        if self._why:
            if self._next:
                self._press_next(0)
            return
        if self._unit >= 0:
            self.assign_clicked.emit(self._unit)
        else:
            self.pick_clicked.emit()

    def open_others(self) -> None:
        if not self._fits:
            self.pick_clicked.emit()
            return
        self.fill_others()
        self.others.popup(self.other.mapToGlobal(QPoint(0, self.other.height() + 4)))

    def fill_others(self) -> None:
        """The menu's lines: units that fit, best first, then the way to all the others."""
        self.others.clear()
        for fit in self._fits:
            words = f"{self._names[fit.unit]}　{FIT_WORD[fit.fit]}　{fit.load:,} → {fit.load_after:,}/{fit.capacity:,}"
            action = self.others.addAction(words)
            action.setToolTip(fit.reason)
            action.triggered.connect(lambda _=False, u=fit.unit: self.assign_clicked.emit(u))
        self.others.addSeparator()
        self.others.addAction("其他单位…").triggered.connect(lambda: self.pick_clicked.emit())

    def resizeEvent(self, _event) -> None:
        self._arrange()

    def _arrange(self) -> None:
        right, tall = self.width() - LEFT_PX, self._theme.height("control")
        top = self.height() - 16 - tall
        wide = {button: button.sizeHint().width() for button in (self.other, self.more)}
        self.more.setGeometry(right - wide[self.more], top, wide[self.more], tall)
        edge = self.more.x() - GAP_PX
        self.other.setGeometry(edge - wide[self.other], top, wide[self.other], tall)
        edge = self.other.x() - GAP_PX
        self.primary.setGeometry(LEFT_PX, top, edge - LEFT_PX, tall)
        left = LEFT_PX
        for button in self.next:
            if not button.isHidden():
                button.setGeometry(left, top, button.sizeHint().width(), tall)
                left += button.width() + GAP_PX
        self._said_px = left

    def paint_section(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._theme.ui["surface_raised"])
        if self._why:
            left = self._said_px
            words = Paragraph(self._why, pixel_font(12), self.more.x() - left - GAP_PX, 18, 2)
            middle = self.more.geometry().center().y() + 1
            words.paint(painter, left, middle - words.height / 2, self._theme.ui["text_secondary"])
