"""Base maps from a tile server, XYZ or WMTS, kept in a cache: a stale tile rather than a blank one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from gis.basemap.cache import TileCache
from gis.basemap.fetching import UNREACHED, Fetcher, Number, Politeness
from gis.basemap.grid import TileGrid, TileMatrix
from gis.basemap.source import Arrived, BasemapError, Health
from gis.foundation.clock import DAY_S, Clock, SystemClock, local

_CHECK_ADDRESS = "请检查底图地址，例如 http://服务器/tiles/{z}/{x}/{y}.png。"


class XYZSource:
    """Tiles by address template: {z} {x} {y}, {-y} (rows from the south), {s} (one of `subdomains`), {key}.

    `arrived` is called on a fetching thread. Tiles older than `max_age_s` are shown and asked for again. Raises
    BasemapError for a template that is no http(s) address or lacks a part.
    """

    def __init__(
        self,
        template: str,
        cache: TileCache,
        *,
        name: str = "",
        attribution: str = "",
        key: str = "",
        subdomains: str = "",
        min_zoom: int = 0,
        max_zoom: int = 18,
        grid: TileGrid | None = None,
        max_age_s: int = 30 * DAY_S,
        arrived: Arrived | None = None,
        politeness: Politeness | None = None,
        clock: Clock | None = None,
    ) -> None:
        _check(template, key)
        self.grid = grid or TileGrid()
        self.name, self.attribution = name or urlsplit(template).netloc, attribution
        self.min_zoom, self.max_zoom = min_zoom, max_zoom
        self.arrived = arrived
        self._template, self._key, self._subdomains = template, key, subdomains
        self._cache, self._max_age_s = cache, max_age_s
        self._clock = clock or SystemClock()
        # The county's key is no part of the name: a renewed key keeps the tiles.
        self._cache_key = hashlib.sha256(template.encode()).hexdigest()[:16]
        self._fetcher = Fetcher(self.url, self._keep, politeness or Politeness(), self._clock)

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """What is at hand now; asks for the tile in the background when it is missing or old."""
        if not (self.min_zoom <= z <= self.max_zoom and 0 <= x < self.grid.columns(z) and 0 <= y < self.grid.rows(z)):
            return None
        held = self._cache.get(self._cache_key, z, x, y)
        if held is None or self._clock.now() - held.fetched_at > self._max_age_s:
            self._fetcher.wish((z, x, y))
        return held.data if held else None

    @property
    def health(self) -> Health:
        return self._fetcher.health

    @property
    def status(self) -> str:
        """离线，显示缓存底图（上次联网 11-23 14:32） where the server is out of reach (`health` says why); else what it
        refuses, or a trouble of the cache; else empty."""
        health = self.health
        if not health.offline:
            return self._cache.trouble
        if not health.trouble.startswith(UNREACHED):
            return health.trouble
        since = f"（上次联网 {local(health.last_ok_at):%m-%d %H:%M}）" if health.last_ok_at else ""
        return f"离线，显示缓存底图{since}"

    def forget_wishes(self) -> None:
        """Drop the tiles of a view that was left before they were begun."""
        self._fetcher.forget_wishes()

    def close(self, wait_s: float = 0.0) -> None:
        self._fetcher.close(wait_s)

    def url(self, number: Number) -> str:
        """The address of a tile (z, x, y), key and all: for the request only, never for a message."""
        z, x, y = number
        parts = {
            "{z}": str(z),
            "{x}": str(x),
            "{y}": str(y),
            "{-y}": str(self.grid.rows(z) - 1 - y),
            "{key}": quote(self._key, safe=""),
            "{s}": self._subdomains[(x + y) % len(self._subdomains)] if self._subdomains else "",
        }
        url = self._template
        for part, value in parts.items():
            url = url.replace(part, value)
        return url

    def _keep(self, number: Number, data: bytes) -> None:
        self._cache.put(self._cache_key, *number, data)
        if self.arrived is not None:
            self.arrived(*number)


class WMTSSource(XYZSource):
    """Tiles of a WMTS layer (OGC 07-057r7), by key-value pairs or by a REST template.

    `address`: the service address for KVP, or a template with {TileMatrix} {TileRow} {TileCol} (and, as capabilities
    write them, {TileMatrixSet} {Style} {Layer}) for REST. `matrix_prefix` goes before the level number ("EPSG:3857:").
    """

    def __init__(
        self,
        address: str,
        layer: str,
        cache: TileCache,
        *,
        matrix_set: str,
        style: str = "default",
        image_format: str = "image/png",
        matrix_prefix: str = "",
        more: Mapping[str, str] | None = None,
        min_zoom: int = 1,
        **rest: Any,  # the keyword arguments of XYZSource, unchanged
    ) -> None:
        words = {"TileMatrixSet": matrix_set, "Style": style, "Layer": layer}
        if "{TileMatrix}" in address:
            template = _rest_template(address, words, matrix_prefix)
        else:
            template = _kvp_template(address, words, image_format, matrix_prefix, more or {})
        rest.setdefault("name", layer)
        super().__init__(template, cache, min_zoom=min_zoom, **rest)


TIANDITU_LAYERS = {"vec": "矢量底图", "cva": "矢量注记", "img": "影像底图", "cia": "影像注记", "ter": "地形晕渲"}


def tianditu(
    layer: str, key: str, cache: TileCache, *, degrees: bool = False, arrived: Arrived | None = None
) -> WMTSSource:
    """天地图, with the county's own key. Levels 1–18; unshifted (CGCS2000), Web Mercator or degrees."""
    matrix = TileMatrix.DEGREES if degrees else TileMatrix.MERCATOR
    return WMTSSource(
        f"https://t{{s}}.tianditu.gov.cn/{layer}_{matrix.value}/wmts",
        layer,
        cache,
        matrix_set=matrix.value,
        image_format="tiles",
        more={"tk": "{key}"},
        key=key,
        subdomains="01234567",
        grid=TileGrid(matrix),
        name=f"天地图 {TIANDITU_LAYERS.get(layer, layer)}",
        attribution="天地图",
        arrived=arrived,
    )


def _rest_template(address: str, words: Mapping[str, str], matrix_prefix: str) -> str:
    template = address.replace("{layer}", "{Layer}").replace("{style}", "{Style}")
    for word, value in words.items():
        template = template.replace(f"{{{word}}}", quote(value, safe=""))
    matrix = quote(matrix_prefix, safe="") + "{z}"
    return template.replace("{TileMatrix}", matrix).replace("{TileRow}", "{y}").replace("{TileCol}", "{x}")


def _kvp_template(
    address: str, words: Mapping[str, str], image_format: str, matrix_prefix: str, more: Mapping[str, str]
) -> str:
    pairs = {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": words["Layer"],
        "STYLE": words["Style"],
        "TILEMATRIXSET": words["TileMatrixSet"],
        "FORMAT": image_format,
        "TILEMATRIX": matrix_prefix + "{z}",
        "TILEROW": "{y}",
        "TILECOL": "{x}",
        **more,
    }
    joint = "&" if "?" in address else "?"
    return address + joint + urlencode(pairs, safe="{}")


def _check(template: str, key: str) -> None:
    if urlsplit(template).scheme not in ("http", "https"):
        raise BasemapError(f"底图地址不是 http(s) 地址：{template}。", _CHECK_ADDRESS)
    if not ("{z}" in template and "{x}" in template and ("{y}" in template or "{-y}" in template)):
        raise BasemapError("底图地址里缺少 {z}、{x} 或 {y}。", _CHECK_ADDRESS)
    if "{key}" in template and not key:
        raise BasemapError("这个底图需要本县自己的密钥。", "请在底图设置中填写密钥（天地图密钥可在其官网申请）。")
