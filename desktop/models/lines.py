"""The common shape of the small tables: lines of plain values under fixed heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Cell = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """`heads` are the column titles; a model says how many `lines` it has and answers `data`."""

    heads: tuple[str, ...] = ()

    def lines_held(self) -> Sequence[Any]:
        """What the rows show, one each."""
        raise NotImplementedError

    def rowCount(self, parent: Cell = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines_held())

    def columnCount(self, _parent: Cell = QModelIndex()) -> int:  # noqa: B008
        return len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
