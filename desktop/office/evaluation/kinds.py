"""Which lines the table shows: all, the red list, the black list, those with signs, those not ranked; with counts,
and the county's thresholds in words beside them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.dispatch.queue_tabs import GAP_PX, Tab, TabButton
from desktop.icons import icon
from desktop.models.scorecard import KINDS
from desktop.panels.sections import IconButton, QuietLabel
from desktop.theme import Theme
from gis.evaluation.table import Card

TIPS = {
    "all": "全部考核对象",
    "red": "够得上红榜条件的",
    "black": "够得上黑榜条件的",
    "signs": "有待核实迹象的，只提示不扣分",
    "unranked": "件数不足，只列区间，不参加排名",
}


class KindTabs(QWidget):
    """`chosen(kind)`, `columns_asked`."""

    chosen = Signal(str)
    columns_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.group = QButtonGroup(self)
        self.buttons = {k: TabButton(theme, Tab(k, word, tip=TIPS[k]), self) for k, word in KINDS.items()}
        self.said, self.columns = QuietLabel(self), IconButton("列：显示哪些比率", self)
        self.columns.setObjectName("evaluation-columns")
        row = QHBoxLayout(self)
        row.setContentsMargins(16 - GAP_PX // 2, 0, 8, 1)
        row.setSpacing(0)
        for key, button in self.buttons.items():
            button.setObjectName(f"evaluation-kind-{key}")
            self.group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, own=key: self.chosen.emit(own))
        self.buttons["all"].setChecked(True)
        row.addSpacing(12)
        row.addWidget(self.said, 1)
        row.addSpacing(4)
        row.addWidget(self.columns)
        self.columns.clicked.connect(self.columns_asked)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for button in self.buttons.values():
            button.set_theme(theme)
        self.said.setFont(theme.font("small"))
        self.said.setProperty("tone", "tertiary")
        self.columns.setIcon(icon(theme, "columns", 16))
        self.update()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        for key, count in counts.items():
            self.buttons[key].set_count(count)

    def show_thresholds(self, card: Card | None) -> None:
        """The conditions of both lists in the county's own words."""
        words = "本县考核表没有为此设记分卡，只列比率" if card is None else ""
        if card is not None:
            words = f"红榜 {told(card.red.text)}　黑榜 {told(card.black.text)}　{card.basis}满 {card.min_cases} 件参评"
        self.said.setText(words)
        self.said.setToolTip(words)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, ui["line"])


def told(condition: str) -> str:
    """A condition of the table as a person reads it: 得分 ≥ 95 且 名次 ≤ 5."""
    for sign, word in ((">=", "≥"), ("<=", "≤"), (" and ", " 且 "), (" or ", " 或 ")):
        condition = condition.replace(sign, word)
    return condition
