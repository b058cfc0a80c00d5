"""A county, its counts and the fits of its units as values, for the tests of board, drag, picker and inspector."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from gis.county.units import UnitKind, Units
from gis.events.query import Counts
from gis.events.states import State
from gis.foundation.clock import SHANGHAI, day_number
from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot
from gis.workflow.fit import Fit, Foresight, UnitFit
from tests.small_county import make_snapshot

DEPARTMENTS = [
    "住建局", "水务局", "农业农村局", "自然资源和规划局", "生态环境分局", "市场监管局", "交通运输局", "人社局",
    "民政局", "供电公司", "卫健局", "教育局", "公安局", "应急管理局", "文旅局",
]  # fmt: skip
TOWNS = ["巨鹿镇", "张王疃乡"]
RECOMMENDED, POSSIBLE, BEHIND = 2, 9, 13  # rows of 农业农村局, 供电公司, and 应急管理局 behind 其余


def at(*when: int) -> int:
    """UTC seconds of a Shanghai date and time."""
    return int(datetime(*when, tzinfo=SHANGHAI).timestamp())  # type: ignore[misc,arg-type]


def county(n_events: int = 200) -> Snapshot:
    """The small county with fifteen departments and two townships."""
    names = DEPARTMENTS + TOWNS
    n = len(names)
    kinds = [UnitKind.DEPARTMENT] * len(DEPARTMENTS) + [UnitKind.TOWNSHIP] * len(TOWNS)
    units = Units(
        np.arange(1, n + 1, dtype=np.int32),
        TextColumn.of(names),
        TextColumn.of([f"巨鹿县{name}" for name in names]),
        np.array(kinds, np.uint8),
        np.zeros(n, np.int32),
        np.full(n, 100, np.int32),
        np.zeros(n, np.int64),
    )
    return replace(make_snapshot(n_events), units=units)


def counts(snapshot: Snapshot) -> Counts:
    """Unit i holds 10 + i normal events, and i overdue ones."""
    n = len(snapshot.units)
    states = np.zeros((n, 6), np.int32)
    states[:, State.NORMAL] = 10 + np.arange(n)
    states[:, State.OVERDUE] = np.arange(n)
    on_time = np.full(n, 0.951)
    on_time[1] = np.nan
    zero = np.zeros(len(snapshot.divisions), np.int32)
    return Counts(states.sum(axis=0), np.zeros(4), np.zeros(9), np.repeat(zero[:, None], 6, 1), states, on_time)


def fits(rows: np.ndarray, snapshot: Snapshot) -> list[UnitFit]:
    """One unit recommended, two possible, the rest misfits."""
    found = []
    for unit in range(len(snapshot.units)):
        fit = Fit.RECOMMENDED if unit == RECOMMENDED else Fit.POSSIBLE if unit in (POSSIBLE, BEHIND) else Fit.MISFIT
        reason = "无此权责" if fit is Fit.MISFIT else "权责清单 第 3.2 项 · 农田水利"
        found.append(UnitFit(unit, fit, reason, 84, 84 + len(rows), 100))
    return found


def foresee(rows: np.ndarray, unit: int, snapshot: Snapshot) -> Foresight:
    """Due on 12-02, a weekend skipped."""
    weekend = tuple((day_number(at(2026, 11, day, 12)), "周末") for day in (28, 29))
    return Foresight(
        tuple(int(r) for r in rows),
        unit,
        fits(rows, snapshot)[unit],
        at(2026, 11, 25, 18),
        at(2026, 12, 2, 18),
        False,
        False,
        weekend,
        "权责清单 主责 农田水利 · 全县",
    )
