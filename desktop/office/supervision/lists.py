"""Painted lists of the page: letters at the left, the events of one beside them. Arrow keys walk, space ticks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.icons import paint_icon
from desktop.models.supervision import Entry, EntryModel, MatterModel
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font

ENTRY_PX, MATTER_PX, TICK_PX = 52, 56, 38
Index = QModelIndex | QPersistentModelIndex


class PaintedList(QListView):
    """`opened(row)` on Enter or a double click."""

    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class EntryList(PaintedList):
    """Letters, or lines of the record. `chosen(list of Entry)` on another pick; Ctrl, Shift, Ctrl+A take more."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.entries = model
        self.setModel(model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setAccessibleName("函件")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selectionChanged(self, selected, deselected) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        picked = self.picked()
        if picked:
            self.chosen.emit(picked)

    def picked(self) -> list[Entry]:
        """The entries picked, in order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.entries.entries[row] for row in rows if row < len(self.entries.entries)]

    def choose(self, at: int) -> None:
        """Make a line the current one."""
        self.setCurrentIndex(self.entries.index(at))


class MatterList(PaintedList):
    """Events of a letter; a click on the box, or space, takes one in or leaves it out. `ticked` after each."""

    ticked = Signal()

    def __init__(self, theme: Theme, model: MatterModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.matters = model
        self.setModel(model)
        self.setItemDelegate(_MatterDelegate(self))
        self.setAccessibleName("函内事件")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.matters.tickable and event.position().x() < TICK_PX:
            self._toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.matters.tickable:
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _toggle(self, at: int) -> None:
        self.matters.toggle(at)
        self.ticked.emit()


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, view: EntryList) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option, _index) -> QSize:
        return QSize(200, ENTRY_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self.view.entries.entries[index.row()]
        ui, box = self.view.theme.ui, QRectF(option.rect)
        _ground(painter, self.view, option, index)
        left = box.left() + 16
        if entry.mark:
            paint_mark(painter, self.view.theme, entry.mark, entry.ink, left, box.top() + 18)
            left += 44
        right = self._right(painter, entry, box)
        title = Run(entry.title, pixel_font(13, 600), ui["text"])
        paint_runs(painter, left, box.top() + 18, [fitted(title, right - left - 8)])
        more = Run(entry.more, pixel_font(12), ui["text_secondary"])
        paint_runs(painter, box.left() + 16, box.top() + 37, [fitted(more, box.width() - 32)])

    def _right(self, painter: QPainter, entry: Entry, box: QRectF) -> float:
        ui = self.view.theme.ui
        tone, weight = ("text", 600) if entry.late else ("text_secondary", 400)
        run = Run(entry.right, pixel_font(12, weight), ui[tone])
        left = paint_runs_right(painter, box.right() - 16, box.top() + 18, [run])
        if entry.late:
            paint_icon(painter, "warning", ui["text"], QPointF(left - 11, box.top() + 18), 14)
            left -= 20
        return left


class _MatterDelegate(QStyledItemDelegate):
    def __init__(self, view: MatterList) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option, _index) -> QSize:
        return QSize(200, MATTER_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        matters, ui = self.view.matters, self.view.theme.ui
        box = QRectF(option.rect)
        _ground(painter, self.view, option, index)
        number, words, place, reason = matters.words(index.row())
        left, kept = box.left() + 16, matters.kept[index.row()]
        if matters.tickable:
            _tick(painter, self.view.theme, QRectF(left, box.center().y() - 8, 16, 16), kept)
            left = box.left() + TICK_PX + 4
        tone = "text" if kept else "text_tertiary"
        room = box.right() - 16 - left
        tail = paint_runs_right(
            painter, box.right() - 16, box.top() + 18, [Run(number[2:], pixel_font(11), ui["text_tertiary"])]
        )
        paint_runs(painter, left, box.top() + 18, [fitted(Run(words, pixel_font(13), ui[tone]), tail - left - 8)])
        why = Run(reason, pixel_font(12), ui["text_secondary" if kept else "text_tertiary"], 8)
        where = Run(place, pixel_font(11), ui["text_tertiary"])
        end = paint_runs(painter, left, box.top() + 39, [fitted(why, room)])
        if box.right() - 16 - end - 12 > 60:
            paint_runs_right(painter, box.right() - 16, box.top() + 39, [fitted(where, box.right() - 16 - end - 12)])


def paint_mark(painter: QPainter, theme: Theme, words: str, ink: bool, left: float, centre_y: float) -> None:
    """督办 as ink, 催办 as an outline: how grave a letter is, without a state colour."""
    ui, box = theme.ui, QRectF(left, centre_y - 9, 36, 18)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if ink else QPen(ui["line_control"], 1))
    painter.setBrush(ui["text_secondary"] if ink else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(pixel_font(11, 600))
    painter.setPen(ui["surface_panel" if ink else "text"])
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _tick(painter: QPainter, theme: Theme, box: QRectF, on: bool) -> None:
    ui = theme.ui
    painter.setPen(Qt.PenStyle.NoPen if on else QPen(ui["line_control"], 1))
    painter.setBrush(ui["accent"] if on else ui["surface_panel"])
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if on:
        paint_icon(painter, "check", ui["on_accent"], box.center(), 14)


def _ground(painter: QPainter, view: PaintedList, option: QStyleOptionViewItem, index: Index) -> None:
    ui, rect = view.theme.ui, option.rect
    current = view.selectionModel().isSelected(index)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, ui["accent_tint" if current else "surface_hover" if hovered else "surface_panel"])
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])
    if current and view.hasFocus():
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), ui["accent"])
