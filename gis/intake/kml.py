"""KML and KMZ: placemarks with their names, data and shapes. GDAL's own reader leaves the data out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from gis.intake.geofiles import GeoSheet
from gis.intake.sheets import Cell, IntakeError

MOST_BYTES = 512 * 1024 * 1024  # of one document inside a KMZ; more is no map of a county


def read_kml(path: Path) -> GeoSheet:
    """Every placemark of a document, whatever folder it lies in; folders go with it as the column 文件夹."""
    try:
        root = ElementTree.parse(io.BytesIO(_document(path))).getroot()
    except (ElementTree.ParseError, zipfile.BadZipFile, KeyError) as error:
        raise IntakeError(f"{path.name} 不是可用的 KML。", "请用原软件另存再试。") from error
    found = list(_placemarks(root, ""))
    headings = list(dict.fromkeys(name for values, _ in found for name in values))
    rows: list[list[Cell]] = [[values.get(name) for name in headings] for values, _ in found]
    shapes = np.empty(len(found), object)
    shapes[:] = [shape for _, shape in found]
    return GeoSheet(
        path.name, path.stem, "KML", "UTF-8", "KML 在文件开头声明编码", "OGC:CRS84", headings, rows,
        list(range(1, len(rows) + 1)), shapes,
    )  # fmt: skip


def _document(path: Path) -> bytes:
    if path.suffix.lower() != ".kmz":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        name = next((n for n in archive.namelist() if n.lower().endswith(".kml")), "")
        if archive.getinfo(name).file_size > MOST_BYTES:
            raise IntakeError(f"{path.name} 里的文档太大。", "请分开导出。")
        return archive.read(name)


def _placemarks(element: Any, folder: str) -> Iterator[tuple[dict[str, Cell], Any]]:
    for child in element:
        tag = _tag(child)
        if tag == "Placemark":
            yield _values(child, folder), _shape(child)
        elif tag in ("Folder", "Document"):
            yield from _placemarks(child, _text(child, "name") or folder)


def _tag(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _text(element: Any, name: str) -> str:
    found = next((child for child in element if _tag(child) == name), None)
    return (found.text or "").strip() if found is not None else ""


def _values(placemark: Any, folder: str) -> dict[str, Cell]:
    values: dict[str, Cell] = {"名称": _text(placemark, "name") or None}
    for element in placemark.iter():
        name = element.get("name")
        if name and _tag(element) == "SimpleData":
            values[name] = (element.text or "").strip()
        elif name and _tag(element) == "Data":
            values[name] = _text(element, "value")
    return values | ({"文件夹": folder} if folder else {})


def _shape(element: Any) -> Any:
    """The geometry of a placemark; several of one kind as a multi-geometry; None for none."""
    import shapely

    parts = list(_parts(element))
    if len(parts) < 2:
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(parts)
    return shapely.GeometryCollection(parts)


def _parts(element: Any) -> Iterator[Any]:
    import shapely

    for child in element:
        tag = _tag(child)
        if tag == "Polygon":
            rings = [_points(ring) for ring in child.iter() if _tag(ring) == "LinearRing"]
            rings = [ring for ring in rings if len(ring) > 3]
            if rings:
                yield shapely.Polygon(rings[0], rings[1:])
        elif tag == "LineString":
            if len(points := _points(child)) > 1:
                yield shapely.LineString(points)
        elif tag == "Point":
            if len(points := _points(child)):
                yield shapely.Point(points[0])
        elif tag == "MultiGeometry":
            yield from _parts(child)


def _points(element: Any) -> list[tuple[float, float]]:
    """lon,lat[,height] separated by blanks."""
    tuples = (part.split(",") for part in _text(element, "coordinates").split())
    return [(float(t[0]), float(t[1])) for t in tuples if len(t) > 1]
