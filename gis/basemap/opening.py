"""From the one line of text that a settings page holds to a base map."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gis.basemap.cache import TileCache
from gis.basemap.mbtiles import MBTilesSource
from gis.basemap.remote import TIANDITU_LAYERS, WMTSSource, XYZSource, tianditu
from gis.basemap.source import Arrived, BasemapError, TileSource


def open_source(text: str, cache: TileCache, *, key: str = "", arrived: Arrived | None = None) -> TileSource:
    """The base map that a setting names. Raises BasemapError, told for the user, when it names none.

    - a path to a tile pack: /data/julu.mbtiles
    - an XYZ template: http://server/{z}/{x}/{y}.png
    - a WMTS REST template: http://server/wmts/base/grid/{TileMatrix}/{TileCol}/{TileRow}.png
    - a WMTS address: http://server/service?layer=base&tilematrixset=grid
    - 天地图 layers: tianditu:vec, tianditu:img_c (needs `key`)
    """
    text = text.strip()
    if text.startswith("tianditu:"):
        layer, _, matrix = text.removeprefix("tianditu:").partition("_")
        if layer not in TIANDITU_LAYERS or matrix not in ("", "w", "c"):
            known = "、".join(TIANDITU_LAYERS)
            raise BasemapError(f"天地图没有图层 {text.removeprefix('tianditu:')}。", f"可用：{known}，后加 _w 或 _c。")
        return tianditu(layer, key, cache, degrees=matrix == "c", arrived=arrived)
    if "://" not in text:
        return MBTilesSource(Path(text))
    if "{TileMatrix}" in text:
        return WMTSSource(text, "", cache, matrix_set="", key=key, arrived=arrived)
    if "{z}" in text:
        return XYZSource(text, cache, key=key, arrived=arrived)
    return _wmts_by_address(text, cache, key, arrived)


def _wmts_by_address(text: str, cache: TileCache, key: str, arrived: Arrived | None) -> TileSource:
    query = {name.lower(): values[0] for name, values in parse_qs(urlsplit(text).query).items()}
    if "layer" not in query or "tilematrixset" not in query:
        raise BasemapError(
            "看不出这个底图地址的类型。",
            "XYZ 请写出 {z}/{x}/{y}；WMTS 请写出 layer=图层&tilematrixset=矩阵集；本地瓦片包请选 .mbtiles 文件。",
        )
    own = {"service", "request", "version", "layer", "style", "tilematrixset", "format"}
    more = {name: value for name, value in query.items() if name not in own}
    return WMTSSource(
        text.split("?")[0],
        query["layer"],
        cache,
        matrix_set=query["tilematrixset"],
        style=query.get("style", "default"),
        image_format=query.get("format", "image/png"),
        more=more,
        key=key,
        arrived=arrived,
    )
