"""Layers as files that a GIS opens with names, reference system and styles right: GeoPackage, Shapefile, GeoJSON.

Whatever is written comes back the same: shapes lie on the lattice, and degrees are written with all their digits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from gis.foundation.crs import to_degrees
from gis.foundation.errors import WanggeError
from gis.publish.beside import not_written, set_down
from gis.publish.layers import AREA, GeoLayer
from gis.publish.qgis_styles import qml_of, qml_of_areas

DEGREES, METRES, ZONED = 4490, 4547, 4526
ZONED_M = 38_000_000.0  # what eastings of EPSG:4526 carry in front: the number of the zone of 114°
SUFFIXES = {".gpkg": "GeoPackage", ".shp": "Shapefile", ".geojson": "GeoJSON", ".json": "GeoJSON"}

LAYER = "图层"  # the property of a GeoJSON that names a feature's layer; gis.intake.geofiles reads it

Progress = Callable[[float, str], None]


def write_geofile(
    path: Path, layers: Sequence[GeoLayer], crs: int = DEGREES, credit: str = "", progress: Progress | None = None
) -> list[Path]:
    """Write layers to a file by its suffix; the files made, the first being `path` itself where it holds all layers.

    crs: EPSG 4490 (degrees, x is longitude), 4547 (metres) or 4526 (metres, eastings with the number of the zone). A
    Shapefile holds one layer: there are as many as layers, each named after it (plan.shp → plan_网格.shp), UTF-8 with
    its .cpg. GeoJSON holds one mixed collection with the layer as a property, always in degrees. QGIS finds the
    styles inside a GeoPackage and as .qml beside the others. credit: a sentence
    that goes with the outline. progress is told of every layer and may raise to stop. Everything is written beside the
    target and put in its place when it is whole: until then, and after a failure, what lay there is as it was.
    WanggeError for another suffix or a file that cannot be written."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise WanggeError(f"不会写 {path.name} 这种文件。", "可导出 .gpkg（GeoPackage）、.shp（Shapefile）、.geojson。")
    if not layers:
        raise WanggeError("没有可导出的内容。", "请换一个范围。")
    if kind == "GeoJSON" and crs != DEGREES:
        raise WanggeError(
            "GeoJSON 只能用经纬度（EPSG:4490）。", "要用米（EPSG:4547），请导出 GeoPackage 或 Shapefile。"
        )
    tell = progress or (lambda share, words: None)
    try:
        with set_down(path) as beside:
            if kind == "GeoJSON":
                _geojson(beside, layers, credit, tell)
            elif kind == "GeoPackage":
                _geopackage(beside, layers, crs, credit, tell)
            else:
                _shapefiles(beside, layers, crs, tell)
            tell(1.0, "放到位")
    except (OSError, sqlite3.Error) as error:
        raise not_written(path, error) from error
    return [path] if kind != "Shapefile" else [path.with_name(f"{path.stem}_{layer.name}.shp") for layer in layers]


def placed(shapes: np.ndarray, crs: int) -> np.ndarray:
    """The shapes in a reference system: metres as they are, with the number of their zone, or degrees."""
    if crs == METRES:
        return shapes
    import shapely

    if crs == ZONED:
        return shapely.transform(shapes, lambda xy: xy + np.array([ZONED_M, 0.0]))
    return shapely.transform(shapes, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))


def _geopackage(path: Path, layers: Sequence[GeoLayer], crs: int, credit: str, tell: Progress) -> None:
    for number, layer in enumerate(layers):
        tell(number / len(layers), f"写 {layer.name}（{len(layer.shapes):,}）")
        words = f"{layer.name}。{credit}" if credit else layer.name
        options = {"IDENTIFIER": layer.name, "DESCRIPTION": words}
        more: dict[str, Any] = {"append": number > 0, "layer": layer.name, "layer_options": options}
        if not number:
            more["dataset_options"] = {"VERSION": "1.2"}  # QGIS of old office machines warns of a later one
        _write(path, layer, crs, "GPKG", more)
    with closing(sqlite3.connect(path)) as connection, connection:
        _add_styles(connection, layers)


def _shapefiles(path: Path, layers: Sequence[GeoLayer], crs: int, tell: Progress) -> None:
    for number, layer in enumerate(layers):
        tell(number / len(layers), f"写 {layer.name}（{len(layer.shapes):,}）")
        own = path.with_name(f"{path.stem}_{layer.name}.shp")
        _write(own, layer, crs, "ESRI Shapefile", {"encoding": "UTF-8"})
        own.with_suffix(".qml").write_text(qml_of(layer), encoding="utf-8")  # QGIS takes the style lying beside it


def _write(path: Path, layer: GeoLayer, crs: int, driver: str, more: dict[str, Any]) -> None:
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
    from pyogrio.raw import write

    shapes = placed(_multi(layer), crs)
    fields = list(layer.columns)
    data = [_column(layer.columns[name]) for name in fields]
    try:
        write(
            str(path), geometry=shapely.to_wkb(shapes), field_data=data, fields=fields, geometry_type=layer.kind,
            crs=f"EPSG:{crs}", driver=driver, **more,
        )  # fmt: skip
    except (DataSourceError, DataLayerError, FeatureError, RuntimeError) as error:
        raise OSError(str(error)) from error


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


def _geojson(path: Path, layers: Sequence[GeoLayer], credit: str, tell: Progress) -> None:
    """By the json module, which writes every digit of a float; with the member that names the reference system."""
    named = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{DEGREES}"}}
    head: dict[str, Any] = {"type": "FeatureCollection", "name": path.stem, "crs": named}
    head |= {"credit": credit} if credit else {}
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        first = True
        for number, layer in enumerate(layers):
            tell(number / len(layers), f"写 {layer.name}（{len(layer.shapes):,}）")
            for feature in _features(layer):
                file.write(("\n" if first else ",\n") + json.dumps(feature, ensure_ascii=False))
                first = False
        file.write("\n]}\n")
    if any(layer.kind == AREA for layer in layers):
        path.with_suffix(".qml").write_text(qml_of_areas(layers, LAYER), encoding="utf-8")


def _features(layer: GeoLayer) -> Iterator[dict[str, Any]]:
    names = list(layer.columns)
    rows = zip(*(layer.columns[name] for name in names), strict=True)
    for shape, row in zip(placed(_multi(layer), DEGREES), rows, strict=True):
        properties = {LAYER: layer.name, **dict(zip(names, row, strict=True))}
        yield {"type": "Feature", "properties": properties, "geometry": shape.__geo_interface__}


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
