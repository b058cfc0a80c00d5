"""Deadlines that a ruling moves, as rows of a table: which event, from when to when, by how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from desktop.models.lines import Cell, LinesModel
from desktop.theme import Theme
from gis.deadlines.confirming import Move
from gis.deadlines.words import due_full, span
from gis.snapshot import Snapshot
from gis.workflow.reckoning import move_words

HEADS = ("编号", "事由", "新时限", "变动")
NUMBER, MATTER, DUE, SHIFT = range(4)


class MovesModel(LinesModel):
    """The largest moves first; what merely becomes certain comes last."""

    heads = HEADS

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.moves: list[Move] = []
        self._snapshot: Snapshot | None = None
        self._now = 0

    def set_moves(self, moves: Sequence[Move], snapshot: Snapshot, now: int) -> None:
        self.beginResetModel()
        self.moves = sorted(moves, key=lambda m: (not m.shifts, -abs(m.days), m.row))
        self._snapshot, self._now = snapshot, now
        self.endResetModel()

    def lines_held(self) -> Sequence[Any]:
        return self.moves

    def data(self, index: Cell, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        move = self.moves[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(move, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self._number(move)}：{move_words(move)}" if move.shifts else "时刻不变，由暂定转为确定"
        if role == Qt.ItemDataRole.ForegroundRole and (index.column() == NUMBER or not move.shifts):
            return self.theme.ui["text_secondary"]
        return None

    def _number(self, move: Move) -> str:
        assert self._snapshot is not None
        return str(self._snapshot.events.number(move.row))

    def _words(self, move: Move, column: int) -> str:
        assert self._snapshot is not None
        after = move.after
        if column == NUMBER:
            return self._number(move)[-4:]
        if column == MATTER:
            return str(self._snapshot.events.description[move.row])
        if column == DUE:
            return due_full(after.close_due or after.reply_due, self._now, after.provisional)
        return shift_words(move)


def shift_words(move: Move) -> str:
    """晚 2 工作日, 早 1 工作日, 早 1 小时 on the same day, 转为确定."""
    if not move.shifts:
        return "转为确定" if move.before.provisional and not move.after.provisional else "临近起点"
    if move.days:
        return f"{'晚' if move.days > 0 else '早'} {abs(move.days)} 工作日"
    old, new = move.before.close_due or move.before.reply_due, move.after.close_due or move.after.reply_due
    if old == new or not old or not new:
        return "回复时限"
    return f"{'晚' if new > old else '早'} {span(abs(new - old))}"
