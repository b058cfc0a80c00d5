"""Where tiles lie: the two tile matrices in use, Web Mercator (…_w) and CGCS2000 degrees (…_c), in degrees both.

Tile numbers count columns eastwards and rows southwards from the north-west corner. Formulas: OGC 17-083r4 (Two
Dimensional Tile Matrix Set), annexes WebMercatorQuad and WorldCRS84Quad; Tianditu's level n is that of
WebMercatorQuad n and of WorldCRS84Quad n - 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from gis.foundation.crs import SEMI_MAJOR_M, degrees_of_tile, tile_of

LonLatBounds = tuple[float, float, float, float]  # west, south, east, north in degrees
_EQUATOR_M = 2 * math.pi * SEMI_MAJOR_M


class TileMatrix(Enum):
    MERCATOR = "w"
    DEGREES = "c"


@dataclass(frozen=True)
class TileGrid:
    """A matrix and the width of its tiles in pixels."""

    matrix: TileMatrix = TileMatrix.MERCATOR
    tile_px: int = 256

    def columns(self, z: int) -> int:
        return 1 << z

    def rows(self, z: int) -> int:
        return 1 << z if self.matrix is TileMatrix.MERCATOR else max(1 << (z - 1), 1)

    def position(self, lon: float, lat: float, z: int) -> tuple[float, float]:
        """Fractional column and row of a point in degrees."""
        if self.matrix is TileMatrix.DEGREES:
            return (lon + 180) / 360 * self.columns(z), (90 - lat) / 360 * self.columns(z)
        column, row = tile_of(lon, lat, z)
        return float(column), float(row)

    def corner(self, z: int, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of the north-west corner of tile (x, y); fractions reach into the tile."""
        if self.matrix is TileMatrix.DEGREES:
            return x / self.columns(z) * 360 - 180, 90 - y / self.columns(z) * 360
        lon, lat = degrees_of_tile(x, y, z)
        return float(lon), float(lat)

    def tile_bounds(self, z: int, x: int, y: int) -> LonLatBounds:
        west, north = self.corner(z, x, y)
        east, south = self.corner(z, x + 1, y + 1)
        return west, south, east, north

    def tiles_in(self, bounds: LonLatBounds, z: int) -> list[tuple[int, int]]:
        """(x, y) of every tile that touches the bounds, nearest to their middle first (what the eye is on)."""
        left, top = self.position(bounds[0], bounds[3], z)
        right, bottom = self.position(bounds[2], bounds[1], z)
        columns = range(max(math.floor(left), 0), min(math.ceil(right), self.columns(z)))
        rows = range(max(math.floor(top), 0), min(math.ceil(bottom), self.rows(z)))
        mid_x, mid_y = (left + right - 1) / 2, (top + bottom - 1) / 2
        return sorted(((x, y) for x in columns for y in rows), key=lambda t: (t[0] - mid_x) ** 2 + (t[1] - mid_y) ** 2)

    def m_per_px(self, z: int, lat: float) -> float:
        """True metres on the ground (east-west) a tile pixel covers at a latitude."""
        return _EQUATOR_M * math.cos(math.radians(lat)) / (self.columns(z) * self.tile_px)

    def zoom_for(self, m_per_px: float, lat: float) -> int:
        """The level whose pixels are nearest in size to a view's (by ratio); not clamped to what a source has."""
        return max(round(math.log2(self.m_per_px(0, lat) / m_per_px)), 0)
