"""The middle of the inbox: the case, or in its place the form that registers a report or accepts one that came in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.office.register.form import RegisterForm
    from desktop.window import Window


class RegisterPlace(QStackedWidget):
    """`registered(event row)`, after which the case is in sight again. The form is made when first wanted."""

    registered = Signal(int)
    turned = Signal()  # case or form came into sight

    def __init__(self, window: Window, case: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.window_ = window
        self.case = case
        self.form: RegisterForm | None = None
        self.addWidget(case)

    @property
    def registering(self) -> bool:
        """Whether the form is in sight."""
        return self.form is not None and self.currentWidget() is self.form

    def open_new(self) -> None:
        """An empty form for a report that comes in now."""
        form = self._form()
        self._turn(form)
        form.begin_new()

    def open_row(self, row: int) -> None:
        """The form of a report that waits to be accepted."""
        form = self._form()
        self._turn(form)
        form.open_row(row)

    def go_back(self) -> None:
        """To the case; what was typed is kept as a draft by the form."""
        if self.form is not None and self.registering:
            self.form.drafting.save_now()
            self._turn(self.case)

    def _form(self) -> RegisterForm:
        if self.form is None:
            from desktop.office.register.form import RegisterForm

            self.form = RegisterForm(self.window_)
            self.form.registered.connect(self._registered)
            self.form.left.connect(self.go_back)
            self.addWidget(self.form)
        return self.form

    def _registered(self, row: int) -> None:
        self._turn(self.case)
        self.registered.emit(row)

    def _turn(self, part: QWidget) -> None:
        self.setCurrentWidget(part)
        self.turned.emit()

    def set_theme(self, theme: Theme) -> None:
        if self.form is not None:
            self.form.set_theme(theme)

    def answers(self) -> dict[str, Callable[..., Any]]:
        if self.form is None:
            return {}
        from desktop.office.register.page import form_answers

        return form_answers(self.form)

    def shut_down(self) -> None:
        if self.form is not None:
            self.form.shut_down()
