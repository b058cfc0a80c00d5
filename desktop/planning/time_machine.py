"""The time machine: the borders of any day on the map, past or to come, with the days on which they change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.failure_words import failure_words
from desktop.panels.floating import FloatingCard
from desktop.theme import Theme
from gis.boundaries.plans.plan import PlanState
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.state import State
    from gis.boundaries.plans.plan import Plan
    from gis.planning import Planning
    from gis.planning.past import BorderDate, Past


AHEAD_DAYS = 366  # how far ahead approved plans may be looked at


class TimeCard(FloatingCard):
    """A day to choose, the changes of borders to jump to, back to today."""

    day_chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("time-machine")
        self.setAccessibleName("时间机器")
        self.day = QDateEdit()
        self.day.setObjectName("time-machine-day")
        self.day.setAccessibleName("日期")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.changes = QComboBox()
        self.changes.setObjectName("time-machine-changes")
        self.changes.setAccessibleName("界线变更")
        self.changes.setMinimumWidth(240)
        self.said = QLabel("")
        self.said.setProperty("tone", "secondary")
        back = QPushButton("回到今天")
        back.setObjectName("time-machine-back")
        back.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        for part in (QLabel("时间机器"), self.day, self.changes, self.said, back):
            row.addWidget(part)
        self.day.dateChanged.connect(self._dated)
        self.changes.activated.connect(self._jumped)
        self._days: list[date] = []

    def offer(self, dates: list[BorderDate], coming: list[Plan], day: date, today: date) -> None:
        """The days on which borders changed and, by plans that are approved, will change; the last one first."""
        self.changes.clear()
        self._days = []
        for plan in sorted(coming, key=lambda p: p.effective, reverse=True):
            self.changes.addItem(f"{plan.effective} 方案「{plan.name}」将生效")
            self._days.append(date.fromisoformat(plan.effective))
        for each in reversed(dates):
            changed = local(each.at).date()
            self.changes.addItem(f"{changed} {each.words}")
            self._days.append(changed)
        if not self._days:
            self.changes.addItem("建库以来界线没有变过")
        self.changes.setEnabled(bool(self._days))
        self.day.setMaximumDate(QDate(today.year, today.month, today.day).addDays(AHEAD_DAYS))
        self.show_day(day)

    def show_day(self, day: date) -> None:
        """The day that is shown, where another could not be."""
        self.day.blockSignals(True)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.day.blockSignals(False)

    def _dated(self, day: QDate) -> None:
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))

    def _jumped(self, number: int) -> None:
        if number < len(self._days):
            day = self._days[number]
            self.day.setDate(QDate(day.year, day.month, day.day))


def _said(past: Past, ahead: bool) -> str:
    """How the borders of a day came about."""
    if past.plans:
        return f"已批准的{'、'.join(f'“{name}”' for name in past.plans)}生效后"
    if past.present:
        return "到那天没有已批准的改动" if ahead else "与今天相同"
    return "至此为最初的界线" if past.last is None else f"当日界线：{past.last.words}"


class TimeMachine(QObject):
    """Shows the county as it was; nothing can be drawn then."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.card = TimeCard(wiring.window.theme, wiring.desk.canvas)
        self.card.day_chosen.connect(self.go)
        self.card.left.connect(self.leave)
        self.day: date | None = None
        self._serial = 0

    @property
    def active(self) -> bool:
        return self.day is not None

    def toggle(self) -> None:
        if self.active:
            self.leave()
            return
        today = local(self.wiring.bridge.clock.now()).date()

        def look(planning: Planning) -> tuple[list[BorderDate], list[Plan]]:
            waiting = planning.plans(PlanState.APPROVED)
            return planning.border_dates(), [p for p in waiting if date.fromisoformat(p.effective) > today]

        def ready(found: tuple[list[BorderDate], list[Plan]]) -> None:
            self.card.offer(*found, today, today)
            self.place()
            self.card.rise()
            self.go(today)

        self.wiring.session.door.run(look, ready, self._failed)

    def go(self, day: date) -> None:
        """The borders at the end of a day."""
        self._serial += 1
        serial, now = self._serial, self.wiring.bridge.clock.now()

        def look(planning: Planning) -> tuple[Past, State]:
            from gis.boundaries.editing.load import load_state

            past = planning.at(day)
            return past, load_state(past.snapshot, now)

        def done(found: tuple[Past, State]) -> None:
            if serial != self._serial:
                return
            past, state = found
            self.day = day
            self.card.said.setText(_said(past, day > local(now).date()))
            for told in past.left_out:
                self.wiring.window.tell(f"没有算进去：{told}")
            self.place()
            self.wiring.show_past(past.snapshot, state)

        self.wiring.session.door.run(look, done, self._failed)

    def leave(self) -> None:
        """Back to today."""
        self._serial += 1
        self.day = None
        self.card.hide()
        self.wiring.leave_past()

    def place(self) -> None:
        """Top centre of the map, beside the tools where there is room."""
        canvas = self.wiring.desk.canvas
        self.card.adjustSize()
        left = max((canvas.width() - self.card.width()) // 2, 12)
        self.card.move(left, 64)

    def _failed(self, error: Exception) -> None:
        text = failure_words(error, "没能看那一天的界线")
        self.wiring.window.tell(text.strip())
        if self.day is not None:
            self.card.show_day(self.day)

    def set_theme(self, theme: Theme) -> None:
        self.card.set_theme(theme)
