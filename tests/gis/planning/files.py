"""Files of borders as counties send them: right, or wrong in every way that was seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import shapely
from pyogrio.raw import write

from gis.boundaries.editing.state import State
from gis.foundation.crs import to_degrees

Change = Callable[[np.ndarray], np.ndarray]


def grids(state: State, villages: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """(codes, shapes in metres) of the grids of some villages."""
    codes = sorted(c for c in state.faces if c[:12] in villages)
    shapes = np.empty(len(codes), object)
    shapes[:] = [state.faces[c].shape for c in codes]
    return codes, shapes


def in_degrees(shapes: np.ndarray, then: Change = lambda p: p) -> np.ndarray:
    return shapely.transform(shapes, lambda p: then(np.column_stack(to_degrees(p[:, 0], p[:, 1]))))


def shapefile(
    path: Path, shapes: np.ndarray, columns: dict[str, Sequence[str]], crs: str | None, encoding: str = "GBK",
    cpg: str | None = None,
) -> Path:  # fmt: skip
    """A Shapefile; cpg: what its .cpg says, None for no such file."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names are cut on purpose
        write(
            str(path), geometry=shapely.to_wkb(shapes), field_data=[np.array(v, object) for v in columns.values()],
            fields=list(columns), geometry_type="Polygon", crs=crs, driver="ESRI Shapefile", encoding=encoding,
        )  # fmt: skip
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


def geojson(path: Path, shapes: np.ndarray, columns: dict[str, Sequence[object]], encoding: str = "utf-8") -> Path:
    rows = zip(*columns.values(), strict=True)
    features = [
        {"type": "Feature", "properties": dict(zip(columns, row, strict=True)), "geometry": s.__geo_interface__}
        for s, row in zip(shapes, rows, strict=True)
    ]
    path.write_bytes(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode(encoding)
    )
    return path


def kml(path: Path, shapes: np.ndarray, codes: Sequence[str], name: str) -> Path:
    """One placemark an area, the code in its data."""
    marks = "".join(
        f'<Placemark><name>{name}</name><ExtendedData><Data name="网格编码"><value>{code}</value></Data></ExtendedData>'
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>"
        + " ".join(f"{x!r},{y!r},0" for x, y in shape.exterior.coords)
        + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        for shape, code in zip(shapes, codes, strict=True)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>'
    path.write_text(f"{head}<name>网格</name>{marks}</Folder></Document></kml>", encoding="utf-8")
    return path


def dxf(path: Path, shapes: np.ndarray, words: Sequence[str]) -> Path:
    """The borders as polylines, each once, and a text in every area; as a Chinese AutoCAD writes it."""
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(shapes))))
    out = ["0", "SECTION", "2", "HEADER", "9", "$ACADVER", "1", "AC1015", "9", "$DWGCODEPAGE", "3", "ANSI_936"]
    out += ["0", "ENDSEC", "0", "SECTION", "2", "ENTITIES"]
    for line in lines:
        out += ["0", "LWPOLYLINE", "8", "界线", "90", str(len(line.coords)), "70", "0"]
        out += [part for x, y in line.coords for part in ("10", repr(x), "20", repr(y))]
    for point, text in zip(shapely.point_on_surface(shapes), words, strict=True):
        out += ["0", "TEXT", "8", "注记", "10", repr(point.x), "20", repr(point.y), "40", "5.0", "1", text]
    path.write_bytes("\r\n".join([*out, "0", "ENDSEC", "0", "EOF", ""]).encode("gbk"))
    return path
