"""The paper a picture is painted on: which metres it covers, at how many device pixels, and what to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform

from desktop.map.painting import bands
from desktop.map.scene import Scene
from desktop.theme import Theme
from gis.foundation.viewport import Bounds, Viewport

HALF_STEP = 2**0.5


class Cancelled(Exception):
    """A newer request has come; the picture at hand is dropped."""


@dataclass(frozen=True)
class Frame:
    """One picture being painted. `view` is in device-independent pixels and covers the whole picture; layers paint in
    these pixels, or in metres from the scene's origin after `to_metres(painter)`."""

    scene: Scene
    theme: Theme
    view: Viewport
    ratio: float
    check: Callable[[], None]  # raises Cancelled; called between short painter calls

    @property
    def device_m(self) -> float:
        """Metres of one device pixel."""
        return self.view.m_per_px / self.ratio

    @property
    def rect(self) -> QRectF:
        return QRectF(0, 0, self.view.width_px, self.view.height_px)

    def strips(self) -> Iterator[QRectF]:
        """The picture in strips, for large fills."""
        return bands(self.view.width_px, self.view.height_px, self.ratio)

    def local_bounds(self, margin_px: float = 0) -> Bounds:
        """The view in metres from the scene's origin."""
        grow = margin_px * self.view.m_per_px
        left, bottom, right, top = self.view.bounds
        x, y = self.scene.origin
        return left - x - grow, bottom - y - grow, right - x + grow, top - y + grow

    def transform(self) -> QTransform:
        """Metres from the scene's origin to pixels."""
        scale = 1 / self.view.m_per_px
        x, y = self.view.to_screen(*self.scene.origin)
        return QTransform(scale, 0, 0, -scale, x, y)

    def to_metres(self, painter: QPainter) -> None:
        """Let the painter take metres from here on (cosmetic pens keep their pixels)."""
        painter.setWorldTransform(self.transform(), True)

    def fade(self, size_m: float, least_px: float) -> float:
        """0 below `least_px`, 1 from half a zoom step above: how levels of detail fade in."""
        size_px = size_m / self.view.m_per_px
        if size_px <= least_px:
            return 0.0
        return min((size_px / least_px - 1) / (HALF_STEP - 1), 1.0)
