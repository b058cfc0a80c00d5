"""The page 登记 of the office: the form by itself, with what was registered today beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from desktop.actions import Command
from desktop.office.page import OfficePage
from desktop.office.register.form import RegisterForm
from desktop.office.register.placing import grids_of
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.window import Window


class RegisterPage(OfficePage):
    """F2 begins a new report."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.form = RegisterForm(window)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.form)

    def commands(self) -> list[Command]:
        return [
            Command("register-new", "登记新事件", ("F2",), self.form.begin_new, self.bridge.no_county, "登记"),
        ]

    def enter(self) -> None:
        self.form.aids.prepare()
        self.form.review_now()
        self.form.drafting.refresh()
        self.form.body.reporter.setFocus()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.form.set_theme(theme)

    def answers(self) -> dict[str, Callable[..., Any]]:
        return form_answers(self.form)

    def shut_down(self) -> None:
        self.form.shut_down()


def form_answers(form: RegisterForm) -> dict[str, Callable[..., Any]]:
    """What the probe may ask of a form: register.faults and the like."""
    body = form.body

    def point(x: float, y: float) -> list[float]:
        at, ratio = body.map.mapToGlobal(body.map.point_of(x, y).toPoint()), body.map.devicePixelRatioF()
        return [at.x() * ratio, at.y() * ratio]

    def border_point() -> list[float]:
        """A point in sight, a few metres inside a grid of the village chosen, beside another of its grids."""
        d, placing, near = form.bridge.snapshot.divisions, body.placing, form.bridge.county.settings.border_metres
        assert form.aids.locator is not None
        ways = [(dx * far, dy * far) for far in range(0, 900, 3) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))]
        shown = body.map.rect().adjusted(8, 30, -8, -34)
        for grid in grids_of(d, placing.village):
            for dx, dy in ways:
                x, y = float(d.label_x[grid]) + dx, float(d.label_y[grid]) + dy
                if not shown.contains(body.map.point_of(x, y).toPoint()):
                    continue
                found = form.aids.locator.near(x, y, near - 3)
                if len(found) == 2 and d.parent[found[1][0]] == d.parent[found[0][0]] == placing.village:
                    return point(x, y)
        raise LookupError("no border in sight")

    return {
        "register.border_point": border_point,
        "register.faults": lambda: form.reviewing.faults,
        "register.hints": lambda: [
            f"{hint.strong} {hint.words}".strip()
            for strip in (body.screening, body.twins, body.flags)
            for hint in strip.hints
        ],
        "register.ready": lambda: form.aids.locator is not None and form.aids.model is not None,
        "register.clock": lambda: [body.clock.words.due, body.clock.words.why, body.clock.words.to],
        "register.grid": lambda: body.grid.currentText(),
        "register.village": lambda: body.village.line.text(),
        "register.plate": lambda: body.map.words,
        "register.photos": lambda: len(form.picturing.photos),
        "register.draft": lambda: form.head.words,
        "register.point": point,
        "register.values": lambda: {"reporter": body.reporter.text(), "title": body.title.text()},
    }
