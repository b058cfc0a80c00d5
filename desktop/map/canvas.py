"""The map with hands: tools, picking, carrying, and Qt's events as what they mean. What is shown is `MapView`'s."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.map import gestures
from desktop.map.carrying import Carrying
from desktop.map.headup import HeadUp
from desktop.map.hits import NO_ROWS, Hit
from desktop.map.overlay import Overlay
from desktop.map.picking import Picking
from desktop.map.tools import TOOLS
from desktop.map.tools.base import Tool
from desktop.map.view import MapView
from desktop.theme import Theme


class MapCanvas(MapView):
    """Signals carry event rows as int32 arrays and division rows as int; px are of this widget unless global."""

    event_clicked = Signal(int, Qt.KeyboardModifier)
    cluster_clicked = Signal(object)
    rows_selected = Signal(object, Qt.KeyboardModifier)
    event_hovered = Signal(int, QPoint)
    drag_requested = Signal(object, QPoint)
    drag_moved = Signal(QPoint)
    drag_dropped = Signal(QPoint)
    drag_cancelled = Signal()
    pointer_moved = Signal(float, float)
    division_clicked = Signal(int)  # a name on the map or a step of the breadcrumb
    ground_clicked = Signal(int)  # bare ground: the division below, -1 outside the county
    context_requested = Signal(QPoint, object)
    tool_changed = Signal(str)

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, plates: Callable[[MapCanvas], HeadUp] = HeadUp
    ) -> None:
        """plates: what stands on this map, the dispatcher's unless a workplace has its own."""
        super().__init__(theme, parent, kept=plates is HeadUp)  # the map a day begins with
        self.focus_ring = False
        self.choose_base_map: Callable[[], None] | None = None  # offered in the layers menu where there is a way to
        self.picking = Picking(self)
        self.carrying = Carrying(self)
        self._overlay = Overlay(self)
        self._touch = gestures.Touch(self)
        self._tools: dict[str, Tool] = {name: make(self) for name, make in TOOLS.items()}
        self.tool: Tool = self._tools["select"]
        self.tool_name = self.home_tool = "select"
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName("地图")
        self.setAccessibleDescription("方向键移动，加减号缩放，Home 看全县，N 和 P 依次选择视野内的事件，回车打开")
        plates(self)

    def hit(self, at: QPointF, reach_px: float = 12) -> Hit | None:
        """A selected event, a symbol or a cluster under a pixel."""
        return self.picking.hit(at, reach_px)

    def visible_points(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x, y (metres) and rows of the events shown."""
        return self.picking.visible_points()

    # --- tools

    def add_tool(self, name: str, tool: Tool) -> None:
        """A tool of a workplace's own."""
        self._tools[name] = tool

    def set_tool(self, name: str) -> None:
        """select, box, lasso, length, area, or one that was added."""
        if name == self.tool_name:
            return
        self.tool.cancel()
        self.tool, self.tool_name = self._tools[name], name
        self.setCursor(self.tool.cursor)
        self.headup.set_hint(self.tool.hint)
        self.tool_changed.emit(name)
        self.update()

    def leave_to_hand(self, busy: bool) -> None:
        """A gesture that computes while it moves begins or ends: the painting thread gives way."""
        self._sheet.leave_to_hand(busy)

    def escape(self) -> bool:
        """Give up the gesture under way, then the tool; false if there was neither."""
        if self.tool.active:
            self.tool.cancel()
            return True
        if self.tool_name != self.home_tool:
            self.set_tool(self.home_tool)
            return True
        return False

    # --- Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            return
        self.focus_ring = False
        self.tool.press(gestures.of_mouse(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = gestures.of_mouse(event)
        self.tool.move(pointer)
        if self.snapshot is not None:
            self.pointer_moved.emit(*self.viewport.to_map(pointer.at.x(), pointer.at.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton:
            self.tool.release(gestures.of_mouse(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.tool.double(gestures.of_mouse(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit = self.picking.hit(QPointF(event.pos()))
        self.context_requested.emit(event.globalPos(), self.picking.carried_rows(hit) if hit else NO_ROWS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.snapshot is not None:
            gestures.wheel(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.tool.key(event.key()) and not gestures.key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus_ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.carrying.active:
            self.tool.cancel()
        super().focusOutEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.picking.leave()
        self.headup.forget_pointer()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and self.snapshot is not None:
            return self._touch.handle(event)
        if isinstance(event, QNativeGestureEvent) and gestures.native(self, event):
            return True
        return super().event(event)
