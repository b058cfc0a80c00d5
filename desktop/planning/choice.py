"""What is chosen on the planner's desk: the village on the table, grids, one border, one point of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class PlanChoice(QObject):
    """`village_changed` when another village is on the table, `changed` when grids or borders in it are chosen."""

    village_changed = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.village = ""  # code of 12 digits, empty for none
        self.grids: tuple[str, ...] = ()
        self.arc = 0  # id of the chosen border
        self.vertex = -1  # its chosen point

    def set_village(self, code: str) -> None:
        if code != self.village:
            self.village = code
            self.grids, self.arc, self.vertex = (), 0, -1
            self.village_changed.emit()
            self.changed.emit()

    def set_grids(self, codes: tuple[str, ...]) -> None:
        """Choose grids; no border is chosen then."""
        if (codes, 0) != (self.grids, self.arc):
            self.grids, self.arc, self.vertex = codes, 0, -1
            self.changed.emit()

    def set_arc(self, arc: int, sides: tuple[str, ...], vertex: int = -1) -> None:
        """Choose a border with the grids beside it."""
        if (arc, sides, vertex) != (self.arc, self.grids, self.vertex):
            self.arc, self.grids, self.vertex = arc, sides, vertex
            self.changed.emit()

    def clear(self) -> None:
        self.set_grids(())
