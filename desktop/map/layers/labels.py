"""Labels, placed greedily in one order: chosen place, townships, clusters' room, roads and water, villages, grids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.map.frame import Frame
from desktop.map.layers.along import place_lines
from desktop.map.lettering import Lettering
from desktop.map.painting import saved
from desktop.map.placement import Room
from gis.county.divisions import Level
from gis.events.clusters import Clusters, radius_px

NEAR = ((0, 0), (0, 15), (0, -15), (0, 24), (0, -24))
FAR = (
    *NEAR,
    *((0, 36), (0, -36), (34, 0), (-34, 0), (44, 18), (-44, 18), (44, -18), (-44, -18)),
    *((0, 52), (0, -52), (64, 0), (-64, 0), (0, 68), (0, -68), (64, 40), (-64, 40), (64, -40), (-64, -40)),
)
VILLAGE_FROM_PX = 33.0
GRID_FROM_PX = 62.0
AT_ONCE = 200


@dataclass(frozen=True)
class Label:
    """A placed word: its picture, top left corner in px, turned by `angle` degrees about its centre. row: the division
    it names, -1 for roads and water."""

    image: QImage
    x: float
    y: float
    opacity: float = 1.0
    angle: float = 0.0
    row: int = -1

    @property
    def rect(self) -> QRectF:
        ratio = self.image.devicePixelRatio()
        width, height = self.image.width() / ratio, self.image.height() / ratio
        if self.angle:
            side = max(width, height)
            return QRectF(self.x + (width - side) / 2, self.y + (height - side) / 2, side, side)
        return QRectF(self.x, self.y, width, height)


def place(frame: Frame, lettering: Lettering, clusters: Clusters, focus: int, scale: float = 1.0) -> list[Label]:
    """Every label of a picture."""
    room = Room(frame.view.width_px, frame.view.height_px)
    _keep_clusters(room, frame, clusters, scale)
    placed: list[Label] = []
    divisions = frame.scene.divisions
    if focus > 0 and divisions.level[focus] > Level.TOWNSHIP:
        _place_rows(placed, room, frame, lettering, np.array([focus]), "chosen", 1.0, FAR)
    _place_townships(placed, room, frame, lettering)
    frame.check()
    placed += [Label(*spot) for spot in place_lines(frame, lettering, room)]
    frame.check()
    for level, kind, least in ((Level.VILLAGE, "village", VILLAGE_FROM_PX), (Level.GRID, "grid", GRID_FROM_PX)):
        opacity = frame.fade(frame.scene.median_m[level], least)
        if opacity > 0:
            rows = divisions.rows_of(level)
            rows = rows[rows != focus]
            rows = rows[np.argsort(-divisions.households[rows], kind="stable")] if level == Level.VILLAGE else rows
            _place_rows(placed, room, frame, lettering, rows, kind, opacity, NEAR)
    return placed


def _keep_clusters(room: Room, frame: Frame, clusters: Clusters, scale: float) -> None:
    x, y = frame.view.to_screen(clusters.x, clusters.y)
    reach = 2 * (radius_px(clusters.counts.sum(axis=1)) + 1) * scale
    for cx, cy, side in zip(x.tolist(), y.tolist(), reach.tolist(), strict=True):
        room.take(cx, cy - 2, side, side + 5)


def _place_townships(placed: list[Label], room: Room, frame: Frame, lettering: Lettering) -> None:
    """At the seat, else at the village nearest to it that leaves room: never on another township's ground."""
    divisions, view = frame.scene.divisions, frame.view
    towns = divisions.rows_of(Level.TOWNSHIP)
    towns = towns[view.holds(divisions.label_x[towns], divisions.label_y[towns], 40)]
    for town in towns.tolist():
        below = np.arange(town + 1, int(divisions.end[town]))
        below = below[divisions.level[below] == Level.VILLAGE]
        x, y = view.to_screen(divisions.label_x[np.append(town, below)], divisions.label_y[np.append(town, below)])
        near = np.argsort(np.hypot(x - x[0], y - y[0]), kind="stable")
        spots = [(x[0] + dx, y[0] + dy) for dx, dy in NEAR] + list(zip(x[near].tolist(), y[near].tolist(), strict=True))
        image, width, height = lettering.word(divisions.short_name[town], "township")
        for cx, cy in spots:
            if room.try_take(cx, cy, width + 2, height - 3):
                placed.append(Label(image, round(cx - width / 2), round(cy - height / 2), 1.0, 0.0, town))
                break


def _place_rows(
    placed: list[Label],
    room: Room,
    frame: Frame,
    lettering: Lettering,
    rows: np.ndarray,
    kind: str,
    opacity: float,
    tries: tuple[tuple[int, int], ...],
) -> None:
    divisions = frame.scene.divisions
    inside = frame.view.holds(divisions.label_x[rows], divisions.label_y[rows], 40)
    rows = rows[inside]
    x, y = frame.view.to_screen(divisions.label_x[rows], divisions.label_y[rows])
    for start in range(0, len(rows), AT_ONCE):
        frame.check()
        part = slice(start, start + AT_ONCE)
        words = [lettering.word(divisions.short_name[row], kind) for row in rows[part].tolist()]
        width, height = np.array([(word.width, word.height) for word in words]).T
        found = room.take_first(x[part], y[part], width + 2, height - 3, tries)
        for word, row, cx, cy, spot in zip(
            words, rows[part].tolist(), x[part].tolist(), y[part].tolist(), found, strict=True
        ):
            if spot is not None:
                left, top = round(cx + spot[0] - word.width / 2), round(cy + spot[1] - word.height / 2)
                placed.append(Label(word.image, left, top, opacity, 0.0, row))


def paint(painter: QPainter, labels: list[Label]) -> None:
    """Stamp placed labels."""
    for label in labels:
        painter.setOpacity(label.opacity)
        if label.angle:
            centre = label.rect.center()
            with saved(painter):
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.translate(centre)
                painter.rotate(label.angle)
                ratio = label.image.devicePixelRatio()
                painter.drawImage(
                    QPointF(-label.image.width() / ratio / 2, -label.image.height() / ratio / 2), label.image
                )
        else:
            painter.drawImage(QPointF(label.x, label.y), label.image)
    painter.setOpacity(1.0)
