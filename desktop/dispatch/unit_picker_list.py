"""The list of the unit picker: 推荐 农业农村局 84 → 87/100 12-02, one line a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded
from desktop.theme import Theme, pixel_font
from gis.workflow.fit import FIT_WORD, Fit, UnitFit

ROW_PX = 34
FIT_X, NAME_X = 16, 58
DUE_PX = 62
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class PickLine:
    """A unit in the list; `due` as a word, empty where it is no help."""

    name: str
    fit: UnitFit
    due: str

    @property
    def spoken(self) -> str:
        load = f"在办 {self.fit.load:,} 变为 {self.fit.load_after:,}，承载 {self.fit.capacity:,}"
        return "，".join(w for w in (self.name, FIT_WORD[self.fit.fit], self.fit.reason, load, self.due) if w)


class UnitList(QListWidget):
    """Never takes the keyboard itself: the input above it moves it."""

    chosen = Signal(int)
    current_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName("单位")
        self.setItemDelegate(PickDelegate(theme, self))
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QListWidget { background: transparent; }")
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(LINE_ROLE).fit.unit))
        self.currentItemChanged.connect(lambda _item, _before: self.current_changed.emit(self.current))

    def set_lines(self, lines: Sequence[PickLine]) -> None:
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.name)
            item.setData(LINE_ROLE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
            item.setToolTip(line.fit.reason)
            self.addItem(item)
        if lines:
            self.setCurrentRow(0)
        self.current_changed.emit(self.current)

    @property
    def units(self) -> list[int]:
        return [self.item(index).data(LINE_ROLE).fit.unit for index in range(self.count())]

    @property
    def current(self) -> int:
        item = self.currentItem()
        return -1 if item is None else item.data(LINE_ROLE).fit.unit

    def step(self, by: int) -> None:
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))


class PickDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: PickLine = index.data(LINE_ROLE)
        ui, box = self._theme.ui, QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = box.adjusted(8, 1, -8, -1)
        if state & state.State_Selected:
            rounded(painter, ground, 6, ui["accent_tint"])
        elif state & state.State_MouseOver:
            rounded(painter, ground, 6, ui["surface_hover"])
        self._words(painter, box, line)
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, line: PickLine) -> None:
        ui, fit, y = self._theme.ui, line.fit, box.center().y()
        misfit = fit.fit == Fit.MISFIT
        small, bold = pixel_font(12), pixel_font(12, 600)
        tone = "accent_text" if fit.fit == Fit.RECOMMENDED else "text_tertiary" if misfit else "text"
        paint_runs(painter, box.left() + FIT_X, y, [Run(FIT_WORD[fit.fit], small if misfit else bold, ui[tone])])
        right = box.right() - 18
        if line.due:
            paint_runs_right(painter, right, y, [Run(line.due, small, ui["text_secondary"])])
        load = [
            Run(f"{fit.load:,} → ", small, ui["text_tertiary" if misfit else "text_secondary"]),
            Run(f"{fit.load_after:,}", small if misfit else bold, ui["text_tertiary" if misfit else "text"]),
            Run(f"/{fit.capacity:,}", small, ui["text_tertiary"]),
        ]
        edge = paint_runs_right(painter, right - DUE_PX, y, load)
        font = pixel_font(13, 400 if misfit else 600)
        name = fitted(Run(line.name, font, ui["text_secondary" if misfit else "text"], 8), edge - box.left() - NAME_X)
        end = paint_runs(painter, box.left() + NAME_X, y, [name]) + 8
        if misfit:
            paint_runs(painter, end, y, [fitted(Run(fit.reason, small, ui["text_tertiary"]), edge - end - 8)])
