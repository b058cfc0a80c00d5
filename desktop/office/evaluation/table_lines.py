"""The lines of the evaluation table, edited in place: a dot on what was changed, mark and reason on what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.icons import paint_icon
from desktop.models.evaluation_table import GROUP, NOTE, VALUE, WORD, EvaluationTableModel, Index
from desktop.panels.text_runs import Run, fitted, paint_runs
from desktop.theme import Theme, pixel_font
from gis.evaluation.amending import fault

ROW_PX = 34


class LinesView(QTableView):
    """Enter, F2, a double click or typing edits the value; the menu of a line brings its value back."""

    def __init__(self, theme: Theme, model: EvaluationTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.lines = theme, model
        self.setObjectName("sheet-lines")
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("考核表各项")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.viewport().update()

    def fit(self) -> None:
        """Share the width: what it belongs to, what it is, the value, the note."""
        width = self.viewport().width()
        grouped = any(line.group for line in self.lines.shown)
        self.setColumnHidden(GROUP, not grouped)
        group = min(220, max(120, width // 6)) if grouped else 0
        word = min(240, max(150, width // 5))
        value = (width - group - word) * (3 if self.lines.section in ("rate", "card") else 2) // 5
        for column, px in ((GROUP, group), (WORD, word), (VALUE, value), (NOTE, width - group - word - value)):
            self.setColumnWidth(column, px)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event) -> None:
        free = self.state() != QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid() and free:
            self.edit(self.lines.index(self.currentIndex().row(), VALUE))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid():
            self.edit(self.lines.index(at.row(), VALUE))

    def contextMenuEvent(self, event) -> None:
        at = self.indexAt(event.pos())
        if not at.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("修改\tEnter").triggered.connect(lambda: self.edit(self.lines.index(at.row(), VALUE)))
        back = menu.addAction("恢复原值")
        back.setEnabled(self.lines.is_changed(self.lines.shown[at.row()]))
        back.triggered.connect(lambda: self.lines.restore(at.row()))
        menu.popup(event.globalPos())


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, view: LinesView) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option, _index) -> QSize:
        return QSize(100, ROW_PX)

    def createEditor(self, parent: QWidget, _option, _index) -> QWidget:
        edit = QLineEdit(parent)
        edit.setObjectName("sheet-edit")
        return edit

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, -4, -2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, ui, column = self.view, self.view.theme.ui, index.column()
        line = view.lines.shown[index.row()]
        rect, box = option.rect, QRectF(option.rect)
        current = index.row() == view.currentIndex().row()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, ui["accent_tint" if current else "surface_panel"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])
        wrong = fault(view.lines.raw, line)
        left, y = box.left() + (16 if column in (GROUP, WORD) else 8), box.center().y()
        if column == VALUE and view.lines.is_changed(line):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["accent"])
            painter.drawEllipse(QPointF(box.left() + 1, y), 3, 3)
        if column == NOTE and wrong:
            paint_icon(painter, "error", view.theme.check["invalid"], QPointF(left + 8, y), 14)
            left += 20
        run = Run(
            view.lines.text(index.row(), column), self._font(column, bool(wrong)), self._tone(column, bool(wrong))
        )
        paint_runs(painter, left, y, [fitted(run, box.right() - left - 8)])

    def _font(self, column: int, _wrong: bool) -> QFont:
        return pixel_font(13, 600) if column == GROUP else pixel_font(12 if column == NOTE else 13)

    def _tone(self, column: int, wrong: bool):
        theme = self.view.theme
        if wrong and column in (VALUE, NOTE):
            return theme.check["invalid"]
        return theme.ui["text_tertiary" if column == NOTE else "text_secondary" if column == WORD else "text"]
