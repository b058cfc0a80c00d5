"""The window of a file that arrives: what was found, every repair before it is made, and the button of the draft."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.planning.exchange.found import Found, Line
from gis.foundation.viewport import Bounds

HEADS = ("处理", "内容", "大小")
DATUMS = (("", "自动判断"), ("wgs84", "WGS-84 / CGCS2000"), ("gcj02", "GCJ-02（火星坐标）"), ("bd09", "BD-09（百度）"))
MOST_LISTED = 2000


class ArrivalWindow(QDialog):
    """Beside the map, which stays in hand. `located(bounds)` for a row with a place; `asked(name)` for the draft;
    `reread(datum)` when the reference system is told; `stopped` when the work is to end."""

    located = Signal(object)
    asked = Signal(str)
    reread = Signal(str)
    stopped = Signal()

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("arrival-window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.busy = False
        self._lines: Sequence[Line] = ()
        self._why = "正在读文件"
        self._build(name)
        self.resize(620, 600)

    def _build(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.said = QLabel("正在读文件")
        self.said.setObjectName("arrival-said")
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        column.addWidget(self.bar)
        self.evidence = QFormLayout()
        self.evidence.setVerticalSpacing(4)
        column.addLayout(self.evidence)
        self.table = self._table()
        column.addWidget(self.table, 1)
        self.datum, self.name = QComboBox(), QLineEdit(name)
        self.datum.setAccessibleName("坐标系")
        for key, word in DATUMS:
            self.datum.addItem(word, key)
        self.datum.activated.connect(lambda _at: self.reread.emit(str(self.datum.currentData())))
        self.name.setObjectName("arrival-name")
        self.name.setAccessibleName("草案名称")
        self.name.setPlaceholderText("草案名称")
        self.name.textChanged.connect(self._judge)
        row = QHBoxLayout()
        row.addWidget(QLabel("经纬度按"))
        row.addWidget(self.datum)
        row.addWidget(QLabel("草案名称"))
        row.addWidget(self.name, 1)
        column.addLayout(row)
        column.addLayout(self._foot())
        self._judge()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADS))
        table.setObjectName("arrival-lines")
        table.setAccessibleName("要做的修正和不导入的行")
        table.setHorizontalHeaderLabels(HEADS)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._chosen)
        return table

    def _foot(self) -> QHBoxLayout:
        self.why = QLabel()
        self.why.setObjectName("arrival-why")
        self.why.setProperty("tone", "tertiary")
        self.close_ = QPushButton("取消")
        self.close_.setObjectName("arrival-close")
        self.close_.setAutoDefault(False)
        self.close_.clicked.connect(self.reject)
        self.make = QPushButton("做成草案")
        self.make.setObjectName("arrival-make")
        self.make.setProperty("kind", "primary")
        self.make.clicked.connect(lambda: self.asked.emit(self.name.text().strip()))
        row = QHBoxLayout()
        row.addWidget(self.why, 1)
        row.addWidget(self.close_)
        row.addWidget(self.make)
        return row

    # --- what is shown

    def show_work(self, words: str, share: float = 0.0) -> None:
        """Something is under way; without a share the bar only moves."""
        self.busy, self._why = True, words
        self.said.setText(words)
        self.bar.setRange(0, 1000 if share > 0 else 0)
        self.bar.setValue(round(share * 1000))
        self.bar.show()
        self._judge()

    def show_found(self, found: Found) -> None:
        self.busy, self._why = False, found.why_not
        self.bar.hide()
        self.said.setText(found.said + "。")
        while self.evidence.rowCount():
            self.evidence.removeRow(0)
        for head, words in found.evidence:
            label = QLabel(words)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.evidence.addRow(head, label)
        self._fill(found.lines)
        self._judge()

    def show_failure(self, words: str) -> None:
        self.busy, self._why = False, "没有读成，什么也没有写入"
        self.bar.hide()
        self.said.setText(words)
        self._fill(())
        self._judge()

    def _fill(self, lines: Sequence[Line]) -> None:
        self._lines = lines[:MOST_LISTED]
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for at, words in enumerate((line.kind, line.words, line.size)):
                item = QTableWidgetItem(words)
                item.setToolTip(words + ("\n单击在地图上看" if line.bounds is not None else ""))
                self.table.setItem(row, at, item)
        self.table.resizeColumnToContents(0)
        self.table.resizeColumnToContents(2)
        if len(lines) > MOST_LISTED:
            self.said.setText(f"{self.said.text()}表里列出前 {MOST_LISTED} 行，共 {len(lines)} 行。")

    def _chosen(self) -> None:
        row = self.table.currentRow()
        place: Bounds | None = self._lines[row].bounds if 0 <= row < len(self._lines) else None
        if place is not None:
            self.located.emit(place)

    def _judge(self) -> None:
        why = self._why or ("" if self.name.text().strip() else "请写草案名称")
        self.make.setEnabled(not why)
        self.make.setToolTip(why)
        self.why.setText("" if self.busy else why)
        self.datum.setEnabled(not self.busy)

    def reject(self) -> None:
        self.stopped.emit()
        super().reject()
