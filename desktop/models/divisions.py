"""The tree of divisions as Qt walks it: rows of the snapshot, children found when asked for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gis.county.divisions import Divisions, Level
from gis.events.states import State

Index = QModelIndex | QPersistentModelIndex
FIRST_SHOWN = 12  # villages of a township before 其余 n 个村居
REST = 1 << 30  # internal id of the line that stands for the rest of a township: REST + its row


class DivisionModel(QAbstractItemModel):
    """internalId is the row in Divisions. `counts` is Counts.division_states (n, 6) or None before the first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.divisions: Divisions | None = None
        self.counts: np.ndarray | None = None
        self._children: dict[int, list[int]] = {}
        self._whole: set[int] = set()

    def set_divisions(self, divisions: Divisions) -> None:
        self.beginResetModel()
        self.divisions, self.counts = divisions, None
        self._children, self._whole = {}, set()
        self.endResetModel()

    def set_counts(self, counts: np.ndarray) -> None:
        """Take new counts; the view repaints, no row is added or moved."""
        self.counts = counts

    def open_count(self, row: int) -> int | None:
        return None if self.counts is None else int(self.counts[row, : State.CLOSED].sum())

    def lines_under(self, row: int) -> list[int]:
        """Ids of the lines under a division, the rest of a long township folded into one."""
        if row not in self._children:
            assert self.divisions is not None
            first, last = row + 1, int(self.divisions.end[row])
            below = [int(r) for r in first + np.flatnonzero(self.divisions.parent[first:last] == row)]
            long = self.divisions.level[row] == Level.TOWNSHIP and len(below) > FIRST_SHOWN + 1
            if long and row not in self._whole:
                below = [*below[:FIRST_SHOWN], REST + row]
            self._children[row] = below
        return self._children[row]

    def rest_of(self, index: Index) -> int:
        """The township row whose folded rest this line is, -1 if it is a division."""
        key = index.internalId()
        return key - REST if key >= REST else -1

    def unfold(self, township: int) -> None:
        """Show all villages of a township."""
        if township in self._whole:
            return
        folded = self.lines_under(township)
        self._whole.add(township)
        if not folded or folded[-1] < REST:
            return
        parent, at = self.index_of(township), len(folded) - 1
        self.beginRemoveRows(parent, at, at)
        self._children[township] = folded[:-1]
        self.endRemoveRows()
        del self._children[township]
        every = self.lines_under(township)
        self._children[township] = every[:at]
        self.beginInsertRows(parent, at, len(every) - 1)
        self._children[township] = every
        self.endInsertRows()

    def index_of(self, row: int) -> QModelIndex:
        """The index of a division row, unfolding whatever township it, or what it lies in, is folded away in."""
        if self.divisions is None or row < 0 or row >= len(self.divisions):
            return QModelIndex()
        if row == 0:
            return self.createIndex(0, 0, 0)
        parent = int(self.divisions.parent[row])
        self.index_of(parent)  # Qt asks an index for its parents: every one of them must be in sight
        if row not in self.lines_under(parent):
            self.unfold(parent)
        return self.createIndex(self.lines_under(parent).index(row), 0, row)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if self.divisions is None or column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(0, 0, 0) if row == 0 else QModelIndex()
        below = self.lines_under(parent.internalId()) if parent.internalId() < REST else []
        return self.createIndex(row, 0, below[row]) if row < len(below) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or self.divisions is None:
            return QModelIndex()
        key = index.internalId()
        above = key - REST if key >= REST else int(self.divisions.parent[key])
        if above < 0:
            return QModelIndex()
        grand = int(self.divisions.parent[above])
        return self.createIndex(self.lines_under(grand).index(above) if grand >= 0 else 0, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if self.divisions is None:
            return 0
        if not parent.isValid():
            return 1
        return 0 if parent.internalId() >= REST else len(self.lines_under(parent.internalId()))

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        if self.divisions is None:
            return False
        if not parent.isValid():
            return True
        key = parent.internalId()
        return key < REST and int(self.divisions.end[key]) > key + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.divisions is None:
            return None
        rest = self.rest_of(index)
        if rest >= 0:
            return f"其余 {self._rest_count(rest)} 个村居" if role in TEXT_ROLES else None
        row = index.internalId()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.divisions.short_name[row]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self.open_count(row)
            return f"{self.divisions.name[row]}，在办 {'—' if count is None else count} 件"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        return None

    def _rest_count(self, township: int) -> int:
        assert self.divisions is not None
        first, last = township + 1, int(self.divisions.end[township])
        return int((self.divisions.parent[first:last] == township).sum()) - FIRST_SHOWN

    def _tip(self, row: int) -> str:
        assert self.divisions is not None
        lines = [f"{self.divisions.name[row]} {self.divisions.code[row]}"]
        if self.counts is not None:
            words = [f"{w} {int(self.counts[row, s]):,}" for s, w in SHARE_WORDS if self.counts[row, s]]
            lines.append(" · ".join(words) or "没有在办事件")
        return "\n".join(lines)


TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
SHARE_WORDS = (
    (State.OVERDUE, "超期"),
    (State.NEAR, "临近"),
    (State.PENDING, "待受理"),
    (State.NORMAL, "正常"),
    (State.PAUSED, "暂停"),
)
