"""What a person will turn to next is made ready while the desk is idle: modules read on a worker, then the workplace
built unseen, so that the first turn costs the GUI thread no more than showing it.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.workplaces import offered

if TYPE_CHECKING:
    from desktop.window import Window

BEGIN_MS = 2_000  # after the county is live
NEXT_MS = 300  # between steps, and until it is tried again where hands are at work
BREATH_S = 0.002  # between modules, so that frames come in between


class Ahead(QObject):
    """One per window; begins when a county is connected and ends when nothing is left to be made ready."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self._read: set[str] = set()  # workplaces whose modules were read
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._step)
        window.bridge.connected.connect(lambda: self._timer.start(BEGIN_MS))
        window.bridge.person_changed.connect(lambda: self._timer.start(BEGIN_MS))

    def _step(self) -> None:
        """The next thing to be made ready, if nobody would feel it."""
        window = self.window
        if window.bridge.workspace is None or not window.bridge.workspace.connected:
            return
        rows = offered(window.role)
        unread = [row for row in rows if row.key not in self._read]
        unbuilt = [row for row in rows if row.built_ahead and row.key not in window.workplaces.made]
        if not unread and not unbuilt:
            return
        if not self._idle():
            self._timer.start(NEXT_MS)
        elif unread:
            row = unread[0]
            self._read.add(row.key)
            window.jobs.run("ahead", lambda: _read(row.modules), lambda _: self._timer.start(NEXT_MS), self._failed)
        else:
            window.workplaces.prepare(unbuilt[0].key)
            self._timer.start(NEXT_MS)

    def _idle(self) -> bool:
        window = self.window
        return (
            window.isVisible() and window.jobs.idle and window.desk.canvas.settled
            and QApplication.mouseButtons() == Qt.MouseButton.NoButton
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        """A module that cannot be read is told of at once; the rest is left for when it is wanted."""
        self.window.bridge.failed.emit(error, None)


def _read(modules: tuple[str, ...]) -> None:
    for name in modules:
        import_module(name)
        time.sleep(BREATH_S)
