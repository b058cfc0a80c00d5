"""The third pane: the timeline of every act, likely twins, and (where it is there) the repair of imports, as tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dispatch.inspector_history import TEXT_X, Timeline
from desktop.theme import Theme
from gis.events.duplicates import Twin
from gis.events.states import STATUS_WORD, Status
from gis.records import HistoryLine
from gis.snapshot import Snapshot

SIDE_PX, WIDEST_PX = 16, 600
ROW = Qt.ItemDataRole.UserRole


class SidePane(QTabWidget):
    """`twin_chosen(row)` when a likely twin is to be shown."""

    twin_chosen = Signal(int)
    _imports: QWidget | None
    _make: Callable[[], QWidget] | None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox-side")
        self.setDocumentMode(True)
        self.theme = theme
        self.timeline = _Story(theme)
        self.twins = QListWidget()
        self.twins.setObjectName("inbox-twins")
        self.twins.setWordWrap(True)
        self.twins.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.twins.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.twins.setSpacing(4)
        self.twins.itemActivated.connect(lambda item: self.twin_chosen.emit(item.data(ROW)))
        self.twins.itemClicked.connect(lambda item: self.twin_chosen.emit(item.data(ROW)))
        self._place, self._imports, self._make = QWidget(), None, None
        self._column = QVBoxLayout(self._place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.currentChanged.connect(self._turned)
        self.addTab(self.timeline, "经过")
        self.addTab(self.twins, "相似事件")
        self.setStyleSheet("QTabWidget::tab-bar { left: 14px; }")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.timeline.set_theme(theme)
        if self._imports is not None and hasattr(self._imports, "set_theme"):
            self._imports.set_theme(theme)

    def offer_imports(self, make: Callable[[], QWidget] | None) -> None:
        """The tab 导入修复, made when it is first turned to; None takes it away."""
        held = self.indexOf(self._place)
        self._make = make
        if make is not None and held < 0:
            self.addTab(self._place, "导入修复")
        elif make is None and held >= 0:
            self.removeTab(held)

    def _turned(self, place: int) -> None:
        if self.widget(place) is self._place and self._imports is None and self._make is not None:
            self._imports = self._make()
            self._column.addWidget(self._imports)

    def show_history(self, history: Sequence[HistoryLine] | None, now: int) -> None:
        """None while it is read."""
        self.timeline.show_history(history, now)
        self.setTabText(0, f"经过 {len(history)}" if history else "经过")

    def show_twins(self, snapshot: Snapshot, found: Sequence[Twin]) -> None:
        """Open events near in place, time and words."""
        events = snapshot.events
        self.twins.clear()
        self.setTabText(1, f"相似事件 {len(found)}" if found else "相似事件")
        for twin in found:
            status = STATUS_WORD[Status(int(events.status[twin.row]))]
            item = QListWidgetItem(
                f"{events.description[twin.row]}\n{events.number(twin.row)} · {status} · {twin.reason}"
            )
            item.setData(ROW, twin.row)
            self.twins.addItem(item)
        if not found:
            item = QListWidgetItem("附近、近日没有相似的未办结事件")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.twins.addItem(item)


class _Story(QScrollArea):
    """The timeline, set for the width there is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setObjectName("inbox-timeline")
        self.lines, self.words, body = Timeline(theme), QLabel(), QWidget()
        self.words.setFont(theme.font("small"))
        self.words.setProperty("tone", "secondary")
        column = QVBoxLayout(body)
        column.setContentsMargins(SIDE_PX, 14, SIDE_PX, 14)
        self.lines.setMaximumWidth(WIDEST_PX)
        column.addWidget(self.words)
        column.addWidget(self.lines)
        column.addStretch(1)
        self.setWidget(body)

    def set_theme(self, theme: Theme) -> None:
        self.lines.set_theme(theme)

    def show_history(self, history: Sequence[HistoryLine] | None, now: int) -> None:
        self.words.setText("读取中…" if history is None else "选中一件事件时，这里是它的全部经过")
        self.words.setVisible(not history)
        self.lines.set_history(history or (), now)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.lines.set_text_width(min(self.viewport().width() - 2 * SIDE_PX, WIDEST_PX) - TEXT_X)
