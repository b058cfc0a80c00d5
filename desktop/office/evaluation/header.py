"""The head of the page: period, by what, wrong assignment in or out, how fresh, the county's table, the ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from desktop.office.evaluation.picking import ByPicker, PeriodPicker
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.link_button import LinkButton
from desktop.panels.sections import QuietLabel
from desktop.theme import Theme

HEIGHT_PX = 52


class EvaluationHeader(QWidget):
    """One line of choices. `fair_toggled(bool)`, `cancelled`, `table_asked`, `export_asked`."""

    fair_toggled = Signal(bool)
    cancelled = Signal()
    table_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = QLabel("统计", self)
        self.period, self.by = PeriodPicker(theme, self), ByPicker(theme, self)
        self.fair = QCheckBox("扣除错派", self)
        self.fair.setObjectName("evaluation-fair")
        self.effect, self.said = QuietLabel(self), QuietLabel(self)
        self.cancel = LinkButton(theme, "取消", self)
        self.cancel.setObjectName("evaluation-cancel")
        self.table_button = CardButton(theme, ButtonKind.PLAIN, "考核表", self)
        self.table_button.setObjectName("evaluation-table-open")
        self.table_button.setToolTip("比率、权重、公式、门槛：看与改")
        self.export = CardButton(theme, ButtonKind.PLAIN, "导出", self, icon="chevron-down")
        self.export.setObjectName("evaluation-export")
        self._lay_out()
        self.fair.toggled.connect(self.fair_toggled)
        self.cancel.clicked.connect(self.cancelled)
        self.table_button.clicked.connect(self.table_asked)
        self.export.clicked.connect(self.export_asked)
        self.set_theme(theme)
        self.show_waiting("")

    def _lay_out(self) -> None:
        self.setFixedHeight(HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.period)
        row.addWidget(self.by)
        row.addSpacing(8)
        row.addWidget(self.fair)
        row.addWidget(self.effect)
        row.addWidget(self.said, 1)
        row.addWidget(self.cancel)
        row.addSpacing(8)
        row.addWidget(self.table_button)
        row.addWidget(self.export)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.period, self.by, self.cancel, self.table_button, self.export):
            part.set_theme(theme)
        self.title.setFont(theme.font("title"))
        for label in (self.effect, self.said):
            label.setFont(theme.font("small"))
            label.setProperty("tone", "tertiary")
        self.update()

    def show_fair(self, fair: bool, effect: str, why_not: str) -> None:
        """Where the switch stands, what it changes, and why it cannot be used."""
        self.fair.blockSignals(True)
        self.fair.setChecked(fair)
        self.fair.blockSignals(False)
        self.fair.setEnabled(not why_not)
        self.fair.setToolTip(
            why_not or "先派给别的单位、后来改派过来的，时限从派到本单位起算；比率、得分和名次随之变化"
        )
        self.effect.setText(effect)

    def show_said(self, words: str) -> None:
        self.said.setText(words)
        self.said.setToolTip(words)

    def show_waiting(self, words: str) -> None:
        """Say that a question is under way, with a way out; empty when none is."""
        self.cancel.setVisible(bool(words))
        if words:
            self.said.setText(words)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, ui["line"])
