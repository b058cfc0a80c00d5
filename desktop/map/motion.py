"""Moves of the view: wheel zoom that holds the point under the cursor, and flights to a place."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QEasingCurve

from gis.foundation.viewport import Viewport

ZOOM_MS = 180
FLIGHT_MS = 360


@dataclass(frozen=True)
class Move:
    """From one view to another in `duration_ms`. With `hold_px` the point under that pixel stays still."""

    start: Viewport
    end: Viewport
    duration_ms: float
    hold_px: tuple[float, float] | None = None

    def at(self, elapsed_ms: float) -> Viewport:
        """The view after some time; the end itself when it is over."""
        if elapsed_ms >= self.duration_ms:
            return self.end
        share = QEasingCurve(QEasingCurve.Type.OutCubic).valueForProgress(max(elapsed_ms, 0) / self.duration_ms)
        scale = math.exp(
            math.log(self.start.m_per_px) + (math.log(self.end.m_per_px) - math.log(self.start.m_per_px)) * share
        )
        if self.hold_px is not None:
            return self.start.zoomed(self.start.m_per_px / scale, self.hold_px)
        way = self._way(scale, share)
        return replace(
            self.end,
            m_per_px=scale,
            x_m=self.start.x_m + (self.end.x_m - self.start.x_m) * way,
            y_m=self.start.y_m + (self.end.y_m - self.start.y_m) * way,
        )

    def _way(self, scale: float, share: float) -> float:
        """Share of the way: tied to the scale, so that the path on the screen is straight."""
        span = self.end.m_per_px - self.start.m_per_px
        if abs(span) < 1e-6 * self.start.m_per_px:
            return share
        return (scale - self.start.m_per_px) / span
