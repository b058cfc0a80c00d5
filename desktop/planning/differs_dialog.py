"""Where a plan and the county in force do not fit together: one line a difference, a double click looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout

from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.merging import Difference, Differs

AROUND_M = 40.0


class DiffersDialog(QDialog):
    """Says what differs and who was first; nothing of the plan is lost."""

    def __init__(self, wiring: PlanningWiring, error: Differs) -> None:
        super().__init__(wiring.window)
        self.setObjectName("differs-dialog")
        self.setWindowTitle("方案与现行界线对不上")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wiring, self.differences = wiring, error.differences
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        told = QLabel(
            f"{len(self.differences)} 处两边都改过，方案没有写入，也没有丢。{error.remedy}"
            " 双击一行在地图上对照：实线是方案，虚线是现行。"
        )
        told.setWordWrap(True)
        column.addWidget(told)
        self.list = QListWidget()
        self.list.setAccessibleName("差别")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([_words(each) for each in self.differences])
        self.list.itemActivated.connect(lambda item: self._look(self.list.row(item)))
        column.addWidget(self.list, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(640, 360)

    def _look(self, number: int) -> None:
        lines = [xy for xy in (self.differences[number].plan, self.differences[number].county) if xy is not None]
        if not lines:
            return
        every = np.concatenate(lines)
        (low_x, low_y), (high_x, high_y) = every.min(axis=0).tolist(), every.max(axis=0).tolist()
        self.accept()
        self.wiring.session.beside_county()
        self.wiring.finding.look_at((low_x - AROUND_M, low_y - AROUND_M, high_x + AROUND_M, high_y + AROUND_M))


def _words(difference: Difference) -> str:
    first = difference.earlier
    when = f" {local(first.at):%m-%d %H:%M}" if first is not None else ""
    return f"第 {difference.stroke} 步：{difference.words}{when}"
