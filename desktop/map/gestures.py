"""From Qt's mouse, wheel, touch and key events to what a tool or the view understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QTouchEvent, QWheelEvent

from desktop.map.tools.base import Pointer

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

WHEEL_STEP = 120
ZOOM_A_STEP = 1.35
TOUCHPAD_PX = 260  # pixels of two-finger scrolling that double the scale
KEY_PAN_SHARE = 0.18


def of_mouse(event: QMouseEvent) -> Pointer:
    """A mouse event as a pointer."""
    return Pointer(event.position(), event.globalPosition().toPoint(), event.button(), event.modifiers())


def wheel(canvas: MapCanvas, event: QWheelEvent) -> None:
    """Zoom around the cursor; a touchpad's pixels go straight to the scale, a wheel's steps are animated."""
    at = event.position()
    if not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
        canvas.navigator.zoom_now(2 ** (event.pixelDelta().y() / TOUCHPAD_PX), at)
    elif event.angleDelta().y():
        canvas.navigator.zoom_at(ZOOM_A_STEP ** (event.angleDelta().y() / WHEEL_STEP), at)
    event.accept()


def native(canvas: MapCanvas, event: QNativeGestureEvent) -> bool:
    """A touchpad's pinch."""
    if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
        return False
    canvas.navigator.zoom_now(max(1 + event.value(), 0.2), event.position())
    return True


def key(canvas: MapCanvas, event: QKeyEvent) -> bool:
    """Keys of the view; true if used."""
    pressed = event.key()
    step_x, step_y = canvas.width() * KEY_PAN_SHARE, canvas.height() * KEY_PAN_SHARE
    pans = {
        Qt.Key.Key_Left: (step_x, 0.0),
        Qt.Key.Key_Right: (-step_x, 0.0),
        Qt.Key.Key_Up: (0.0, step_y),
        Qt.Key.Key_Down: (0.0, -step_y),
    }
    if pressed in pans:
        canvas.navigator.glide_by(*pans[Qt.Key(pressed)])
    elif pressed in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        canvas.zoom_in()
    elif pressed in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
        canvas.zoom_out()
    elif pressed == Qt.Key.Key_Home:
        canvas.fit_county()
    elif pressed in (Qt.Key.Key_N, Qt.Key.Key_P):
        canvas.picking.step(1 if pressed == Qt.Key.Key_N else -1)
    elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return canvas.picking.enter()
    elif pressed == Qt.Key.Key_Escape:
        return canvas.escape()
    else:
        return False
    return True


class Touch:
    """Fingers: one is a pointer (hold to pick up), two pan and pinch at once."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._pair: tuple[QPointF, float] | None = None
        self._single = False

    def handle(self, event: QTouchEvent) -> bool:
        points = event.points()
        if len(points) >= 2:
            self._two(points[0].position(), points[1].position())
        elif len(points) == 1:
            self._one(event)
        if event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._pair, self._single = None, False
        event.accept()
        return True

    def _one(self, event: QTouchEvent) -> None:
        point, tool = event.points()[0], self._canvas.tool
        pointer = Pointer(
            point.position(), point.globalPosition().toPoint(), Qt.MouseButton.LeftButton, event.modifiers(), True
        )
        if event.type() == QEvent.Type.TouchBegin:
            self._single = True
            tool.press(pointer)
        elif self._single and event.type() == QEvent.Type.TouchUpdate:
            tool.move(pointer)
        elif self._single and event.type() == QEvent.Type.TouchEnd:
            tool.release(pointer)
        elif event.type() == QEvent.Type.TouchCancel:
            tool.cancel()

    def _two(self, one: QPointF, other: QPointF) -> None:
        if self._single:
            self._canvas.tool.cancel()
            self._single = False
        middle = (one + other) / 2
        apart = max(((one - other).x() ** 2 + (one - other).y() ** 2) ** 0.5, 1.0)
        if self._pair is not None:
            before, distance = self._pair
            step = middle - before
            self._canvas.navigator.pan_by(step.x(), step.y())
            self._canvas.navigator.zoom_now(apart / distance, middle)
        self._pair = (middle, apart)
