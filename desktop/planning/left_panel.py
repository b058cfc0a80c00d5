"""The left of the planner's desk: the village with its grids and layers, or the tree to choose a village from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.panels.sections import Hairline, SectionHead
from desktop.planning.grid_bars import GridBars
from desktop.planning.layer_rows import LayerRow
from desktop.planning.village_head import VillageHead
from desktop.planning.village_tree import TreeHeads, VillageTree
from desktop.theme import Theme

LAYERS = (
    ("houses", "农户点", "每户一个点"),
    ("in-force", "现行边界", "方案改动过的边界，以虚线显示现行的走向"),
    ("ground", "道路与院落", "道路、居民地和院落"),
    ("events", "在办事件", "本村在办的事件"),
)


class LeftPanel(QWidget):
    """`layer_toggled(key, shown)`; what else hands do is signalled by its parts."""

    layer_toggled = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planning-left")
        self.setAutoFillBackground(True)
        self.theme = theme
        self.pages = QStackedWidget()
        self.tree, self.tree_heads = VillageTree(theme), TreeHeads(theme)
        self.tree.setObjectName("planning-tree")
        self.head, self.bars = VillageHead(theme), GridBars(theme)
        self.bars_head = SectionHead(theme, "网格户数")
        self.bars_head.set_figure("竖线 = 上限 60")
        self.layers = {key: LayerRow(theme, key, word, tip) for key, word, tip in LAYERS}
        self._dressed: list[Any] = [
            self.tree,
            self.tree_heads,
            self.head,
            self.bars,
            self.bars_head,
            *self.layers.values(),
        ]
        self.pages.addWidget(self._tree_page())
        self.pages.addWidget(self._village_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        for key, row in self.layers.items():
            row.setChecked(key != "events")
            row.toggled.connect(lambda on, key=key: self.layer_toggled.emit(key, on))

    def _tree_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        title = QLabel("选择要规划的村")
        title.setFont(self.theme.font("title"))
        hint = QLabel("点地图上的村、点下面的村名，或按 Ctrl+K 搜村名、拼音首字母。")
        hint.setWordWrap(True)
        hint.setProperty("tone", "secondary")
        for label in (title, hint):
            label.setContentsMargins(16, 0, 16, 4)
            column.addWidget(label)
        column.addSpacing(4)
        column.addWidget(self.tree_heads)
        column.addWidget(self.tree, 1)
        return page

    def _village_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = [Hairline(self.theme) for _ in range(2)]
        self.layers_head = SectionHead(self.theme, "图层")
        self._dressed += [*self._lines, self.layers_head]
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 8)
        inside.addWidget(self.bars)
        inside.addStretch(1)
        scroll.setWidget(inner)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.bars_scroll = scroll
        column.addWidget(self.head)
        column.addWidget(self._lines[0])
        column.addWidget(self.bars_head)
        column.addWidget(scroll, 1)
        column.addWidget(self._lines[1])
        column.addWidget(self.layers_head)
        for row in self.layers.values():
            column.addWidget(row)
        column.addSpacing(12)
        return page

    def show_village(self, shown: bool) -> None:
        """The village's page, or the tree."""
        self.pages.setCurrentIndex(1 if shown else 0)

    def reveal(self, code: str) -> None:
        """Bring a grid's bar into sight."""
        number = self.bars.row_of(code)
        if number >= 0:
            self.bars_scroll.ensureVisible(0, number * 27 + 13, 0, 40)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in self._dressed:
            part.set_theme(theme)
