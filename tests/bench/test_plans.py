"""Plans of the full county: what a stroke, an undo, an impact, a day of the past and taking effect cost."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gis.boundaries.checks import coverage_faults
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.hand import area_of
from gis.boundaries.problems import problems
from gis.demo.county import build_seed
from gis.foundation.clock import DAY_S, FixedClock, local
from gis.foundation.errors import Refused
from gis.planning import Planning
from gis.planning.arrivals import Arrivals
from gis.publish.geofiles import write_geofile
from gis.publish.layers import county_layers
from gis.store.create import create_store
from gis.workspace import Actor, Workspace
from tests.gis.boundaries.walking import random_gesture
from tests.small_county import NOW

pytestmark = pytest.mark.bench
STROKES = 200


class Times:
    """Wall-clock milliseconds by name."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[float]] = defaultdict(list)

    def of(self, name: str, call: Callable[..., Any], *args: Any) -> Any:
        start = time.perf_counter()
        out = call(*args)
        self.by_name[name].append((time.perf_counter() - start) * 1000)
        return out

    def p95(self, name: str) -> float:
        return float(np.percentile(self.by_name[name], 95))

    def told(self) -> str:
        rows = ((n, np.median(t), np.percentile(t, 95), len(t)) for n, t in self.by_name.items())
        return "\n".join(f"{n:34s} median {m:8.2f} ms  p95 {p:8.2f} ms  n={c}" for n, m, p, c in rows)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("bench") / "county.wangge")
    create_store(path, build_seed(1, 1.0, NOW), "建库", "测试", NOW)
    return path


def at(county: str, name: str, days: int = 0) -> Planning:
    workspace = Workspace.open(county, FixedClock(NOW + days * DAY_S))
    workspace.act_as(Actor(0, name, "规划员", name))
    return Planning(workspace)


def test_a_plan_from_its_strokes_into_force(county: str) -> None:
    times, rng = Times(), np.random.default_rng(5)
    planning = at(county, "王海涛")
    times.of("county loaded", planning.county)
    times.of("whole county: problems", problems, planning.county())
    snapshot = planning.workspace.snapshot
    times.of("whole county: coverage, four levels", coverage_faults, snapshot.mesh, snapshot.divisions)
    plan = planning.create("基准")
    table = times.of("empty plan opened", planning.open, plan.id)
    while len(table.strokes) < STROKES:
        gesture = random_gesture(table.state, rng)
        try:
            step = times.of("stroke: made", planning.stroke, table, gesture)
        except Refused:
            continue
        table = times.of("stroke: written and adopted", planning.do, step)
        parts = [times.by_name[n][-1] for n in ("stroke: made", "stroke: written and adopted")]
        times.by_name["stroke: whole"].append(sum(parts))
    for _ in range(50):
        table = times.of("undo: whole", lambda t: planning.do(planning.undo(t)), table)
    for _ in range(50):
        table = times.of("redo: whole", lambda t: planning.do(planning.redo(t)), table)
    times.of(f"plan of {STROKES} strokes opened", planning.open, plan.id)
    times.of("impact", planning.impact, table)
    area = area_of(table.state, ["130529201227"])
    chosen = times.of("partition of 小留庄", partition, area.ground, 20)
    table = planning.do(times.of("partition taken over", planning.stroke, table, area.taking(chosen)))
    planning.submit(plan.id, despite="基准")
    leader = at(county, "李静", 2)
    leader.approve(plan.id, local(leader.workspace.clock.now()).date())
    times.of(f"{STROKES + 1} strokes in force", leader.enact, plan.id)
    past = times.of("borders of the day before", leader.at, local(NOW).date())
    assert not past.present and past.last is None
    print("\n" + times.told())
    assert times.p95("county loaded") <= 500
    assert times.p95("whole county: problems") <= 1000 and times.p95("whole county: coverage, four levels") <= 1000
    assert times.p95("stroke: whole") <= 30 and times.p95("undo: whole") <= 20
    assert times.p95("borders of the day before") <= 500


def test_the_county_out_and_in(county: str, tmp_path: Path) -> None:
    times = Times()
    planning = at(county, "周梅")
    layers = times.of("layers", county_layers, planning.county(), "", True)
    times.of("GeoPackage written, 120,000 households", write_geofile, tmp_path / "a.gpkg", layers)
    arrivals = Arrivals(planning)
    reading = times.of("read", arrivals.read_borders, tmp_path / "a.gpkg")
    survey = times.of("surveyed", arrivals.survey, reading)
    print("\n" + times.told())
    assert not survey.changing and not survey.repairs
