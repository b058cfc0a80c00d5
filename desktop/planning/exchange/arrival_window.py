"""The window of a file that arrives: what was found, every repair before it is made, and the button of the draft."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.planning.exchange.found import BORDERS, LEFT, MENDED, REFUSED, SAME, Choices, Found
from desktop.planning.exchange.line_table import LineTable
from desktop.planning.exchange.reading_form import ReadingForm

LIST, HOW = 0, 1
DETAIL_PX = 42
KEPT = (REFUSED, LEFT, SAME, MENDED)  # rows that are no repair


class ArrivalWindow(QDialog):
    """Beside the map, which stays in hand. `located(bounds)` for a row with a place; `asked(name)` for the draft;
    `reread(choices)` when the user says how to read; `stopped` when the work is to end."""

    located = Signal(object)
    asked = Signal(str)
    reread = Signal(object)
    stopped = Signal()

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("arrival-window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.busy = self._final = False
        self._why = "正在读文件"
        self._build(title, name)
        self.resize(560, 640)

    def _build(self, title: str, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head = QLabel(title)
        head.setProperty("tone", "secondary")
        self.said = QLabel("正在读文件")
        self.said.setObjectName("arrival-said")
        self.said.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.table, self.form, self.tabs = LineTable(), ReadingForm(), QTabWidget()
        self.table.pointed.connect(self._pointed)
        self.table.judged.connect(self._judge)
        self.form.chosen.connect(lambda: self.reread.emit(self.form.choices()))
        self.detail = QLabel()
        self.detail.setObjectName("arrival-detail")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(DETAIL_PX)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.detail)
        self.tabs.addTab(page, "内容")
        self.tabs.addTab(self.form, "读法：图层、列、坐标系")
        for part in (head, self.said, self.bar):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
        column.addLayout(self._name_row(name))
        column.addLayout(self._foot())
        self._judge()

    def _name_row(self, name: str) -> QHBoxLayout:
        self.name = QLineEdit(name)
        self.name.setObjectName("arrival-name")
        self.name.setAccessibleName("草案名称")
        self.name.setPlaceholderText("草案名称")
        self.name.textChanged.connect(self._judge)
        row = QHBoxLayout()
        row.addWidget(QLabel("草案名称"))
        row.addWidget(self.name, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        self.why = QLabel()
        self.why.setObjectName("arrival-why")
        self.why.setProperty("tone", "tertiary")
        self.why.setWordWrap(True)
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

    @property
    def evidence(self) -> QFormLayout:
        """The form layout of what was decided about the file."""
        return self.form.evidence

    def choices(self) -> Choices:
        return self.form.choices()

    def without(self) -> frozenset[str]:
        """What the user leaves out."""
        return self.table.without()

    # --- what is shown

    def show_work(self, words: str, share: float = 0.0, final: bool = False) -> None:
        """Something is under way; without a share the bar only moves. final: it can no longer be stopped."""
        self.busy, self._why, self._final = True, words, final
        self.said.setText(words)
        self.bar.setRange(0, 1000 if share > 0 else 0)
        self.bar.setValue(round(share * 1000))
        self.bar.show()
        self._judge()

    @property
    def final(self) -> bool:
        """Whether what is under way can no longer be stopped."""
        return self.busy and self._final

    def show_found(self, found: Found) -> None:
        self.busy, self._why = False, found.why_not
        self.bar.hide()
        self.said.setText(found.said.rstrip("。") + "。")
        self.form.show_found(found)
        self.table.fill(found.lines)
        self.detail.setText(_hint(found))
        self.tabs.setTabText(LIST, f"内容 {len(found.lines):,}")
        if self.table.cut:
            self.said.setText(
                f"{self.said.text()}表里列出前 {self.table.rowCount():,} 行，共 {len(found.lines):,} 行。"
            )
        self._judge()

    def show_failure(self, words: str) -> None:
        self.busy, self._why = False, "没有读成，什么也没有写入"
        self.bar.hide()
        self.said.setText(words)
        self.table.fill(())
        self.detail.clear()
        self.tabs.setTabText(LIST, "内容")
        self._judge()

    def _pointed(self, words: str, place: object) -> None:
        self.detail.setText(words)
        if place is not None:
            self.located.emit(place)

    def _judge(self) -> None:
        why = self._why or ("" if self.name.text().strip() else "请写草案名称")
        why = why or ("没有勾选要导入的" if self.table.keys() and self.table.keys() <= self.table.without() else "")
        self.make.setEnabled(not why)
        self.make.setToolTip(why)
        self.why.setText("" if self.busy else why)
        self.close_.setEnabled(not self.final)
        self.close_.setToolTip("正在写入，写完即在台上；不要它，写完可撤回" if self.final else "什么也不写入（Esc）")
        self.form.setEnabled(not self.busy)
        self.table.setEnabled(not self.busy)

    def reject(self) -> None:
        if self.final:
            return
        self.stopped.emit()
        super().reject()


def _hint(found: Found) -> str:
    """What can be done with the list."""
    words = "单击一行在地图上看" if any(line.bounds for line in found.lines) else ""
    if any(line.key for line in found.lines):
        words += "；" if words else ""
        words += "去掉勾选的不导入"
        if any(line.kind not in KEPT and not line.key for line in found.lines) and found.kind == BORDERS:
            words += (
                "。修正是让界线无缝无重叠所需，随所在的村一起导入；不要“对齐现有界点”，可在“读法”里把对齐距离改为 0"
            )
    return f"{words}。" if words else ""
