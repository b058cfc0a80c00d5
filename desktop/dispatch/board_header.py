"""Top of the board: the tabs 县直单位 and 乡镇, the order of the tiles, and one line that sums them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dispatch.tile_paint import SYMBOL_R
from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.states import STATE_WORD, State


class Order(Enum):
    """How tiles are ordered. 固定顺序 is the default: hands learn places."""

    FIXED = "固定顺序"
    OVERDUE = "按超期"
    LOAD = "按负荷"


class TabButton(PaintedButton):
    """A word and a count; underlined in accent when current. During a drag it may carry a note (可 1)."""

    def __init__(self, theme: Theme, word: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._word = word
        self._count = 0
        self._note = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def set_count(self, count: int, note: str = "") -> None:
        self._count, self._note = count, note
        self.setAccessibleName(f"{self._word} {count:,} 个{'，' + note if note else ''}")
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(round(runs_width(self._runs())), 24), self._theme.height("tabs"))

    def _runs(self) -> list[Run]:
        ui, on = self._theme.ui, self.isChecked()
        word = Run(
            self._word,
            pixel_font(13, 600 if on else 400),
            ui["text" if on or self.underMouse() else "text_secondary"],
            4,
        )
        count = Run(f"{self._count:,}", pixel_font(13), ui["text_secondary" if on else "text_tertiary"], 6)
        note = [Run(self._note, pixel_font(12, 600), ui["accent_text"])] if self._note else []
        return [word, count, *note]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_runs(painter, 0, self.height() / 2 - 1, self._runs())
        if self.isChecked():
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), self._theme.ui["accent"])
        self.paint_ring(painter)
        painter.end()


class OrderButton(PaintedButton):
    """固定顺序 ⌄: opens the menu of orders. Disabled during a drag, and says so."""

    order_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.order = Order.FIXED
        self._menu = QMenu(self)
        group = QActionGroup(self)
        for order in Order:
            action = QAction(order.value, self._menu, checkable=True, checked=order is self.order)
            action.triggered.connect(lambda _=False, o=order: self.set_order(o))
            group.addAction(action)
            self._menu.addAction(action)
        self.setToolTip("单位的排列：固定顺序便于记住位置；也可按超期件数或负荷排列")
        self.clicked.connect(self._open)
        self._named()

    def set_order(self, order: Order) -> None:
        if order is self.order:
            return
        self.order = order
        self._named()
        for action in self._menu.actions():
            action.setChecked(action.text() == order.value)
        self.order_changed.emit(order)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72, 28)

    def _named(self) -> None:
        self.setAccessibleName(f"单位排列：{self.order.value}")

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui = self._theme.ui
        strong = self.underMouse() and self.isEnabled()
        colour = ui["text" if strong else "text_secondary"]
        right = self.width() - 7.0
        paint_runs_right(painter, right - 9, self.height() / 2, [Run(self.order.value, pixel_font(12), colour)])
        paint_icon(painter, "chevron-down", colour, QPointF(right, self.height() / 2), 14)
        self.paint_ring(painter)
        painter.end()


@dataclass(frozen=True)
class DragLine:
    """What the summary says while something is dragged: 3 件, 公共服务 / 农田水利, and how many units fit."""

    count: int
    subject: str
    recommended: int
    possible: int
    misfit: int


class SummaryLine(QWidget):
    """在办 688 ◆ 超期 22 ▲ 临近 70 … 竖线 = 承载 100%, or the line of the drag. 超期 and 临近 open their rows."""

    state_clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states: tuple[int, ...] = (0,) * 6
        self._drag: DragLine | None = None
        self._spots: list[tuple[QRectF, State]] = []
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_states(self, states: Sequence[int]) -> None:
        self._states = tuple(int(n) for n in states)
        self._named()

    def set_drag(self, drag: DragLine | None) -> None:
        self._drag = drag
        self._named()

    def _named(self) -> None:
        if self._drag is None:
            total = sum(self._states[: State.CLOSED])
            words = f"在办 {total:,}，超期 {self._states[State.OVERDUE]:,}，临近 {self._states[State.NEAR]:,}"
        else:
            drag = self._drag
            words = f"拖动 {drag.count:,} 件，推荐 {drag.recommended} 可 {drag.possible} 不符 {drag.misfit}"
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots = []
        if self._drag is None:
            self._paint_rest(painter)
        else:
            self._paint_drag(painter, self._drag)
        painter.end()

    def _paint_rest(self, painter: QPainter) -> None:
        ui, y = self._theme.ui, self.height() / 2
        small, bold = pixel_font(12), pixel_font(12, 600)
        total = sum(self._states[: State.CLOSED])
        left = paint_runs(
            painter, 0, y, [Run("在办", small, ui["text_secondary"], 4), Run(f"{total:,}", bold, ui["text"])]
        )
        for state in (State.OVERDUE, State.NEAR):
            count = self._states[state]
            start = left + 14
            paint_symbol(painter, self._theme, state, QPointF(start + SYMBOL_R + 1, y), SYMBOL_R, casing=False)
            colour = self._theme.state[state].text if count else ui["text_tertiary"]
            runs = [Run(STATE_WORD[state], small, ui["text_secondary"], 4), Run(f"{count:,}", bold, colour)]
            left = paint_runs(painter, start + 2 * SYMBOL_R + 5, y, runs)
            self._spots.append((QRectF(start - 4, 0, left - start + 8, self.height()), state))
        note = [Run("竖线 = 承载 100%", small, ui["text_tertiary"])]
        if left + 12 + runs_width(note) <= self.width():  # else the tiles' tooltips say it
            paint_runs_right(painter, self.width(), y, note)

    def _paint_drag(self, painter: QPainter, drag: DragLine) -> None:
        ui, y = self._theme.ui, self.height() / 2
        small, bold = pixel_font(12), pixel_font(12, 600)
        counts = [
            Run(f"推荐 {drag.recommended}", small, ui["text_secondary"], 12),
            Run(f"可 {drag.possible}", small, ui["text_secondary"], 12),
            Run(f"不符 {drag.misfit}", small, ui["text_secondary"]),
        ]
        right = paint_runs_right(painter, self.width(), y, counts)
        words = f"{drag.count:,} 件" + (f" · {drag.subject}" if drag.subject else "")
        lead = Run("拖动", small, ui["text_secondary"], 4)
        paint_runs(painter, 0, y, [lead, fitted(Run(words, bold, ui["text"]), right - lead.width - 12)])

    def _state_at(self, at: QPointF) -> State | None:
        return next((state for box, state in self._spots if box.contains(at)), None)

    def mouseMoveEvent(self, event) -> None:
        state = self._state_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if state is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if state is None else f"只看{STATE_WORD[state]}的事件")

    def mouseReleaseEvent(self, event) -> None:
        state = self._state_at(event.position())
        if state is not None and event.button() == Qt.MouseButton.LeftButton:
            self.state_clicked.emit(int(state))
