"""The row of act buttons: what usually comes next as buttons, the first of them the primary one; the others under
更多, grey with the reason where the state forbids them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.text_runs import Run, fitted, paint_runs
from desktop.theme import Theme, pixel_font

if TYPE_CHECKING:
    from gis.workspace.casework import Offer

BAR_PX, PAD_PX, GAP_PX = 48, 16, 8


class ActBar(QWidget):
    """`chosen(kind)`. Buttons that do not fit are in the menu; nothing is hidden without a way to it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.offers: list[Offer] = []
        self.count = 0
        self.buttons: list[CardButton] = []
        self._words = ""
        self.more = CardButton(theme, ButtonKind.PLAIN, "更多", self, icon="chevron-down")
        self.more.setObjectName("acts-more")
        self.more.setToolTip("其他办理动作（Ctrl .）")
        self.more.clicked.connect(self.open_more)
        self.more.hide()
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.setFixedHeight(BAR_PX)
        self.setAccessibleName("办理动作")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for button in (*self.buttons, self.more):
            button.set_theme(theme)
        self.update()

    def set_offers(self, offers: Sequence[Offer], count: int, words: str = "") -> None:
        """Acts for `count` events, in the order to offer them; words in place of buttons while there are none."""
        self.offers, self.count, self._words = list(offers), count, words
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for offer in self.ready:
            kind = ButtonKind.PLAIN if self.buttons else ButtonKind.PRIMARY
            keys = "" if self.buttons else "Ctrl Enter"
            button = CardButton(self.theme, kind, offer_words(offer, count), self, keys)
            button.setObjectName(f"act-{offer.kind}")
            if offer.blocked:
                button.setToolTip(f"其中 {len(offer.blocked):,} 件不能{offer.word}，只办其余 {len(offer.able):,} 件")
            button.clicked.connect(lambda _=False, k=offer.kind: self.chosen.emit(k))
            self.buttons.append(button)
        if not self.buttons and not self._words:
            self._words = self.offers[0].reason if self.offers else "您的账号只能查看这件事件"
        self._arrange()
        self.update()

    @property
    def ready(self) -> list[Offer]:
        """Those that usually come next and can be done now."""
        return [offer for offer in self.offers if offer.expected and offer.able]

    @property
    def primary(self) -> str:
        """The act that Ctrl Enter opens; empty if there is none."""
        return self.ready[0].kind if self.ready else ""

    def offer(self, kind: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.kind == kind), None)

    def open_more(self) -> None:
        self.fill_more()
        self.menu.popup(self.more.mapToGlobal(QPoint(0, -self.menu.sizeHint().height() - 4)))

    def fill_more(self) -> None:
        """The menu's lines: what has no button of its own; what cannot be done with its reason."""
        self.menu.clear()
        shown = {button.objectName() for button in self.buttons if not button.isHidden()}
        fill_menu(self.menu, [o for o in self.offers if f"act-{o.kind}" not in shown], self.count, self.chosen.emit)

    def resizeEvent(self, _event) -> None:
        self._arrange()

    def _arrange(self) -> None:
        tall = self.theme.height("control")
        top = (self.height() - tall) // 2
        left, right = PAD_PX, self.width() - PAD_PX
        hint = self.more.sizeHint().width()
        room = right - hint - GAP_PX
        for button in self.buttons:
            wide = button.sizeHint().width()
            fits = left + wide <= room
            button.setVisible(fits)
            if fits:
                button.setGeometry(left, top, wide, tall)
                left += wide + GAP_PX
            else:
                room = 0
        rest = len(self.offers) > sum(not button.isHidden() for button in self.buttons)
        self.more.setVisible(rest)
        self.more.setGeometry(right - hint, top, hint, tall)

    def sizeHint(self) -> QSize:
        return QSize(400, BAR_PX)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, 0, self.width(), 1, ui["line"])
        if self._words and not any(not button.isHidden() for button in self.buttons):
            room = (self.more.x() if not self.more.isHidden() else self.width()) - PAD_PX - 12
            paint_runs(
                painter,
                PAD_PX,
                self.height() / 2,
                [fitted(Run(self._words, pixel_font(12), ui["text_secondary"]), room)],
            )
        painter.end()


def offer_words(offer: Offer, count: int) -> str:
    """回复; of several events 回复 3 件."""
    return offer.word if count == 1 else f"{offer.word} {len(offer.able):,} 件"


def fill_menu(menu: QMenu, offers: Sequence[Offer], count: int, chosen: Callable[[str], object]) -> None:
    """Lines of a menu: those that can be done, then the others grey with their reason, the unlikely ones in a menu of
    their own."""
    for offer in offers:
        if offer.able:
            action = menu.addAction(f"{offer_words(offer, count)}…")
            action.setObjectName(f"menu-act-{offer.kind}")
            action.triggered.connect(lambda _=False, k=offer.kind: chosen(k))
    idle = [offer for offer in offers if not offer.able]
    if idle and len(idle) < len(offers):
        menu.addSeparator()
    _grey(menu, [offer for offer in idle if offer.expected])
    others = [offer for offer in idle if not offer.expected]
    if others:
        _grey(menu.addMenu(f"现在不能办的 {len(others)} 项"), others)


def _grey(menu: QMenu, offers: Sequence[Offer]) -> None:
    """What cannot be done, and why."""
    for offer in offers:
        menu.addAction(f"{offer.word}　{offer.reason}").setEnabled(False)
