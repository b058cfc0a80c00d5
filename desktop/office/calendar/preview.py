"""What a ruling would do, before it is done: days that turn, open deadlines that move and by how much; then confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.models.moves import DUE, MATTER, NUMBER, SHIFT, MovesModel
from desktop.office.heading import Heading
from desktop.panels.table_rows import TableRows, set_out
from gis.deadlines.years import YearDay, date_of

if TYPE_CHECKING:
    from desktop.theme import Theme
    from desktop.window import Window
    from gis.workspace.rulings import Ruling

MOST_DAYS = 12
WEEKDAYS = "一二三四五六日"


class Preview(QWidget):
    """`confirmed` commits; `abandoned` goes back to the form; `opened(row)` shows an event."""

    confirmed = Signal()
    abandoned = Signal()
    opened = Signal(int)

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.setObjectName("ruling-preview")
        self._window, theme = window, window.theme
        self.ruling: Ruling | None = None
        self.head = Heading(theme, "确认前先看影响")
        self.label, self.days, self.summary = QLabel(""), QLabel(""), QLabel("")
        self.summary.setObjectName("ruling-summary")
        for part in (self.label, self.days, self.summary):
            part.setWordWrap(True)
        self.label.setFont(theme.font("strong"))
        self.days.setProperty("tone", "secondary")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.model = MovesModel(theme)
        self.rows = TableRows(theme)
        self.table = self._table()
        self.confirm, self.back = QPushButton("确认"), QPushButton("返回修改")
        self.confirm.setObjectName("ruling-confirm")
        self.back.setObjectName("ruling-back")
        self.confirm.setProperty("kind", "primary")
        self._lay_out()
        self.confirm.clicked.connect(self.confirmed)
        self.back.clicked.connect(self.abandoned)
        self.table.activated.connect(self._open)
        self.table.doubleClicked.connect(self._open)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("ruling-moves")
        table.setToolTip("双击或回车打开事件")
        table.setModel(self.model)
        set_out(table, self.rows, "时限变动的事件", 31, MATTER)
        for column, width in ((NUMBER, 58), (DUE, 132), (SHIFT, 92)):
            table.setColumnWidth(column, width)
        return table

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(14, 12, 14, 8)
        words.setSpacing(8)
        for part in (self.label, self.days, self.summary, self.bar):
            words.addWidget(part)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 14)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.confirm)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(words)
        outer.addWidget(self.table, 1)
        outer.addStretch(0)
        outer.addLayout(foot)

    def wait(self) -> None:
        """It is being worked out."""
        self.ruling = None
        self.label.setText("正在核算全部在办事件的时限…")
        for part in (self.days, self.summary, self.table):
            part.hide()
        self.bar.show()
        self.confirm.setEnabled(False)
        self.confirm.setToolTip("正在核算")

    def show_ruling(self, ruling: Ruling) -> None:
        self.ruling = ruling
        self.bar.hide()
        self.label.setText(ruling.change.label)
        self.days.setText(_turning(ruling.days))
        self.days.setVisible(bool(ruling.days))
        self.summary.setText(f"在办事件：{ruling.summary}")
        self.summary.show()
        self.model.set_moves(ruling.moves, self._window.bridge.snapshot, self._window.bridge.clock.now())
        self.table.setVisible(bool(ruling.moves))
        self.table.scrollToTop()
        moved = sum(move.shifts for move in ruling.moves)
        self.confirm.setText(f"确认，{moved:,} 件随之变动" if moved else "确认")
        self.confirm.setEnabled(True)
        self.confirm.setToolTip("写入县库，一次留痕，可撤销")
        self.confirm.setFocus()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.moves[index.row()].row)

    def set_theme(self, theme: Theme) -> None:
        self.head.set_theme(theme)
        self.label.setFont(theme.font("strong"))
        self.model.theme = self.rows.theme = theme


def _turning(days: tuple[tuple[YearDay, YearDay], ...]) -> str:
    """10-10 周六 休息日 → 调休上班; the first dozen."""
    told = []
    for before, after in days[:MOST_DAYS]:
        when = date_of(after.day)
        told.append(f"{when:%m-%d} 周{WEEKDAYS[when.weekday()]} {before.reason} → {after.reason}")
    more = f"；共 {len(days)} 天" if len(days) > MOST_DAYS else ""
    return "日历：" + "；".join(told) + more
