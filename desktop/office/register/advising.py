"""Asks the screening and the search for duplicates while one types, and does what their hints offer."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QToolTip

from desktop.jobs import while_alive
from desktop.office.register.advice import screening_hints, twin_hints, twin_words
from gis.deadlines.limits import LimitClass
from gis.events.duplicates import Sought, Twin

if TYPE_CHECKING:
    from desktop.office.register.form import RegisterForm
    from gis.workflow.screening.suggest import Suggestion

ASK_MS = 300
LEAST_TEXT = 4


class Advising(QObject):
    """One form's own; an answer to a question that is no longer asked is dropped."""

    def __init__(self, form: RegisterForm) -> None:
        super().__init__(form)
        self.form = form
        self.found: Suggestion | None = None
        self.twins: Sequence[Twin] = ()
        self._serial = 0
        self._as_new = False
        self._timer = QTimer(self, singleShot=True, interval=ASK_MS)
        self._timer.timeout.connect(self.ask)

    def clear(self) -> None:
        """Another report."""
        self._timer.stop()
        self._serial += 1
        self.found, self.twins, self._as_new = None, (), False
        self._show()

    def ask_soon(self) -> None:
        self._timer.start()
        self._show()

    def suggested_item(self) -> int:
        """What the screening put first for the report as it stands; -1 nothing."""
        return self.found.items[0].value if self.found is not None and self.found.items else -1

    def ask(self) -> None:
        """Ask anew for the words and the place of now."""
        form = self.form
        if form.bridge.no_county():
            return
        one = form.body.report()
        self._serial += 1
        serial = self._serial
        if len(one.description) < LEAST_TEXT:
            self.found, self.twins = None, ()
            self._show()
            return
        suggested = while_alive(self, lambda found: self._suggested(serial, found))
        form.aids.suggest(one.description, one.division, suggested)
        where = self._where()
        if where is None:
            self.twins = ()
            return
        x, y, reach = where
        at = one.reported_at or form.bridge.clock.now()
        sought = Sought(x, y, at, one.item, one.description)
        form.aids.twins(sought, reach, form.row, while_alive(self, lambda twins: self._compared(serial, twins)))

    def _where(self) -> tuple[float, float, float] | None:
        """x, y and how far off they may be (metres): the pin, else the middle of what is known of the place."""
        d, placing = self.form.bridge.snapshot.divisions, self.form.body.placing
        if placing.pin is not None and not placing.by_label:
            return *placing.pin, 0.0
        known = placing.grid if placing.grid >= 0 else placing.village
        if known < 0:
            return None
        west, south, east, north = d.bounds[known].tolist()
        return float(d.label_x[known]), float(d.label_y[known]), hypot(east - west, north - south) / 2

    def _suggested(self, serial: int, found: Suggestion) -> None:
        if serial == self._serial:
            self.found = found
            self._show()

    def _compared(self, serial: int, twins: Sequence[Twin]) -> None:
        if serial == self._serial:
            self.twins = twins
            self._show()

    def _show(self) -> None:
        form, body = self.form, self.form.body
        if form.bridge.no_county():
            return
        snapshot, now = form.bridge.snapshot, form.bridge.clock.now()
        one = body.report()
        hints = screening_hints(snapshot, one, self.found, form.aids.measured, self.take, self.run_by)
        body.screening.set_hints(hints)
        shown = () if self._as_new else self.twins
        body.twins.set_hints(twin_hints(snapshot, shown, now, self.merge, self.look, self.as_new))

    # --- what the hints offer

    def take(self) -> None:
        """Take the screening's first item."""
        item = self.suggested_item()
        if item >= 0:
            self.form.body.choose_item(item)

    def run_by(self, limit: LimitClass) -> None:
        """Take the screening's class of limits."""
        if self.form.body.item.key < 0:
            self.take()
        self.form.class_menu.choose(limit)

    def merge_first(self) -> None:
        if self.twins and not self._as_new:
            self.merge(self.twins[0].row)

    def merge(self, row: int) -> None:
        """Register the report as a part of an event that is already open."""
        self.form.submitting.submit(accept=False, parent=row)

    def as_new(self) -> None:
        """It is another matter."""
        self._as_new = True
        self._show()

    def look(self, row: int) -> None:
        """Say more of an event beside its line."""
        strip = self.form.body.twins
        snapshot, now = self.form.bridge.snapshot, self.form.bridge.clock.now()
        QToolTip.showText(strip.mapToGlobal(QPoint(24, strip.height())), twin_words(snapshot, row, now), strip)
