"""Tells when a desk was left alone for as long as the county allows (settings: lock_minutes)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from gis.foundation.settings import Settings
from gis.people.passwords import locked

LOOK_MS = 5000
HANDS = frozenset(
    {
        *(QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress),
        *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove),
    }
)


class IdleWatch(QObject):
    """Watches the native windows, not every widget: their events are few. `left_alone` once it has been long enough;
    `now` gives UTC seconds."""

    left_alone = Signal()

    def __init__(self, now: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._now, self._touched = now, now()
        self._settings: Callable[[], Settings | None] | None = None
        self._watched: set[int] = set()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)

    def start(self, settings: Callable[[], Settings | None]) -> None:
        """Begin to count; `settings` gives the county's numbers now, None while there is nobody to lock out."""
        self._settings = settings
        self._touched = self._now()
        self._watch(QGuiApplication.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Compare the last touch with the clock."""
        settings = self._settings() if self._settings else None
        if settings is not None and locked(self._touched, self._now(), settings):
            self._touched = self._now()
            self.left_alone.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in HANDS:
            self._touched = self._now()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is None or id(window) in self._watched:
            return
        key = id(window)
        self._watched.add(key)
        window.installEventFilter(self)
        window.destroyed.connect(lambda: self._watched.discard(key))
