"""Files of shapes, whatever they are: GeoPackage, Shapefile, GeoJSON, KML, DXF, all read into one shape of sheet.

Nothing is put right here: coordinates are as the file has them, and what is known of their reference system goes with
them. Text is decoded by what its bytes say, not by what a .cpg claims.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from gis.intake.encoding import Decoded, decode
from gis.intake.sheets import Cell, IntakeError

KINDS = {
    ".gpkg": "GeoPackage", ".shp": "Shapefile", ".geojson": "GeoJSON", ".json": "GeoJSON", ".kml": "KML", ".kmz": "KML",
    ".dxf": "DXF",
}  # fmt: skip
BESIDE = (".shx", ".dbf")  # without which a Shapefile is none
DBF_NAME_BYTES = 10
DXF_HEAD_BYTES = 65_536


@dataclass(frozen=True)
class GeoSheet:
    """One layer. wkt: its reference system as the file says it, empty for nothing said. headings, rows: attributes;
    numbers: of the features as a user counts them, from 1. shapes: object[n] shapely geometries in the file's own
    coordinates, None where a feature has none."""

    file: str
    layer: str
    kind: str
    encoding: str
    evidence: str
    wkt: str
    headings: list[str]
    rows: list[list[Cell]]
    numbers: list[int]
    shapes: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)


def read_geofile(path: Path) -> list[GeoSheet]:
    """Every layer of a file that has shapes, by its suffix. IntakeError says what is wrong."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise IntakeError(
            f"不认识 {path.name} 的类型。", "可导入 GeoPackage、Shapefile（.shp）、GeoJSON、KML/KMZ、DXF。"
        )
    if not path.is_file():
        raise IntakeError(f"找不到 {path}。", "请核对文件的位置。")
    if not os.access(path, os.R_OK):
        raise IntakeError(f"没有读 {path} 的权限。", "请让文件的主人开放权限，或复制一份再导入。")
    if not path.stat().st_size:
        raise IntakeError(f"{path.name} 是空文件（0 字节）。", "可能没有拷完，请重新导出或拷贝。")
    if missing := [part for part in BESIDE if kind == "Shapefile" and not _beside(path, part)]:
        raise IntakeError(
            f"{path.name} 旁边缺少 {'、'.join(path.stem + part for part in missing)}。",
            "Shapefile 是一组同名文件：.shp、.shx、.dbf 缺一不可，请一并拷来。",
        )
    if kind == "GeoJSON":
        sheets = _by_layer(_geojson(path))
    elif kind == "KML":
        from gis.intake.kml import read_kml

        sheets = [read_kml(path)]
    else:
        sheets = _through_gdal(path, kind)
    sheets = [sheet for sheet in sheets if len(sheet)]
    if not sheets:
        raise IntakeError(f"{path.name} 里没有图形。", "请确认导出时选了要的图层。")
    return sheets


def _beside(path: Path, suffix: str) -> bool:
    """Whether a file of the same name with another ending lies there, in small or large letters."""
    return path.with_suffix(suffix).exists() or path.with_suffix(suffix.upper()).exists()


def _through_gdal(path: Path, kind: str) -> list[GeoSheet]:
    from pyogrio import list_layers
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        layers = [str(name) for name, geometry in list_layers(path) if geometry is not None]
        return [_layer(path, kind, layer) for layer in layers]
    except (DataSourceError, DataLayerError) as error:
        beside = "Shapefile 要有同名的 .shp、.shx、.dbf 三个文件。" if kind == "Shapefile" else "请用原软件另存再试。"
        if "not recognized" in str(error):
            raise IntakeError(f"{path.name} 的内容不是 {kind}，可能只改了后缀。", beside) from error
        raise IntakeError(f"读不出 {path.name}（{error}）。", beside) from error


def _layer(path: Path, kind: str, layer: str) -> GeoSheet:
    import shapely
    from pyogrio.raw import read

    raw = kind == "Shapefile"
    meta, _, geometry, fields = read(path, layer=layer, encoding="ISO-8859-1" if raw else None)
    names = [str(name) for name in meta["fields"]]
    decoded = _dbf_text(path, names, fields) if raw else _by_rule(path, kind)
    if raw:
        names = [_cut_name(name, decoded.encoding) for name in names]
        fields = [_decoded_column(column, decoded.encoding) for column in fields]
    rows: list[list[Cell]] = [[_cell(value) for value in row] for row in zip(*fields, strict=True)]
    shapes = shapely.from_wkb(geometry)
    rows = rows or [[] for _ in range(len(shapes))]
    wkt = str(meta["crs"] or "")
    return GeoSheet(
        path.name, layer, kind, decoded.encoding, decoded.evidence, wkt, names, rows, list(range(1, len(rows) + 1)),
        np.asarray(shapes, object),
    )  # fmt: skip


def _by_rule(path: Path, kind: str) -> Decoded:
    """GeoPackage is UTF-8; a DXF names its code page in its head."""
    if kind != "DXF":
        return Decoded("", "UTF-8", f"{kind} 规定用 UTF-8")
    with path.open("rb") as file:
        head = file.read(DXF_HEAD_BYTES)
    found = re.search(rb"\$DWGCODEPAGE\s+3\s+(\S+)", head)
    page = found[1].decode("ascii", errors="replace") if found else ""
    words = f"文件头写明代码页 {page}" if page else "文件头没有写代码页，按 UTF-8"
    return Decoded("", "GBK / GB18030" if "936" in page else "UTF-8", words)


CODECS = {"UTF-8": "utf-8", "GBK / GB18030": "gb18030", "ASCII": "ascii", "UTF-16": "utf-16"}


def _dbf_text(path: Path, names: Sequence[str], fields: Sequence[np.ndarray]) -> Decoded:
    """How the text of a DBF, read byte for byte, is written; with what the .cpg beside it claims."""
    values = [v for column in fields if column.dtype == object for v in column.tolist() if isinstance(v, str)]
    whole = [name for name in names if len(name) < DBF_NAME_BYTES]  # longer ones may be cut amid a character
    decoded = decode("\n".join([*values, *whole]).encode("latin-1", errors="replace"))
    if decoded.encoding == "ASCII":
        decoded = decode("\n".join(_without_stump(n.encode("latin-1")) for n in names).encode("latin-1"))
    cpg = path.with_suffix(".cpg")
    claim = cpg.read_text("ascii", errors="replace").strip() if cpg.is_file() else ""
    if not claim:
        return Decoded("", decoded.encoding, f"没有 .cpg 文件；{decoded.evidence}")
    same = claim.upper().replace("-", "").replace("_", "") in _claims(decoded.encoding)
    told = f".cpg 写的是 {claim}" if same else f".cpg 写的是 {claim}，与内容不符"
    return Decoded("", decoded.encoding, f"{told}；{decoded.evidence}")


def _claims(encoding: str) -> tuple[str, ...]:
    if encoding == "UTF-8":
        return ("UTF8", "65001")
    return ("GBK", "GB18030", "GB2312", "936", "CP936", "ANSI936") if "GB" in encoding else ("UTF8", "GBK", "GB18030")


def _without_stump(name: bytes) -> str:
    """A name of ten bytes without what is left of a last character of UTF-8."""
    for end in (len(name), len(name) - 1, len(name) - 2):
        try:
            name[:end].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return name[:end].decode("latin-1")
    return name.decode("latin-1")


def _cut_name(name: str, encoding: str) -> str:
    """The name of a field, decoded; the stump of a character at its end is dropped."""
    return name.encode("latin-1").decode(CODECS[encoding], errors="ignore")


def _decoded_column(column: np.ndarray, encoding: str) -> np.ndarray:
    if column.dtype != object:
        return column
    codec = CODECS[encoding]
    out = [v.encode("latin-1").decode(codec, errors="replace") if isinstance(v, str) else v for v in column.tolist()]
    return np.array(out, object)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return None if np.isnan(value) else value
    return (
        float(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else value
        if isinstance(value, bool)
        else str(value)
    )


def _geojson(path: Path) -> GeoSheet:
    """By the json module: any encoding, every digit of a coordinate."""
    import shapely
    from shapely.geometry import shape

    decoded = decode(path.read_bytes())
    try:
        document = json.loads(decoded.text.lstrip("\ufeff"))
        features = document["features"] if document.get("type") == "FeatureCollection" else [document]
        properties = [dict(f.get("properties") or {}) for f in features]
        shapes = [shape(f["geometry"]) if f.get("geometry") else None for f in features]
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise IntakeError(f"{path.name} 不是可用的 GeoJSON。", "应为要素的 FeatureCollection。") from error
    headings = list(dict.fromkeys(name for p in properties for name in p))
    rows: list[list[Cell]] = [[_json_cell(p.get(name)) for name in headings] for p in properties]
    held = np.empty(len(shapes), object)
    held[:] = shapes
    return GeoSheet(
        path.name, path.stem, "GeoJSON", decoded.encoding, decoded.evidence, _named_crs(document), headings, rows,
        list(range(1, len(rows) + 1)), held,
    )  # fmt: skip


LAYER = "图层"  # the property that names a feature's layer, as gis.publish.geofiles writes it


def _by_layer(sheet: GeoSheet) -> list[GeoSheet]:
    """A GeoJSON that holds several layers, apart."""
    if LAYER not in sheet.headings:
        return [sheet]
    at = sheet.headings.index(LAYER)
    names = dict.fromkeys(str(row[at]) for row in sheet.rows)
    out = []
    for name in names:
        own = [i for i, row in enumerate(sheet.rows) if str(row[at]) == name]
        numbers, rows = [sheet.numbers[i] for i in own], [sheet.rows[i] for i in own]
        out.append(replace(sheet, layer=name, rows=rows, numbers=numbers, shapes=sheet.shapes[own]))
    return out


def _named_crs(document: Any) -> str:
    """The reference system of a GeoJSON as an authority's code; WGS 84 where nothing is said (RFC 7946)."""
    try:
        words = str(document["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return "OGC:CRS84"
    code = words.rsplit(":", 1)[-1]
    return f"EPSG:{code}" if code.isdigit() else "OGC:CRS84"


def _json_cell(value: Any) -> Cell:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return _cell(value)
