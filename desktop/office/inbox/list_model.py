"""The lines of the inbox as an item model: open events, a head, what was closed today. It holds values, no rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.office.inbox.entries import NOTHING, Entries, clock_words, second_line
from gis.deadlines.calendar import WorkCalendar
from gis.events.states import STATE_WORD, State
from gis.snapshot import Snapshot
from gis.workflow.case_file import ClockAct

HEAD = -1
ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class InboxModel(QAbstractListModel):
    """Position → event row; HEAD stands for the line 今日已办结."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.calendar: WorkCalendar | None = None
        self.entries: Entries = NOTHING
        self.asked: Mapping[int, Sequence[ClockAct]] = {}
        self.states = np.empty(0, np.uint8)
        self.now = 0
        self._lines = np.empty(0, np.int32)

    def show(
        self,
        snapshot: Snapshot | None,
        found: Entries,
        states: np.ndarray,
        now: int,
        calendar: WorkCalendar | None,
        asked: Mapping[int, Sequence[ClockAct]],
    ) -> bool:
        """Take new lines; true if they are others than before (then the view begins anew)."""
        head = [HEAD] if len(found.closed) else []
        lines = np.concatenate([found.open, np.array(head, np.int32), found.closed]).astype(np.int32)
        fresh = not np.array_equal(lines, self._lines)
        if fresh:
            self.beginResetModel()
        self.snapshot, self.entries, self.states, self.now = snapshot, found, states, now
        self.calendar, self.asked, self._lines = calendar, asked, lines
        if fresh:
            self.endResetModel()
        return fresh

    def tick(self, states: np.ndarray, now: int) -> None:
        self.states, self.now = states, now

    def event_row(self, position: int) -> int:
        """The event row at a position; HEAD for the head, and outside."""
        return int(self._lines[position]) if 0 <= position < len(self._lines) else HEAD

    def position(self, row: int) -> int:
        """Where an event row stands, -1 if it is not listed."""
        found = np.flatnonzero(self._lines == row)
        return int(found[0]) if row >= 0 and found.size else -1

    def state(self, row: int) -> State:
        return State(int(self.states[row]))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.event_row(index.row()) == HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def words(self, row: int) -> tuple[str, str, str]:
        """Title, second line and clock of an event row."""
        snapshot = self.snapshot
        assert snapshot is not None and self.calendar is not None
        clock = clock_words(snapshot, row, self.state(row), self.now, self.calendar)
        return snapshot.events.description[row], second_line(snapshot, row, self.asked), clock

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.event_row(index.row())
        if role == ROW_ROLE:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if row == HEAD:
            return f"今日已办结 {len(self.entries.closed):,}" if role != Qt.ItemDataRole.ToolTipRole else None
        title, below, clock = self.words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{STATE_WORD[self.state(row)]}，{title}，{below}，{clock}"
        return title
