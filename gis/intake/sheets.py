"""A file of rows, whatever it is: CSV and its kin, Excel, GeoJSON, all read into one shape."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gis.foundation.errors import WanggeError
from gis.intake.encoding import decode

Cell = str | float | datetime | date | bool | None
LON_HEADING, LAT_HEADING = "经度", "纬度"
_EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


class IntakeError(WanggeError):
    """A file that cannot be taken in at all; single bad rows are RowFaults instead."""


@dataclass(frozen=True)
class Sheet:
    """Headings, and rows as long as the headings. numbers[i] is the number of rows[i] as the user finds it: the line of
    a spreadsheet (the heading is 1) or the position of a GeoJSON feature. `kind`: CSV, Excel, GeoJSON."""

    file: str
    kind: str
    encoding: str
    evidence: str
    headings: list[str]
    rows: list[list[Cell]]
    numbers: list[int]


def read_sheet(path: Path) -> Sheet:
    """Read a file by its suffix: .csv .txt .tsv, .xlsx .xls .ods, .geojson .json. IntakeError says what is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IntakeError(
            f"打不开 {path.name}（{error.strerror or error}）。", "请确认文件存在且有读取权限。"
        ) from error
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json"):
        return _geojson(path.name, data)
    if suffix in _EXCEL:
        return _excel(path.name, data)
    if suffix in (".csv", ".txt", ".tsv"):
        return _csv(path.name, data)
    raise IntakeError(f"不认识 {path.name} 的类型。", "可导入 CSV、Excel（.xlsx/.xls）和 GeoJSON。")


def text_of(cell: Cell) -> str:
    """A cell as text; a whole number (a telephone, an id) without its decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _csv(file: str, data: bytes) -> Sheet:
    decoded = decode(data)
    lines = decoded.text.lstrip("\ufeff")
    head = lines.split("\n", 1)[0]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    start = 1
    for row in reader:
        rows.append(list(row))
        numbers.append(start)  # where the row begins: a quoted cell may hold line breaks
        start = reader.line_num + 1
    return _sheet(file, "CSV", decoded.encoding, decoded.evidence, rows, numbers)


def _excel(file: str, data: bytes) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = next((n for n in book.sheet_names if book.get_sheet_by_name(n).to_python()), None)
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False) if name else []
    except CalamineError as error:
        raise IntakeError(f"{file} 不是可用的 Excel 文件。", "请在 Excel 中另存为 .xlsx 再导入。") from error
    evidence = f"工作表“{name}”" + (f"（另有 {len(book.sheet_names) - 1} 张未读）" if len(book.sheet_names) > 1 else "")
    return _sheet(
        file, "Excel", "Excel", evidence, [[_excel_cell(c) for c in r] for r in rows], list(range(1, len(rows) + 1))
    )


def _sheet(file: str, kind: str, encoding: str, evidence: str, rows: list[list[Cell]], numbers: list[int]) -> Sheet:
    """Split off the headings: the first row with two filled cells or more (titles above it have one)."""
    top = next((i for i, row in enumerate(rows) if sum(not _blank(c) for c in row) > 1), None)
    if top is None:
        raise IntakeError(f"{file} 里没有数据。", "第一行应是表头，下面一行一条，例如表头：村,经度,纬度。")
    headings = [str(c if c is not None else "").strip() for c in rows[top]]
    width = len(headings)
    kept = [
        (n, row) for n, row in zip(numbers[top + 1 :], rows[top + 1 :], strict=True) if any(not _blank(c) for c in row)
    ]
    filled = [(row + [None] * (width - len(row)))[: max(width, len(row))] for _, row in kept]
    return Sheet(file, kind, encoding, evidence, headings, filled, [n for n, _ in kept])


def _geojson(file: str, data: bytes) -> Sheet:
    decoded = decode(data)
    try:
        document = json.loads(decoded.text.lstrip("\ufeff"))
        features = document["features"]
        properties = [f.get("properties") or {} for f in features]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IntakeError(f"{file} 不是可用的 GeoJSON（{error}）。", "应为点要素的 FeatureCollection。") from error
    names = list(dict.fromkeys(name for p in properties for name in p))
    rows = [
        [*(_cell(p.get(name)) for name in names), *_point(feature)]
        for p, feature in zip(properties, features, strict=True)
    ]
    headings = [*names, LON_HEADING, LAT_HEADING]
    return Sheet(file, "GeoJSON", decoded.encoding, decoded.evidence, headings, rows, list(range(1, len(rows) + 1)))


def _point(feature: dict[str, Any]) -> tuple[Cell, Cell]:
    """Longitude and latitude of a point feature; blanks for anything else (a row without a position)."""
    geometry = feature.get("geometry") or {}
    at = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(at, list) or len(at) < 2:
        return None, None
    return _cell(at[0]), _cell(at[1])


def _cell(value: Any) -> Cell:
    return (
        value
        if isinstance(value, str | float | bool) or value is None
        else float(value)
        if isinstance(value, int)
        else str(value)
    )


def _excel_cell(value: Any) -> Cell:
    return value if isinstance(value, datetime | date) else _cell(value)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
