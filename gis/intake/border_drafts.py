"""Features of a file of borders understood one by one: of which village, which grid, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gis.county.divisions import Divisions, Level
from gis.foundation.errors import RowFault
from gis.intake.border_columns import BorderColumns
from gis.intake.geofiles import GeoSheet
from gis.intake.names import VillageNames

NUMBERED = re.compile(r"(?<!\d)(\d{1,3})号?(?:单元)?(?:网格)?$")
DIGITS = {15: Level.GRID, 12: Level.VILLAGE, 9: Level.TOWNSHIP, 6: Level.COUNTY}


@dataclass(frozen=True)
class BorderDraft:
    """One area. row: its number in the file. level: what it is. village: division row, -1 for none. code: 15 digits of
    a grid where the file gives them, 12 of a village, 9, 6; of a grid without a number its village's 12. name: how
    it is called in sentences. shape: as in the file."""

    row: int
    level: Level
    village: int
    code: str
    name: str
    shape: Any


class BorderReader:
    """Reads features against the divisions of a county."""

    def __init__(self, divisions: Divisions, columns: BorderColumns) -> None:
        self._divisions, self._columns = divisions, columns
        self._names = VillageNames(divisions)
        self._county = divisions.code[0]
        self._unnumbered: set[int] = set()  # features that only a name tells

    def read(self, sheet: GeoSheet) -> tuple[list[BorderDraft], list[RowFault]]:
        """(areas, features set aside with the reason)."""
        drafts: list[BorderDraft] = []
        faults: list[RowFault] = []
        for number, row, shape in zip(sheet.numbers, sheet.rows, sheet.shapes, strict=True):
            try:
                drafts.append(self._draft(number, row, shape))
            except ValueError as why:
                faults.append(RowFault(sheet.file, number, str(why)))
        if any(draft.level is Level.GRID for draft in drafts):  # then what has no number is a grid without one
            drafts = [replace(d, level=Level.GRID) if d.row in self._unnumbered else d for d in drafts]
        return _without_doubles(drafts, faults, sheet.file)

    def _draft(self, number: int, row: Sequence[Any], shape: Any) -> BorderDraft:
        if shape is None or shape.is_empty:
            raise ValueError("没有图形")
        if shape.geom_type not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"图形是 {shape.geom_type}，不是面")
        if shape.geom_type == "MultiPolygon" and len(shape.geoms) == 1:
            shape = shape.geoms[0]
        code = self._code(row)
        if len(code) in (9, 6):
            return BorderDraft(number, DIGITS[len(code)], -1, code, self._columns.value(row, "name") or code, shape)
        village = self._village(row, code)
        own = self._divisions.code[village]
        name = self._divisions.short_name[village]
        if len(code) == 15:
            return BorderDraft(number, Level.GRID, village, code, f"{name} {code[12:]}", shape)
        if self._is_grid(row):
            return BorderDraft(number, Level.GRID, village, own, f"{name}的第 {number} 个面", shape)
        if not code:
            self._unnumbered.add(number)
        return BorderDraft(number, Level.VILLAGE, village, own, name, shape)

    def _code(self, row: Sequence[Any]) -> str:
        """15, 12, 9 or 6 digits, empty for none; a village's code and a number beside it make a grid's."""
        value = self._columns.value
        serial = re.sub(r"\D", "", value(row, "serial")) or self._number_in_words(row)
        for field in ("code", "village_code", "text"):
            code = re.sub(r"\s", "", value(row, field))
            if not code or (field == "text" and not (code.isdigit() and len(code) in DIGITS)):
                continue
            if not code.isdigit() or len(code) not in DIGITS:
                if field == "code" and len(code) <= 3 and code.isdigit():
                    serial = serial or code
                    continue
                raise ValueError(f"编码“{code}”不是 15 位的网格编码，也不是 12、9 或 6 位的区划代码")
            if len(code) in (12, 15) and not code.startswith(self._county):
                raise ValueError(f"编码 {code} 不属于本县（{self._county}）")
            if len(code) == 15 and code.endswith("000"):
                raise ValueError(f"网格编码 {code} 的序号不能是 000")
            return f"{code}{int(serial):03d}" if len(code) == 12 and 0 < int(serial or 0) <= 999 else code
        if serial and 0 < int(serial) <= 999 and (village := self._named_village(row)) >= 0:
            return f"{self._divisions.code[village]}{int(serial):03d}"
        return ""

    def _number_in_words(self, row: Sequence[Any]) -> str:
        """The number at the end of what an area is called: 小留庄008网格, 小留庄 第8网格."""
        for field in ("name", "text"):
            words = self._columns.value(row, field)
            found = NUMBERED.search(words)
            if found and not words.isdigit():
                return found[1]
        return ""

    def _village(self, row: Sequence[Any], code: str) -> int:
        if len(code) >= 12:
            return self._names.find(code[:12])
        village = self._named_village(row)
        if village < 0:
            raise ValueError("没有写编码，也没有写村名，不知道是哪里的边界")
        return village

    def _named_village(self, row: Sequence[Any]) -> int:
        township = self._columns.value(row, "township")
        for field in ("village", "name", "text"):
            words = self._columns.value(row, field)
            if not words:
                continue
            if field == "village":
                return self._names.find(words, township)
            found = self._names.in_address(words, township)
            if found >= 0:
                return found
        return -1

    def _is_grid(self, row: Sequence[Any]) -> bool:
        """Whether an area without a number is a grid by what it is called, rather than a whole village."""
        columns = self._columns
        return "网格" in columns.value(row, "name") or "serial" in columns.at or "grid" in columns.at


def _without_doubles(
    drafts: Iterable[BorderDraft], faults: list[RowFault], file: str
) -> tuple[list[BorderDraft], list[RowFault]]:
    """Two areas of one number: the second is set aside. Areas without a number may be many."""
    seen: dict[tuple[Level, str], int] = {}
    kept = []
    for draft in drafts:
        key = (draft.level, draft.code)
        free = draft.level is Level.GRID and len(draft.code) == 12
        if key in seen and not free:
            faults.append(RowFault(file, draft.row, f"编码 {draft.code} 与第 {seen[key]} 个面相同"))
            continue
        seen[key] = draft.row
        kept.append(draft)
    return kept, sorted(faults, key=lambda f: f.row)
