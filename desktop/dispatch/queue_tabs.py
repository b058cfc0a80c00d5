"""The tabs of the queue: 待受理 待指派 临近 超期 退单 待核查 全部, each with the number of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.theme import Theme
from gis.events.columns import Events
from gis.events.states import State, Status

GAP_PX, LEAST_GAP_PX = 20, 8


@dataclass(frozen=True)
class Tab:
    """A tab holds the rows of one status or one state; neither means all."""

    key: str
    word: str
    status: Status | None = None
    state: State | None = None
    tip: str = ""

    def mask(self, events: Events, rows: np.ndarray, states: np.ndarray) -> np.ndarray:
        """Boolean mask over `rows`."""
        if self.status is not None:
            return events.status[rows] == self.status
        if self.state is not None:
            return states[rows] == self.state
        return np.ones(len(rows), bool)


TABS = (
    Tab("pending", "待受理", status=Status.REPORTED, tip="刚上报，还没有受理"),
    Tab("unassigned", "待指派", status=Status.ACCEPTED, tip="已受理，还没有责任部门"),
    Tab("near", "临近", state=State.NEAR, tip="时限将到"),
    Tab("overdue", "超期", state=State.OVERDUE, tip="已过时限"),
    Tab("returned", "退单", status=Status.RETURNED, tip="部门退回，等待改派"),
    Tab("check", "待核查", status=Status.RESOLVED, tip="部门已报结，等待核查"),
    Tab("all", "全部", tip="符合当前筛选的全部事件"),
)
TAB = {tab.key: tab for tab in TABS}


class TabButton(PaintedButton):
    """Word and count; the chosen one semi-bold over a 2 px accent line."""

    def __init__(self, theme: Theme, tab: Tab, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.tab = tab
        self.count: int | None = -1
        self.setObjectName(f"tab-{tab.key}")
        self.setCheckable(True)
        self.setToolTip(tab.tip)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        if count != self.count:
            self.count = count
            self.setAccessibleName(f"{self.tab.word} {'' if count is None else count}".strip())
            self.updateGeometry()
            self.update()

    def _texts(self) -> tuple[str, str]:
        return self.tab.word, "" if self.count is None else f"{self.count:,}"

    def sizeHint(self) -> QSize:
        word, count = self._texts()
        width = QFontMetrics(self._theme.font("strong")).horizontalAdvance(word)
        if count:
            width += 4 + QFontMetrics(self._theme.font("small")).horizontalAdvance(count)
        return QSize(width + GAP_PX, 37)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width() - GAP_PX + LEAST_GAP_PX, hint.height())

    def paintEvent(self, _event) -> None:
        painter, ui, on = QPainter(self), self._theme.ui, self.isChecked()
        word, count = self._texts()
        left = (self.width() - self.sizeHint().width() + GAP_PX) // 2  # where room is short the words move closer
        box = self.rect().adjusted(left, 1, 0, 0)
        painter.setFont(self._theme.font("strong" if on else "body"))
        painter.setPen(ui["text" if on or self.underMouse() else "text_secondary"])
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, word)
        used = painter.fontMetrics().horizontalAdvance(word)
        painter.setFont(self._theme.font("small"))
        painter.setPen(ui["text" if on else "text_tertiary"])
        painter.drawText(box.adjusted(used + 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, count)
        if on:
            used += 4 + painter.fontMetrics().horizontalAdvance(count) if count else 0
            painter.fillRect(QRect(left, self.height() - 2, used, 2), ui["accent"])
        self.paint_ring(painter, 4, 3)


class QueueTabs(QWidget):
    """`chosen(key)` when the user turns to another tab; Left and Right walk."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.buttons = {tab.key: TabButton(theme, tab, self) for tab in TABS}
        row = QHBoxLayout(self)
        row.setContentsMargins(16 - GAP_PX // 2, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            self.group.addButton(button)
            row.addWidget(button)
        self.setAccessibleName("队列")
        self.group.buttonToggled.connect(self._toggled)

    @property
    def key(self) -> str:
        button = self.group.checkedButton()
        return button.tab.key if isinstance(button, TabButton) else ""

    def choose(self, key: str) -> None:
        """Turn to a tab; says `chosen` when that changes it."""
        self.buttons[key].setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        for key, count in counts.items():
            self.buttons[key].set_count(count)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.set_theme(theme)

    def _toggled(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, TabButton):
            self.chosen.emit(button.tab.key)
