"""What a file turned out to hold, as sentences and rows: the same for borders, counties around and households."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis.foundation.errors import WanggeError
from gis.foundation.viewport import Bounds

if TYPE_CHECKING:
    from gis.boundaries.editing.state import State
    from gis.boundaries.plans.plan import Plan
    from gis.boundaries.repair import Repair
    from gis.planning import Planning
    from gis.planning.arrivals import BorderSurvey

Progress = Callable[[float, str], None]
REFUSED, LEFT = "不导入", "请留意"
NAMED = 3  # villages named in a sentence


class Stopped(WanggeError):
    """The person at the desk asked to stop; nothing was written."""


@dataclass(frozen=True)
class Line:
    """One row of the list. kind: the repair, or that it is set aside. bounds: where, EPSG:4547 metres, if anywhere."""

    kind: str
    words: str
    size: str
    bounds: Bounds | None = None


@dataclass(frozen=True)
class Found:
    """evidence: what was decided about the file and why, heading → sentence. lines: every repair and every refusal.
    said: the sum in one sentence. why_not: why nothing can be made of it, empty when a draft can. take: makes the draft
    on a worker."""

    evidence: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    said: str
    why_not: str
    villages: tuple[str, ...]
    take: Callable[[Planning, str, Progress], Plan]


def borders(planning: Planning, path: Path, datum: str, tell: Progress) -> Found:
    """Read and survey a file of borders; grids and villages are laid on the county, counties around beside it."""
    from gis.county.divisions import Level
    from gis.intake.datum import Datum
    from gis.planning.arrivals import Arrivals

    arrivals = Arrivals(planning)
    tell(0.0, "正在读文件")
    reading = arrivals.read_borders(path, Datum(datum) if datum else None)
    tell(0.0, "正在与现行界线核对")
    told = reading.told()
    if reading.level is not Level.COUNTY:
        return _surveyed(planning.county(), arrivals.survey(reading, progress=tell), told)
    fitted = arrivals.adjoining(reading)
    names = fitted.gesture.names
    lines = [_of_repair(r) for r in fitted.repairs]
    lines += [Line(LEFT, f"{name}不与本县相邻，不接入", "") for name in fitted.apart]
    said = f"{len(names)} 个邻县：{'、'.join(names)}；修正 {len(fitted.repairs)} 处"
    held = [code for code in fitted.gesture.codes if code in planning.county().faces]
    return Found(
        _evidence(told), (*lines, *_faults(told)), said, "邻县已经在图上" if held else "", (),
        lambda plans, name, _tell: Arrivals(plans).adjoin(reading, name)[0],
    )  # fmt: skip


def households(planning: Planning, path: Path, datum: str, tell: Progress) -> Found:
    """Read a file of households and match it with those known; none is struck off for being absent from the file."""
    from gis.intake.datum import Datum
    from gis.planning.arrivals import Arrivals

    tell(0.0, "正在读文件")
    reading = Arrivals(planning).read_households(path, Datum(datum) if datum else None)
    told, wish = reading.told(), reading.wish
    said = f"新增 {len(wish.come)} 户，变更 {len(wish.changed)} 户，相同 {reading.same} 户"
    if reading.missing:
        said += f"；库中另有 {len(reading.missing)} 户文件里没有，保持不变"
    changes = bool(wish.come or wish.changed or wish.gone)
    return Found(
        _evidence(told), _faults(told), said, "" if changes else "文件与现有农户相同，没有可导入的", (),
        lambda plans, name, _tell: Arrivals(plans).settle(reading, name),
    )  # fmt: skip


def _surveyed(state: State, survey: BorderSurvey, told: dict[str, Any]) -> Found:
    from gis.planning.arrivals import Arrivals

    lines: list[Line] = []
    for group in survey.groups:
        names = "、".join(state.name_of(v) for v in group.villages[:NAMED])
        names += "等村" if len(group.villages) > NAMED else ""
        if group.why_not:
            lines.append(Line(REFUSED, f"{names}：{group.why_not}", ""))
        lines += [_of_repair(r) for r in group.repairs]
        lines += [Line(LEFT, words, "") for words in group.left]
        lines += [Line("改编号", f"{a} 编号改为 {b}", "") for a, b in group.renumbered.items()]
    changing = survey.changing
    said = f"有改动 {len(changing)} 组，与现行界线相同 {survey.same} 组，不能导入 {len(survey.impossible)} 组"
    said += f"；修正 {len(survey.repairs)} 处"
    why = "" if changing else ("没有能导入的，原因见下" if survey.impossible else "文件与现行界线相同，没有可导入的")
    villages = tuple(v for group in changing for v in group.villages)
    return Found(
        _evidence(told), (*lines, *_faults(told)), said, why, villages,
        lambda plans, name, tell: Arrivals(plans).take_in(survey, name, tell),
    )  # fmt: skip


def _of_repair(repair: Repair) -> Line:
    parts = [f"{repair.area_m2:,.2f} ㎡"] if repair.area_m2 >= 0.005 else []
    parts += [f"移动 {repair.moved_m:.3f} 米"] if repair.moved_m >= 0.0005 else []
    return Line(repair.kind.value, repair.words, "，".join(parts) or "不足 1 毫米", repair.bounds)


def _faults(told: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(Line(REFUSED, f"{f['file']} 第 {f['row']} 行：{f['reason']}", "") for f in told["faults"])


def _evidence(told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    columns = "，".join(f"{heading} → {field}" for field, heading in told["columns"].items())
    rows = [
        ("文件", f"{told['kind']}，图层 {told['layer']}" + (f"，{told['level']}的边界" if "level" in told else "")),
        ("数量", f"{told['features']} 条，可用 {told['good']}，搁置 {told['bad']}"),
        ("编码", f"{told['encoding']}（{told['encoding_evidence']}）"),
        ("坐标系", str(told["reference"])),
        ("列", columns or "没有认出的列"),
        ("未用的列", "、".join(told["ignored_columns"])),
        ("未读的图层", "、".join(told.get("left_out_layers", ()))),
        ("订正", "；".join(told["corrections"])),
        ("线", "；".join(told.get("loose_lines", ()))),
    ]
    return tuple((head, words) for head, words in rows if words)
