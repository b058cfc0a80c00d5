"""Every village divided once, to see which ought to be redrawn: with progress and cancel, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from gis.boundaries.partition.rule import NoPartition
from gis.county.divisions import Level

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.partition.candidate import Candidate
    from gis.snapshot import Snapshot

STYLES = (("balanced", "最均衡"), ("compact", "最紧凑"), ("along_lanes", "沿路"), ("least_change", "少改属"))
NUMBERS = (("today", "与现行相同"), ("auto", "规则允许的最少"))
HEADS = ("村", "户数", "网格", "每格户数", "紧凑", "改属", "说明")
TOLD_MS = 120
CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Line:
    """What came of one village. told: why it cannot be divided, empty if it can."""

    code: str
    name: str
    households: int
    today: int
    grids: int
    least: int
    most: int
    compactness: float
    moved: int
    told: str


class Cell(QTableWidgetItem):
    """Sorted by what it is worth, not by how it is written."""

    def __init__(self, words: str, worth: float) -> None:
        super().__init__(words)
        self.worth = worth

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.worth < other.worth if isinstance(other, Cell) else super().__lt__(other)


class EveryVillage(QDialog):
    """A row a village as it is done; a double click puts the village on the table."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring.window)
        self.setObjectName("every-village")
        self.setWindowTitle("全县各村划分试算")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wiring = wiring
        self._stop = False
        self._busy = False
        self._share = 0.0
        self._lines: list[Line] = []
        self._all = 0  # villages of the county
        self._build()
        self._telling = QTimer(self, interval=TOLD_MS)
        self._telling.timeout.connect(self._tell)
        self.resize(820, 560)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        told = QLabel("逐村试算，只看不写。双击一行把那个村放到台上，再在“划分候选”里采用。")
        told.setProperty("tone", "secondary")
        column.addWidget(told)
        row = QHBoxLayout()
        self.number, self.style_ = QComboBox(), QComboBox()
        for box, choices, name in ((self.number, NUMBERS, "网格数"), (self.style_, STYLES, "划分方式")):
            box.setAccessibleName(name)
            for key, word in choices:
                box.addItem(word, key)
            row.addWidget(QLabel(name))
            row.addWidget(box)
        row.addStretch(1)
        self.go = QPushButton("开始试算")
        self.go.setObjectName("every-go")
        self.go.setProperty("kind", "primary")
        self.go.clicked.connect(self._press)
        row.addWidget(self.go)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        column.addWidget(self.bar)
        self.said = QLabel("")
        self.said.setObjectName("every-said")
        column.addWidget(self.said)
        self.table = QTableWidget(0, len(HEADS))
        self.table.setObjectName("every-table")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.verticalHeader().setDefaultSectionSize(31)
        self.table.setAccessibleName("各村试算结果")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(6, QHeaderView.ResizeMode.Stretch)
        self.table.cellDoubleClicked.connect(lambda row, _column: self._open(row))
        for place in range(len(HEADS)):
            side = Qt.AlignmentFlag.AlignRight if 0 < place < 6 else Qt.AlignmentFlag.AlignLeft
            head = QTableWidgetItem(HEADS[place])
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.table.setHorizontalHeaderItem(place, head)
        self.table.horizontalHeader().setToolTip("算完后点一列，按它排列")
        column.addWidget(self.table, 1)

    # --- working

    def _press(self) -> None:
        if self._busy:
            self._stop = True
            return
        self._stop, self._busy, self._lines, self._share = False, True, [], 0.0
        self.table.setSortingEnabled(False)
        self.table.setRowCount(0)
        self.go.setText("停止")
        snapshot = self.wiring.bridge.snapshot
        self._all = int((snapshot.divisions.level == Level.VILLAGE).sum())
        number, style = str(self.number.currentData()), str(self.style_.currentData())
        self._telling.start()
        self.wiring.bridge.ask(lambda: self._work(snapshot, number, style), lambda _: self._done(), "partition")

    def _work(self, snapshot: Snapshot, number: str, style: str) -> None:
        """On the worker: one line after another; the GUI thread looks at them now and then."""
        import time

        from gis.boundaries.partition.county import Villages, partition_all

        villages = Villages(snapshot.mesh, snapshot.divisions, snapshot.households, snapshot.ground)

        def progress(share: float, _words: str) -> None:
            self._share = share
            time.sleep(0.002)  # let the hand have its turn

        rows = partition_all(
            villages, lambda v: _wanted(len(v.grids), number, style), style, 0, progress=progress,
            stop=lambda: self._stop,
        )  # fmt: skip
        for village, found in rows:
            self._lines.append(_line(snapshot, village.row, len(village.household), len(village.grids), found))

    def _tell(self) -> None:
        self.bar.setValue(round(self._share * 1000))
        for line in self._lines[self.table.rowCount() :]:
            self._add(line)
        many = sum(bool(line.told) for line in self._lines)
        self.said.setText(f"已算 {len(self._lines)} / {self._all} 个村" + (f"，{many} 个无法划分" if many else ""))

    def _add(self, line: Line) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        held = f"{line.least}–{line.most}" if line.grids else "—"
        grids = str(line.grids) if line.grids == line.today else f"{line.today} → {line.grids or '—'}"
        done = bool(line.grids)  # what could not be divided has no figures
        cells: tuple[tuple[str, float], ...] = (
            (line.name, row),
            (f"{line.households:,}", line.households),
            (grids, line.grids),
            (held, line.most - line.least),
            (f"{line.compactness:.2f}" if done else "—", line.compactness),
            (f"{line.moved:,}" if done else "—", line.moved if done else -1),
            (line.told, -len(line.told)),
        )
        for column, (words, worth) in enumerate(cells):
            item = Cell(words, worth)
            item.setData(CODE, line.code)
            if 0 < column < 6:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)

    def _done(self) -> None:
        self._busy = False
        self._telling.stop()
        self._tell()
        self.go.setText("开始试算")
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        if self._stop:
            self.said.setText(f"{self.said.text()}，已停止")
        else:
            self.bar.setValue(1000)

    def _open(self, row: int) -> None:
        self._stop = True
        code = str(self.table.model().index(row, 0).data(CODE))
        self.accept()
        self.wiring.finding.choose_village(code)

    def reject(self) -> None:
        self._stop = True
        super().reject()


def _wanted(today: int, number: str, style: str) -> int | str | None:
    """How many grids; None keeps as near to today's number as the rule allows, which puts right what is there."""
    if number != "today":
        return "auto"
    return None if style == "least_change" else max(today, 1)


def _line(snapshot: Snapshot, row: int, households: int, today: int, found: Candidate | NoPartition) -> Line:
    d = snapshot.divisions
    if isinstance(found, NoPartition):
        return Line(d.code[row], d.short_name[row], households, today, 0, 0, 0, 0.0, 0, str(found))
    held = found.households
    return Line(
        d.code[row], d.short_name[row], households, today, len(found), int(held.min()), int(held.max()),
        found.mean_compactness, found.moved, "",
    )  # fmt: skip
