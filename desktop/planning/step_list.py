"""步骤: the strokes of the plan, the newest first, with the one under the hand on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.actions import Commands
from desktop.panels.card_button import IconButton
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.theme import Theme, pixel_font
from gis.foundation.clock import local

SIDE_PX, ROW_PX = 16, 30
StepWords = tuple[int, str, bool]  # UTC seconds (0 for none), label, whether it was taken back


class StepHead(QWidget):
    """步骤, with undo and redo."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(46)
        self.undo, self.redo = IconButton(theme, "undo", "撤销", self), IconButton(theme, "redo", "重做", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SIDE_PX - 5, 0)
        row.setSpacing(2)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)

    def connect_to(self, commands: Commands) -> None:
        self.undo.clicked.connect(commands.actions["undo"].trigger)
        self.redo.clicked.connect(commands.actions["redo"].trigger)

    def follow(self, commands: Commands) -> None:
        for button, key in ((self.undo, "undo"), (self.redo, "redo")):
            button.setEnabled(commands.actions[key].isEnabled())
            button.setToolTip(commands.actions[key].toolTip())

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.undo.set_theme(theme)
        self.redo.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        paint_runs(painter, SIDE_PX, self.height() / 2, [Run("步骤", pixel_font(13, 600), self.theme.ui["text"])])
        painter.end()


class StepList(QWidget):
    """Painted lines; what was taken back is pale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.steps: list[StepWords] = []
        self.under_way, self._note = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_steps(self, steps: Sequence[StepWords]) -> None:
        self.steps = list(steps)
        self.setAccessibleName("步骤：" + ("，".join(label for _, label, _ in steps[:8]) or "还没有"))
        self.updateGeometry()
        self.update()

    def set_under_way(self, label: str, note: str = "正在拖动") -> None:
        if (label, note) != (self.under_way, self._note):
            self.under_way, self._note = label, note
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, max(len(self.steps) + bool(self.under_way), 1) * ROW_PX + 8)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        top = 0.0
        if self.under_way:
            self._row(painter, top, "此刻", self.under_way, True, self._note, ui["text"])
            top += ROW_PX
        for at, label, undone in self.steps:
            time = f"{local(at):%H:%M}" if at else ""
            self._row(
                painter, top, time, label, False, "已撤销" if undone else "", ui["text_tertiary" if undone else "text"]
            )
            top += ROW_PX
        if not self.steps and not self.under_way:
            words = Run("还没有改动。拖动节点、拆分或划户即成一步。", pixel_font(12), ui["text_tertiary"])
            paint_runs(painter, SIDE_PX, ROW_PX / 2, [fitted(words, self.width() - 2 * SIDE_PX)])
        painter.end()

    def _row(self, painter: QPainter, top: float, time: str, label: str, strong: bool, note: str, tone) -> None:
        ui, middle = self.theme.ui, top + ROW_PX / 2
        paint_runs(painter, SIDE_PX, middle, [Run(time, pixel_font(12), ui["text_secondary"])])
        right = float(self.width() - SIDE_PX)
        if note:
            run = Run(note, pixel_font(12), ui["text_tertiary"])
            paint_runs_right(painter, right, middle, [run])
            right -= runs_width([run]) + 8
        words = Run(label, pixel_font(13, 600 if strong else 400), tone)
        paint_runs(painter, SIDE_PX + 46, middle, [fitted(words, right - SIDE_PX - 46)])
