"""影响明细: houses, codes, open events and load that a plan would change, each in rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QTabWidget, QVBoxLayout

from gis.events.states import STATE_WORD
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.impact import EventMove, Impact, Load

TABS = ("网格", "改属农户", "改属在办事件", "涉及网格员", "一年负荷")


class ImpactDialog(QDialog):
    """Five tables. A double click on an event shows it at the dispatcher's desk."""

    def __init__(self, wiring: PlanningWiring, found: Impact, told: str) -> None:
        super().__init__(wiring.window)
        self.setObjectName("impact-dialog")
        self.setWindowTitle("方案影响")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wiring, self.found = wiring, found
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        said = QLabel(told + " · " + self._summary())
        said.setWordWrap(True)
        said.setProperty("tone", "secondary")
        column.addWidget(said)
        self.tabs = QTabWidget()
        tables = (self._grids(), self._houses(), self._events(), self._workers(), self._loads())
        for name, table in zip(TABS, tables, strict=True):
            count = len(found.comparison.moved) if name == "改属农户" else table.rowCount()  # rows are of many each
            self.tabs.addTab(table, f"{name} {count}")
        column.addWidget(self.tabs, 1)
        self.resize(820, 520)

    def show_tab(self, word: str) -> None:
        """Open on the table of a figure."""
        if word in TABS:
            self.tabs.setCurrentIndex(TABS.index(word))

    def _summary(self) -> str:
        found = self.found.comparison
        parts = [f"改属 {len(found.moved)} 户", f"新增 {len(found.born)} 个、作废 {len(found.retired)} 个网格"]
        parts.append(f"涉及网格员 {len(found.workers)} 人")
        states = [f"{STATE_WORD[state]} {count}" for state, count in self.found.states.items()]
        parts.append(f"在办事件 {len(self.found.events)} 件" + (f"（{'、'.join(states)}）" if states else ""))
        if self.found.next_due:
            parts.append(f"最近的时限 {local(self.found.next_due):%m-%d %H:%M}")
        if self.found.without_worker:
            parts.append(f"{len(self.found.without_worker)} 个网格还没有网格员")
        return "，".join(parts)

    def _grids(self) -> QTableWidget:
        rows = []
        for grid in self.found.comparison.grids:
            fate = "新增" if grid.born else "作废" if grid.retired else "" if grid.fits else "不在 5–60 户"
            area = f"{grid.area_m2[0] / 1e4:.1f} → {grid.area_m2[1] / 1e4:.1f}"
            round_ = f"{grid.compactness[0]:.2f} → {grid.compactness[1]:.2f}"
            rows.append((grid.code, _pair(*grid.households), _pair(*grid.people), area, round_, fate))
        return table_of(("网格", "户数", "人口", "公顷", "紧凑度", "说明"), rows)

    def _houses(self) -> QTableWidget:
        ways = Counter((move.source, move.target) for move in self.found.comparison.moved)
        return table_of(("原网格", "新网格", "户数"), [(a, b, str(n)) for (a, b), n in sorted(ways.items())])

    def _events(self) -> QTableWidget:
        table = table_of(
            ("编号", "原网格", "新网格", "状态", "办结时限"), [_event_cells(event) for event in self.found.events]
        )
        table.cellDoubleClicked.connect(lambda row, _column: self._to_event(self.found.events[row].row))
        table.setToolTip("双击在指挥台查看")
        return table

    def _to_event(self, row: int) -> None:
        import numpy as np

        window = self.wiring.window
        self.accept()
        if window.workplaces.turn_to("dispatch"):
            window.wiring.selection.set(np.array([row], np.int32))
            window.wiring.locate(row)

    def _workers(self) -> QTableWidget:
        """A row a worker whose grid differs: what they look after before and then, and what it means for them."""
        names, rows = self._names(), []
        for worker in self.found.comparison.workers:
            before, after = ([g for g in self.found.comparison.grids if g.worker[side] == worker] for side in (0, 1))
            codes = [[g.code for g in side] for side in (before, after)]
            held = (sum(g.households[0] for g in before), sum(g.households[1] for g in after))
            fate = "" if codes[0] == codes[1] else "交出" if not after else "接手" if not before else "换网格"
            rows.append((names.get(worker, "—"), _codes(codes[0]), _codes(codes[1]), _pair(*held), fate))
        return table_of(("网格员", "原管网格", "今后管", "户数", "说明"), rows)

    def _names(self) -> dict[int, str]:
        staff = self.wiring.bridge.snapshot.staff
        return {int(i): n for i, n in zip(staff.id, staff.name, strict=True)}

    def _loads(self) -> QTableWidget:
        names = self._names()
        rows = []
        for load in self.found.loads:
            one, two = (names.get(worker, "—") for worker in load.worker)
            month = f"{load.before.per_month:.1f} → {load.after.per_month:.1f}"
            worker = one if one == two else f"{one} → {two}"
            rows.append((load.code, worker, month, f"{_rate(load.before)} → {_rate(load.after)}"))
        return table_of(("网格", "网格员", "件 / 月", "按期结案率"), rows)


def _event_cells(event: EventMove) -> tuple[str, ...]:
    due = f"{local(event.due_at):%m-%d %H:%M}" if event.due_at else "—"
    return event.number, event.source, event.target, STATE_WORD[event.state], due


def _rate(load: Load) -> str:
    return "—" if load.rate is None else f"{load.rate:.1%}"


def _codes(codes: Sequence[str]) -> str:
    return "、".join(codes) or "—"


def _pair(one: int, two: int) -> str:
    return str(one) if one == two else f"{one} → {two}"


def table_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QTableWidget:
    """A table to read: the first column at the left, the last one takes the rest."""
    table = QTableWidget(len(rows), len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(words))
    table.setShowGrid(False)
    table.setAlternatingRowColors(False)
    table.verticalHeader().setDefaultSectionSize(31)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.resizeColumnsToContents()
    for column in range(len(heads) - 1):
        table.setColumnWidth(column, table.columnWidth(column) + 24)
    table.horizontalHeader().setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    return table
