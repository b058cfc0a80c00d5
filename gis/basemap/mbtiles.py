"""A tile pack on disk: MBTiles 1.3 (SQLite), read without any network. Counties keep these on closed networks."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from gis.basemap.grid import LonLatBounds, TileGrid, TileMatrix
from gis.basemap.source import BasemapError, Health, is_picture

_REMEDY = "请换一个图片瓦片包（.mbtiles，PNG/JPEG/WebP）。"


class MBTilesSource:
    """Reads one MBTiles file. Rows are stored south to north (TMS) and flipped here.

    Raises BasemapError if the file is missing, damaged, not a tile pack, or holds vector tiles.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.grid = TileGrid(TileMatrix.MERCATOR)
        self._lock = threading.Lock()
        self._failures = 0
        self._trouble = ""
        self._database = self._open()
        try:
            self._read_head()
        except sqlite3.DatabaseError as error:
            self.close()
            raise BasemapError(f"{self.path.name} 不是可用的瓦片包（{error}）。", _REMEDY) from error
        except BasemapError:
            self.close()
            raise

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The tile, or None where the pack has none. A read that fails is counted, not raised (see `health`)."""
        if not self.min_zoom <= z <= self.max_zoom:
            return None
        row = (1 << z) - 1 - y
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        with self._lock:
            try:
                found = self._database.execute(query, (z, x, row)).fetchone()
            except sqlite3.Error as error:  # the USB disk was pulled out, the file damaged in the middle
                self._failures += 1
                self._trouble = f"瓦片包读取失败（{error}）"
                return None
        return found[0] if found else None

    @property
    def health(self) -> Health:
        return Health(self._failures, 0, self._trouble)

    @property
    def status(self) -> str:
        return self._trouble

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def _open(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise BasemapError(f"找不到底图文件 {self.path}。", "请检查路径，或重新选择底图。")
        try:
            return sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise BasemapError(f"打不开底图文件 {self.path}（{error}）。", "请确认有读取权限。") from error

    def _read_head(self) -> None:
        head = dict(self._database.execute("SELECT name, value FROM metadata"))
        low, high, sample = self._database.execute(
            "SELECT min(zoom_level), max(zoom_level), (SELECT tile_data FROM tiles LIMIT 1) FROM tiles"
        ).fetchone()
        if sample is None:
            raise BasemapError(f"{self.path.name} 里没有瓦片。", _REMEDY)
        if not is_picture(bytes(sample)):
            raise BasemapError(f"{self.path.name} 是矢量瓦片包，这里只显示图片瓦片。", _REMEDY)
        self.name = head.get("name") or self.path.stem
        self.attribution = head.get("attribution", "")
        self.min_zoom, self.max_zoom = int(low), int(high)  # what is there, not what the metadata says is there
        self.bounds: LonLatBounds | None = _bounds(head.get("bounds", ""))


def _bounds(text: str) -> LonLatBounds | None:
    """west,south,east,north of the metadata; None if absent or not four numbers (the pack works without it)."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return west, south, east, north
