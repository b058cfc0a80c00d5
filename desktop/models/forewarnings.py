"""Events that may be late next, or have reached a reminder, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from desktop.models.lines import Cell, LinesModel
from desktop.panels.table_rows import BAR
from desktop.theme import Theme
from gis.county.divisions import Level
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.words import due_full, left, moment
from gis.events.states import State
from gis.snapshot import Snapshot


class Column(IntEnum):
    """Columns from left to right."""

    MATTER = 0
    PLACE = 1
    UNIT = 2
    LEFT = 3
    USED = 4
    RISK = 5
    WHY = 6


HEADS = ("事由", "位置", "主办单位", "剩余", "提醒", "超期可能", "原因")


@dataclass(frozen=True)
class Line:
    """One event. risk: 0 … 1, negative where it was not reckoned. share: of the last reminder reached, at `since`; 0
    none. due: UTC seconds."""

    row: int
    due: int
    risk: float = -1.0
    share: float = 0.0
    since: int = 0
    reasons: tuple[str, ...] = ()


class ForewarningModel(LinesModel):
    """What was found last, told at the present of `set_lines`."""

    heads = HEADS

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.lines: list[Line] = []
        self._snapshot: Snapshot | None = None
        self._calendar: WorkCalendar | None = None
        self._states = np.empty(0, np.uint8)
        self._now = 0

    def set_lines(
        self, lines: Sequence[Line], snapshot: Snapshot, states: np.ndarray, calendar: WorkCalendar, now: int
    ) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self._snapshot, self._states, self._calendar, self._now = snapshot, states, calendar, now
        self.endResetModel()

    def lines_held(self) -> Sequence[Any]:
        return self.lines

    def data(self, index: Cell, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.MATTER:
            return self.state_of(line)
        if role == BAR and column is Column.RISK and line.risk >= 0:
            return line.risk
        near = self.state_of(line) is State.NEAR and column is Column.LEFT
        if role == Qt.ItemDataRole.FontRole and (near or column is Column.MATTER):
            return self.theme.font("strong")
        if role == Qt.ItemDataRole.ForegroundRole and column is not Column.MATTER:
            return self.theme.state[State.NEAR].text if near else self.theme.ui["text_secondary"]
        return None

    def state_of(self, line: Line) -> State:
        return State(int(self._states[line.row])) if line.row < len(self._states) else State.NORMAL

    def words(self, line: Line, column: Column) -> str:
        """What a cell says."""
        assert self._snapshot is not None and self._calendar is not None
        events, units = self._snapshot.events, self._snapshot.units
        if column is Column.MATTER:
            return str(events.description[line.row])
        if column is Column.PLACE:
            return self._place(int(events.division[line.row]))
        if column is Column.UNIT:
            unit = int(events.unit[line.row])
            return units.name[unit] if unit >= 0 else "还没有指派"
        if column is Column.LEFT:
            return left(line.due, self._now, self._calendar)
        if column is Column.USED:
            return f"已用 {line.share:.0%}" if line.share else "—"
        if column is Column.RISK:
            return f"{line.risk:.0%}" if line.risk >= 0 else "—"
        return "；".join(line.reasons)

    def _place(self, division: int) -> str:
        assert self._snapshot is not None
        divisions = self._snapshot.divisions
        village = divisions.ancestor(division, Level.VILLAGE)
        township = divisions.ancestor(division, Level.TOWNSHIP)
        names = [divisions.short_name[row] for row in (township, village) if row >= 0]
        return " · ".join(names)

    def _tip(self, line: Line, column: Column) -> str:
        if column is Column.LEFT:
            return due_full(line.due, self._now)
        if column is Column.USED and line.since:
            return f"{moment(line.since, self._now)} 用去时限的 {line.share:.0%}"
        return self.words(line, column)
