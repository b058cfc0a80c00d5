"""The form of an act on a card over the map: the same form as in the office, for the dispatcher's desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.panels.floating import FloatingCard
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.acts.form import ActForm
    from desktop.window import Window

WIDTH_PX, NARROW_PX, EDGE_PX, LEAST_PX = 480, 400, 12, 180


class FormCard(FloatingCard):
    """`done(kind, rows, Committed)`; `gone` when it is closed, whatever came of it. Stands at the right of its parent,
    left of what is taken there."""

    done = Signal(str, object, object)
    gone = Signal()

    def __init__(self, window: Window, parent: QWidget) -> None:
        super().__init__(window.theme, parent)
        self.setObjectName("form-card")
        self.window_ = window
        self.form: ActForm | None = None
        self.taken_px = 0
        parent.installEventFilter(self)

    def open_act(self, kind: str, rows: Sequence[int], taken_px: int = 0) -> None:
        """Show the form of an act for event rows; taken_px of the parent's right are covered by another card."""
        from desktop.acts.forms import FORMS

        self.close_card()
        if self.form is not None:
            return
        form = FORMS[kind](self.window_, rows, self)
        form.left.connect(self._put_away)
        form.done.connect(lambda committed: self._acted(kind, list(rows), committed))
        form.grown.connect(self.place)
        self.form, self.taken_px = form, taken_px
        form.show()
        self.setAccessibleName(form.accessibleName())
        self.place()
        self.rise()

    def _acted(self, kind: str, rows: list[int], committed: object) -> None:
        self._put_away()
        self.done.emit(kind, rows, committed)

    def close_card(self) -> None:
        """Put the form away; what was typed is kept. One that is being sent stays until it is answered."""
        if self.form is not None and not self.form.errand.busy:
            self.form.keep()
            self._put_away()

    def _put_away(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        form.hide()
        form.deleteLater()
        self.hide()
        self.gone.emit()

    def place(self) -> None:
        """As high as the form wants and its parent has room for."""
        parent = self.parentWidget()
        if self.form is None or parent is None:
            return
        room = parent.width() - self.taken_px
        wide = min(max(room - 2 * EDGE_PX, NARROW_PX), WIDTH_PX, parent.width() - 2 * EDGE_PX)
        tall = min(max(self.form.sizeHint().height(), LEAST_PX), parent.height() - 2 * EDGE_PX)
        left = room - wide - EDGE_PX if room >= wide + 2 * EDGE_PX else EDGE_PX
        self.setGeometry(left, EDGE_PX, wide, tall)
        self.form.setGeometry(1, 1, wide - 2, tall - 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self.form is not None:
            self.form.setGeometry(1, 1, self.width() - 2, self.height() - 2)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if self.form is not None:
            self.form.set_theme(theme)

    def paint_card(self, painter: QPainter) -> None:
        """The card is the form's ground."""

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)
