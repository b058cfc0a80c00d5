"""Simplify or smooth the chosen border by a measure that is set here; the map shows the result before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QLabel, QVBoxLayout

from desktop.panels.restyle import restyle
from desktop.planning.dialog_place import leave_in_sight
from gis.boundaries.actions.smooth import Smooth
from gis.boundaries.actions.thin import Thin

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.draft import Gesture


@dataclass(frozen=True)
class BorderWay:
    """title: of the form. word: what is set. least, most, usual, step, decimals: of the measure."""

    title: str
    word: str
    suffix: str
    least: float
    most: float
    usual: float
    step: float
    decimals: int
    gesture: Callable[[int, float], Gesture]


SIMPLIFY = BorderWay(
    "简化边界", "允许偏差", " 米", 0.1, 100.0, 2.0, 1.0, 1, lambda arc, metres: Thin(arc, round(metres, 1))
)
SMOOTH = BorderWay("平滑边界", "切角次数", " 次", 1, 4, 2, 1, 0, lambda arc, rounds: Smooth(arc, round(rounds)))


class BorderForm(QDialog):
    """Enter makes it, Esc leaves the border as it is."""

    def __init__(self, wiring: PlanningWiring, way: BorderWay) -> None:
        super().__init__(wiring.window)
        self.setObjectName("border-form")
        self.setWindowTitle(way.title)
        self.wiring, self.way = wiring, way
        state, self.arc = wiring.session.state, wiring.choice.arc
        assert state is not None
        self.border = state.arcs[self.arc].xy
        self.measure = QDoubleSpinBox()
        self.measure.setObjectName("border-measure")
        self.measure.setDecimals(way.decimals)
        self.measure.setRange(way.least, way.most)
        self.measure.setSingleStep(way.step)
        self.measure.setSuffix(way.suffix)
        self.measure.setValue(way.usual)
        self.measure.setAccessibleName(way.word)
        self.measure.valueChanged.connect(self._look)
        self.told = QLabel("")
        self.told.setObjectName("border-told")
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(way.title)
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        rows = QFormLayout()
        rows.addRow(way.word, self.measure)
        column.addLayout(rows)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.setMinimumWidth(400)
        self.finished.connect(lambda _: wiring.trial.end())
        self._look()
        x, y = self.border.mean(axis=0).tolist()
        leave_in_sight(self, wiring.desk.canvas, x, y)
        self.measure.setFocus()
        self.measure.selectAll()

    def _gesture(self) -> Gesture:
        return self.way.gesture(self.arc, self.measure.value())

    def _look(self) -> None:
        """Show what the measure would do."""
        seen = self.wiring.trial.show(self._gesture(), None, self.way.title)
        if not seen.possible:
            self._tell(f"{seen.reason}{seen.remedy}", False)
            return
        after = sum(len(line) for line in seen.ghost)
        parts = [f"{grid.code[12:] or grid.code} 网格 {grid.households} 户" for grid in seen.grids]
        moved = f"{len(seen.moved)} 户改属" if seen.moved else "没有农户改属"
        self._tell(f"{len(self.border)} 个点 → {after} 个点；" + "，".join([moved, *parts]), True)

    def _tell(self, words: str, fine: bool) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", "secondary" if fine else "error")
        self.ok.setEnabled(fine)

    def _make(self) -> None:
        gesture, grids = self._gesture(), self.wiring.choice.grids
        self.accept()
        if self.wiring.session.do(gesture):
            self.wiring.choice.set_arc(self.arc, grids)
