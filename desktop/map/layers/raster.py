"""The optional raster base: tiles of a TileSource, each set down in EPSG:4547 by the affine that fits its corners.

A tile that is not at hand leaves its place to the tile above it, scaled; nothing waits. Over a county a tile is at
most a fraction of a pixel from being affine, so three corners place it.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPolygonF, QTransform

from desktop.map.frame import Frame
from desktop.map.painting import saved
from gis.basemap.source import TileSource
from gis.foundation.crs import to_degrees, to_metres

PARENTS = 4  # levels to climb for a stand-in
KEPT = 160


class TilePictures:
    """Decoded tiles, the latest `KEPT` of them; one thread's own."""

    def __init__(self, source: TileSource) -> None:
        self.source = source
        self._kept: dict[tuple[int, int, int], QImage] = {}

    def picture(self, z: int, x: int, y: int) -> QImage | None:
        """A tile as a picture, or None while it is not at hand or no picture."""
        key = (z, x, y)
        image = self._kept.pop(key, None)
        if image is None:
            data = self.source.tile(z, x, y)
            if data is None:
                return None
            image = QImage.fromData(data)
            if image.isNull():
                return None
            image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self._kept[key] = image
        while len(self._kept) > KEPT:
            self._kept.pop(next(iter(self._kept)))
        return image


def paint(painter: QPainter, frame: Frame, tiles: TilePictures) -> None:
    """Every tile in view, or the part of an ancestor that covers it."""
    source, view = tiles.source, frame.view
    west, south, east, north = view.bounds
    corners = [to_degrees(x, y) for x in (west, east) for y in (south, north)]
    lons, lats = [float(c[0]) for c in corners], [float(c[1]) for c in corners]
    z = source.grid.zoom_for(frame.device_m, sum(lats) / 4)
    z = min(max(z, source.min_zoom), source.max_zoom)
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for x, y in source.grid.tiles_in((min(lons), min(lats), max(lons), max(lats)), z):
            frame.check()
            found = _find(tiles, z, x, y)
            if found is not None:
                _set_down(painter, frame, tiles, z, x, y, *found)


def _find(tiles: TilePictures, z: int, x: int, y: int) -> tuple[QImage, QRectF] | None:
    """A picture and the part of it that is tile (z, x, y)."""
    for up in range(min(PARENTS, z - tiles.source.min_zoom) + 1):
        image = tiles.picture(z - up, x >> up, y >> up)
        if image is not None:
            parts = 1 << up
            width, height = image.width() / parts, image.height() / parts
            return image, QRectF((x % parts) * width, (y % parts) * height, width, height)
    return None


def _set_down(
    painter: QPainter, frame: Frame, tiles: TilePictures, z: int, x: int, y: int, image: QImage, part: QRectF
) -> None:
    corners = []
    for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1)):
        metres = to_metres(*tiles.source.grid.corner(z, x + dx, y + dy))
        px, py = frame.view.to_screen(float(metres[0]), float(metres[1]))
        corners.append(QPointF(px, py))
    # half a device pixel of overlap hides the seams of neighbouring tiles
    grow = 0.5 / frame.ratio
    target = QPolygonF(corners)
    unit = QPolygonF([QPointF(0, 0), QPointF(1, 0), QPointF(1, 1), QPointF(0, 1)])
    transform = QTransform()
    if not QTransform.quadToQuad(unit, target, transform):
        return
    side = max(abs(corners[1].x() - corners[0].x()), 1.0)
    with saved(painter):
        painter.setTransform(transform, True)
        edge = grow / side
        painter.drawImage(QRectF(-edge, -edge, 1 + 2 * edge, 1 + 2 * edge), image, part)
