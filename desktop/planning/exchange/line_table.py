"""The rows of what a file holds: repairs, refusals, and what is ticked to be taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.planning.exchange.found import Line

HEADS = ("处理", "内容", "大小")
MOST_LISTED = 2000
TICK_PX = 30  # which Qt leaves out of the width


class LineTable(QTableWidget):
    """`pointed(words, bounds or None)` for the row that is chosen; `judged` when a tick changes."""

    pointed = Signal(str, object)
    judged = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(HEADS))
        self.setObjectName("arrival-lines")
        self.setAccessibleName("要做的修正和不导入的行")
        self.setHorizontalHeaderLabels(HEADS)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.itemSelectionChanged.connect(self._chosen)
        self.itemChanged.connect(lambda _item: self.judged.emit())
        self._lines: Sequence[Line] = ()
        self.cut = False

    def fill(self, lines: Sequence[Line]) -> None:
        """Rows that may be left out always show; of the others the first."""
        self.blockSignals(True)
        held = [line for at, line in enumerate(lines) if line.key or at < MOST_LISTED]
        self._lines, self.cut = held, len(held) < len(lines)
        self.clearSelection()
        self.setRowCount(len(held))
        for row, line in enumerate(held):
            for at, words in enumerate((line.kind, line.words, line.size)):
                self.setItem(row, at, _item(line, at, words))
        self.resizeColumnToContents(0)
        if self.keys():
            self.setColumnWidth(0, self.columnWidth(0) + TICK_PX)
        self.resizeColumnToContents(2)
        self.blockSignals(False)

    def keys(self) -> frozenset[str]:
        """Of all that may be taken or left."""
        return frozenset(line.key for line in self._lines if line.key)

    def without(self) -> frozenset[str]:
        """Keys of rows that are not ticked."""
        return frozenset(line.key for row, line in enumerate(self._lines) if line.key and not self._ticked(row))

    def _ticked(self, row: int) -> bool:
        item = self.item(row, 0)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def said(self, row: int) -> str:
        """The words of a row."""
        return self._lines[row].words

    def _chosen(self) -> None:
        row = self.currentRow()
        if 0 <= row < len(self._lines):
            line = self._lines[row]
            self.pointed.emit("：".join(part for part in (line.kind, line.words) if part), line.bounds)


def _item(line: Line, at: int, words: str) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setToolTip(words + ("\n单击在地图上看" if line.bounds is not None else ""))
    if at == 0 and line.key:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if line.on else Qt.CheckState.Unchecked)
    return item
