"""The same view the naive way: one QGraphicsItem a point, as the toolkit's examples show it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsPolygonItem, QGraphicsScene, QGraphicsView

from desktop.theme import Theme
from gis.events.states import State
from gis.snapshot import Snapshot


def naive_view(snapshot: Snapshot, rows: np.ndarray, states: np.ndarray, theme: Theme) -> QGraphicsView:
    """A view of the borders and one ellipse item for every event of `rows`."""
    scene = QGraphicsScene()
    pen = QPen(theme.map["border_village"], 0)
    for arc in range(len(snapshot.mesh)):
        line = QPolygonF()
        for x, y in snapshot.mesh.arc(arc).tolist():
            line.append(_point(x, y))
        item = QGraphicsPolygonItem(line)
        item.setPen(pen)
        scene.addItem(item)
    brushes = {int(state): QBrush(QColor(theme.state[state].fill)) for state in State}
    size = 60.0
    for row in rows.tolist():
        dot = QGraphicsEllipseItem(QRectF(-size, -size, 2 * size, 2 * size))
        dot.setPos(float(snapshot.events.x[row]), -float(snapshot.events.y[row]))
        dot.setPen(Qt.PenStyle.NoPen)
        dot.setBrush(brushes[int(states[row])])
        scene.addItem(dot)
    view = QGraphicsView(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.setParent(view)
    return view


def _point(x: float, y: float):
    from PySide6.QtCore import QPointF

    return QPointF(x, -y)
