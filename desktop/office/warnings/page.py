"""The page 预警: the riskiest first with their reasons, or what has reached a reminder; by unit or township."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QModelIndex, QSettings
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabBar, QTableView, QVBoxLayout

from desktop.actions import Command
from desktop.models.forewarnings import Column, ForewarningModel, Line
from desktop.office.heading import Heading
from desktop.office.opening import open_event
from desktop.office.page import OfficePage
from desktop.office.warnings.lines import of_place, places, reminder_lines, risk_lines
from desktop.panels.empty import EmptyLine
from desktop.panels.table_rows import TableRows, set_out

if TYPE_CHECKING:
    from desktop.theme import Theme
    from desktop.window import Window
    from gis.deadlines.ledger import Ledger

ROW_PX = 38
WIDTHS = {
    Column.MATTER: 300,
    Column.PLACE: 148,
    Column.UNIT: 116,
    Column.LEFT: 116,
    Column.USED: 82,
    Column.RISK: 112,
}
DAYS = {1: "今明两天", 3: "3 天内", 7: "7 天内"}


class WarningsPage(OfficePage):
    """Follows the looks of window.forewarnings."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.watch = window.forewarnings
        self.days, self.place = QComboBox(), QComboBox()
        for days, word in DAYS.items():
            self.days.addItem(word, days)
        self.days.setCurrentIndex(1)
        self.days.setObjectName("warnings-days")
        self.days.setAccessibleName("看多远")
        self.place.setObjectName("warnings-place")
        self.place.setAccessibleName("单位或乡镇")
        self.place.setMinimumWidth(160)
        self.head = Heading(window.theme, "预警", self.place, self.days)
        self.tabs = QTabBar()
        self.tabs.setObjectName("warnings-tabs")
        self.model, self.rows = ForewarningModel(window.theme), TableRows(window.theme)
        self.table = QTableView()
        self.table.setObjectName("warnings-table")
        self.table.setToolTip("双击或回车打开事件，点“剩余”看时限说明")
        self.table.setModel(self.model)
        set_out(self.table, self.rows, "预警", ROW_PX, Column.WHY)
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.empty = EmptyLine(window.theme)
        self._shares: list[float] = []
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _: self._fill())
        self.days.currentIndexChanged.connect(lambda _: self.watch.set_days(int(self.days.currentData())))
        self.place.currentIndexChanged.connect(lambda _: self._fill())
        self.table.activated.connect(self._open)
        self.table.clicked.connect(self._clicked)
        self.watch.changed.connect(self._show)
        self.empty.action_clicked.connect(self._show_all)

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(14, 0, 14, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(tabs)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    # --- what is shown

    def enter(self) -> None:
        self._fill_places()
        self._show()
        self.watch.look()
        self.table.setFocus()

    def _fill_places(self) -> None:
        held = self.place.currentData()
        self.place.blockSignals(True)
        self.place.clear()
        self.place.addItem("全部单位和乡镇", None)
        for word, key in places(self.bridge.snapshot):
            self.place.addItem(word, key)
        self.place.setCurrentIndex(max(0, self.place.findData(held) if held is not None else 0))
        self.place.setVisible(self.bridge.person is None or not self.bridge.person.unit)
        self.place.blockSignals(False)

    def _show(self) -> None:
        """A new look has come: counts of the tabs, then the rows of the one in sight."""
        if not self.isVisible() or self.bridge.workspace is None:
            return
        held = self.watch.held
        shares = sorted({one.share for one in held.reminders}, reverse=True) if held else []
        if shares != self._shares or not self.tabs.count():
            self._shares = shares
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            for _ in range(len(shares) + 1):
                self.tabs.addTab("")
            self.tabs.blockSignals(False)
        self._fill()

    def _lines(self, tab: int) -> list[Line]:
        held = self.watch.held
        if held is None:
            return []
        lines = risk_lines(held) if tab <= 0 else reminder_lines(held, self._shares[tab - 1])
        return of_place(lines, self.bridge.snapshot, self.place.currentData())

    def _fill(self) -> None:
        if self.bridge.workspace is None:
            return
        for tab in range(self.tabs.count()):
            word = "将超期" if tab == 0 else f"用去 {self._shares[tab - 1]:.0%}"
            self.tabs.setTabText(tab, f"{word} {len(self._lines(tab)):,}")
        chosen = self._chosen()
        lines, bridge = self._lines(self.tabs.currentIndex()), self.bridge
        self.model.set_lines(lines, bridge.snapshot, bridge.states, bridge.county.calendar, bridge.clock.now())
        self._choose(chosen)
        more = "按超期可能从大到小" if self.tabs.currentIndex() <= 0 else "快到期的在前"
        self.head.set_words("预警", more)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if not lines:
            self._tell_none()

    def _tell_none(self) -> None:
        if self.watch.held is None:
            self.empty.set_words("正在核算在办事件的时限…")
        elif self.place.currentData() is not None:
            self.empty.set_words("这里没有快到期的事件", "看全部单位")
        else:
            self.empty.set_words(f"{self.days.currentText()}没有快到期的在办事件")

    def _show_all(self) -> None:
        self.place.setCurrentIndex(0)

    def _chosen(self) -> int:
        rows = self.table.selectionModel().selectedRows()
        return self.model.lines[rows[0].row()].row if rows else -1

    def _choose(self, row: int) -> None:
        for place, line in enumerate(self.model.lines):
            if line.row == row:
                self.table.selectRow(place)

    def _open(self, index: QModelIndex) -> None:
        self.open_row(self.model.lines[index.row()].row)

    def _clicked(self, index: QModelIndex) -> None:
        """A click on what is left of a clock explains it."""
        if index.column() == Column.LEFT:
            self.explain(self.model.lines[index.row()].row)

    def explain(self, row: int) -> None:
        """时限说明 of one of the events listed."""
        bridge, window = self.bridge, self.window_

        def show(clocks: list[tuple[str, Ledger]]) -> None:
            from desktop.dialogs.deadline_ledger import DeadlineLedger

            ledger = DeadlineLedger(window.theme, clocks, window, bridge.clock.now())
            ledger.setObjectName("deadline-ledger")
            ledger.open_near(self.table)

        bridge.ask(lambda: bridge.county.clocks(row), show)

    def open_row(self, row: int) -> None:
        """Show one of the events listed."""
        rows = np.array([line.row for line in self.model.lines], np.int32)
        open_event(self.window_, row, rows, f"预警：{self.tabs.tabText(max(self.tabs.currentIndex(), 0))}")

    # --- the shape of a page

    def commands(self) -> Sequence[Command]:
        def nothing() -> str:
            return "" if self._chosen() >= 0 else "先选一件事件"

        def explain_chosen() -> None:
            self.explain(self._chosen())

        return [
            Command("why-due", "时限说明", ("Ctrl+T",), explain_chosen, nothing, "预警"),
            Command(
                "open-warned", "打开事件", ("Ctrl+Return",), lambda: self.open_row(self._chosen()), nothing, "预警"
            ),
            Command("look-again", "重新核算", ("F5",), self.watch.look, self.bridge.not_live, "预警"),
        ]

    def count(self) -> int:
        return self.watch.urgent()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.model.theme = self.rows.theme = theme
        self.head.set_theme(theme)
        self.empty.set_theme(theme)

    def restore_layout(self, settings: QSettings) -> None:
        place = self.days.findData(int(str(settings.value("warnings/days", 3))))
        self.days.setCurrentIndex(max(place, 0))

    def save_layout(self, settings: QSettings) -> None:
        settings.setValue("warnings/days", self.days.currentData())

    def answers(self) -> dict[str, Callable[..., Any]]:
        number = lambda row: self.bridge.snapshot.events.number(row)  # noqa: E731 - the snapshot changes
        return {
            "warnings.rows": lambda: [number(line.row) for line in self.model.lines],
            "warnings.tabs": lambda: [self.tabs.tabText(tab) for tab in range(self.tabs.count())],
            "warnings.reasons": lambda: [self.model.words(line, Column.WHY) for line in self.model.lines[:20]],
            "warnings.units": lambda: [self.model.words(line, Column.UNIT) for line in self.model.lines],
        }
