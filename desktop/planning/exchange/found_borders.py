"""A file of borders as rows to look at: each group of villages may be left out, every repair stands below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.planning.exchange.found import (
    LEFT,
    REFUSED,
    SAME,
    Choices,
    Found,
    Line,
    Progress,
    around,
    contents_of,
    evidence_of,
    faults_of,
    mended,
)
from gis.foundation.viewport import Bounds

if TYPE_CHECKING:
    from gis.boundaries.arriving import Group
    from gis.boundaries.editing.state import State
    from gis.boundaries.plans.plan import Plan
    from gis.boundaries.repair import Repair
    from gis.intake.border_reading import BorderReading
    from gis.intake.geofiles import GeoSheet
    from gis.planning import Planning
    from gis.planning.arrivals import Arrivals

NAMED = 3  # villages named in a sentence
TAKEN = "导入"
DRAWN = "EPSG:4547"  # what areas closed from lines say of themselves


def borders(planning: Planning, path: Path, choices: Choices, sheets: Sequence[GeoSheet], tell: Progress) -> Found:
    """Read and survey a file of borders; grids and villages are laid on the county, counties around beside it."""
    from gis.county.divisions import Level
    from gis.intake.datum import Datum
    from gis.intake.lines import REACH_M
    from gis.planning.arrivals import Arrivals

    arrivals = Arrivals(planning)
    datum = Datum(choices.datum) if choices.datum else None
    reach = REACH_M if choices.snap_m is None else max(choices.snap_m, REACH_M)
    reading = arrivals.read_borders(path, datum, choices.layer, choices.columns, sheets, reach)
    look = _counties if reading.level is Level.COUNTY else _surveyed
    return look(arrivals, reading, choices, sheets, tell)


def _counties(
    arrivals: Arrivals, reading: BorderReading, choices: Choices, sheets: Sequence[GeoSheet], _tell: Progress
) -> Found:
    from gis.boundaries.adjoining import SNAP_M
    from gis.planning.arrivals import Arrivals

    snap_m = SNAP_M if choices.snap_m is None else choices.snap_m
    fitted, told = arrivals.adjoining(reading, snap_m), reading.told()
    names = fitted.gesture.names
    lines = [_of_repair(r) for r in fitted.repairs]
    lines += [Line(LEFT, f"{name}不与本县相邻，不接入") for name in fitted.apart]
    said = f"{len(names)} 个邻县：{'、'.join(names)}；修正 {len(fitted.repairs)} 处"
    own = _place(arrivals.planning.county(), None)
    held = [code for code in fitted.gesture.codes if code in arrivals.planning.county().faces]

    def take(plans: Planning, name: str, progress: Progress, _without: Collection[str]) -> Plan:
        return Arrivals(plans).adjoin(reading, name, snap_m, progress)[0]

    contents = contents_of(sheets, reading.sheet, reading.columns.heading, snap_m)
    every = (*lines, *mended(told), *_ends(reading), *faults_of(told))
    return Found(evidence_of(told), every, said, "邻县已经在图上" if held else "", (), take, contents, place=own)


def _surveyed(
    arrivals: Arrivals, reading: BorderReading, choices: Choices, sheets: Sequence[GeoSheet], tell: Progress
) -> Found:
    from gis.boundaries.arriving import SNAP_M
    from gis.planning.arrivals import Arrivals

    snap_m = SNAP_M if choices.snap_m is None else choices.snap_m
    survey, told = arrivals.survey(reading, snap_m, tell), reading.told()
    state, lines = arrivals.planning.county(), []
    for number, group in enumerate(survey.groups):
        lines += _of_group(state, number, group)
    changing = survey.changing
    said = f"有改动 {len(changing)} 组，与现行界线相同 {survey.same} 组，不能导入 {len(survey.impossible)} 组"
    said += f"；修正 {sum(len(g.repairs) for g in changing)} 处"
    why = "" if changing else ("没有能导入的，原因见列表" if survey.impossible else "文件与现行界线相同，没有可导入的")
    villages = tuple(v for group in changing for v in group.villages)

    def take(plans: Planning, name: str, progress: Progress, without: Collection[str]) -> Plan:
        return Arrivals(plans).take_in(survey, name, progress, [int(key) for key in without])

    contents = contents_of(sheets, reading.sheet, reading.columns.heading, snap_m)
    every = (*mended(told), *_ends(reading), *lines, *(_drawn_faults(reading) or faults_of(told)))
    return Found(evidence_of(told), every, said, why, villages, take, contents)


def _ends(reading: BorderReading) -> list[Line]:
    """Ends of drawn lines, each where it lies."""
    return [Line(LEFT, end.words, "", around(end.x, end.y)) for end in reading.loose]


def _drawn_faults(reading: BorderReading) -> list[Line]:
    """Areas set aside that were closed from drawn lines, each where it lies; a drawing has no rows to name."""
    sheet = reading.sheet
    if sheet.wkt != DRAWN:
        return []
    shapes = dict(zip(sheet.numbers, sheet.shapes, strict=True))
    return [Line(REFUSED, f"围成的第 {f.row} 个面：{f.reason}", "", shapes[f.row].bounds) for f in reading.faults]


def _of_group(state: State, number: int, group: Group) -> list[Line]:
    names = "、".join(state.name_of(v) for v in group.villages[:NAMED])
    names += "等村" if len(group.villages) > NAMED else ""
    place = _place(state, group.villages)
    if group.why_not:
        return [Line(REFUSED, f"{names}：{group.why_not}", "", place)]
    if group.gesture is None:
        words = f"{names}：与现行界线相同" + ("，差别都在对齐的距离以内" if group.repairs else "")
        return [Line(SAME, words, "", place)]
    head = Line(TAKEN, f"{names}：{len(group.names)} 个面，修正 {len(group.repairs)} 处", "", place, str(number))
    lines = [head, *(_of_repair(r, group.names) for r in group.repairs), *(Line(LEFT, words) for words in group.left)]
    return lines + [Line("改编号", f"{a} 编号改为 {b}") for a, b in group.renumbered.items()]


def _place(state: State, villages: Sequence[str] | None) -> Bounds | None:
    """Where villages lie; None for the whole county."""
    within = [face for code, face in state.faces.items() if not state.foreign(code)]
    own = [face.bounds for face in within if villages is None or face.code[:12] in villages]
    if not own:
        return None
    return min(b[0] for b in own), min(b[1] for b in own), max(b[2] for b in own), max(b[3] for b in own)


def _of_repair(repair: Repair, names: Sequence[str] = ()) -> Line:
    parts = [f"{repair.area_m2:,.2f} ㎡"] if repair.area_m2 >= 0.005 else []
    parts += [f"移动 {repair.moved_m:.3f} 米"] if repair.moved_m >= 0.0005 else []
    one: Any = repair.polygons
    who = names[one[0]] if len(one) == 1 and names else ""
    words = repair.words if not who or who in repair.words else f"{who}：{repair.words}"
    return Line(repair.kind.value, words, "，".join(parts) or "不足 1 毫米", repair.bounds)
