"""The rows of the queue under hands: picking, walking, dragging. Paints only what is visible."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from desktop.dispatch.queue_drag import RowDrag
from desktop.dispatch.queue_header import QueueHeader
from desktop.dispatch.queue_paint import RowPainter
from desktop.models.queue import QueueModel
from desktop.models.queue_columns import COLUMNS, KEYS
from desktop.models.queue_picks import Picks
from desktop.panels.painted_button import KEYBOARD
from desktop.theme import Theme

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
COPY_AT_MOST = 5_000


class QueueView(QTableView):
    """Picks by its own mask, not by Qt selection: 250,000 picked rows cost nothing, and a drag never changes them."""

    picked = Signal()
    activated_row = Signal(int)
    assign_asked = Signal()
    locate_asked = Signal(int)
    pointer_left = Signal()
    acts_wanted = Signal(object)  # a QMenu to be filled with the acts on what is picked

    def __init__(self, theme: Theme, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.queue, self.picks = theme, model, Picks()
        self.hovered, self.ring, self._sweeping = -1, False, False
        self.drag = RowDrag(self)
        self.head = QueueHeader(theme, self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.head.dress()
        self._rows_of_one_height()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("事件队列")
        self._painter: RowPainter | None = None

    def _rows_of_one_height(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.theme.height("row"))
        rows.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme, self._painter = theme, None
        self.head.set_theme(theme)
        self.viewport().update()

    def show_rows(self, rows: np.ndarray, states: np.ndarray, now: int) -> None:
        """Show these rows; what was picked stays picked, and the first visible line stays where it can."""
        top = self.verticalScrollBar().value()
        self.picks.show(rows)
        self.queue.set_rows(rows, states, now)
        self.hovered = -1
        self.verticalScrollBar().setValue(top)
        self._follow_current()
        self.viewport().update()

    def visible(self) -> range:
        """Positions now in sight."""
        height = self.theme.height("row")
        first = self.verticalScrollBar().value() // height
        last = (self.verticalScrollBar().value() + self.viewport().height()) // height
        return range(first, min(last + 1, len(self.queue.rows)))

    def repaint_rows(self, positions: np.ndarray) -> None:
        """Repaint those of these positions that are in sight."""
        seen = self.visible()
        for at in positions[(positions >= seen.start) & (positions < seen.stop)]:
            self.viewport().update(self._row_rect(int(at)))

    def repaint_column(self, key: str) -> None:
        section = KEYS.index(key)
        left, width = self.columnViewportPosition(section), self.columnWidth(section)
        self.viewport().update(left, 0, width, self.viewport().height())

    def carried(self) -> np.ndarray:
        """What a drag would carry."""
        return self.picks.rows

    def take(self, rows: np.ndarray) -> None:
        """Pick rows from outside; says nothing."""
        if self.picks.take(rows):
            at = self.queue.positions(self.picks.rows)
            if len(at) == 1:
                self._go(int(at[0]))
            self.viewport().update()

    def _row_rect(self, at: int) -> QRect:
        return QRect(0, self.rowViewportPosition(at), self.viewport().width(), self.theme.height("row"))

    def paintEvent(self, event) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.ui["surface_panel"])
        ratio = self.devicePixelRatioF()
        if self._painter is None or self._painter.ratio != ratio:
            self._painter = RowPainter(self.theme, ratio)
        sections = [i for i in range(len(COLUMNS)) if not self.isColumnHidden(i)]
        for at in self.visible():
            rect = self._row_rect(at)
            if not rect.intersects(event.rect()):
                continue
            self._painter.ground(painter, rect, bool(self.picks.mask[at]), at == self.hovered)
            for i in sections:
                cell = QRect(self.columnViewportPosition(i), rect.top(), self.columnWidth(i), rect.height())
                if cell.intersects(event.rect()):
                    self._painter.cell(painter, self.queue, at, i, cell)
            if at == self.picks.current and self.ring and self.hasFocus():
                self._painter.ring(painter, rect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, keys = self.rowAt(int(event.position().y())), event.modifiers()
        self.ring, self._sweeping = False, False
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.drag.press(event.globalPosition().toPoint())
        if at < 0:
            self.drag.cancel()
            self._say(self.picks.nothing())
        elif keys & SHIFT:
            self._sweeping = True
            self._say(self.picks.span(at, keep=bool(keys & CTRL)))
        elif keys & CTRL:
            self._say(self.picks.toggle(at))
        elif not self.picks.mask[at]:
            self._say(self.picks.only(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.rowAt(int(event.position().y()))
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(at)
        elif self._sweeping:
            self._sweep(int(event.position().y()))
        else:
            self.drag.move(event.globalPosition().toPoint(), self.carried())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.rowAt(int(event.position().y()))
        clicked = self.drag.release(event.globalPosition().toPoint())
        if clicked and at >= 0 and not event.modifiers() & (SHIFT | CTRL):
            self._say(self.picks.only(at))
        self._sweeping = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.rowAt(int(event.position().y()))
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.drag.press(event.globalPosition().toPoint())
            self.activated_row.emit(int(self.queue.rows[at]))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.picks.current if event.reason() == QContextMenuEvent.Reason.Keyboard else self.rowAt(event.pos().y())
        if at < 0 or at >= len(self.queue.rows):
            return
        if not self.picks.mask[at]:
            self._say(self.picks.only(at))
        self._menu(at).popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        if not self._key(event.key(), event.modifiers()):
            super().keyPressEvent(event)
        self.viewport().update()

    def _key(self, key: int, keys: Qt.KeyboardModifier) -> bool:
        count, page = len(self.queue.rows), max(1, self.viewport().height() // self.theme.height("row") - 1)
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -count, Qt.Key.Key_End: count,
        }  # fmt: skip
        current = self.picks.current
        if key in steps and count:
            self._walk(min(max(current + steps[key], 0), count - 1) if current >= 0 else 0, keys)  # type: ignore[index]
        elif key == Qt.Key.Key_A and keys & CTRL:
            self._say(self.picks.everything())
        elif key == Qt.Key.Key_C and keys & CTRL:
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(self.picks.rows):
            self.assign_asked.emit()
        elif key == Qt.Key.Key_Space and current >= 0:
            self._say(self.picks.toggle(current)) if keys & CTRL else self._locate(current)
        elif key == Qt.Key.Key_Escape and self.drag.active:
            self.drag.cancel()
        elif key == Qt.Key.Key_Escape and len(self.picks.rows):
            self._say(self.picks.nothing())
        else:
            return False
        return True

    def copy(self) -> None:
        """Put the picked rows on the clipboard as lines of tab-separated words."""
        at = np.sort(self.queue.positions(self.picks.rows))[:COPY_AT_MOST]
        keys = [k for i, k in enumerate(KEYS) if k != "number" and not self.isColumnHidden(i)]
        assert self.queue.snapshot is not None or not len(at)
        lines = []
        for i in at:
            number = self.queue.snapshot.events.number(int(self.queue.rows[i])) if self.queue.snapshot else ""
            lines.append("\t".join([number, *(self.queue.text(int(i), k) for k in keys)]))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD
        if self.ring and self.picks.current < 0 and len(self.queue.rows):
            self.picks.current = 0
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
            self.pointer_left.emit()
        return super().viewportEvent(event)

    def _menu(self, at: int) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"指派 {len(self.picks.rows):,} 件…\tEnter").triggered.connect(self.assign_asked)
        acts = menu.addMenu("办理")
        acts.aboutToShow.connect(lambda: self.acts_wanted.emit(acts))
        menu.addAction("在地图上定位\t空格").triggered.connect(lambda: self._locate(at))
        menu.addSeparator()
        menu.addAction("复制\tCtrl+C").triggered.connect(self.copy)
        menu.addAction("全选\tCtrl+A").triggered.connect(lambda: self._say(self.picks.everything()))
        return menu

    def _walk(self, at: int, keys: Qt.KeyboardModifier) -> None:
        if keys & SHIFT:
            changed = self.picks.span(at)
        elif keys & CTRL:
            self.picks.current, changed = at, False
        else:
            changed = self.picks.only(at)
        self._go(at)
        self._say(changed)

    def _go(self, at: int) -> None:
        self.picks.current = at
        self._follow_current()
        self.scrollTo(self.queue.index(at, 0))

    def _follow_current(self) -> None:
        """Tell Qt (and screen readers) which line is current."""
        at = self.picks.current
        self.selectionModel().setCurrentIndex(self.queue.index(at, 2), self.selectionModel().SelectionFlag.NoUpdate)

    def _locate(self, at: int) -> None:
        self.locate_asked.emit(int(self.queue.rows[at]))

    def _sweep(self, y: int) -> None:
        height, bar = self.theme.height("row"), self.verticalScrollBar()
        if y < 0 or y > self.viewport().height():
            bar.setValue(bar.value() + (height if y > 0 else -height))
        at = self.rowAt(min(max(y, 0), self.viewport().height() - 1))
        if at >= 0:
            self._say(self.picks.span(at))

    def _hover(self, at: int) -> None:
        if at == self.hovered:
            return
        for row in (self.hovered, at):
            if row >= 0:
                self.viewport().update(self._row_rect(row))
        self.hovered = at

    def _say(self, changed: bool) -> None:
        self.viewport().update()
        if changed:
            self.picked.emit()

    def global_centre(self, at: int) -> QPoint:
        """The middle of a line on the screen, for what opens beside it."""
        return self.viewport().mapToGlobal(self._row_rect(at).center())
