"""指定网格员: a name is typed or picked from the village's grid workers; those left without a grid stand first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import Theme
from gis.planning.crew import Mate, why_not_registered

WIDTH_PX, ROW_PX, LEAST_ROWS, MOST_ROWS = 480, 31, 3, 6


@dataclass(frozen=True)
class Naming:
    """title: 指定 009 网格的网格员. told: who it is now. village: its name. held: staff id of who it is now, 0 none.
    mates: who could be, in order; standing: what is said of each (没有网格, 现管 005)."""

    title: str
    told: str
    village: str
    held: int
    mates: Sequence[Mate]
    standing: Sequence[str]


@dataclass(frozen=True)
class Named:
    """staff: id of who was picked, 0 for somebody new or nobody. name, phone: of somebody new, empty for nobody."""

    staff: int
    name: str = ""
    phone: str = ""


class WorkerForm(QDialog):
    """Calls `given(Named)` for the button, and for 暂缺; nothing when it is closed."""

    def __init__(self, theme: Theme, asked: Naming, given: Callable[[Named], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("worker-form")
        self.setWindowTitle("指定网格员")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self._asked, self._given = asked, given
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        title, told = QLabel(asked.title), QLabel(asked.told)
        title.setFont(theme.font("title"))
        told.setProperty("tone", "secondary")
        for label in (title, told):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._fields())
        column.addWidget(self._table())
        self._note = QLabel()
        self._note.setObjectName("worker-form-note")
        self._note.setProperty("tone", "secondary")
        self._note.setWordWrap(True)
        column.addWidget(self._note)
        column.addLayout(self._foot())
        self.name.textChanged.connect(self._typed)
        self.phone.textChanged.connect(self._judge)
        self._typed()
        self.name.setFocus()

    def _fields(self) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        self.name, self.phone = QLineEdit(), QLineEdit()
        for field, key, words in ((self.name, "name", "姓名：写或从下面选"), (self.phone, "phone", "电话（可不填）")):
            field.setObjectName(f"worker-form-{key}")
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            across.addWidget(field, 3 if key == "name" else 2)
        self.name.installEventFilter(self)
        self.phone.hide()
        return row

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, 3)
        table = self.table
        table.setObjectName("worker-form-list")
        table.setAccessibleName(f"{self._asked.village}的网格员")
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 110)
        table.setColumnWidth(1, 120)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = min(max(len(self._asked.mates), LEAST_ROWS), MOST_ROWS)
        table.setFixedHeight(shown * ROW_PX + 4)
        table.itemSelectionChanged.connect(self._judge)
        table.cellDoubleClicked.connect(lambda _row, _column: self.give.click())
        return table

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.nobody = QPushButton("暂缺")
        self.nobody.setObjectName("worker-form-nobody")
        self.nobody.setToolTip("这个网格先不设网格员，检查里会一直提醒" if self._asked.held else "本来就没有网格员")
        self.nobody.setEnabled(bool(self._asked.held))
        self.nobody.setAutoDefault(False)
        self.nobody.clicked.connect(lambda: self._end(Named(0)))
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.give = QPushButton("指定")
        self.give.setObjectName("worker-form-give")
        self.give.setProperty("kind", "primary")
        self.give.setDefault(True)
        self.give.clicked.connect(lambda: self._end(self.named))
        row.addWidget(self.nobody)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.give)
        return row

    # --- what is chosen

    @property
    def named(self) -> Named:
        """Who is picked in the list, or somebody new as typed."""
        picked = self._picked()
        if picked is not None:
            return Named(picked.staff)
        return Named(0, self.name.text().strip(), self.phone.text().strip())

    def _picked(self) -> Mate | None:
        rows = self.table.selectionModel().selectedRows()
        return self._shown[rows[0].row()] if rows else None

    def _typed(self) -> None:
        """Show who fits what was typed; one whose name it is wholly is picked, and the first while nothing is typed."""
        typed, pairs = self.name.text().strip(), zip(self._asked.mates, self._asked.standing, strict=True)
        fitting = [(mate, words) for mate, words in pairs if typed in mate.name and mate.staff != self._asked.held]
        self._shown = [mate for mate, _ in fitting]
        self.table.setRowCount(len(fitting))
        for row, (mate, words) in enumerate(fitting):
            for column, cell in enumerate((mate.name, masked(mate.phone), words)):
                self.table.setItem(row, column, QTableWidgetItem(cell))
        self.table.clearSelection()
        whole = [row for row, mate in enumerate(self._shown) if mate.name == typed]
        if len(whole) == 1:
            self.table.selectRow(whole[0])
        self._judge()

    def _judge(self) -> None:
        """What the button would do, or why it cannot."""
        picked, typed = self._picked(), self.name.text().strip()
        fresh = picked is None and bool(typed)
        self.phone.setVisible(fresh)
        why = ""
        if picked is not None:
            note = "" if not picked.grids else f"{picked.name}仍管原来的网格，兼管这一个。"
        elif not typed:
            why = "写姓名，或从列表里选一人（↓ 键）。"
            note = why if self._shown else f"{self._asked.village}的名录里没有别的网格员，写下姓名即登记。"
        else:
            why = why_not_registered(typed, self.phone.text(), self._asked.mates)
            note = (
                f"{why}。" if why else f"新登记“{typed}”为{self._asked.village}的网格员；登记立即写入，不随方案撤销。"
            )
        self._note.setText(note)
        self.give.setEnabled(not why)
        self.give.setToolTip(why)
        self.give.setText("登记并指定" if fresh else "指定")

    def _end(self, named: Named) -> None:
        self.accept()
        self._given(named)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the name walk through the list."""
        if watched is self.name and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.table.rowCount():
                rows = self.table.selectionModel().selectedRows()
                at = rows[0].row() + step if rows else (0 if step > 0 else self.table.rowCount() - 1)
                self.table.selectRow(min(max(at, 0), self.table.rowCount() - 1))
                return True
        return False


def masked(phone: str) -> str:
    """139****1234; empty stays empty."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****" if phone else ""
