"""All keys on one page: the commands' own, and those of map, queue and drag."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import Commands
from desktop.theme import Theme

GESTURES = (
    ("地图", "方向键", "移动"),
    ("地图", "+ / − / Home", "放大 / 缩小 / 看全县"),
    ("地图", "N / P", "视野内下一件 / 上一件"),
    ("地图", "Enter", "打开选中的事件或聚合"),
    ("地图", "Shift 拖动", "框选"),
    ("地图", "Ctrl 单击", "加选或减选"),
    ("列表", "↑ ↓ / Shift / Ctrl+A", "移动 / 连选 / 全选"),
    ("列表", "Enter / 空格", "指派 / 在地图上定位"),
    ("拖动", "Esc", "取消，什么也不改"),
)


class KeysDialog(QDialog):
    """Two columns: what, and the key. Groups as in the menu."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle("快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = [(c.menu, "　".join(c.keys), c.words) for c in commands.rows.values() if c.keys]
        page = QWidget()
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        line, group = 0, ""
        for menu, keys, words in (*rows, *GESTURES):
            if menu != group:
                group = menu
                head = QLabel(menu)
                head.setFont(theme.font("strong"))
                grid.addWidget(head, line, 0, 1, 2)
                line += 1
            grid.addWidget(QLabel(words), line, 0)
            grid.addWidget(QLabel(keys), line, 1)
            line += 1
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(480, min(680, parent.height() - 80))
