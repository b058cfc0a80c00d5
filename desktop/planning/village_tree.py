"""The tree a planner chooses a village from: grids, households and problems of every division, no open events."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.models.divisions import DivisionModel, Index
from desktop.panels.division_tree import SIDE_PX, DivisionDelegate, DivisionTree
from desktop.theme import Theme
from gis.boundaries.outlook import Standing

COLUMNS = (("网格", 118.0), ("户数", 60.0), ("问题", 16.0))  # and how far their right edges are from the tree's
FIGURES_PX = 142  # a narrow tree still has room for a name of four characters
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class VillageModel(DivisionModel):
    """`standing` by code of a division; empty until the county was looked at."""

    standing: Mapping[str, Standing] = {}

    def standing_of(self, row: int) -> Standing | None:
        return self.standing.get(self.divisions.code[row]) if self.divisions is not None else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in told or not index.isValid() or self.divisions is None or self.rest_of(index) >= 0:
            return super().data(index, role)
        row = index.internalId()
        words = words_of(self.standing_of(row), self.divisions.code[row])
        code = f" {self.divisions.code[row]}\n" if role == Qt.ItemDataRole.ToolTipRole else "，"
        return f"{self.divisions.name[row]}{code}{words}"


def words_of(standing: Standing | None, code: str) -> str:
    """20 个网格 · 1,022 户 · 没有问题"""
    if standing is None:
        return "正在统计网格和农户"
    held = f"{standing.households:,} 户"
    parts = [held] if len(code) == 15 else [f"{standing.grids:,} 个网格", held]
    if not standing.whole:
        parts.append("还没有划分网格" if len(code) == 12 else "有村还没有划分网格")
    wrong = [f"{standing.errors} 个错误"] if standing.errors else []
    wrong += [f"{standing.warnings} 个提醒"] if standing.warnings else []
    return " · ".join([*parts, *(wrong or ["没有问题"])])


class VillageDelegate(DivisionDelegate):
    """A line: arrow, name, grids, households, what is wrong."""

    tree: VillageTree

    def figures_px(self, wide: int) -> int:
        return FIGURES_PX

    def _figures(self, painter: QPainter, rect: QRect, index: Index, chosen: bool) -> None:
        ui, row = self.tree.theme.ui, index.internalId()
        standing = self.tree.villages.standing_of(row)
        line = QRectF(rect).adjusted(0, -1, 0, -1)
        painter.setFont(self.tree.theme.font("body"))
        painter.setPen(ui["text_tertiary"])
        if standing is None:
            painter.drawText(line.adjusted(0, 0, -COLUMNS[2][1], 0), RIGHT, "—")
            return
        divided = self.tree.villages.hasChildren(index)
        grids = "" if not divided and standing.grids == 1 else f"{standing.grids:,}"
        figures = (grids, f"{standing.households:,}")
        for words, (_, edge), zero in zip(
            figures, COLUMNS, (not standing.grids, not standing.households), strict=False
        ):
            painter.setPen(ui["accent_text" if chosen else "text_tertiary" if zero else "text"])
            painter.drawText(line.adjusted(0, 0, -edge, 0), RIGHT, words)
        self._problems(painter, line, standing)

    def _problems(self, painter: QPainter, line: QRectF, standing: Standing) -> None:
        theme = self.tree.theme
        count = standing.errors or standing.warnings
        painter.setPen(theme.ui["text_tertiary"])
        if count:
            tone = theme.check["invalid" if standing.errors else "warning"]
            painter.setPen(tone if standing.errors or theme.night else tone.darker(130))
            painter.setFont(theme.font("strong"))
            wide = painter.fontMetrics().horizontalAdvance(f"{count:,}")
            at = QPointF(line.right() - COLUMNS[2][1] - wide - 10, line.center().y() + 1)
            paint_icon(painter, "close" if standing.errors else "warning", tone, at, 13)
        painter.drawText(line.adjusted(0, 0, -COLUMNS[2][1], 0), RIGHT, f"{count:,}")


class VillageTree(DivisionTree):
    """`activated_row(int)` as every tree of divisions."""

    villages: VillageModel

    def make_model(self) -> DivisionModel:
        self.villages = VillageModel(self)
        return self.villages

    def make_delegate(self) -> DivisionDelegate:
        return VillageDelegate(self)

    def set_standing(self, standing: Mapping[str, Standing]) -> None:
        """Take new figures; the view repaints, no row is added or moved."""
        self.villages.standing = standing
        self.viewport().update()


class TreeHeads(QWidget):
    """网格 户数 问题 above the tree's figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(22)
        self.setToolTip("户数不合规则、不相连、压界线、没有网格员等，都算问题")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.ui["text_tertiary"])
        painter.drawText(self.rect().adjusted(SIDE_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "区划")
        for word, edge in COLUMNS:
            painter.drawText(self.rect().adjusted(0, 0, -round(edge), 0), RIGHT, word)
        painter.end()
