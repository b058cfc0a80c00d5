"""What stands on the map: breadcrumb, inset, status strip and buttons, kept in their corners and up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter

from desktop.map.headup_breadcrumb import Breadcrumb
from desktop.map.headup_buttons import ButtonPlate
from desktop.map.headup_locator import SIZE as LOCATOR_SIZE
from desktop.map.headup_locator import Locator
from desktop.map.headup_status import HEIGHT as STATUS_HEIGHT
from desktop.map.headup_status import Status
from desktop.map.plate import Plate
from desktop.theme import Theme
from gis.foundation.viewport import Viewport
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

EDGE = 12
COUNT_MS = 90


class HeadUp:
    """Owns the plates of one canvas."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        canvas.headup = self
        self.breadcrumb = Breadcrumb(canvas)
        self.locator = Locator(canvas)
        self.status = Status(canvas)
        self.buttons = ButtonPlate(canvas)
        self._plates: tuple[Plate, ...] = (self.breadcrumb, self.locator, self.status, self.buttons)
        self._counting = QTimer(canvas, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._count)
        self._scale = 0.0
        self.frozen = False
        canvas.pointer_moved.connect(self._point)
        self.set_snapshot(None)

    @property
    def plates(self) -> tuple[Plate, ...]:
        """All of them, shown or not."""
        return self._plates

    def _point(self, x_m: float, y_m: float) -> None:
        if not self.frozen:  # the place under a hand that moves the map stays the same
            self.status.set_pointer((x_m, y_m))

    def freeze(self, frozen: bool) -> None:
        """While the map moves under the hand the plates are stamped onto it as pictures: a frame then costs no child
        widgets, each of which Qt would paint with everything below it."""
        if frozen != self.frozen:
            self.frozen = frozen
            for plate in self._plates:
                plate.freeze(frozen)

    def stamp(self, painter: QPainter) -> None:
        """The plates of a frozen head-up, onto the canvas."""
        for plate in self._plates:
            if plate.isVisible():
                plate.stamp(painter)

    def set_snapshot(self, snapshot: Snapshot | None) -> None:
        for plate in self._plates:
            plate.setVisible(snapshot is not None)
            plate.repaint_face()
        self.breadcrumb.show_path(-1)
        self.lay_out()
        self.count()

    def set_focus(self, row: int) -> None:
        self.breadcrumb.show_path(row)

    def set_theme(self, theme: Theme) -> None:
        for plate in self._plates:
            plate.set_theme(theme)

    def set_hint(self, hint: str) -> None:
        self.status.set_hint(hint)

    def follow(self, view: Viewport) -> None:
        """The view has moved."""
        if view.m_per_px != self._scale:
            self._scale = view.m_per_px
            self.status.repaint_face()
        self.count()

    def forget_pointer(self) -> None:
        self.status.set_pointer(None)

    def count(self) -> None:
        """Count again soon; not in every frame of a pan."""
        if not self._counting.isActive():
            self._counting.start()

    def _count(self) -> None:
        x, y, rows = self._canvas.visible_points()
        self.status.set_counts(int(self._canvas.viewport.holds(x, y).sum()), len(rows))

    def lay_out(self) -> None:
        """Every plate into its corner; a small map leaves the inset off."""
        width, height = self._canvas.width(), self._canvas.height()
        free = width - self._canvas.navigator.insets[2]  # beside a card the strip's credit needs the inset's place
        room = height >= 330 and free >= 520 and self._canvas.snapshot is not None
        self.locator.setVisible(room)
        self.locator.put(EDGE, height - EDGE - LOCATOR_SIZE.height(), LOCATOR_SIZE)
        wanted = self.buttons.size_wanted
        self.buttons.put(width - EDGE - wanted.width(), height - EDGE - wanted.height(), wanted)
        self.lay_out_status()

    def lay_out_status(self) -> None:
        left = EDGE + (LOCATOR_SIZE.width() + 10 if self.locator.isVisibleTo(self._canvas) else 0)
        self.status.most_px = self._canvas.width() - round(self._canvas.navigator.insets[2]) - left - 60
        self.status.put(left, self._canvas.height() - EDGE - STATUS_HEIGHT, self.status.size_wanted)
