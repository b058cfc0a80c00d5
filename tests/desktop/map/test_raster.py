"""The raster base: tiles lie where their degrees say, and a missing one is stood in for by the tile above it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from desktop.map.rendering import RenderRequest, render
from desktop.map.scene import Scene
from desktop.theme import load_theme
from gis.basemap.grid import TileGrid
from gis.basemap.source import Health
from gis.foundation.crs import to_degrees
from gis.foundation.viewport import Viewport


def colour_of(z: int, x: int, y: int) -> QColor:
    return QColor(z * 12 % 256, x * 37 % 256, y * 53 % 256)


@dataclass
class PaintedTiles:
    """Every tile in one colour of its own; those of `missing` levels are not at hand."""

    missing: frozenset[int] = frozenset()
    asked: list = field(default_factory=list)
    name = attribution = status = ""
    grid = TileGrid()
    min_zoom, max_zoom = 0, 18
    health = Health()

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        self.asked.append((z, x, y))
        if z in self.missing:
            return None
        image = QImage(256, 256, QImage.Format.Format_RGB32)
        image.fill(colour_of(z, x, y))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        return buffer.data().data()

    def close(self) -> None:
        pass


@pytest.mark.parametrize("missing", [0, 1])
def test_tiles_lie_where_their_degrees_say(qapp, county, missing):
    view = Viewport.fit(tuple(county.divisions.bounds[0].tolist()), 800, 600)
    lat = float(to_degrees(view.x_m, view.y_m)[1])
    level = TileGrid().zoom_for(view.m_per_px, lat)
    tiles = PaintedTiles(frozenset({level} if missing else ()))
    request = RenderRequest(
        Scene(county), view, 1.0, load_theme("day"), np.empty(0, np.int32), np.zeros(len(county.events), np.uint8),
        frozenset({"raster", "ground"}), tiles=tiles,
    )  # fmt: skip
    picture = render(request).picture
    wrong = 0
    for px in range(10, 800, 40):
        for py in range(10, 600, 40):
            lon, lat = to_degrees(*view.to_map(px + 0.5, py + 0.5))
            column, row = TileGrid().position(float(lon), float(lat), level - missing)
            wrong += picture.pixelColor(px, py) != colour_of(level - missing, int(column), int(row))
    assert wrong <= 3, "only pixels on a seam may differ"
    assert all(z <= level for z, _, _ in tiles.asked)


def test_without_any_tile_the_ground_stays_in_sight(qapp, county):
    view = Viewport.fit(tuple(county.divisions.bounds[0].tolist()), 400, 300)
    tiles = PaintedTiles(frozenset(range(19)))
    request = RenderRequest(
        Scene(county), view, 1.0, load_theme("day"), np.empty(0, np.int32), np.zeros(len(county.events), np.uint8),
        frozenset({"raster"}), tiles=tiles,
    )  # fmt: skip
    assert render(request).picture.pixelColor(200, 150) == load_theme("day").map["field"]
