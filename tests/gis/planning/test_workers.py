"""Workers named in a plan: on record, merged, told where the county named another, in force with it; and new ones.

In the small county one worker, of staff id 2, looks after every grid.
"""

from __future__ import annotations

import numpy as np
import pytest

from gis.boundaries.actions.appoint import Appoint
from gis.boundaries.actions.merge import Merge
from gis.boundaries.plans.merging import Differs
from gis.foundation.errors import Refused
from gis.planning import Planning
from gis.planning.crew import crew, mate_of, why_not_registered
from gis.store.check import check
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, grid, split
from tests.gis.planning.test_way_into_force import TODAY, submitted
from tests.gis.store.county import assert_same


def appoint(serial: int, worker: int):
    return lambda state: Appoint(grid(serial), worker)


def in_force(planning: Planning, station: Opener, *gestures, name: str = "小留庄调整") -> Planning:
    plan = submitted(planning, *gestures, name=name)
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    return leader


def worker_of(planning: Planning, code: str) -> int:
    d = planning.workspace.snapshot.divisions
    return int(d.worker[list(d.code).index(code)])


def test_a_worker_named_in_a_plan_is_in_force_with_it(planning: Planning, station: Opener, location: str) -> None:
    fresh = planning.register_worker(VILLAGE, "赵新", "13912345678")
    leader = in_force(planning, station, split, appoint(5, fresh), appoint(1, 0))
    assert worker_of(leader, grid(5)) == fresh and worker_of(leader, grid(1)) == 0 and worker_of(leader, grid(2)) == 2
    assert_same(leader.workspace.snapshot, leader.workspace.store().load_snapshot())
    report = check(location)
    assert report["ok"], report["faults"]


def test_undo_and_reopening(planning: Planning, station: Opener) -> None:
    plan = planning.create("甲", [])
    table = planning.do(planning.stroke(planning.open(plan.id), Appoint(grid(1), 0)))
    assert table.plan.villages == (VILLAGE,), "the plan is one of the village whose worker it names"
    again = station("王海涛", "规划台 3").open(plan.id)
    assert again.state.places[grid(1)].worker == 0 and again.undo_words == "001 网格：网格员暂缺"
    table = planning.do(planning.undo(table))
    assert table.state.places[grid(1)].worker == 2
    table = planning.do(planning.redo(table))
    assert table.state.places[grid(1)].worker == 0


def test_a_stale_draft_takes_its_worker_along(planning: Planning, station: Opener) -> None:
    plan = planning.create("甲", [VILLAGE])
    planning.do(planning.stroke(planning.open(plan.id), Appoint(grid(1), 0)))
    leader = in_force(planning, station, lambda s: split(s, grid(3)), name="乙")
    table = leader.open(plan.id)
    merged = leader.on_county(table)
    assert merged.state.places[grid(1)].worker == 0 and merged.plan.base_seq > plan.base_seq


def test_another_worker_named_meanwhile_is_told(planning: Planning, station: Opener) -> None:
    plan = planning.create("甲", [VILLAGE])
    planning.do(planning.stroke(planning.open(plan.id), Appoint(grid(1), 0)))
    fresh = planning.register_worker(VILLAGE, "赵新")
    leader = in_force(planning, station, appoint(1, fresh), name="乙")
    with pytest.raises(Differs, match="001 已另行指定网格员"):
        leader.on_county(leader.open(plan.id))


def test_a_grid_that_is_gone_meanwhile_is_told(planning: Planning, station: Opener) -> None:
    plan = planning.create("甲", [VILLAGE])
    planning.do(planning.stroke(planning.open(plan.id), Appoint(grid(2), 0)))
    leader = in_force(planning, station, lambda s: Merge(grid(1), [grid(2)]), name="乙")
    with pytest.raises(Differs, match="002 已不在"):
        leader.on_county(leader.open(plan.id))


def test_somebody_new_is_on_the_list_at_once(planning: Planning, location: str) -> None:
    key = planning.register_worker(VILLAGE, " 赵新 ", "13912345678")
    staff = planning.workspace.snapshot.staff
    row = int(np.flatnonzero(staff.id == key)[0])
    assert (staff.name[row], staff.phone[row], staff.role[row]) == ("赵新", "13912345678", "网格员")
    assert_same(planning.workspace.snapshot, planning.workspace.store().load_snapshot())
    assert planning.workspace.undo_change() is None, "a plan may name them by now"
    report = check(location)
    assert report["ok"], report["faults"]
    assert planning.register_worker(VILLAGE, "钱新") == key + 1


@pytest.mark.parametrize(
    ("name", "phone", "why"),
    [
        ("", "", "请写姓名"),
        ("赵新", "1391234567", "差 1 位"),
        ("赵新", "139-1234", "只能是数字"),
        ("赵" * 21, "", "最多 20"),
    ],
)
def test_who_cannot_be_registered(planning: Planning, name: str, phone: str, why: str) -> None:
    assert why in why_not_registered(name, phone, ())
    with pytest.raises(Refused, match=why):
        planning.register_worker(VILLAGE, name, phone)


def test_the_crew_begins_with_whom_the_plan_freed(planning: Planning) -> None:
    keys = [planning.register_worker(VILLAGE, name) for name in ("甲一", "乙二", "丙三")]
    plan = planning.create("甲", [VILLAGE])
    table = planning.open(plan.id)
    for serial, key in ((1, keys[0]), (2, keys[1])):
        table = planning.do(planning.stroke(table, Appoint(grid(serial), key)))
    named = table.state
    table = planning.do(planning.stroke(table, Merge(grid(1), [grid(2)])))
    snapshot = planning.workspace.snapshot
    found = crew(snapshot, named, table.state, VILLAGE)
    assert [(m.name, m.grids, m.freed) for m in found] == [
        ("乙二", (), (grid(2),)),
        ("丙三", (), ()),
        ("甲一", (grid(1),), ()),
        ("李秀芳", (grid(3), grid(4)), ()),
    ]
    assert [m.name for m in crew(snapshot, named, table.state, "130529101002")] == ["李秀芳"]
    assert mate_of(snapshot, keys[0]).name == "甲一" and mate_of(snapshot, 0) is None
