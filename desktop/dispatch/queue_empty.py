"""What an empty tab says: one line what belongs here, one act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.dispatch.queue_tabs import Tab
from desktop.theme import Theme


class QueueEmpty(QWidget):
    """Lies over the rows while there are none."""

    show_all = Signal()
    clear_filter = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.act = QLabel(self), QPushButton(self)
        self.act.setProperty("kind", "link")
        self.act.setCursor(Qt.CursorShape.PointingHandCursor)
        self.act.clicked.connect(self._acted)
        self.acts_on_filter = False
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(self.words)
        row.addWidget(self.act)
        row.addStretch(1)
        self.set_theme(theme)

    def tell(self, tab: Tab, others: int, restricted: bool) -> None:
        """`others`: rows that all tabs hold together; `restricted`: a filter is active."""
        name = "事件" if tab.key == "all" else tab.word
        self.acts_on_filter = restricted and (tab.key == "all" or not others)
        self.words.setText(f"当前筛选下没有{name}事件" if self.acts_on_filter and tab.key != "all" else
                           "没有符合筛选的事件" if self.acts_on_filter else f"暂无{name}")  # fmt: skip
        self.act.setText("清除筛选" if self.acts_on_filter else f"查看全部 {others:,} 件" if others else "查看全部")
        self.act.setVisible(self.acts_on_filter or tab.key != "all")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.words.setFont(theme.font("body"))
        self.act.setFont(theme.font("body"))
        self.words.setProperty("tone", "tertiary")
        self.update()

    def paintEvent(self, _event) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.ui["surface_panel"])

    def _acted(self) -> None:
        (self.clear_filter if self.acts_on_filter else self.show_all).emit()
