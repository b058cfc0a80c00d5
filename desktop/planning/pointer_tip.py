"""The tip at the pointer of one map: set when the hand moves, so that no more is painted again than where it stood and
will stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.map.plate import Plate
from desktop.planning.paint.tip import TipFace, TipWords, words_of
from desktop.planning.paint.tip_place import TipPlace
from desktop.planning.paint.tip_table import TipTable
from gis.foundation.viewport import Viewport

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas
    from desktop.planning.session import PlanSession
    from desktop.planning.trial import Trial

NOTHING = TipWords((), TipTable())


class PointerTip:
    """`box` is where it stands for the pointer `at`, px of the canvas; empty when there is nothing to say there."""

    def __init__(self, canvas: MapCanvas, session: PlanSession, trial: Trial) -> None:
        self.canvas, self.session, self.trial = canvas, session, trial
        self.box, self.at = QRectF(), QPointF()
        self.words = NOTHING
        self._face: TipFace | None = None
        self._place = TipPlace()

    def follow(self, lines: list[np.ndarray], pills: list[QRectF]) -> None:
        """The hand has moved. lines: borders under it, EPSG:4547 metres; pills: where the large counts stand, px."""
        preview, at = self.trial.preview, self.trial.pointer
        if preview is None or at is None:
            self.box, self.words = QRectF(), NOTHING
            return
        self.at = at
        self.words = words_of(preview, self.trial.snap, self._villages())
        theme = self.canvas.theme
        if self._face is None or self._face.words != self.words or self._face.theme is not theme:
            self._face = TipFace(theme, self.words)
        room = QRectF(self.canvas.rect())
        self.box = self._place.find(
            self._face.size, at, room, self._plates(), pills, segments_of(lines + self._drawn(), self.canvas.viewport)
        )

    def paint(self, painter: QPainter) -> None:
        if self._face is not None and not self.box.isEmpty():
            self._face.paint(painter, self.box)

    def _villages(self) -> dict[str, str]:
        state, preview = self.session.state, self.trial.preview
        if state is None or preview is None:
            return {}
        codes = {grid.code[:12] for grid in preview.grids}
        return {code: state.places[code].short_name for code in codes if code in state.places}

    def _plates(self) -> list[QRectF]:
        edge = Plate.shadow
        return [
            QRectF(plate.geometry()).adjusted(edge, edge, -edge, -edge)
            for plate in self.canvas.headup.plates
            if plate.isVisible()
        ]

    def _drawn(self) -> list[np.ndarray]:
        return [self.trial.drawn] if self.trial.drawn is not None else []


def segments_of(lines: list[np.ndarray], view: Viewport) -> np.ndarray:
    """Lines in EPSG:4547 metres as segments float64 (k, 4) in px: x0, y0, x1, y1."""
    made = [np.empty((0, 4))]
    for xy in lines:
        x, y = view.to_screen(xy[:, 0], xy[:, 1])
        line = np.column_stack([x, y])
        made.append(np.hstack([line[:-1], line[1:]]))
    return np.concatenate(made)
