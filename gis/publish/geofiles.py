"""Layers as files that a GIS opens with names, reference system and styles right: GeoPackage, Shapefile, GeoJSON.

Whatever is written comes back the same: shapes lie on the lattice, and degrees are written with all their digits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from gis.foundation.crs import to_degrees
from gis.foundation.errors import WanggeError
from gis.publish.layers import AREA, GeoLayer
from gis.publish.qgis_styles import qml_of

DEGREES, METRES = 4490, 4547
SUFFIXES = {".gpkg": "GeoPackage", ".shp": "Shapefile", ".geojson": "GeoJSON", ".json": "GeoJSON"}


def write_geofile(path: Path, layers: Sequence[GeoLayer], crs: int = DEGREES, credit: str = "") -> list[Path]:
    """Write layers to a file by its suffix; the files made, the first being `path` itself where it holds all layers.

    crs: EPSG 4490 (degrees, x is longitude) or 4547 (metres). A Shapefile holds one layer: there are as many as layers,
    each named after it (plan.shp → plan_网格.shp), UTF-8 with its .cpg. GeoJSON holds one mixed collection with the
    layer as a property, always in degrees. credit: a sentence that goes with the outline. WanggeError for another
    suffix or a file that cannot be written."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise WanggeError(f"不会写 {path.name} 这种文件。", "可导出 .gpkg（GeoPackage）、.shp（Shapefile）、.geojson。")
    if not layers:
        raise WanggeError("没有可导出的内容。", "请换一个范围。")
    if kind == "GeoJSON" and crs != DEGREES:
        raise WanggeError(
            "GeoJSON 只能用经纬度（EPSG:4490）。", "要用米（EPSG:4547），请导出 GeoPackage 或 Shapefile。"
        )
    try:
        if kind == "GeoJSON":
            return _geojson(path, layers, credit)
        return _geopackage(path, layers, crs, credit) if kind == "GeoPackage" else _shapefiles(path, layers, crs)
    except OSError as error:
        raise WanggeError(f"写不了 {path}（{error.strerror or error}）。", "请换一个有写入权限的位置。") from error


def placed(shapes: np.ndarray, crs: int) -> np.ndarray:
    """The shapes in a reference system: metres as they are, or degrees."""
    if crs == METRES:
        return shapes
    import shapely

    return shapely.transform(shapes, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))


def _geopackage(path: Path, layers: Sequence[GeoLayer], crs: int, credit: str) -> list[Path]:
    path.unlink(missing_ok=True)
    for number, layer in enumerate(layers):
        words = f"{layer.name}。{credit}" if credit else layer.name
        options = {"IDENTIFIER": layer.name, "DESCRIPTION": words}
        more: dict[str, Any] = {"append": number > 0, "layer": layer.name, "layer_options": options}
        if not number:
            more["dataset_options"] = {"VERSION": "1.2"}  # QGIS of old office machines warns of a later one
        _write(path, layer, crs, "GPKG", more)
    with closing(sqlite3.connect(path)) as connection, connection:
        _add_styles(connection, layers)
    return [path]


def _shapefiles(path: Path, layers: Sequence[GeoLayer], crs: int) -> list[Path]:
    made = []
    for layer in layers:
        own = path.with_name(f"{path.stem}_{layer.name}.shp")
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qml"):
            own.with_suffix(suffix).unlink(missing_ok=True)
        _write(own, layer, crs, "ESRI Shapefile", {"encoding": "UTF-8"})
        own.with_suffix(".qml").write_text(qml_of(layer), encoding="utf-8")  # QGIS takes the style lying beside it
        made.append(own)
    return made


def _write(path: Path, layer: GeoLayer, crs: int, driver: str, more: dict[str, Any]) -> None:
    import shapely
    from pyogrio.errors import DataSourceError
    from pyogrio.raw import write

    shapes = placed(_multi(layer), crs)
    fields = list(layer.columns)
    data = [_column(layer.columns[name]) for name in fields]
    try:
        write(
            str(path), geometry=shapely.to_wkb(shapes), field_data=data, fields=fields, geometry_type=layer.kind,
            crs=f"EPSG:{crs}", driver=driver, **more,
        )  # fmt: skip
    except DataSourceError as error:
        raise WanggeError(f"写不了 {path}（{error}）。", "请确认文件没有被别的程序打开，且有写入权限。") from error


def _column(values: Sequence[Any]) -> np.ndarray:
    column = np.array(values)
    return column.astype(object) if column.dtype.kind in "US" or not len(column) else column


def _multi(layer: GeoLayer) -> np.ndarray:
    """Polygons as multipolygons, so that a layer is of one type throughout."""
    import shapely

    if layer.kind != AREA:
        return layer.shapes
    out = np.empty(len(layer.shapes), object)
    out[:] = [shapely.MultiPolygon([s]) if s.geom_type == "Polygon" else s for s in layer.shapes]
    return out


def _geojson(path: Path, layers: Sequence[GeoLayer], credit: str) -> list[Path]:
    """By the json module, which writes every digit of a float; with the member that names the reference system."""
    features = []
    for layer in layers:
        names = list(layer.columns)
        rows = zip(*(layer.columns[name] for name in names), strict=True)
        for shape, row in zip(placed(_multi(layer), DEGREES), rows, strict=True):
            properties = {"图层": layer.name, **dict(zip(names, row, strict=True))}
            features.append({"type": "Feature", "properties": properties, "geometry": shape.__geo_interface__})
    named = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{DEGREES}"}}
    collection: dict[str, Any] = {"type": "FeatureCollection", "name": path.stem, "crs": named}
    if credit:
        collection["credit"] = credit
    path.write_text(json.dumps(collection | {"features": features}, ensure_ascii=False), encoding="utf-8")
    return [path]


STYLES_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""


def _add_styles(connection: sqlite3.Connection, layers: Sequence[GeoLayer]) -> None:
    """The table in which QGIS keeps styles inside a GeoPackage, each the default of its layer."""
    connection.execute(STYLES_TABLE)
    listed = "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)"
    connection.execute(listed, ("layer_styles", "layer_styles"))
    for layer in layers:
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')",
            (layer.name, layer.name, qml_of(layer), f"网格指挥台：{layer.name}"),
        )
