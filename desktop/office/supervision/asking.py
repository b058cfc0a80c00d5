"""How supervision stands, asked off the GUI thread; the newest question wins."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge import CountyBridge
from gis.foundation.errors import WanggeError
from gis.workspace.inspection import Docket, Inspection

LANE = "evaluation"
SLOW_MS = 500


class Standing(QObject):
    """`arrived(Docket)`, `failed(words)`, `slow(bool)`."""

    arrived = Signal(object)
    failed = Signal(str)
    slow = Signal(bool)

    def __init__(self, bridge: CountyBridge, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._inspection: Inspection | None = None
        self._number = 0
        self._timer = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._timer.timeout.connect(lambda: self.slow.emit(True))

    @property
    def inspection(self) -> Inspection:
        """The door to supervision of the county that is open now."""
        if self._inspection is None or self._inspection.workspace is not self.bridge.county:
            self._inspection = Inspection(self.bridge.county)
        return self._inspection

    @property
    def busy(self) -> bool:
        return self._timer.isActive() or self._waiting

    _waiting = False

    def ask(self) -> None:
        """Proposals and register as the county stands now."""
        self._number += 1
        number, inspection = self._number, self.inspection
        self._waiting = True
        self._timer.start()

        def done(docket: Docket) -> None:
            if number == self._number:
                self._end()
                self.arrived.emit(docket)

        def failed(error: Exception) -> None:
            if number == self._number:
                self._end()
                self.failed.emit(str(error) if isinstance(error, WanggeError) else f"没有读出来：{error}")

        self.bridge.jobs.run(LANE, inspection.docket, done, failed)

    def give_up(self) -> None:
        """Nobody waits any more."""
        self._number += 1
        self._end()

    def _end(self) -> None:
        self._waiting = False
        self._timer.stop()
        self.slow.emit(False)
