"""What will be late next and what has reached a reminder, looked at every minute and after changes; the page 预警 and
the bell share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gis.foundation.settings import shares

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from gis.workspace.forewarning import Forewarning

EVERY_MS, AFTER_MS = 60_000, 3000


class Forewarnings(QObject):
    """`changed` after each look. `held` is the last one, None before the first."""

    changed = Signal()

    def __init__(self, bridge: CountyBridge) -> None:
        super().__init__(bridge)
        self.bridge = bridge
        self.held: Forewarning | None = None
        self.within_days = 3
        self._asking = self._again = False
        self._every = QTimer(self, interval=EVERY_MS)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._every.timeout.connect(self.look)
        self._soon.timeout.connect(self.look)
        bridge.connected.connect(self._begin)
        bridge.changed.connect(lambda _: self._soon.start())
        bridge.person_changed.connect(self.drop)

    def _begin(self) -> None:
        self._every.start()
        self._soon.start()

    def drop(self) -> None:
        """Another person or county: what was known is not theirs."""
        self.held = None
        self.changed.emit()
        self._soon.start()

    def set_days(self, days: int) -> None:
        """Look so many days ahead."""
        self.within_days = days
        self.look()

    def look(self) -> None:
        """Ask again; a look under way is followed by another."""
        if self.bridge.not_live():
            return
        if self._asking:
            self._again = True
            return
        self._asking, workspace, days = True, self.bridge.county, self.within_days

        def told(found: Forewarning) -> None:
            self._asking = False
            if workspace is self.bridge.workspace:
                self.held = found
                self.changed.emit()
            if self._again:
                self._again = False
                self.look()

        def failed(error: Exception) -> None:
            self._asking = False
            self.bridge.failed.emit(error, None)

        def ask() -> Forewarning:
            from gis.workspace.forewarning import forewarn  # first asked long after the first picture

            return forewarn(workspace, days)

        self.bridge.jobs.run("read", ask, told, failed)

    def urgent(self) -> int:
        """How many events have reached the county's last reminder before the end."""
        if self.held is None or self.bridge.workspace is None:
            return 0
        last = max(shares(self.bridge.county.settings.remind_shares), default=1.0)
        return sum(one.share >= last for one in self.held.reminders)
