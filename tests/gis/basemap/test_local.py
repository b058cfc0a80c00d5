"""Tile packs on disk, the cache, and where tiles lie."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from pyproj import Transformer

from gis.basemap.cache import TileCache
from gis.basemap.grid import TileGrid, TileMatrix
from gis.basemap.mbtiles import MBTilesSource
from gis.basemap.source import BasemapError
from gis.foundation.clock import FixedClock
from tests.gis.basemap.tile_server import colour, colour_of, make_pack

JULU = (115.03, 37.22)


def test_a_pack_gives_its_tiles_north_row_first(tmp_path: Path) -> None:
    pack = MBTilesSource(make_pack(tmp_path / "底图.mbtiles"))
    assert (pack.name, pack.attribution, pack.min_zoom, pack.max_zoom) == ("测试底图", "某县", 0, 3)
    assert pack.bounds == (-180, -85, 180, 85)
    for number in [(0, 0, 0), (3, 5, 1), (3, 7, 7)]:
        assert colour_of(pack.tile(*number) or b"") == colour(number)
    assert pack.tile(4, 0, 0) is None
    pack.close()


def test_a_pack_without_metadata_still_works(tmp_path: Path) -> None:
    pack = MBTilesSource(make_pack(tmp_path / "a.mbtiles", {"bounds": "unknown"}))
    assert (pack.name, pack.bounds) == ("a", None)
    pack.close()


def test_a_pack_that_breaks_while_open_is_counted_not_raised(tmp_path: Path) -> None:
    path = make_pack(tmp_path / "a.mbtiles")
    pack = MBTilesSource(path)
    path.write_bytes(b"\0" * path.stat().st_size)
    results = [pack.tile(3, x, y) for x in range(8) for y in range(8)]
    assert None in results
    assert pack.health.failures > 0
    assert "读取失败" in pack.status
    pack.close()


def test_what_is_no_pack_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "text.mbtiles").write_text("not a database" * 100)
    empty = make_pack(tmp_path / "empty.mbtiles")
    vector = make_pack(tmp_path / "vector.mbtiles")
    for path, statement in [(empty, "DELETE FROM tiles"), (vector, "UPDATE tiles SET tile_data = x'1f8b0800'")]:
        database = sqlite3.connect(path)
        database.execute(statement)
        database.commit()
        database.close()
    for name, word in [("absent", "找不到"), ("text", "不是可用"), ("empty", "没有瓦片"), ("vector", "矢量")]:
        with pytest.raises(BasemapError, match=word):
            MBTilesSource(tmp_path / f"{name}.mbtiles")


def test_the_cache_keeps_age_and_drops_the_oldest(tmp_path: Path) -> None:
    clock = FixedClock(1_795_400_000)
    cache = TileCache(tmp_path, max_mb=0.01, clock=clock)
    for y in range(12):
        cache.put("k", 1, 1, y, bytes([y]) * 1000)
        clock.at += 10
    assert cache.bytes_on_disk() <= 10_000
    again = TileCache(tmp_path, clock=clock)
    assert again.get("k", 1, 1, 0) is None
    newest = again.get("k", 1, 1, 11)
    assert newest is not None
    assert (newest.data, newest.fetched_at) == (bytes([11]) * 1000, 1_795_400_110)
    assert again.get("other", 1, 1, 11) is None


def test_a_disk_that_refuses_is_told_and_the_tile_stays_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = TileCache(tmp_path / "file")
    cache.put("k", 1, 1, 1, b"tile")
    assert "写不进磁盘" in cache.trouble
    held = cache.get("k", 1, 1, 1)
    assert held is not None
    assert held.data == b"tile"


def test_where_tiles_lie() -> None:
    mercator = TileGrid()
    x_m, y_m = Transformer.from_crs(4326, 3857, always_xy=True).transform(*JULU)  # an oracle of its own
    half_m = 20_037_508.342789244
    column, row = mercator.position(*JULU, 14)
    assert column == pytest.approx((x_m + half_m) / (2 * half_m) * 2**14)
    assert row == pytest.approx((half_m - y_m) / (2 * half_m) * 2**14)
    assert mercator.corner(14, column, row) == pytest.approx(JULU, abs=1e-9)
    degrees = TileGrid(TileMatrix.DEGREES)
    assert degrees.tile_bounds(1, 0, 0) == (-180, -90, 0, 90)  # Tianditu's first level: two squares of 180°
    assert degrees.corner(12, *degrees.position(*JULU, 12)) == pytest.approx(JULU, abs=1e-9)


def test_tiles_of_a_view_come_nearest_first() -> None:
    grid = TileGrid()
    tiles = grid.tiles_in((114.84, 37.12, 115.21, 37.43), 12)
    assert len(tiles) == len(set(tiles)) == (tiles_wide(tiles, 0) * tiles_wide(tiles, 1))
    middle = grid.position(115.025, 37.275, 12)
    assert tiles[0] == (int(middle[0]), int(middle[1]))
    whole = grid.tiles_in((-180, -85, 180, 85), 0)
    assert whole == [(0, 0)]


def tiles_wide(tiles: list[tuple[int, int]], axis: int) -> int:
    return len({t[axis] for t in tiles})


def test_zoom_fits_the_view() -> None:
    grid = TileGrid()
    for z in (8, 14, 17):
        assert grid.zoom_for(grid.m_per_px(z, 37.2), 37.2) == z
    assert grid.m_per_px(0, 0) == pytest.approx(156_543.034, abs=0.001)  # OGC WebMercatorQuad level 0
