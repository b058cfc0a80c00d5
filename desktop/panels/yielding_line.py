"""A line that keeps Ctrl+Z and Ctrl+Y for itself only while it has something of its own to undo or redo; else they are
the county's."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class YieldingLine(QLineEdit):
    """Otherwise a line like any other."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._yields(event):
            event.ignore()
            return False
        return super().event(event)

    def _yields(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
