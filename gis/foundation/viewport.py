"""The window onto the county: centre in metres, metres per pixel, size in pixels. Immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

Bounds = tuple[float, float, float, float]  # min x, min y, max x, max y in EPSG:4547 metres


@dataclass(frozen=True)
class Viewport:
    """A view of EPSG:4547 (x east, y north, metres) on a screen (x right, y down, device-independent pixels)."""

    x_m: float
    y_m: float
    m_per_px: float
    width_px: float
    height_px: float

    def to_screen(self, x_m, y_m):
        """Pixels of metres; scalars or arrays of one shape."""
        return (
            (x_m - self.x_m) / self.m_per_px + self.width_px / 2,
            (self.y_m - y_m) / self.m_per_px + self.height_px / 2,
        )

    def to_map(self, x_px, y_px):
        """Metres of pixels; scalars or arrays of one shape."""
        return (
            (x_px - self.width_px / 2) * self.m_per_px + self.x_m,
            self.y_m - (y_px - self.height_px / 2) * self.m_per_px,
        )

    @property
    def bounds(self) -> Bounds:
        half_w, half_h = self.width_px * self.m_per_px / 2, self.height_px * self.m_per_px / 2
        return self.x_m - half_w, self.y_m - half_h, self.x_m + half_w, self.y_m + half_h

    def panned(self, dx_px: float, dy_px: float) -> Viewport:
        """The view after the paper moved by (dx, dy) pixels under it."""
        return replace(self, x_m=self.x_m - dx_px * self.m_per_px, y_m=self.y_m + dy_px * self.m_per_px)

    def zoomed(self, factor: float, at_px: tuple[float, float] | None = None) -> Viewport:
        """Scale by `factor` (> 1 comes closer) holding the point under `at_px` (default: centre) still."""
        at = at_px or (self.width_px / 2, self.height_px / 2)
        hold_x, hold_y = self.to_map(*at)
        scale = self.m_per_px / factor
        return replace(
            self,
            m_per_px=scale,
            x_m=hold_x - (at[0] - self.width_px / 2) * scale,
            y_m=hold_y + (at[1] - self.height_px / 2) * scale,
        )

    def resized(self, width_px: float, height_px: float) -> Viewport:
        return replace(self, width_px=width_px, height_px=height_px)

    @staticmethod
    def fit(bounds: Bounds, width_px: float, height_px: float, margin_px: float = 24) -> Viewport:
        """The closest view that shows all of `bounds` inside the margin."""
        usable_w, usable_h = max(width_px - 2 * margin_px, 1), max(height_px - 2 * margin_px, 1)
        scale = max((bounds[2] - bounds[0]) / usable_w, (bounds[3] - bounds[1]) / usable_h, 0.01)
        return Viewport((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, scale, width_px, height_px)

    def holds(self, x_m: np.ndarray, y_m: np.ndarray, margin_px: float = 0) -> np.ndarray:
        """Boolean mask of the points inside the view grown by a margin."""
        grow = margin_px * self.m_per_px
        left, bottom, right, top = self.bounds
        return (x_m >= left - grow) & (x_m <= right + grow) & (y_m >= bottom - grow) & (y_m <= top + grow)
