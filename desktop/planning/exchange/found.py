"""What a file turned out to hold, as sentences and rows: the same for borders, counties around and households."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis.foundation.errors import WanggeError
from gis.foundation.viewport import Bounds

if TYPE_CHECKING:
    from gis.boundaries.plans.plan import Plan
    from gis.intake.geofiles import GeoSheet
    from gis.planning import Planning

Progress = Callable[[float, str], None]
BORDERS, HOUSEHOLDS = "导入边界", "导入农户"
NEAR_M = 6.0
REFUSED, LEFT, SAME, MENDED = "不导入", "请留意", "相同", "订正"
# fields that the user may point out, and what each is called
ASKED = {
    BORDERS: (("code", "编码列"), ("village", "村名列"), ("serial", "编号列")),
    HOUSEHOLDS: (("house", "户号列"), ("village", "村名列"), ("people", "人口列")),
}


class Stopped(WanggeError):
    """The person at the desk asked to stop; nothing was written."""


@dataclass(frozen=True)
class Choices:
    """How the user says a file is to be read. datum, layer: empty to find out. columns: field → heading, an empty
    heading for none in the file. snap_m: corners this near to one in force are that one; None as is usual."""

    datum: str = ""
    layer: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    snap_m: float | None = None


@dataclass(frozen=True)
class Line:
    """One row of the list. kind: the repair, or that it is set aside. bounds: where, EPSG:4547 metres, if anywhere.
    key: of what may be left out, empty for a row that only tells. on: whether it is taken unless the user says
    otherwise."""

    kind: str
    words: str
    size: str = ""
    bounds: Bounds | None = None
    key: str = ""
    on: bool = True


@dataclass(frozen=True)
class Contents:
    """What the user can choose between. layers: of the file. layer: the one read. headings: its columns. columns: field
    → heading as recognised. snap_m: as used, None where nothing is brought together."""

    layers: tuple[str, ...] = ()
    layer: str = ""
    headings: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    snap_m: float | None = None


@dataclass(frozen=True)
class Found:
    """evidence: what was decided about the file and why, heading → sentence. lines: every repair, every refusal and
    what may be left out. said: the sum in one sentence. why_not: why nothing can be made of it, empty when a draft can.
    place: what to look at when it is on the table, if not a
    village.
    take: makes the draft on a worker, without the keys given."""

    evidence: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    said: str
    why_not: str
    villages: tuple[str, ...]
    take: Callable[[Planning, str, Progress, Collection[str]], Plan]
    contents: Contents = Contents()
    kind: str = BORDERS
    place: Bounds | None = None


def read(planning: Planning, path: Path, kind: str, choices: Choices, tell: Progress) -> Found:
    """Read a file and lay it against the county; nothing is written. kind: BORDERS or HOUSEHOLDS, empty to go by what
    the file holds. A file that cannot be understood as it is still tells its layers and columns, so that the user can
    say which are meant."""
    from desktop.planning.exchange.found_borders import borders
    from desktop.planning.exchange.found_households import households
    from gis.intake.geofiles import KINDS, read_geofile

    tell(0.0, "正在读文件")
    sheets = tuple(read_geofile(path)) if path.suffix.lower() in KINDS else ()
    kind = kind or (HOUSEHOLDS if _only_points(sheets) else BORDERS)
    tell(0.0, "正在与现行界线核对")
    try:
        look = borders if kind == BORDERS else households
        return look(planning, path, choices, sheets, tell)
    except Stopped:
        raise
    except WanggeError as no:
        if not sheets:
            raise
        return _not_understood(no, kind, choices, sheets)


def _only_points(sheets: Sequence[GeoSheet]) -> bool:
    kinds = {shape.geom_type for sheet in sheets for shape in sheet.shapes if shape is not None}
    return not sheets or kinds <= {"Point"}


def _not_understood(no: WanggeError, kind: str, choices: Choices, sheets: Sequence[GeoSheet]) -> Found:
    sheet = next((s for s in sheets if s.layer == choices.layer), sheets[0])
    words = no.message + no.remedy if no.message.endswith("。") else f"{no.message}。{no.remedy}"
    lines = (Line(REFUSED, words),)
    rows = (
        ("文件", f"{sheet.kind}，图层 {sheet.layer}，{len(sheet)} 条"),
        ("列", "、".join(sheet.headings) or "没有列"),
    )
    why = "没有写入；可在“读法”里指明图层、列或坐标系"
    return Found(rows, lines, no.message, why, (), _nothing, contents_of(sheets, sheet, choices.columns, None), kind)


def _nothing(_planning: Planning, _name: str, _tell: Progress, _without: Collection[str]) -> Plan:
    raise WanggeError("没有可导入的。", "请先指明怎么读。")


def contents_of(
    sheets: Sequence[GeoSheet], sheet: GeoSheet, columns: Mapping[str, str], snap_m: float | None
) -> Contents:
    """What there is to choose between in a file."""
    own = next((s for s in sheets if s.layer == sheet.layer), sheet)  # lines closed to areas lose their columns
    return Contents(tuple(s.layer for s in sheets), sheet.layer, tuple(own.headings), dict(columns), snap_m)


def faults_of(told: dict[str, Any]) -> tuple[Line, ...]:
    """Rows set aside: file, row, reason."""
    return tuple(Line(REFUSED, f"{f['file']} 第 {f['row']} 行：{f['reason']}") for f in told["faults"])


def mended(told: dict[str, Any]) -> tuple[Line, ...]:
    """What was put right in all coordinates."""
    return tuple(Line(MENDED, f"全部坐标：{words}") for words in told["corrections"])


def around(x: float, y: float) -> Bounds:
    """A place, metres, as what a click on its row shows."""
    return x - NEAR_M, y - NEAR_M, x + NEAR_M, y + NEAR_M


def evidence_of(told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """How the file was read, heading → sentence."""
    columns = "，".join(f"{heading} → {name}" for name, heading in told["columns"].items())
    rows = [
        ("文件", f"{told['kind']}，图层 {told['layer']}" + (f"，{told['level']}的边界" if "level" in told else "")),
        ("数量", f"{told['features']:,} 条，可用 {told['good']:,}，搁置 {told['bad']:,}"),
        ("编码", f"{told['encoding']}（{told['encoding_evidence']}）"),
        ("坐标系", str(told["reference"])),
        ("列", columns or "没有认出的列"),
        ("未用的列", "、".join(told["ignored_columns"])),
        ("未读的图层", "、".join(told.get("left_out_layers", ()))),
        ("订正", "；".join(told["corrections"])),
    ]
    return tuple((head, words) for head, words in rows if words)
