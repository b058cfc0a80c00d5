"""A real tile server for tests: MapProxy on 127.0.0.1, a process of its own that can be killed, serving a small pack.

Every tile is one flat colour that tells its number: red = 20 z, green = 10 x, blue = 10 y (rows from the north).
"""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from pathlib import Path

from PIL import Image

LEVELS = range(4)
Number = tuple[int, int, int]

_CONFIG = """
services: {{tms: {{use_grid_names: true}}, wmts: {{restful: true, kvp: true}}}}
layers: [{{name: base, title: base, sources: [pack]}}]
grids: {{merc: {{base: GLOBAL_MERCATOR, num_levels: 4}}}}
caches: {{pack: {{grids: [merc], sources: [], cache: {{type: mbtiles, filename: {pack}}}}}}}
globals: {{cache: {{base_dir: {folder}/c, lock_dir: {folder}/l, tile_lock_dir: {folder}/t}}}}
"""
_SERVE = """
import sys
from mapproxy.wsgiapp import make_wsgi_app
from werkzeug.serving import make_server
server = make_server("127.0.0.1", int(sys.argv[2]), make_wsgi_app(sys.argv[1]), threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""


def colour(number: Number) -> tuple[int, int, int]:
    z, x, y = number
    return 20 * z, 10 * x, 10 * y


def colour_of(tile: bytes) -> tuple[int, int, int]:
    """The colour of the first pixel of an encoded tile."""
    return Image.open(io.BytesIO(tile)).convert("RGB").getpixel((0, 0))


def make_pack(path: Path, metadata: dict[str, str] | None = None) -> Path:
    """An MBTiles file of levels 0 to 3, whole world."""
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    database.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
    given = (
        metadata if metadata is not None else {"name": "测试底图", "attribution": "某县", "bounds": "-180,-85,180,85"}
    )
    database.executemany("INSERT INTO metadata VALUES (?, ?)", given.items())
    for z in LEVELS:
        for x in range(1 << z):
            for y in range(1 << z):
                row = (1 << z) - 1 - y
                database.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, row, _png(colour((z, x, y)))))
    database.commit()
    database.close()
    return path


def _png(rgb: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), rgb).save(out, "PNG")
    return out.getvalue()


class MapProxyServer:
    """MapProxy over a pack; `kill` is a power cut, `start` brings it back on the same port."""

    def __init__(self, folder: Path) -> None:
        make_pack(folder / "pack.mbtiles")
        self._config = folder / "mapproxy.yaml"
        self._config.write_text(_CONFIG.format(pack=folder / "pack.mbtiles", folder=folder), "utf-8")
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-c", _SERVE, str(self._config), str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
