"""How a line of the inbox looks: symbol, title over place and note, the clock at the right; 48 px, the head 26."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.office.inbox.list_model import HEAD, ROW_ROLE, InboxModel
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.states import State

LINE_PX, HEAD_PX = 48, 26
TEXT_X, SIDE_PX = 35, 13


class InboxDelegate(QStyledItemDelegate):
    """Paints what InboxModel holds."""

    def __init__(self, theme: Theme, model: InboxModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme, self.model = theme, model

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEAD_PX if self.model.event_row(index.row()) == HEAD else LINE_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box, row = QRectF(option.rect), int(index.data(ROW_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row == HEAD:
            self._head(painter, box)
        else:
            self._line(painter, box, row, option.state)
        painter.restore()

    def _head(self, painter: QPainter, box: QRectF) -> None:
        ui = self.theme.ui
        painter.fillRect(box, ui["surface_sunk"])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), ui["line"])
        runs = [
            Run("今日已办结", pixel_font(12), ui["text_secondary"], 6),
            Run(f"{len(self.model.entries.closed):,}", pixel_font(12), ui["text_secondary"]),
        ]
        paint_runs(painter, box.left() + SIDE_PX, box.center().y(), runs)

    def _line(self, painter: QPainter, box: QRectF, row: int, look: QStyle.StateFlag) -> None:
        ui, state = self.theme.ui, self.model.state(row)
        if look & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, ui["accent_tint"])
        elif look & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, ui["surface_hover"])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), ui["line"])
        radius = self.theme.tokens["symbol"]["radius_px"]["table"]
        paint_symbol(painter, self.theme, state, QPointF(box.left() + 18, box.center().y()), radius, casing=False)
        title, below, clock = self.model.words(row)
        done, pressing = state is State.CLOSED, state in (State.OVERDUE, State.NEAR)
        tone = self.theme.state[state].text if state not in (State.NORMAL, State.CLOSED) else ui["text_secondary"]
        words = Run(clock, pixel_font(12, 600 if pressing else 400), tone)
        right = paint_runs_right(painter, box.right() - SIDE_PX, box.center().y(), [words])
        left, room = box.left() + TEXT_X, right - box.left() - TEXT_X - 10
        name = Run(title, pixel_font(13, 400 if done else 600), ui["text_secondary" if done else "text"])
        paint_runs(painter, left, box.top() + 16, [fitted(name, room)])
        paint_runs(painter, left, box.top() + 33, [fitted(Run(below, pixel_font(12), ui["text_secondary"]), room)])
        if look & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height() - 1), ui["accent"])
