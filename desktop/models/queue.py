"""The queue as Qt reads it: positions over int32 rows of the snapshot; words are made when a cell is asked for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.queue_columns import COLUMNS, KEYS
from desktop.models.queue_words import due_words, left_words, reported_words
from gis.county.divisions import Level
from gis.deadlines.calendar import WorkCalendar, weekend_rule
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.states import SOURCE_WORD, STATE_WORD, Source, State
from gis.snapshot import Snapshot

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class QueueModel(QAbstractTableModel):
    """`rows`: int32 event rows in display order. `states`: uint8 State of every event of the snapshot."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.rows = np.empty(0, np.int32)
        self.states = np.empty(0, np.uint8)
        self.now = 0
        self.calendar = WorkCalendar(0, weekend_rule(0, 1), 0)
        self._where: np.ndarray | None = None

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Take a newer snapshot of the same rows; the view repaints what it shows."""
        self.snapshot = snapshot

    def set_rows(self, rows: np.ndarray, states: np.ndarray, now: int) -> None:
        """Show these rows in this order. Grows or shrinks at the end instead of resetting, which would make the view
        forget the order and width of its columns."""
        old, new = len(self.rows), len(rows)
        if new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
        elif new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
        self.rows, self.states, self.now, self._where = rows, states, now, None
        if new > old:
            self.endInsertRows()
        elif new < old:
            self.endRemoveRows()
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(new - 1, len(COLUMNS) - 1))

    def set_states(self, states: np.ndarray, now: int) -> None:
        """Later states of the same rows; nothing moves."""
        self.states, self.now = states, now

    def positions(self, rows: np.ndarray) -> np.ndarray:
        """Positions of event rows in the list, those it does not show left out."""
        if self._where is None:
            self._where = np.full(len(self.states), -1, np.int32)
            self._where[self.rows] = np.arange(len(self.rows), dtype=np.int32)
        rows = np.asarray(rows, np.int64)
        at = self._where[rows[rows < len(self._where)]]
        return at[at >= 0]

    def state(self, at: int) -> State:
        return State(int(self.states[self.rows[at]]))

    def text(self, at: int, key: str) -> str:
        """The words of one cell."""
        snapshot = self.snapshot
        if snapshot is None:
            return ""
        events, row = snapshot.events, int(self.rows[at])
        if key == "number":
            return f"{int(events.serial[row]):04d}"
        if key == "matter":
            return events.description[row].replace("\n", " ")
        if key == "class":
            return self._class_word(row)
        if key == "place":
            return self.place(row)
        if key == "source":
            return SOURCE_WORD[Source(int(events.source[row]))]
        if key == "reported":
            return reported_words(int(events.reported_at[row]), self.now)
        if key == "due":
            return due_words(events, row, self.now, self.calendar)
        if key == "remaining":
            return left_words(events, row, self.state(at), self.now, self.calendar)
        if key == "unit":
            unit = int(shown_unit(events, row))
            return snapshot.units.name[unit] if unit >= 0 else "—"
        return STATE_WORD[self.state(at)]

    def place(self, row: int, short: bool = False) -> str:
        """巨鹿镇 · 一里庄 · 012, or without the township."""
        assert self.snapshot is not None
        divisions = self.snapshot.divisions
        path = divisions.path(int(self.snapshot.events.division[row]))
        first = Level.VILLAGE if short else Level.TOWNSHIP
        return " · ".join(divisions.short_name[d] for d in path if divisions.level[d] >= first)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[section].tip or None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        at, key = index.row(), KEYS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(at, key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(at, key)
        return int(self.rows[at]) if role == ROW_ROLE else None

    def _class_word(self, row: int) -> str:
        assert self.snapshot is not None
        limit = LimitClass(int(self.snapshot.events.limit_class[row]))
        if limit is not LimitClass.OTHER:
            return LIMIT_CLASS_WORD[limit]
        items = self.snapshot.items
        return items.category_names[int(items.category[self.snapshot.events.item[row]])]

    def _tip(self, at: int, key: str) -> str | None:
        assert self.snapshot is not None
        row = int(self.rows[at])
        if key == "state":
            return STATE_WORD[self.state(at)]
        if key == "number":
            return self.snapshot.events.number(row)
        if key == "class":
            return self.snapshot.items.name[int(self.snapshot.events.item[row])]
        return self.text(at, key) if key in ("matter", "place", "due") else None


def shown_unit(events, rows):
    """Row(s) in Units that the queue names: the responsible one, else the one the duty list suggests (-1 neither)."""
    unit = events.unit[rows]
    return np.where(unit >= 0, unit, events.suggested[rows])
