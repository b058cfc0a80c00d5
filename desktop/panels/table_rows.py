"""Rows of a table as the design has them: hairlines between, a tint for the chosen one, air at the sides."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.symbols import paint_symbol
from desktop.theme import Theme
from gis.events.states import State

PAD_PX, BAR_PX = 8, 40
BAR = int(Qt.ItemDataRole.UserRole) + 1  # a share from 0 to 1, painted as a grey bar before the text


def set_out(table: QTableView, rows: TableRows, name: str, row_px: int, stretched: int) -> None:
    """Give a table the look and the hands of a list: whole rows, no grid, no numbers. stretched: the column that takes
    the room that is left. name: for those who hear it."""
    table.setAccessibleName(name)
    table.setItemDelegate(rows)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setStyleSheet("QHeaderView::section:first { padding-left: 14px; }")
    head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


class TableRows(QStyledItemDelegate):
    """Paints text, colour, font and alignment of a model, a state symbol (decoration), a bar (BAR). The first column
    stands in `first_px` from the edge."""

    def __init__(self, theme: Theme, first_px: int = 14) -> None:
        super().__init__()
        self.theme, self._first_px = theme, first_px

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ui, rect = self.theme.ui, QRect(option.rect)
        how = option.state
        if how & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, ui["accent_tint"])
        elif how & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, ui["surface_hover"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        colour = colour.color() if isinstance(colour, QBrush) else colour or ui["text"]
        painter.setPen(QPen(colour))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or self.theme.font("body"))
        left = self._first_px if index.column() == 0 else PAD_PX
        box = rect.adjusted(left, 0, -PAD_PX, -1)
        state = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(state, State):
            paint_symbol(painter, self.theme, state, QPointF(box.left() + 7, box.center().y() + 0.5), 6)
            box.adjust(22, 0, 0, 0)
        share = index.data(BAR)
        if share is not None:
            middle = box.center().y()
            painter.fillRect(box.left(), middle - 1, BAR_PX, 4, ui["line"])
            painter.fillRect(box.left(), middle - 1, round(BAR_PX * float(share)), 4, ui["text_secondary"])
            box.adjust(BAR_PX + 8, 0, 0, 0)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align) | int(Qt.AlignmentFlag.AlignVCenter), cut)
