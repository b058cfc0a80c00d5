"""并案: duplicates become parts of one event; likely twins are suggested by place, time and words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.acts.fields import Field
from desktop.acts.form import ActForm
from gis.events.states import STATUS_WORD, Status

ROW = Qt.ItemDataRole.UserRole
WALK = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space)
LINE_PX, LIST_PX = 32, 132


class _Parents(QListWidget):
    """Nothing is chosen until the hand chooses: having the keyboard is not enough."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in WALK and not self.selectedItems() and self.count():
            self.setCurrentRow(max(self.currentRow(), 0))
            if (item := self.currentItem()) is not None:
                item.setSelected(True)
            return
        super().keyPressEvent(event)


class MergeForm(ActForm):
    KIND, LABEL, NEEDED, LINES = "merge", "说明", False, 2
    HINT = "为什么是同一件事；每位上报人都会收到结果"

    def build(self, column: QVBoxLayout) -> None:
        self.parent_row = -1
        self.field = Field(self.theme, "并入哪一件", "必填，按位置、时间、用词推荐")
        self.list = _Parents()
        self.list.setObjectName("merge-parents")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.number = QLineEdit()
        self.number.setObjectName("merge-number")
        self.number.setPlaceholderText("或输入主件编号，如 JL20261123-0271")
        self.field.hold(self.list)
        self.field.column.insertWidget(2, self.number)
        column.addWidget(self.field)
        super().build(column)
        self._suggest()
        self.list.itemSelectionChanged.connect(self._chosen)
        self.number.textEdited.connect(self._typed)

    def _suggest(self) -> None:
        """Likely twins of the first event; of several events themselves, each may be the main one."""
        events = self.window_.bridge.snapshot.events
        found: dict[int, str] = {row: "所选之一" for row in self.rows} if len(self.rows) > 1 else {}
        for twin in self.errand.casework.twins(self.rows[0]):
            found.setdefault(twin.row, twin.reason)
        for row, why in found.items():
            status = STATUS_WORD[Status(int(events.status[row]))]
            item = QListWidgetItem(f"{int(events.serial[row]):04d} · {why} · {events.description[row]}")
            item.setData(ROW, row)
            item.setToolTip(f"{events.number(row)} · {status}\n{events.description[row]}\n{why}")
            self.list.addItem(item)
        self.list.setFixedHeight(min(max(len(found), 1) * LINE_PX + 4, LIST_PX))
        if not found:
            item = QListWidgetItem("附近没有相似的未办结事件，请输入主件编号")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    def _chosen(self) -> None:
        self._take(next((int(item.data(ROW)) for item in self.list.selectedItems()), -1))

    def _typed(self, text: str) -> None:
        events = self.window_.bridge.snapshot.events
        found = events.numbered(text.strip())
        self._take(int(found[0]) if len(found) == 1 else -1)

    def _take(self, row: int) -> None:
        self.field.blame("")
        if row == self.parent_row:
            return
        self.parent_row = row
        self.field.note.setText(f"主件 {self.window_.bridge.snapshot.events.number(row)}" if row >= 0 else "必填")
        if row >= 0:
            self.errand.read_also([row], self.foresee)
        else:
            self.foresee()

    def foresee(self) -> None:
        if self.parent_row < 0:
            self.outlook.show_lines((), "选好主件后，这里显示会发生什么")
        else:
            super().foresee()

    def more(self) -> dict[str, Any]:
        return {"parent": self.parent_row}

    def lacking(self) -> list[str]:
        sentence = "" if self.parent_row >= 0 else "请选一件主件，或输入完整编号"
        if self.parent_row >= 0 and set(self.errand.able) <= {self.parent_row}:
            sentence = "一件事件不能并入自己"
        self.field.blame(sentence)
        return [sentence] if sentence else []

    def take_keyboard(self) -> None:
        self.list.setFocus()
