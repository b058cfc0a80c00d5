"""All keys on one page: the commands' own, and those of map, queue and drag; each key on a key cap."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import Command
from desktop.theme import Theme

GESTURES = (
    ("地图", "方向键", "移动"),
    ("地图", "+ / −", "放大 / 缩小"),
    ("地图", "Home", "看全县"),
    ("地图", "N / P", "视野内下一件 / 上一件"),
    ("地图", "Enter", "打开选中的事件或聚合"),
    ("地图", "Shift 拖动", "框选"),
    ("地图", "Ctrl 单击", "加选或减选"),
    ("列表", "↑ / ↓", "移动"),
    ("列表", "Shift ↑ / Shift ↓", "连选"),
    ("列表", "Ctrl A", "全选"),
    ("列表", "Enter", "指派"),
    ("列表", "空格", "在地图上定位"),
    ("拖动", "Esc", "取消，什么也不改"),
)
LEFT = ("编辑", "事件", "查找", "窗口", "县库", "帮助")  # the other groups stand in the right column


class KeysDialog(QDialog):
    """Two columns of groups; a line is what, and the key."""

    def __init__(self, theme: Theme, commands: Iterable[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle("快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 16, 20, 8)
        row.setSpacing(40)
        groups = grouped(commands)
        for names in ([n for n in groups if n in LEFT], [n for n in groups if n not in LEFT]):
            row.addLayout(self._column([(name, groups[name]) for name in names]), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(20, 8, 20, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        wanted = page.sizeHint().height() + buttons.sizeHint().height()
        self.resize(max(720, page.sizeHint().width() + 12), min(wanted, parent.height() - 60))

    def _column(self, groups: Iterable[tuple[str, list[tuple[str, str]]]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        for name, lines in groups:
            head = QLabel(name)
            head.setFont(self._theme.font("strong"))
            column.addWidget(head)
            grid = QGridLayout()
            grid.setVerticalSpacing(5)
            grid.setColumnStretch(0, 1)
            for at, (words, keys) in enumerate(lines):
                grid.addWidget(QLabel(words), at, 0)
                grid.addWidget(self._caps(keys), at, 1, Qt.AlignmentFlag.AlignRight)
            column.addLayout(grid)
            column.addSpacing(10)
        column.addStretch(1)
        return column

    def _caps(self, keys: str) -> QLabel:
        cap = QLabel(keys)
        cap.setFont(self._theme.font("small"))
        ui = self._theme.ui
        cap.setStyleSheet(
            f"border: 1px solid {ui['line_strong'].name()}; border-radius: 4px; padding: 1px 6px;"
            f" color: {ui['text_secondary'].name()};"
        )
        return cap


def grouped(commands: Iterable[Command]) -> dict[str, list[tuple[str, str]]]:
    """Menu → lines of words and first key; gestures join the group of their name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.keys:
            keys = command.keys[0].replace("+", " ")
            groups.setdefault(command.menu, []).append((command.words.rstrip("…"), keys))
    for name, keys, words in GESTURES:
        groups.setdefault(name, []).append((words, keys))
    return groups
