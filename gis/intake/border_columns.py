"""Which column of a file of borders or households is what, by the many names counties and surveyors give them.

A Shapefile cuts names at ten bytes: what is left of one is recognised by how it begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gis.intake.sheets import Cell

SYNONYMS = {
    "code": (
        "编码 代码 网格编码 网格代码 网格编号 单元网格编码 单元网格代码 网格码 区划代码 区划编码 行政区划代码 "
        "行政区代码 "
        "code grid_code gridcode wgbm wgdm xzqdm xzqhdm qhdm dm adcode"
    ),
    "serial": "编号 序号 网格序号 网格号 号 serial no wgbh wgxh",
    "name": "名称 网格名称 行政区名称 区划名称 name wgmc xzqmc mc",
    "village": (
        "村 村名 村名称 村庄 所属村 所属村名 所属村名称 所在村 行政村 行政村名称 村社区 村居 社区 权属单位名称 "
        "坐落单位名称 village cun zldwmc qsdwmc"
    ),
    "village_code": "村代码 村编码 所属村代码 行政村代码 坐落单位代码 权属单位代码 village_code zldwdm qsdwdm",
    "township": "乡镇 所属乡镇 乡镇名称 镇 乡镇街道 township xz",
    "people": "人口 人口数 人数 家庭人口 常住人口 people rk rks",
    "house": "户号 户编号 住户编号 户主编号 household hh",
    "grid": "网格 所属网格 所在网格 grid",
    "text": "text 注记 文字",
    "lon": "经度 东经 lon lng long longitude 经度坐标",
    "lat": "纬度 北纬 lat latitude 纬度坐标",
    "x": "x x坐标 横坐标 东坐标",
    "y": "y y坐标 纵坐标 北坐标",
}
FIELD_WORD = {
    "code": "编码", "serial": "编号", "name": "名称", "village": "村", "village_code": "村代码", "township": "乡镇",
    "people": "人口", "house": "户号", "grid": "网格", "text": "注记", "lon": "经度", "lat": "纬度", "x": "X 坐标",
    "y": "Y 坐标",
}  # fmt: skip
SHORTEST_STUMP = 3  # characters; less says too little


@dataclass(frozen=True)
class BorderColumns:
    """at: field → column index. heading: field → heading as written. ignored: headings of no field."""

    at: dict[str, int]
    heading: dict[str, str]
    ignored: list[str]

    def value(self, row: Sequence[Cell], field: str) -> str:
        """The cell of a field as text, empty for none; numbers without their decimals."""
        return text_of(row[self.at[field]]) if field in self.at else ""


def match_columns(headings: Sequence[str], cut: bool = False, told: Mapping[str, str] | None = None) -> BorderColumns:
    """The first column of each field wins. cut: names may end at ten bytes (a Shapefile). told: field → heading as the
    user says it, before anything is recognised; an empty heading means that the file has no such column."""
    told = told or {}
    whole = {_plain(word): field for field, words in SYNONYMS.items() for word in words.split()}
    at = {field: headings.index(heading) for field, heading in told.items() if heading in headings}
    ignored = []
    for index, heading in enumerate(headings):
        if index in at.values():
            continue
        field = whole.get(_plain(heading)) or (_by_stump(_plain(heading), whole) if cut else None)
        if field is None or field in at or field in told:
            if heading:
                ignored.append(heading)
        else:
            at[field] = index
    return BorderColumns(at, {field: headings[i] for field, i in at.items()}, ignored)


def text_of(cell: Cell) -> str:
    """A cell as text: 130529201227.0 is 130529201227."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else str(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip()


def _by_stump(heading: str, whole: dict[str, str]) -> str | None:
    """The field whose names begin so, or with whose name it begins, if there is only one."""
    if len(heading) < SHORTEST_STUMP:
        return None
    fields = {field for word, field in whole.items() if word.startswith(heading)} or {
        field for word, field in whole.items() if len(word) > SHORTEST_STUMP and heading.startswith(word)
    }
    return fields.pop() if len(fields) == 1 else None


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).lower()
    return re.sub(r"\(.*?\)|【.*?】|[\s*:：/、·-]", "", text)
