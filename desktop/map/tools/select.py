"""The default tool: click selects, dragging empty ground pans, dragging a symbol, cluster or selection carries it.

Panning and carrying never mix: what lies under the pointer when the button goes down decides, not where it moves.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter

from desktop.map.flick import Flick
from desktop.map.hits import Hit
from desktop.map.tools.base import Pointer, Tool
from desktop.map.tools.box import paint_box, rows_in_box

CARRY_PX = 8.0
PAN_PX = 3.0
HOLD_TOUCH_MS = 300
HOLD_LIST_MS = 550


class Phase(Enum):
    IDLE = 0
    PRESSED = 1
    PANNING = 2
    CARRYING = 3
    BOXING = 4


class SelectTool(Tool):
    """Pan, select, carry. Shift-drag on ground boxes. A map let go in motion runs on a little; a press stops it."""

    def __init__(self, canvas) -> None:
        super().__init__(canvas)
        self.phase = Phase.IDLE
        self._hit: Hit | None = None
        self._pressed: Pointer | None = None
        self._last = QPointF()
        self._flick, self._watch = Flick(), QElapsedTimer()
        self._watch.start()
        self._halted = False
        self._hold = QTimer(canvas)
        self._hold.setSingleShot(True)
        self._hold.timeout.connect(self._held)

    @property
    def active(self) -> bool:
        return self.phase in (Phase.PANNING, Phase.CARRYING, Phase.BOXING)

    def press(self, pointer: Pointer) -> None:
        self._halted = self.canvas.navigator.halt()
        self._flick.begin()
        if pointer.button == Qt.MouseButton.MiddleButton:
            self._hit, self._pressed, self._last = None, pointer, pointer.at
            self._become(Phase.PANNING)
            return
        if pointer.button != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._last = pointer, pointer.at
        self._hit = self.canvas.picking.hit(pointer.at, 22 if pointer.touch else 12)
        self.phase = Phase.PRESSED
        if self._hit is not None:
            self._hold.start(HOLD_TOUCH_MS if pointer.touch else HOLD_LIST_MS)

    def move(self, pointer: Pointer) -> None:
        if self.phase is Phase.IDLE or self._pressed is None:
            self.canvas.picking.hover(pointer)
        elif self.phase is Phase.PRESSED:
            self._leave_press(pointer)
        elif self.phase is Phase.PANNING:
            step = pointer.at - self._last
            self._last = pointer.at
            self._flick.move(pointer.at.x(), pointer.at.y(), self._watch.elapsed())
            self.canvas.navigator.pan_by(step.x(), step.y())
        elif self.phase is Phase.CARRYING:
            self.canvas.carrying.move(pointer.globally)
        elif self.phase is Phase.BOXING:
            self._last = pointer.at
            self.canvas.update()

    def _leave_press(self, pointer: Pointer) -> None:
        assert self._pressed is not None
        way = pointer.at - self._pressed.at
        far = max(abs(way.x()), abs(way.y()))
        boxing = self._hit is None and bool(self._pressed.modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._hit is not None and not pointer.touch:
            if (way.x() ** 2 + way.y() ** 2) ** 0.5 >= CARRY_PX:
                self._hold.stop()
                self._carry(pointer)
        elif far >= PAN_PX:
            self._hold.stop()
            self._become(Phase.BOXING if boxing else Phase.PANNING)
            self.move(pointer)

    def _carry(self, pointer: Pointer) -> None:
        assert self._hit is not None
        self._become(Phase.CARRYING)
        self.canvas.carrying.start(self.canvas.picking.carried_rows(self._hit), pointer.globally)

    def _held(self) -> None:
        """The button stayed down: a finger picks up, a mouse opens the list of a cluster."""
        if self.phase is not Phase.PRESSED or self._pressed is None or self._hit is None:
            return
        if self._pressed.touch:
            self._carry(self._pressed)
        elif len(self._hit.rows) > 1:
            self.phase = Phase.IDLE
            self.canvas.cluster_clicked.emit(self._hit.rows)

    def release(self, pointer: Pointer) -> None:
        self._hold.stop()
        phase, hit, pressed = self.phase, self._hit, self._pressed
        self._become(Phase.IDLE)
        self._hit = self._pressed = None
        if phase is Phase.CARRYING:
            self.canvas.carrying.drop(pointer.globally)
        elif phase is Phase.PANNING:
            self._let_go()
        elif phase is Phase.BOXING and pressed is not None:
            self.canvas.rows_selected.emit(rows_in_box(self.canvas, pressed.at, pointer.at), pointer.modifiers)
        elif phase is Phase.PRESSED and not (self._halted and hit is None):  # that press only stopped the map
            self._click(pointer, hit)

    def _let_go(self) -> None:
        x, y = self._flick.way(self._watch.elapsed())
        if x or y:
            self.canvas.navigator.coast(x, y)

    def _click(self, pointer: Pointer, hit: Hit | None) -> None:
        if hit is None:
            self.canvas.picking.click_ground(pointer)
        elif len(hit.rows) == 1:
            self.canvas.event_clicked.emit(int(hit.rows[0]), pointer.modifiers)
        elif pointer.modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self.canvas.rows_selected.emit(hit.rows, pointer.modifiers)
        else:
            self.canvas.picking.open_cluster(hit.rows)

    def double(self, pointer: Pointer) -> None:
        if self.canvas.picking.hit(pointer.at) is None:
            self.canvas.navigator.zoom_at(2.0, pointer.at)

    def cancel(self) -> None:
        self._hold.stop()
        phase = self.phase
        self._become(Phase.IDLE)
        self._hit = self._pressed = None
        if phase is Phase.CARRYING:
            self.canvas.carrying.cancel()
        self.canvas.update()

    def _become(self, phase: Phase) -> None:
        self.phase = phase
        self.canvas.headup.freeze(phase is Phase.PANNING)
        closed = phase in (Phase.PANNING, Phase.CARRYING)
        self.canvas.setCursor(Qt.CursorShape.ClosedHandCursor if closed else self.cursor)

    def paint(self, painter: QPainter) -> None:
        if self.phase is Phase.BOXING and self._pressed is not None:
            paint_box(painter, self.canvas.theme, QRectF(self._pressed.at, self._last).normalized())
