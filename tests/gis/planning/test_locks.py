"""Locks say who and why; presence says who is there, and forgets who has gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gis.boundaries.editing.preview import preview
from gis.foundation.errors import Conflict, Refused
from gis.planning import Planning
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, grid, split
from tests.gis.planning.test_way_into_force import TODAY, submitted
from tests.small_county import NOW


def test_a_locked_grid_is_refused_with_who_and_why(planning: Planning, station: Opener):
    other = station("李静", "规划台 2", 12)
    other.lock(grid(1), "房屋确权期间不动界")
    table = planning.open(planning.create("试").id)
    told = "李静 2026-11-23 锁定：房屋确权期间不动界"
    assert told in preview(table.state, split(table.state)).reason
    with pytest.raises(Refused, match=told):
        planning.stroke(table, split(table.state))
    planning.stroke(table, split(table.state, grid(2)))
    for row in other.workspace.catch_up():
        other.workspace.adopt(row)
    other.unlock(grid(1))
    assert other.locks() == []
    planning.stroke(planning.open(table.plan.id), split(table.state))


def test_the_lock_of_a_village_holds_its_grids_and_stops_a_plan_that_is_approved(planning: Planning, station: Opener):
    plan = submitted(planning, split)
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    lock = leader.lock(VILLAGE, "迁建中")
    assert lock.change.label == "锁定小留庄"
    with pytest.raises(Refused, match=r"它已锁定（李静 .*迁建中）"):
        leader.enact(plan.id)
    leader.unlock(VILLAGE)
    leader.enact(plan.id)


def test_one_lock_at_a_time_with_a_reason(planning: Planning, station: Opener):
    with pytest.raises(Refused, match="没有写锁定的理由"):
        planning.lock(grid(1), "")
    planning.lock(grid(1), "测量中")
    other = station("李静", "规划台 2", 12)
    with pytest.raises(Refused, match="001 网格已被锁定（王海涛"):
        other.lock(grid(1), "我也要")
    with pytest.raises(Refused, match="没有锁定"):
        other.unlock(grid(2))
    planning.unlock(grid(1))
    with pytest.raises((Conflict, Refused)):
        other.unlock(grid(1))
    with pytest.raises(Refused, match="没有编码为"):
        planning.lock("999999999999", "？")


def test_the_second_at_a_village_sees_the_first(planning: Planning, station: Opener):
    assert planning.here([VILLAGE], 7) == []
    other = station("李静", "规划台 2", 12, NOW + 60)
    there = other.here([VILLAGE, "130529101002"])
    assert [(p.name, p.station, p.plan, p.since) for p in there] == [("王海涛", "规划台 1", 7, NOW)]
    assert [p.name for p in planning.here([VILLAGE], 7)] == ["李静"]
    planning.here([])
    assert other.here([VILLAGE]) == []


def test_who_is_not_heard_of_has_gone(planning: Planning, station: Opener):
    planning.here([VILLAGE])
    assert station("李静", "规划台 2", 12, NOW + 170).here([VILLAGE])
    assert station("李静", "规划台 2", 12, NOW + 400).here([VILLAGE]) == []


def test_two_windows_on_one_machine_see_each_other_but_nobody_sees_himself(planning: Planning, station: Opener):
    planning.here([VILLAGE])
    assert planning.here([VILLAGE]) == []
    child = "import sys; from tests.gis.planning.second_window import main; main(*sys.argv[1:])"
    location = planning.workspace.location
    told = subprocess.run(
        [sys.executable, "-c", child, location, "李静", "12"], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["王海涛", "本机另一个窗口"]
    assert [(p.name, p.station) for p in planning.here([VILLAGE])] == [("李静", "本机另一个窗口")]
    alike = subprocess.run(
        [sys.executable, "-c", child, location, "王海涛", "11"], capture_output=True, text=True, check=True
    )
    assert alike.stdout.split() == ["李静", "本机另一个窗口"], "another window of the same person is nobody else"
