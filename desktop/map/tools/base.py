"""The shape of a tool: what it gets from the pointer, what it paints over the map, how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas


MORE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Pointer:
    """One pointer event, from mouse or finger. `at` in px of the canvas, `globally` on the screen."""

    at: QPointF
    globally: QPoint
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    touch: bool = False


class Tool:
    """Does nothing; tools override what they need. `cancel` must leave no trace."""

    cursor = Qt.CursorShape.ArrowCursor
    hint = ""

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas = canvas

    def press(self, pointer: Pointer) -> None:
        """A button or finger goes down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moves, pressed or not."""

    def release(self, pointer: Pointer) -> None:
        """The button or finger goes up."""

    def double(self, pointer: Pointer) -> None:
        """A double click."""

    def key(self, key: int) -> bool:
        """A key; true if the tool used it."""
        return False

    def cancel(self) -> None:
        """Give up what is under way."""

    def leave_when_chosen(self, rows: np.ndarray, pointer: Pointer) -> None:
        """After a plain selection the hand wants to carry what it chose, not to draw again; with a modifier it goes on
        choosing, and so it does where nothing was caught."""
        if len(rows) and not pointer.modifiers & MORE:
            self.canvas.set_tool("select")

    @property
    def active(self) -> bool:
        """Whether a gesture is under way."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Paint over the map, px of the canvas."""
