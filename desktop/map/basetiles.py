"""The raster base of a canvas: its source, and a word when tiles that were missing have come."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gis.basemap.source import TileSource

TOGETHER_MS = 160  # tiles that arrive within this time share a picture


class BaseTiles(QObject):
    """`arrived` may be called on any thread (it is what a TileSource calls); `changed` comes on this object's."""

    changed = Signal()
    _heard = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.source: TileSource | None = None
        self.serial = 0
        self._wait = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._wait.timeout.connect(self._renew)
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def use(self, source: TileSource | None) -> None:
        """Show another base, or none. The one before is not closed: its owner does that."""
        self.source = source
        self._renew()

    def arrived(self, _z: int = 0, _x: int = 0, _y: int = 0) -> None:
        """A tile has come."""
        self._heard.emit()

    def _hear(self) -> None:
        if not self._wait.isActive():
            self._wait.start()

    def _renew(self) -> None:
        self.serial += 1
        self.changed.emit()
