"""The impact of a plan on a made-up county, against an independent count: geopandas lays points into grids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import geopandas
import numpy as np
import pytest
from shapely.geometry.base import BaseGeometry

from gis.boundaries.actions.merge import Merge
from gis.boundaries.editing.load import DAYS
from gis.boundaries.editing.state import State
from gis.boundaries.outlook import grids_of
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.hand import area_of
from gis.boundaries.plans.impact import Impact
from gis.boundaries.plans.plan import Plan
from gis.demo.county import build_seed
from gis.events.states import Status
from gis.foundation.clock import DAY_S, FixedClock, local
from gis.planning import Planning
from gis.snapshot import Snapshot
from gis.store.create import create_store
from gis.workspace import Actor, Workspace
from tests.small_county import NOW

VILLAGE = "130529201227"  # 小留庄
CRS = "EPSG:4547"


@pytest.fixture(scope="module")
def planning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planning]:
    """A county with events of several years, and a village divided anew with two of its grids made one."""
    folder = tmp_path_factory.mktemp("impact")
    path = str(folder / "demo.wangge")
    create_store(path, build_seed(1, 0.1, NOW), "建库", "测试", NOW)
    workspace = Workspace.open(path, FixedClock(NOW))
    workspace.act_as(Actor(11, "王海涛", "规划员", "规划台 1"))
    yield Planning(workspace)
    workspace.close()


@pytest.fixture(scope="module")
def plan(planning: Planning) -> Plan:
    table = planning.open(planning.create("小留庄重划", [VILLAGE]).id)
    area = area_of(table.state, [VILLAGE])
    found = partition(area.ground, None, "balanced", 1, present=area.present)
    table = planning.do(planning.stroke(table, area.taking(found)))
    one, other = _neighbours(table.state)
    return planning.do(planning.stroke(table, Merge(one, (other,)))).plan


def _neighbours(state: State) -> tuple[str, str]:
    own = set(grids_of(state, VILLAGE))
    pairs = [(a.left, a.right) for code in sorted(own) for a in state.arcs_of(code) if {a.left, a.right} <= own]
    return min((min(p), max(p)) for p in pairs)


def _laid(snapshot: Snapshot, rows: np.ndarray, state: State) -> dict[int, str]:
    """Event row → grid, by a spatial join."""
    shapes: dict[str, BaseGeometry] = {c: state.faces[c].shape for c in grids_of(state, VILLAGE)}
    grids = geopandas.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=CRS)
    events = snapshot.events
    places = geopandas.points_from_xy(events.x[rows], events.y[rows], crs=CRS)
    points = geopandas.GeoDataFrame({"row": rows}, geometry=places)
    joined = points.sjoin(grids, predicate="within")
    return dict(zip(joined["row"].tolist(), joined["code"].tolist(), strict=True))


def test_open_events_that_change_hands_are_those_of_a_spatial_join(planning: Planning, plan: Plan):
    table, snapshot = planning.open(plan.id), planning.workspace.snapshot
    open_rows = np.flatnonzero(snapshot.events.status < Status.CLOSED)
    before, after = (_laid(snapshot, open_rows, state) for state in (table.base, table.state))
    wanted = {row: (before[row], after[row]) for row in before if before[row] != after[row]}
    told = planning.impact(table)
    assert wanted, "the plan moves open events"
    assert {e.row: (e.source, e.target) for e in told.events} == wanted
    limits = {row: int(snapshot.events.close_due[row]) for row in wanted}
    assert {e.row: e.due_at for e in told.events} == limits, "limits stay as they are"


def test_the_load_of_every_worker_is_last_year_s_events_joined_to_both_borders(planning: Planning, plan: Plan):
    table, snapshot = planning.open(plan.id), planning.workspace.snapshot
    told = planning.impact(table)
    events = snapshot.events
    year = np.flatnonzero((events.reported_at > NOW - DAYS * DAY_S) & (events.reported_at <= NOW))
    for side, state in enumerate((table.base, table.state)):
        laid = Counter(_laid(snapshot, year, state).values())
        changed = [g.code for g in told.comparison.grids if g.shape[side] is not None]
        wanted: Counter[int] = Counter()
        for code in changed:
            wanted[state.places[code].worker] += laid[code]
        assert {w: loads[side].events for w, loads in told.workers.items() if loads[side].events} == +wanted
        per_grid = {g.code: (g.before, g.after)[side].events for g in told.loads}
        assert {c: n for c, n in per_grid.items() if n} == {c: laid[c] for c in changed if laid[c]}


def test_a_plan_in_force_still_tells_what_it_moved(planning: Planning, plan: Plan):
    before = planning.impact(planning.open(plan.id))
    planning.submit(plan.id, despite="演示")
    leader = planning.workspace
    leader.act_as(Actor(12, "李静", "规划员", "规划台 1"))
    planning.approve(plan.id, local(NOW).date())
    planning.enact(plan.id)
    after = planning.impact(planning.open(plan.id))
    assert _moves(after) == _moves(before) and len(after.events) > 0


def _moves(found: Impact) -> set[tuple[int, str, str]]:
    return {(event.row, event.source, event.target) for event in found.events}
