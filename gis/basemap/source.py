"""What a raster base map is to whoever paints it: tiles by number, at once or not at all, and a word on its health."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from gis.basemap.grid import TileGrid
from gis.foundation.errors import WanggeError

Arrived = Callable[[int, int, int], None]
TILE_MAGIC = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp", b"GIF8": "gif"}


class BasemapError(WanggeError):
    """A base map that cannot be used as it was set up (never: a server that does not answer, which is normal)."""


@dataclass(frozen=True)
class Health:
    """How a source fares. Instants are UTC seconds, 0 for never. `failures` counts requests that failed since the
    last one that succeeded; `trouble` is the last failure in plain Chinese, empty when all is well."""

    failures: int = 0
    last_ok_at: int = 0
    trouble: str = ""

    @property
    def offline(self) -> bool:
        return self.failures > 0


class TileSource(Protocol):
    """One raster base map. Tiles are encoded pictures (PNG, JPEG, WebP), `grid.tile_px` pixels wide, numbered from the
    north-west corner (z, column x, row y). Safe to call from several threads."""

    name: str
    attribution: str
    grid: TileGrid
    min_zoom: int
    max_zoom: int

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The tile if it is at hand, however old; else None, and `arrived` is called when it has come. Never waits for
        a network, never raises for a lost server."""
        ...

    @property
    def health(self) -> Health: ...

    @property
    def status(self) -> str:
        """A short Chinese line for the status bar; empty when there is nothing to say."""
        ...

    def close(self) -> None:
        """Let go of files and threads; does not wait for the network."""
        ...


def is_picture(data: bytes) -> bool:
    """Do these bytes begin like a raster picture? (Portals and key errors answer 200 with HTML or JSON.)"""
    return any(data.startswith(magic) for magic in TILE_MAGIC)
