"""Typing where a point shall lie: coordinates, a distance and a bearing, or steps east and north."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout

from desktop.panels.restyle import restyle
from desktop.planning.dialog_place import leave_in_sight
from gis.boundaries.actions.move_vertex import MoveVertex
from gis.boundaries.actions.place_exactly import HELP, typed_place
from gis.foundation.crs import to_degrees
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring


class ExactInput(QDialog):
    """Shows what the typed place would do before it is done; Enter makes it."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring.window)
        self.setObjectName("exact-input")
        self.setWindowTitle("输入坐标")
        self.wiring = wiring
        state, choice = wiring.session.state, wiring.choice
        assert state is not None
        self.arc, self.vertex = choice.arc, choice.vertex
        x, y = state.arcs[self.arc].xy[self.vertex].tolist()
        self.start = (x, y)
        lon, lat = to_degrees(x, y)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(QLabel(f"现在：E {x:,.3f}  N {y:,.3f}（{lon:.7f}°E {lat:.7f}°N）"))
        self.edit = QLineEdit(f"{x:.3f} {y:.3f}")
        self.edit.setObjectName("exact-place")
        self.edit.setAccessibleName("新的位置")
        self.edit.selectAll()
        self.edit.textChanged.connect(self._look)
        column.addWidget(self.edit)
        hint = QLabel(HELP)
        hint.setWordWrap(True)
        hint.setProperty("tone", "secondary")
        column.addWidget(hint)
        self.told = QLabel("")
        self.told.setWordWrap(True)
        column.addWidget(self.told)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("移到这里")
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(460)
        self.finished.connect(lambda _: wiring.trial.end())
        self._look()
        leave_in_sight(self, wiring.desk.canvas, *self.start)

    def _gesture(self) -> MoveVertex:
        return MoveVertex(self.arc, self.vertex, typed_place(self.edit.text(), self.start))

    def _look(self) -> None:
        """Preview what is typed."""
        try:
            gesture = self._gesture()
        except Refused as no:
            self._tell(no.message, False)
            self.wiring.trial.end()
            return
        preview = self.wiring.trial.show(gesture, None, "移动边界")
        if not preview.possible:
            self._tell(f"{preview.reason}{preview.remedy}", False)
        else:
            parts = [f"{g.code[12:] or g.code} 网格 {g.households} 户" for g in preview.grids]
            self._tell("，".join(parts) + (f"；{preview.hint}" if preview.hint else ""), True)

    def _tell(self, words: str, fine: bool) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", "secondary" if fine else "error")
        self.ok.setEnabled(fine)

    def _make(self) -> None:
        gesture, grids = self._gesture(), self.wiring.choice.grids
        self.accept()
        if self.wiring.session.do(gesture):
            self.wiring.choice.set_arc(self.arc, grids, self.vertex)
