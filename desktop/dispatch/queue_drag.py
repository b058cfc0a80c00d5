"""A press on queue rows that may become a drag onto a unit: 8 px starts it; Esc and lost focus end it."""

from __future__ import annotations

from enum import Enum, auto

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

START_PX = 8
LEAVING = (QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationStateChange)


class Phase(Enum):
    IDLE = auto()
    PRESSED = auto()
    DRAGGING = auto()
    CANCELLED = auto()  # until the button is let go


class RowDrag(QObject):
    """Global positions go out; what they mean is the receiver's matter."""

    requested = Signal(object, QPoint)
    moved = Signal(QPoint)
    dropped = Signal(QPoint)
    cancelled = Signal()

    def __init__(self, source: QWidget) -> None:
        super().__init__(source)
        self.phase, self.start, self.rows = Phase.IDLE, QPoint(), np.empty(0, np.int32)

    @property
    def active(self) -> bool:
        return self.phase is Phase.DRAGGING

    def press(self, at: QPoint) -> None:
        if self.active:  # its release was lost, so it ends here and not on a target
            self.cancel()
        self.phase, self.start = Phase.PRESSED, at

    def move(self, at: QPoint, rows: np.ndarray) -> None:
        """The pointer moved with the button down; `rows` are what a drag would carry."""
        if self.phase is Phase.PRESSED and (at - self.start).manhattanLength() >= START_PX and len(rows):
            self.phase, self.rows = Phase.DRAGGING, rows
            _app().installEventFilter(self)
            self.requested.emit(rows, at)
        elif self.phase is Phase.DRAGGING:
            self.moved.emit(at)

    def release(self, at: QPoint) -> bool:
        """The button went up; True if it was a plain click, not a drag."""
        was, self.phase = self.phase, Phase.IDLE
        if was is Phase.DRAGGING:
            _app().removeEventFilter(self)
            self.dropped.emit(at)
        return was is Phase.PRESSED

    def cancel(self) -> None:
        if self.phase is Phase.DRAGGING:
            self.phase = Phase.CANCELLED
            _app().removeEventFilter(self)
            self.cancelled.emit()
        elif self.phase is Phase.PRESSED:
            self.phase = Phase.CANCELLED

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.cancel()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
        elif event.type() in LEAVING and self._left():
            self.cancel()
        return False

    def _left(self) -> bool:
        return QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive or not _has_window()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _has_window() -> bool:
    return QApplication.activeWindow() is not None
