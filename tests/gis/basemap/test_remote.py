"""XYZ and WMTS against a real tile server, also when it is lost in the middle of the work."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gis.basemap.cache import TileCache
from gis.basemap.fetching import Politeness
from gis.basemap.opening import open_source
from gis.basemap.remote import WMTSSource, XYZSource, tianditu
from gis.basemap.source import BasemapError
from gis.foundation.clock import FixedClock
from tests.gis.basemap.tile_server import MapProxyServer, colour, colour_of

TILE = (2, 1, 3)
HASTY = Politeness(timeout_s=3, first_pause_s=0.05)
XYZ = "/tiles/base/merc/{z}/{x}/{y}.png?origin=nw"
REST = "/wmts/base/merc/{TileMatrix}/{TileCol}/{TileRow}.png"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MapProxyServer]:
    server = MapProxyServer(tmp_path_factory.mktemp("mapproxy"))
    yield server
    server.kill()


class Arrivals:
    """Collects what arrives and lets a test wait for it."""

    def __init__(self) -> None:
        self.numbers: list[tuple[int, int, int]] = []
        self._state = threading.Condition()

    def __call__(self, z: int, x: int, y: int) -> None:
        with self._state:
            self.numbers.append((z, x, y))
            self._state.notify_all()

    def wait(self, count: int = 1) -> None:
        with self._state:
            assert self._state.wait_for(lambda: len(self.numbers) >= count, timeout=10), "no tile came"


def wait_until(true) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "did not become true"
        time.sleep(0.01)


def sources(address: str) -> dict[str, XYZSource]:
    cache = TileCache(None)
    return {
        "xyz": XYZSource(address + XYZ, cache, politeness=HASTY),
        "wmts rest": WMTSSource(address + REST, "base", cache, matrix_set="merc", min_zoom=0, politeness=HASTY),
        "wmts kvp": WMTSSource(address + "/service", "base", cache, matrix_set="merc", min_zoom=0, politeness=HASTY),
    }


@pytest.mark.parametrize("kind", ["xyz", "wmts rest", "wmts kvp"])
def test_brings_the_tile_that_was_asked_for(server: MapProxyServer, kind: str) -> None:
    source, came = sources(server.address)[kind], Arrivals()
    source.arrived = came
    assert source.tile(*TILE) is None  # never waits
    came.wait()
    assert colour_of(source.tile(*TILE) or b"") == colour(TILE)
    assert source.health.failures == 0
    assert source.status == ""
    source.close(5)


def test_stale_tiles_while_the_server_is_lost_and_new_ones_when_it_is_back(tmp_path: Path) -> None:
    server = MapProxyServer(tmp_path)
    clock = FixedClock(1_795_400_000)
    came = Arrivals()
    cache = TileCache(tmp_path / "cache", clock=clock)
    source = XYZSource(server.address + XYZ, cache, max_age_s=60, arrived=came, politeness=HASTY, clock=clock)
    source.tile(*TILE)
    came.wait()

    server.kill()
    clock.at += 3600  # the kept tile is now too old, so it is asked for again, in vain
    assert colour_of(source.tile(*TILE) or b"") == colour(TILE)
    wait_until(lambda: source.health.offline)
    assert source.status.startswith("离线，显示缓存底图（上次联网 ")
    assert colour_of(source.tile(*TILE) or b"") == colour(TILE)
    assert source.tile(3, 4, 4) is None  # never seen: no tile, no error

    server.start()
    came.wait(3)  # both, without being asked for again
    assert {(3, 4, 4), TILE} <= set(came.numbers)
    assert colour_of(source.tile(3, 4, 4) or b"") == colour((3, 4, 4))
    assert source.status == ""
    source.close(5)
    server.kill()


def test_tiles_outlive_the_program(server: MapProxyServer, tmp_path: Path) -> None:
    came = Arrivals()
    first = XYZSource(server.address + XYZ, TileCache(tmp_path), arrived=came)
    first.tile(*TILE)
    came.wait()
    first.close(5)
    later = XYZSource(server.address + XYZ, TileCache(tmp_path))
    assert colour_of(later.tile(*TILE) or b"") == colour(TILE)
    later.close(5)


class Scolding(BaseHTTPRequestHandler):
    """Answers as servers do that do not want us: by the code in the path."""

    def do_GET(self) -> None:
        code = int(self.path.split("/")[1])
        self.send_response(code)
        self.end_headers()
        self.wfile.write(b"<html>login</html>")

    def log_message(self, *args: object) -> None:
        pass


@pytest.mark.parametrize(("code", "word"), [(200, "不是图片"), (403, "密钥"), (429, "放慢"), (500, "出错"), (404, "")])
def test_what_a_server_refuses_is_told_and_nothing_is_raised(code: int, word: str) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scolding)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/{code}/{{z}}/{{x}}/{{y}}?tk={{key}}"
    source = XYZSource(address, TileCache(None), key="SECRET", politeness=HASTY)
    assert source.tile(*TILE) is None
    if word:
        wait_until(lambda: word in source.status)
        assert "SECRET" not in source.status
        assert source.health.failures > 0
    else:  # no such tile is no failure, and is not asked for again at once
        wait_until(lambda: source.health.last_ok_at > 0)
        assert source.status == ""
    source.close(5)
    server.shutdown()
    server.server_close()


def test_closing_ends_the_threads(server: MapProxyServer) -> None:
    came = Arrivals()
    source = XYZSource(server.address + XYZ, TileCache(None), arrived=came)
    for x in range(8):
        source.tile(3, x, 0)
    came.wait(4)
    source.close(5)
    assert not [t for t in threading.enumerate() if t.name.startswith("tiles-")]


def test_tianditu_is_asked_with_the_countys_own_key() -> None:
    source = tianditu("vec", "k&1", TileCache(None))
    assert source.url((14, 13427, 6364)) == (
        "https://t7.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default"
        "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=14&TILEROW=6364&TILECOL=13427&tk=k%261"
    )
    assert source.tile(0, 0, 0) is None  # levels start at 1: nothing is asked
    with pytest.raises(BasemapError, match="密钥"):
        tianditu("vec", "", TileCache(None))


@pytest.mark.parametrize("text", ["ftp://x/{z}/{x}/{y}", "http://x/y.png", "tianditu:abc", "file:///etc/{z}{x}{y}"])
def test_a_setting_that_names_no_base_map_is_refused_in_words(text: str) -> None:
    with pytest.raises(BasemapError) as caught:
        open_source(text, TileCache(None), key="k")
    assert caught.value.remedy


def test_settings_name_every_kind(server: MapProxyServer) -> None:
    for text in (XYZ, REST, "/service?layer=base&tilematrixset=merc"):
        came = Arrivals()
        source = open_source(server.address + text, TileCache(None), arrived=came)
        source.tile(*TILE)
        came.wait()
        assert colour_of(source.tile(*TILE) or b"") == colour(TILE)
        source.close()
