"""A small still map of one place: ground, borders and names around a point, painted off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.jobs import Jobs
from desktop.map.rendering import RenderRequest, render
from desktop.map.scene import Scene
from desktop.symbols import paint_symbol
from desktop.theme import Theme
from gis.events.states import State
from gis.foundation.viewport import Viewport
from gis.snapshot import Snapshot

LANE = "small-map"
LAYERS = frozenset({"ground", "borders", "labels"})
HEIGHT_PX, RADIUS_PX = 140, 6
SHOWN_GRIDS = 2.2  # how many sides of the grid the shorter side of the picture spans
NEAREST_M, FARTHEST_M = 0.8, 12.0


@dataclass(frozen=True)
class Spot:
    """What is shown: EPSG:4547 metres, the grid (division row) around it, the state of the event."""

    x_m: float
    y_m: float
    grid: int
    state: State


class SmallMap(QWidget):
    """140 px high, as wide as there is room. `clicked` to show the place on the large map."""

    clicked = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.jobs = theme, jobs
        self.spot: Spot | None = None
        self._snapshot: Snapshot | None = None
        self._scene: Scene | None = None  # the lane's own
        self._image = QImage()
        self._asked: tuple | None = None
        self._credit = ""
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("在大地图上看")
        self.setAccessibleName("位置图")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._ask()

    def show_spot(self, snapshot: Snapshot, spot: Spot | None) -> None:
        """Show a place; what is shown stays until its picture is there."""
        if self._snapshot is not snapshot and self._scene is not None:
            same = self._snapshot is not None and self._snapshot.uid == snapshot.uid
            self._scene = self._scene.renewed(snapshot) if same else None
        self._snapshot = snapshot
        self._credit = "模拟数据" if snapshot.made_up else snapshot.outline_credit
        self.spot = spot
        self._ask()
        self.update()

    @property
    def settled(self) -> bool:
        """Whether the picture at hand is of the place shown."""
        return self._asked is None

    def _view(self, spot: Spot, snapshot: Snapshot) -> Viewport:
        box = snapshot.divisions.bounds[spot.grid]
        span = max(float(box[2] - box[0]), float(box[3] - box[1])) * SHOWN_GRIDS
        scale = min(max(span / max(self.height(), 1), NEAREST_M), FARTHEST_M)
        return Viewport(spot.x_m, spot.y_m, scale, self.width(), self.height())

    def _ask(self) -> None:
        spot, snapshot = self.spot, self._snapshot
        if spot is None or snapshot is None or self.width() < 40 or not self.isVisible():
            return
        theme, ratio, view = self.theme, self.devicePixelRatioF(), self._view(spot, snapshot)
        asked = (view, theme.name, ratio, spot.grid, id(snapshot.mesh))
        if asked == self._asked:
            return
        self._asked = asked
        held = self._scene

        def work() -> tuple[Scene, QImage]:
            scene = held if held is not None else Scene(snapshot)
            none = np.empty(0, np.int32)
            states = np.empty(0, np.uint8)
            made = render(RenderRequest(scene, view, ratio, theme, none, states, LAYERS, focus=spot.grid))
            return scene, made.picture.copy()

        self.jobs.run(LANE, work, lambda found: self._take(asked, *found), lambda _error: self._forget(asked))

    def _take(self, asked: tuple, scene: Scene, image: QImage) -> None:
        if self._scene is None:
            self._scene = scene
        if asked == self._asked:
            self._asked, self._image = None, image
            self.update()

    def _forget(self, asked: tuple) -> None:
        if asked == self._asked:
            self._asked = None

    def resizeEvent(self, _event) -> None:
        self._ask()

    def set_height(self, height_px: int) -> None:
        """Another height, where there is more room."""
        if height_px != self.height():
            self.setFixedHeight(height_px)

    def showEvent(self, _event) -> None:
        self._ask()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT_PX)

    def paintEvent(self, _event) -> None:
        painter, ui, box = QPainter(self), self.theme.ui, QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(box, RADIUS_PX, RADIUS_PX)
        painter.setClipPath(shape)
        painter.fillRect(box, self.theme.map["field"])
        if not self._image.isNull():
            side = self._image.width() / self.devicePixelRatioF(), self._image.height() / self.devicePixelRatioF()
            at = QPointF((box.width() - side[0]) / 2, (box.height() - side[1]) / 2)
            painter.drawImage(QRectF(at.x(), at.y(), *side), self._image)
        if self.spot is not None:
            self._paint_spot(painter, box.center(), self.spot)
        painter.setClipping(False)
        painter.setPen(QPen(ui["line_strong"], 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        painter.end()

    def _paint_spot(self, painter: QPainter, centre: QPointF, spot: Spot) -> None:
        painter.setPen(QPen(self.theme.ui["accent"], 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 15, 15)
        paint_symbol(painter, self.theme, spot.state, centre, self.theme.tokens["symbol"]["radius_px"]["map_selected"])
        if self._credit:
            painter.setFont(self.theme.font("caption"))
            wide = painter.fontMetrics().horizontalAdvance(self._credit) + 12
            plate = QRectF(6, self.height() - 24, wide, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.ui["surface_raised"])
            painter.drawRoundedRect(plate, 4, 4)
            painter.setPen(self.theme.ui["text_secondary"])
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._credit)
