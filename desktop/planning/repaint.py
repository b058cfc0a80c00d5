"""What of the map must be painted again when the hand moves: only what looks otherwise than in the frame before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QRegion

from desktop.planning.trial import Trial
from gis.boundaries.editing.preview import Preview
from gis.foundation.viewport import Viewport

REACH_PX = 14.0  # handles, wide lines and rings reach so far beyond the lines they belong to
SIMPLE_LINES = 6  # borders that a point or a corner takes along; a preview of more was cut and named anew


def is_complex(preview: Preview) -> bool:
    """Whether borders were cut and named anew, so that most of what a preview lists lies where it lay."""
    return len(preview.ghost) != len(preview.before) or len(preview.ghost) > SIMPLE_LINES


class Repaint:
    """Remembers the frame before. `tip` and `pills` are where these were painted last, px; the painter writes them.
    `kept`: whether the frame under way leaves most of the last one standing."""

    def __init__(self) -> None:
        self.tip = QRectF()
        self.pills: dict[str, QRectF] = {}
        self.kept = False
        self._look: object = None  # what washes look like
        self._lines = QRectF()
        self._counts: dict[str, int] = {}

    def forget(self) -> None:
        self._look, self._lines, self._counts, self.pills = None, QRectF(), {}, {}

    def region(
        self, trial: Trial, view: Viewport, tip: QRectF, pills: Mapping[str, QRectF] | None = None
    ) -> QRegion | None:
        """What to paint again; None for everything. tip, pills: where the tip and large pills will stand, px."""
        self.kept = False
        preview, at = trial.preview, trial.pointer
        if preview is None or at is None or is_complex(preview):
            self.forget()
            return None
        look = view, preview.possible, tuple((g.code, g.fits) for g in preview.grids)
        lines = _box(view, (*preview.ghost, *preview.before))
        counts = {grid.code: grid.households for grid in preview.grids}
        if look != self._look:
            self._look, self._lines, self._counts = look, lines, counts
            return None
        self.kept = True
        areas = [lines, self._lines, self.tip, tip, _around_pointer(at)]
        areas += [self.pills[code] for code in counts if counts[code] != self._counts.get(code) and code in self.pills]
        for code, box in (pills or {}).items():
            stood = self.pills.get(code)
            if stood is not None and (stood.center() - box.center()).manhattanLength() > 1.5:
                areas += [stood, box]
        self._lines, self._counts, self.tip = lines, counts, tip
        region = QRegion()
        for area in areas:
            if not area.isEmpty():
                region += area.adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX).toAlignedRect()
        return region


def _box(view: Viewport, lines: Iterable[np.ndarray]) -> QRectF:
    """The room that lines take, px."""
    every = np.concatenate([*lines, np.empty((0, 2))])
    if not len(every):
        return QRectF()
    (low_x, low_y), (high_x, high_y) = every.min(axis=0).tolist(), every.max(axis=0).tolist()
    left, top = view.to_screen(low_x, high_y)
    right, low = view.to_screen(high_x, low_y)
    return QRectF(left, top, max(right - left, 1.0), max(low - top, 1.0))


def _around_pointer(at: QPointF) -> QRectF:
    """Where the point under the hand is marked."""
    return QRectF(at.x() - 12, at.y() - 12, 24, 24)
