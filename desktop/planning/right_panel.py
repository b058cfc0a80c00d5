"""The right of the planner's desk: 检查, 影响, 步骤, and the foot with what becomes of the plan."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.panels.sections import Hairline
from desktop.panels.text_runs import Run, paint_runs, paint_runs_right
from desktop.planning.figure_rows import FigureRows
from desktop.planning.plan_foot import PlanFoot
from desktop.planning.problem_list import ProblemFoot, ProblemHead, ProblemList
from desktop.planning.step_list import StepHead, StepList
from desktop.theme import Theme, pixel_font


class Head(QWidget):
    """A word at the left, a quiet one at the right."""

    def __init__(self, theme: Theme, word: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.word, self.note = theme, word, note
        self.setFixedHeight(46)

    def set_note(self, note: str) -> None:
        if note != self.note:
            self.note = note
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        paint_runs(painter, 16, self.height() / 2, [Run(self.word, pixel_font(13, 600), ui["text"])])
        run = Run(self.note, pixel_font(12), ui["text_tertiary"])
        paint_runs_right(painter, self.width() - 16, self.height() / 2, [run])
        painter.end()


class RightPanel(QWidget):
    """Parts are reached by name; the panel only lays them out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planning-right")
        self.setAutoFillBackground(True)
        self.problem_head, self.problems = ProblemHead(theme), ProblemList(theme)
        self.problem_foot = ProblemFoot(theme)
        self.impact_head = Head(theme, "影响", "相对现行")
        self.impact = FigureRows(theme, frozenset({"改属农户", "改属在办事件", "涉及网格员"}))
        self.step_head, self.steps = StepHead(theme), StepList(theme)
        self.foot = PlanFoot(theme)
        self._lines = [Hairline(theme) for _ in range(3)]
        self.problem_foot.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        parts = (
            *(self.problem_head, self._lines[0], self.problems, self.problem_foot),
            *(self.impact_head, self.impact, self._lines[1], self.step_head, self.steps),
        )
        for part in parts:
            inside.addWidget(part)
        inside.addStretch(1)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self._lines[2])
        column.addWidget(self.foot)
        self._lines[2].hide()
        self._dressed: list[Any] = [*parts, self.foot, self._lines[2]]

    def set_theme(self, theme: Theme) -> None:
        for part in self._dressed:
            part.set_theme(theme)
