"""The page 日历: the year, the limits and the county's numbers; each change is previewed and then made at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.office.calendar.day_form import DayForm, NoticeForm
from desktop.office.calendar.limit_form import LimitForm
from desktop.office.calendar.limits_table import LimitsTable
from desktop.office.calendar.numbers import Numbers
from desktop.office.calendar.numbers_form import NumbersForm
from desktop.office.calendar.preview import Preview
from desktop.office.calendar.ruling_flow import RulingFlow
from desktop.office.calendar.year_strip import YearStrip
from desktop.office.calendar.year_view import YearView
from desktop.office.heading import Divider, Heading
from desktop.office.opening import open_event
from desktop.office.page import OfficePage
from gis.deadlines.limits import Rule
from gis.deadlines.seed import NOTICES
from gis.deadlines.years import date_of, year_view
from gis.foundation.changes import Committed
from gis.foundation.clock import day_number, local
from gis.workspace import OWN_TABLES

if TYPE_CHECKING:
    from desktop.theme import Theme
    from desktop.window import Window
    from gis.workspace.rulings import Rulings

PANE_PX = 400
TABS = ("工作日历", "时限", "办理规则")
PRESUMED = "暂定：放假通知未到，法定节假日按《全国年节及纪念日放假办法》推定；通知到后导入，时限随之核准"


class CalendarPage(OfficePage):
    """Only administrators decide; whoever else looks is told so beside each button."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        theme = window.theme
        self.year = local(window.clock.now()).year
        self._notices: dict[int, str] = {}
        self._own: set[int] = set()
        self.tabs = QTabBar()
        self.tabs.setObjectName("calendar-tabs")
        for word in TABS:
            self.tabs.addTab(word)
        self.head = Heading(theme, "日历与时限")
        self.strip, self.view = YearStrip(theme), YearView(theme)
        self.limits, self.numbers = LimitsTable(theme), Numbers(theme)
        self.around = QScrollArea()
        self.around.setFrameShape(QFrame.Shape.NoFrame)
        self.around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.around.setWidgetResizable(True)
        self.around.setWidget(self.view)
        self.days = DayForm(theme)
        self.notice = NoticeForm(theme, self.why_not)
        self.limit, self.numbers_form = LimitForm(theme), NumbersForm(theme)
        self.preview = Preview(window)
        self.flow = RulingFlow(window, self.preview, self)
        self.left, self.side, self.divider = QStackedWidget(), QStackedWidget(), Divider(theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        year = QWidget()
        column = QVBoxLayout(year)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.around, 1)
        for part in (year, self.limits, self.numbers):
            self.left.addWidget(part)
        for part in (self.days, self.limit, self.numbers_form, self.notice, self.preview):
            self.side.addWidget(part)
        self.side.setFixedWidth(PANE_PX)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(14, 0, 14, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        tabs.addWidget(self.strip.legend)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.head)
        left.addLayout(tabs)
        left.addWidget(self.left, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.divider)
        row.addWidget(self.side)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.strip.stepped.connect(self.step)
        self.view.year_wanted.connect(self.step)
        self.strip.notice_wanted.connect(self.begin_notice)
        self.view.chosen_changed.connect(self._show_days)
        self.limits.chosen.connect(self._show_rule)
        for box in (self.limit.kind, self.limit.item):
            box.currentIndexChanged.connect(lambda _: self._show_rule(self._rule_of_class(), self.limit.item_key()))
        self.numbers.changed.connect(self._show_changes)
        self.numbers_form.undone.connect(self._show_numbers)
        self.days.wanted.connect(self._want_days)
        self.notice.wanted.connect(self._want_notice)
        self.notice.cancelled.connect(self._show_form)
        self.limit.wanted.connect(self._want_limit)
        self.numbers_form.wanted.connect(self._want_numbers)
        self.preview.opened.connect(self._open)
        self.flow.previewing.connect(lambda: self.side.setCurrentWidget(self.preview))
        self.flow.back.connect(self._back)
        self.flow.done.connect(self._decided)
        self.bridge.changed.connect(self._changed)

    # --- what is shown

    def enter(self) -> None:
        self._load()
        self._show_all()
        self.view.setFocus()

    def why_not(self) -> str:
        """Why nothing can be decided here now; empty when it can."""
        if why := self.bridge.not_live():
            return why
        from gis.people.permissions import may

        person = self.bridge.person
        return "" if person is None or may(person.role, "set_days") else "只有管理员能修改"

    def _load(self) -> None:
        if self.bridge.not_live():
            return
        rulings = self._rulings()
        self.bridge.ask(lambda: (rulings.notices(), rulings.own_days()), self._take, "store")

    def _take(self, found: Any) -> None:
        self._notices, own = found
        self._own = {one.day for one in own if date_of(one.day).year not in self._notices}  # those stand in a notice
        if self.bridge.workspace is not None:
            self._show_year()

    def _rulings(self) -> Rulings:
        from gis.workspace.rulings import Rulings

        return Rulings(self.bridge.county)

    def _show_all(self) -> None:
        self._show_year()
        self._show_limits()
        self._show_numbers()
        if not self.flow.open:
            self._show_form()

    def _show_limits(self) -> None:
        items = self.bridge.snapshot.items
        names = {int(key): items.name[row] for row, key in enumerate(items.id)}
        self.limit.set_items(names)
        self.limits.show_rules(self.bridge.county.rules, names, day_number(self.bridge.clock.now()))

    def _show_numbers(self) -> None:
        self.numbers.show_settings(self.bridge.county.settings, self.bridge.county.calendar.hours)

    def _show_year(self) -> None:
        calendar = self.bridge.county.calendar
        days = year_view(calendar, self.year)
        self.view.set_year(self.year, days, self._own, day_number(self.bridge.clock.now()))
        confirmed = self.year <= date_of(calendar.horizon).year
        title = self._notices.get(self.year) or NOTICES.get(self.year, "随附的日历")
        self.strip.show_year(self.year, f"✓ {title}" if confirmed else PRESUMED)

    def step(self, years: int) -> None:
        """The year before or after."""
        self.year = min(max(self.year + years, 2000), 2099)
        self._show_year()

    def _turn(self, _tab: int) -> None:
        self.left.setCurrentIndex(self.tabs.currentIndex())
        self._show_legend()
        if not self.flow.open:
            self._show_form()

    def _show_legend(self) -> None:
        """Where there is room for it; every day also says what it is under the pointer."""
        room = self.width() - PANE_PX - self.tabs.sizeHint().width() - 60
        self.strip.legend.setVisible(self.tabs.currentIndex() == 0 and room >= self.strip.legend.sizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_legend()

    def _show_form(self) -> None:
        """The form that belongs to the tab in sight."""
        tab = self.tabs.currentIndex()
        if tab == 0 and self.notice.begun:
            self.notice.read()
            self.side.setCurrentWidget(self.notice)
            return
        self.side.setCurrentWidget((self.days, self.limit, self.numbers_form)[tab])
        self._show_days()
        self._show_changes()
        if tab == 1:
            self._show_rule(self.limits.rule() or self._rule_of_class())

    def _back(self) -> None:
        self._show_form()

    # --- the forms

    def _show_days(self) -> None:
        days = sorted(self.view.chosen)
        working = bool(days) and self.bridge.county.calendar.works(days[0])
        self.days.show_days([self.view.words_of(day) for day in days], days, working, self.why_not())
        if days and not self.flow.open and not self.notice.begun:
            self.side.setCurrentWidget(self.days)

    def begin_notice(self) -> None:
        self.tabs.setCurrentIndex(0)
        self.notice.read()
        self.side.setCurrentWidget(self.notice)
        self.notice.text.setFocus()

    def _rule_of_class(self) -> Rule:
        return self.limits.latest(int(self.limit.kind.currentData()), self.limit.item_key())

    def _show_rule(self, rule: Rule, item: int | None = None) -> None:
        tomorrow = local(self.bridge.clock.now()).date() + timedelta(1)
        self.limit.show_rule(rule, max(tomorrow, rule.effective), self.why_not(), item)
        if not self.flow.open:
            self.side.setCurrentWidget(self.limit)

    def _show_changes(self) -> None:
        self.numbers_form.show_changes(self.numbers.changes(), self.why_not())

    def _want_days(self) -> None:
        days, words, rulings = self.days.own_days(), self.days.words(), self._rulings()
        self.flow.prepare(lambda: rulings.set_days(days, words), self.days)

    def _want_notice(self) -> None:
        notice, rulings = self.notice.notice, self._rulings()
        assert notice is not None
        self.year = notice.year
        self._show_year()
        self.flow.prepare(lambda: rulings.confirm(notice), self.notice)

    def _want_limit(self) -> None:
        rule, words, rulings = self.limit.rule(), self.limit.words(), self._rulings()
        self.flow.prepare(lambda: rulings.set_limit(rule, words), self.limit)

    def _want_numbers(self) -> None:
        values, words, rulings = self.numbers.changes(), self.numbers_form.words(), self._rulings()
        self.flow.prepare(lambda: rulings.set_numbers(values, words), self.numbers_form)

    def _decided(self) -> None:
        self.view.choose(set())
        self._load()
        self._show_all()
        if self.tabs.currentIndex() == 0:
            self.view.setFocus()

    def _changed(self, committed: Committed) -> None:
        if self.isVisible() and any(edit.table in OWN_TABLES for edit in committed.change.edits):
            self._load()
            self._show_year()
            self._show_limits()
            if not self.numbers.changes():
                self._show_numbers()

    def _open(self, row: int) -> None:
        rows = np.array([move.row for move in self.preview.model.moves], np.int32)
        open_event(self.window_, row, rows, "日历或时限变动所及的事件")

    # --- the shape of a page

    def commands(self) -> Sequence[Command]:
        return [
            Command("year-back", "上一年", ("PgUp",), lambda: self.step(-1), menu="日历"),
            Command("year-on", "下一年", ("PgDown",), lambda: self.step(1), menu="日历"),
            Command("paste-notice", "导入放假通知…", ("Ctrl+I",), self.begin_notice, self.why_not, "日历"),
        ]

    def refusal_to_leave(self) -> str:
        if self.notice.begun:
            return "粘贴的放假通知还没有确认：先看影响并确认，或点“放弃”"
        return "改过的办理规则还没有确认：先看影响并确认，或点“恢复”" if self.numbers.changes() else ""

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        parts: tuple[Any, ...] = (self.head, self.strip, self.view, self.limits, self.numbers, self.divider)
        for part in (*parts, self.days, self.notice, self.limit, self.numbers_form, self.preview):
            part.set_theme(theme)

    def answers(self) -> dict[str, Callable[..., Any]]:
        return {
            "calendar.year": lambda: self.year,
            "calendar.source": self.strip.source.text,
            "calendar.day_words": lambda day: self.view.words_of(_day(day)),
            "calendar.day_point": self._day_point,
            "calendar.summary": lambda: self.preview.summary.text() if self.preview.ruling else "",
            "calendar.moves": lambda: [move.days for move in self.preview.model.moves],
            "calendar.found": self.notice.found.text,
            "calendar.doubts": self.notice.doubts.text,
            "calendar.horizon": lambda: f"{date_of(self.bridge.county.calendar.horizon)}",
        }

    def _day_point(self, day: str) -> list[float]:
        at = self.view.mapToGlobal(self.view.layout_now().cell(_day(day)).center().toPoint())
        ratio = self.devicePixelRatioF()
        return [at.x() * ratio, at.y() * ratio]


def _day(text: str) -> int:
    from datetime import date

    from gis.deadlines.years import number

    return number(date.fromisoformat(text))
