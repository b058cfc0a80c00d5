"""The choices of the page: which period, by what; menus of usual ones and a dialog for any run of days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop.panels.card_button import ButtonKind, CardButton, IconButton
from desktop.theme import Theme
from gis.evaluation.periods import Period, before, earlier, later, month_of, quarter_of, span, year_of
from gis.evaluation.subjects import BY_WORD
from gis.foundation.errors import WanggeError

QUARTERS, MONTHS, YEARS = 8, 12, 3


class PeriodPicker(QWidget):
    """‹ 2026 年第三季度 ›: one step back, one on, and a menu. `chosen(Period)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self.now = theme, 0
        self.period: Period | None = None
        self.back = IconButton(theme, "chevron-left", "上一期（Alt ←）", self)
        self.forward = IconButton(theme, "chevron-right", "下一期（Alt →）", self)
        self.button = CardButton(theme, ButtonKind.PLAIN, "—", self, icon="chevron-down")
        self.button.setObjectName("evaluation-period")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.back, self.button, self.forward):
            row.addWidget(part)
        self.back.clicked.connect(lambda: self.step(-1))
        self.forward.clicked.connect(lambda: self.step(1))
        self.button.clicked.connect(self._open)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.back, self.button, self.forward):
            part.set_theme(theme)

    def show_period(self, period: Period, now: int) -> None:
        self.period, self.now = period, now
        self.button.set_words(period.name)
        ahead = later(period).start > now
        self.forward.setEnabled(not ahead)
        self.forward.setToolTip("下一期还没有开始" if ahead else "下一期（Alt →）")

    def step(self, by: int) -> None:
        """The period before, or the one after if that has begun."""
        if self.period is None:
            return
        wanted = before(self.period) if by < 0 else later(self.period)
        if wanted.start <= self.now:
            self.chosen.emit(wanted)

    def menu(self) -> QMenu:
        made = QMenu(self)
        for period in reversed((*earlier(quarter_of(self.now), QUARTERS - 1), quarter_of(self.now))):
            self._add(made, period)
        made.addSeparator()
        months = made.addMenu("按月")
        for period in reversed((*earlier(month_of(self.now), MONTHS - 1), month_of(self.now))):
            self._add(months, period)
        for period in reversed((*earlier(year_of(self.now), YEARS - 1), year_of(self.now))):
            self._add(made, period, "全年")
        made.addSeparator()
        made.addAction("起止日…").triggered.connect(self.ask_days)
        return made

    def _add(self, menu: QMenu, period: Period, more: str = "") -> QAction:
        running = "（未结束）" if period.end > self.now else ""
        action = menu.addAction(f"{period.name}{more}{running}")
        action.setCheckable(True)
        action.setChecked(self.period is not None and period.key == self.period.key)
        action.triggered.connect(lambda: self.chosen.emit(period))
        return action

    def _open(self) -> None:
        menu = self.menu()
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def ask_days(self) -> None:
        """Any run of days."""
        first = self.period.first_day if self.period else date.today()
        last = self.period.last_day if self.period else date.today()
        dialog = DaysDialog(first, last, self.window())
        dialog.chosen.connect(self.chosen)
        dialog.open()


class DaysDialog(QDialog):
    """First and last day; says at once what is wrong with them."""

    chosen = Signal(object)

    def __init__(self, first: date, last: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("起止日")
        self.setObjectName("evaluation-days")
        self.first, self.last = QDateEdit(self), QDateEdit(self)
        self.said = QLabel(self)
        self.said.setProperty("tone", "error")
        for edit, day in ((self.first, first), (self.last, last)):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.dateChanged.connect(self._check)
        self.buttons = QDialogButtonBox(self)
        self.buttons.addButton("计算", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        form = QFormLayout()
        form.addRow("起日", self.first)
        form.addRow("止日", self.last)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def period(self) -> Period | None:
        first, last = (edit.date() for edit in (self.first, self.last))
        try:
            return span(*(date(day.year(), day.month(), day.day()) for day in (first, last)))
        except WanggeError as error:
            self.said.setText(str(error))
            return None

    def _check(self) -> None:
        self.said.setText("")
        fine = self.period() is not None
        for button in self.buttons.buttons():
            if self.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(fine)

    def _take(self) -> None:
        if (period := self.period()) is not None:
            self.accept()
            self.chosen.emit(period)


class ByPicker(CardButton):
    """By what the county is evaluated. `chosen(key of BY_WORD)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, ButtonKind.PLAIN, "—", parent, icon="chevron-down")
        self.key = ""
        self.setObjectName("evaluation-by")
        self.setToolTip("按什么考核")
        self.clicked.connect(self._open)

    def show_by(self, key: str) -> None:
        self.key = key
        self.set_words(f"按{BY_WORD[key]}")

    def _open(self) -> None:
        menu, group = QMenu(self), None
        group = QActionGroup(menu)
        for key, word in BY_WORD.items():
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(key == self.key)
            action.triggered.connect(lambda _=False, own=key: self.chosen.emit(own))
            group.addAction(action)
            if key in ("worker", "township", "unit"):
                menu.addSeparator()
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
