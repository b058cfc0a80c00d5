"""Where an event is worked on: the bar of acts, and the form of the chosen one in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.acts.bar import ActBar
from desktop.acts.form import ActForm
from desktop.acts.forms import FORMS
from desktop.acts.picking import assign
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.workspace.casework import Offer


class ActPanel(QWidget):
    """`done(kind, rows, Committed)` after an act. Holds the keyboard's ways: open_primary, open_more, submit."""

    done = Signal(str, object, object)
    opened = Signal(str)  # a form is shown; empty: the bar again
    grown = Signal()  # the form wants more room, or less

    def __init__(self, window: Window, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_ = window
        self.form: ActForm | None = None
        self.rows: list[int] = []
        self.elsewhere: dict[str, Callable[[int], None]] = {}  # acts on one event that have a place of their own
        self.bar = ActBar(window.theme, self)
        self.bar.chosen.connect(self.open_act)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)

    def set_theme(self, theme: Theme) -> None:
        self.bar.set_theme(theme)
        if self.form is not None:
            self.form.set_theme(theme)
        self.update()

    def show_offers(self, rows: Sequence[int], offers: Sequence[Offer], words: str = "") -> None:
        """Offer acts for these events; a form that is open for the same ones stays."""
        fresh = [int(row) for row in rows]
        if self.form is not None and fresh != self.rows:
            self.form.leave()
        self.rows = fresh
        self.bar.set_offers(offers, len(fresh), words)

    def open_act(self, kind: str) -> None:
        """Show the form of an act; 指派 opens the unit picker instead."""
        offer, rows = self.bar.offer(kind), list(self.rows)
        if offer is None or not rows or (self.form is not None and self.form.errand.busy):
            return
        if not offer.able:
            self.window_.tell(f"不能{offer.word}：{offer.reason}")
            return
        if kind in self.elsewhere and len(self.rows) == 1:
            self.elsewhere[kind](self.rows[0])
            return
        if kind == "assign":
            assign(self.window_, self.rows, offer.able)
            return
        self._close_form()
        form = FORMS[kind](self.window_, self.rows, self)
        form.left.connect(self._close_form)
        form.grown.connect(self.grown)
        form.done.connect(lambda committed: self._acted(kind, rows, committed))
        self.form = form
        self.bar.hide()
        self._column.addWidget(form, 1)
        form.show()
        self.opened.emit(kind)

    def open_primary(self) -> None:
        """What Ctrl Enter does: commit the open form, else open that of the act that comes next."""
        if self.form is not None:
            self.form.submit()
        elif self.bar.primary:
            self.open_act(self.bar.primary)

    def _acted(self, kind: str, rows: list[int], committed: object) -> None:
        self._close_form()
        self.done.emit(kind, rows, committed)

    def _close_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.bar.show()
            self.opened.emit("")

    def sizeHint(self) -> QSize:
        return self.form.sizeHint() if self.form is not None else self.bar.sizeHint()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.window_.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, 0, self.width(), 1, ui["line"])
        painter.end()
