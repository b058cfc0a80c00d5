"""Opening figures: which rows stand behind a rate or a sign, in place and on the dispatcher's desk; what is open
follows the county, so that a figure always equals its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from desktop.office.evaluation.events import Figure
from desktop.workplaces import offered
from gis.evaluation.gaming import SIGN_WORD, Sign

if TYPE_CHECKING:
    from desktop.office.evaluation.page import EvaluationPage

HEIGHT_PX, LEAST_PX, ABOVE_PX = 282, 160, 240


class Figures(QObject):
    """One per page. `opened`: (rate place, subject) of the open rate, None for a sign or nothing."""

    def __init__(self, page: EvaluationPage) -> None:
        super().__init__(page)
        self.page, self.events = page, page.events
        self.opened: tuple[int, int] | None = None
        self.height_px = 0
        self.events.shown_on_desk.connect(self._show_on_desk)
        self.events.closed.connect(self.close)

    def none_open(self) -> str:
        """Why there is nothing to put away; empty when there is."""
        return "" if self.events.isVisible() else "没有打开的列表"

    def open(self, place: int, subject: int) -> None:
        """The events of one rate of one subject."""
        if self.page.answer is None:
            return
        found = self.page.answer.found
        made = found.table.rates[place]
        part, whole = found.rate_rows(made.key, subject)
        rest = np.setdiff1d(whole, part, assume_unique=True).astype(np.int32)
        sides = [("分子", part, made.numerator.text), ("分母", whole, made.denominator.text)]
        if len(rest) == len(whole) - len(part):
            sides.append(("其余", rest, "在分母里、不在分子里的"))
        title = f"{made.name} · {self.page.card.name(subject)} · {found.period.name}"
        self._show(Figure(title, tuple(sides)), 0 if len(part) else 1)
        self.opened = (place, subject)
        self.page.panel.show_trend(place)

    def open_sign(self, sign: Sign) -> None:
        """The events that bear a sign."""
        title = f"{SIGN_WORD[sign.kind]} · {self.page.card.name(sign.subject)}"
        self._show(Figure(title, (("涉及", sign.rows, sign.words),)))
        self.opened = None

    def open_signs(self, subject: int) -> None:
        """Every sign of a subject, a tab each."""
        if self.page.answer is None:
            return
        own = [s for s in self.page.answer.found.signs if s.subject == subject]
        sides = tuple((SIGN_WORD[s.kind], s.rows, s.words) for s in own)
        self._show(Figure(f"待核实迹象 · {self.page.card.name(subject)}", sides))
        self.opened = None

    def reopen(self) -> None:
        """The open figure as it stands in a newer answer, on the side in sight."""
        if self.opened is None or self.page.answer is None:
            return
        place, subject = self.opened
        found = self.page.answer.found
        if place < len(found.table.rates) and subject < len(found.subjects):
            side = self.events.side
            self.open(place, subject)
            self.events.turn(min(side, len(self.events.figure.sides) - 1))

    def close(self) -> None:
        """Put the list away."""
        self.height_px = self.present_height()
        self.drop()
        self.page.table.setFocus()
        self.page.window_.refresh_commands()

    def drop(self) -> None:
        """Nothing is open any more."""
        self.opened = None
        self.events.hide()

    def present_height(self) -> int:
        """How high the list is, or was when it was last open; 0 never."""
        return self.events.height() if self.events.isVisible() else self.height_px

    def _show(self, figure: Figure, side: int = 0) -> None:
        if self.events.isHidden():
            self.events.show()
            height = self.page.split.height()
            wanted = min(self.height_px or HEIGHT_PX, max(LEAST_PX, height - ABOVE_PX))
            self.page.split.setSizes([height - wanted, wanted])
            self.page.fit_later()
        self.events.show_figure(figure, side)
        self.page.window_.refresh_commands()

    def _show_on_desk(self, rows: np.ndarray, words: str, row: int) -> None:
        window = self.page.window_
        if "dispatch" not in {each.key for each in offered(window.role)}:
            window.tell("您的账号没有指挥台，事件只能在这里看")
            return
        window.wiring.show_given(rows, words, row)
