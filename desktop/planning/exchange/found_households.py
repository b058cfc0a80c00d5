"""A file of households as rows to look at: those that come, change, and are no more, each kind taken or left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.planning.exchange.found import (
    HOUSEHOLDS,
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

if TYPE_CHECKING:
    from gis.boundaries.editing.peopling import NewHouse
    from gis.boundaries.editing.state import State
    from gis.boundaries.plans.plan import Plan
    from gis.intake.geofiles import GeoSheet
    from gis.intake.household_reading import HouseholdReading
    from gis.planning import Planning

COME, CHANGED, GONE = "come", "changed", "gone"
MOVED_M = 0.05


def households(planning: Planning, path: Path, choices: Choices, sheets: Sequence[GeoSheet], _tell: Progress) -> Found:
    """Read a file of households and match it with those known; none is struck off unless the user says so."""
    from gis.intake.datum import Datum
    from gis.planning.arrivals import Arrivals

    datum = Datum(choices.datum) if choices.datum else None
    reading = Arrivals(planning).read_households(path, datum, choices.layer, False, choices.columns, sheets)
    told, wish, state = reading.told(), reading.wish, planning.county()
    said = f"新增 {len(wish.come):,} 户，变更 {len(wish.changed):,} 户，相同 {reading.same:,} 户"
    said += f"；库中另有 {len(reading.missing):,} 户文件里没有，不勾选就保持不变" if reading.missing else ""
    lines = _lines(state, reading)
    why = "" if lines else "文件与现有农户相同，没有可导入的"

    def take(plans: Planning, name: str, progress: Progress, without: Collection[str]) -> Plan:
        return Arrivals(plans).settle(_without(reading, without), name, progress)

    contents = contents_of(sheets, reading.sheet, reading.columns.heading, None)
    if not sheets:
        contents = replace(contents, headings=tuple(reading.sheet.headings))
    every = (*mended(told), *lines, *faults_of(told))
    return Found(evidence_of(told), every, said, why, (), take, contents, HOUSEHOLDS)


def _without(reading: HouseholdReading, without: Collection[str]) -> HouseholdReading:
    wish = reading.wish
    left = replace(
        wish,
        come=() if COME in without else wish.come,
        changed=() if CHANGED in without else wish.changed,
        gone=() if GONE in without else reading.missing,
    )
    return replace(reading, wish=left)


def _lines(state: State, reading: HouseholdReading) -> list[Line]:
    wish = reading.wish
    heads, rows = [], []
    if wish.come:
        heads.append(Line("新增", f"{len(wish.come):,} 户，逐户见下", "", None, COME))
        rows += [Line("新增", f"E {h.x:,.1f}  N {h.y:,.1f}，人口 {h.people}", "", around(h.x, h.y)) for h in wish.come]
    if wish.changed:
        heads.append(Line("变更", f"{len(wish.changed):,} 户，逐户见下", "", None, CHANGED))
        rows += [_changed(state, key, house) for key, house in wish.changed]
    if reading.missing:
        words = f"{len(reading.missing):,} 户库中有而文件里没有：勾选才注销，撤销即恢复"
        heads.append(Line("注销", words, "", None, GONE, False))
        rows += [_gone(state, key) for key in reading.missing]
    return [*heads, *rows]  # what is ticked stands together at the top


def _changed(state: State, key: int, house: NewHouse) -> Line:
    x, y, people = _as_it_is(state, key)
    away = ((house.x - x) ** 2 + (house.y - y) ** 2) ** 0.5
    parts = [f"人口 {people} → {house.people}"] if people != house.people else []
    parts += [f"移动 {away:,.1f} 米"] if away > MOVED_M else []
    return Line(
        "变更", f"户号 {key}：{'，'.join(parts)}", f"{away:,.1f} 米" if away > MOVED_M else "", around(house.x, house.y)
    )


def _gone(state: State, key: int) -> Line:
    x, y, people = _as_it_is(state, key)
    return Line("注销", f"户号 {key}，人口 {people}", "", around(x, y))


def _as_it_is(state: State, key: int) -> tuple[float, float, int]:
    h = state.houses
    index = int(h.by_id[key])
    return float(h.x[index]), float(h.y[index]), int(h.people[index])
