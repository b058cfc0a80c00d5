"""Households from files: new, known, moved, missing; in a plan, over undo and merging, into force."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gis.boundaries.actions.merge import Merge
from gis.foundation.clock import DAY_S, local
from gis.foundation.crs import to_degrees, wgs_to_gcj
from gis.foundation.errors import Refused
from gis.intake.datum import Datum
from gis.planning import Planning
from gis.planning.arrivals import Arrivals
from gis.store.check import check
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, grid, split
from tests.gis.planning.drawing import assert_same as same
from tests.gis.planning.test_way_into_force import TODAY, submitted
from tests.gis.store.county import assert_same
from tests.small_county import NOW


@pytest.fixture
def arrivals(planning: Planning) -> Arrivals:
    return Arrivals(planning)


def table(path: Path, rows: list[tuple], heading: str = "户号,村,经度,纬度,人口", gcj: bool = False) -> Path:
    """A CSV; rows: number, village, x, y, people."""
    lines = [heading]
    for number, village, x, y, people in rows:
        lon, lat = to_degrees(x, y)
        if gcj:
            lon, lat = wgs_to_gcj(lon, lat)
        lines.append(f"{number},{village},{float(lon)!r},{float(lat)!r},{people}")
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    return path


def homes(planning: Planning, code: str) -> list[tuple[int, float, float, int]]:
    state = planning.county()
    h = state.houses
    return [(int(h.id[i]), float(h.x[i]), float(h.y[i]), int(h.people[i])) for i in state.faces[code].houses.tolist()]


def test_new_known_changed_and_missing_are_told_apart(arrivals: Arrivals, tmp_path: Path):
    planning = arrivals.planning
    known = homes(planning, grid(1))
    x, y = planning.county().places[grid(1)].label
    rows = [(n, "小留庄", a, b, p) for n, a, b, p in known[2:]]
    rows[0] = (*rows[0][:2], rows[0][2] + 4.0, rows[0][3], rows[0][4])  # moved four metres
    rows[1] = (*rows[1][:4], 6)  # a birth
    rows += [("", "小留庄", x + 11 * k, y + 7, 4) for k in range(3)]
    rows += [("", "小留庄", 100.0, 4_121_000.0, 4), ("", "张庄2", x, y, 4), ("", "小留庄", x, y, "四")]
    reading = arrivals.read_households(table(tmp_path / "h.csv", rows))
    assert (len(reading.wish.come), len(reading.wish.changed), reading.same) == (3, 2, len(known) - 4)
    assert len(reading.missing) == 160 - (len(known) - 2)
    assert {known[0][0], known[1][0]} <= set(reading.missing) and not reading.wish.gone
    reasons = [f.reason for f in reading.faults]
    assert "不在任何网格里" in reasons[0] and "不在所填的张庄2" in reasons[1] and "不是 0 到 255" in reasons[2]
    assert reading.told()["encoding"] == "GBK / GB18030"


def test_numbers_of_another_list_are_no_ids(arrivals: Arrivals, tmp_path: Path):
    known = homes(arrivals.planning, grid(1))
    rows = [(900 - k, "小留庄", x, y, p) for k, (_, x, y, p) in enumerate(known)]
    assert arrivals.read_households(table(tmp_path / "h.csv", rows)).same == len(known)


def test_positions_of_a_phone_are_put_right(arrivals: Arrivals, tmp_path: Path):
    planning = arrivals.planning
    state = planning.county()
    rows = [
        (n, state.places[code[:12]].name, x, y, p)
        for code in sorted(state.faces) if code.startswith("130529101") for n, x, y, p in homes(planning, code)
    ]  # fmt: skip
    reading = arrivals.read_households(table(tmp_path / "h.csv", rows, gcj=True))
    assert reading.same == len(rows) and reading.found.datum is not None and reading.found.datum.value == "gcj02"


def test_households_come_go_and_move_with_a_plan(arrivals: Arrivals, station: Opener, tmp_path: Path, location: str):
    planning = arrivals.planning
    before = planning.workspace.snapshot
    known = homes(planning, grid(1))
    x, y = planning.county().places[grid(1)].label
    rows = [(n, "小留庄", a + (90 if k == 0 else 0), b, p) for k, (n, a, b, p) in enumerate(known[1:])]
    rows += [("", "小留庄", x + 10 * k, y, 4) for k in range(5)]
    rows += [(n, "小留庄", a, b, p) for serial in (2, 3, 4) for n, a, b, p in homes(planning, grid(serial))]
    reading = arrivals.read_households(table(tmp_path / "h.csv", rows), remove_missing=True)
    assert (len(reading.wish.come), len(reading.wish.gone), len(reading.wish.changed)) == (5, 1, 1)
    plan = arrivals.settle(reading, "住户")
    start = planning.open(plan.id)
    assert start.state.places[VILLAGE].households == start.base.places[VILLAGE].households + 4
    done = planning.do(planning.stroke(start, split(start.state, grid(1))))
    undone = planning.do(planning.undo(planning.do(planning.undo(done))))
    same(undone.state, planning.county())
    redone = planning.do(planning.redo(planning.do(planning.redo(undone))))
    same(redone.state, done.state)
    difference = planning.impact(redone).comparison
    assert len(difference.settled) == 5 and difference.left == (known[0][0],)
    planning.submit(plan.id, despite="演示")
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    fresh = leader.workspace.store().load_snapshot()
    assert_same(leader.workspace.snapshot, fresh)
    assert len(fresh.households) == len(before.households) + 4
    same(leader.county(), done.state)
    report = check(location)
    assert report["ok"], report["faults"]
    past = station("李静", "规划台 3", 12, NOW + DAY_S).at(TODAY)
    assert len(past.households) == len(fresh.households)


def test_a_day_before_has_the_households_of_its_own(arrivals: Arrivals, station: Opener, tmp_path: Path):
    before = arrivals.planning.workspace.snapshot.households
    x, y = arrivals.planning.county().places[grid(2)].label
    plan = arrivals.settle(
        arrivals.read_households(table(tmp_path / "h.csv", [("", "小留庄", x, y, 3)]), Datum.WGS84), "一户"
    )
    later = station("王海涛", "规划台 4", 11, NOW + 2 * DAY_S)
    later.submit(plan.id, despite="演示")
    leader = station("李静", "规划台 5", 12, NOW + 2 * DAY_S)
    leader.approve(plan.id, local(NOW + 2 * DAY_S).date())
    leader.enact(plan.id)
    past = leader.at(TODAY)
    assert past.households.id.tolist() == before.id.tolist()
    np.testing.assert_allclose(past.households.x, before.x, atol=1e-6)


def test_households_of_a_stale_plan_are_placed_anew(arrivals: Arrivals, station: Opener, tmp_path: Path):
    planning = arrivals.planning
    x, y = planning.county().places[grid(4)].label
    reading = arrivals.read_households(table(tmp_path / "h.csv", [("", "小留庄", x, y, 3)]), Datum.WGS84)
    plan = arrivals.settle(reading, "一户")
    other = submitted(station("周梅", "规划台 8", 21), lambda s: Merge(grid(3), [grid(4)]), name="并")
    leader = station("李静", "规划台 9", 12)
    leader.approve(other.id, TODAY)
    leader.enact(other.id)
    for row in planning.workspace.catch_up():
        planning.workspace.adopt(row)
    fresh = planning.do(planning.merge(planning.open(plan.id)))
    assert fresh.state.faces[grid(3)].households == fresh.base.faces[grid(3)].households + 1


def test_nothing_new_is_no_plan(arrivals: Arrivals, tmp_path: Path):
    known = homes(arrivals.planning, grid(1))
    reading = arrivals.read_households(table(tmp_path / "h.csv", [(n, "小留庄", x, y, p) for n, x, y, p in known]))
    with pytest.raises(Refused, match="住户没有变化"):
        arrivals.settle(reading, "空")
    assert arrivals.planning.plans() == []


def test_a_household_told_twice_is_set_aside(arrivals: Arrivals, tmp_path: Path):
    known = homes(arrivals.planning, grid(1))
    x, y = arrivals.planning.county().places[grid(1)].label
    rows = [(n, "小留庄", a, b, p) for n, a, b, p in known]
    rows.append((known[0][0], "小留庄", known[0][1] + 300, known[0][2], 2))  # the number again, elsewhere
    rows += [("", "小留庄", x + 3, y + 3, 3), ("", "小留庄", x + 3, y + 3, 3)]  # the place again, no number
    reading = arrivals.read_households(table(tmp_path / "h.csv", rows))
    assert len(reading.wish.come) == 1 and reading.same == len(known)
    assert [f.reason for f in reading.faults] == [
        f"户号 {known[0][0]}与第 2 行相同", f"位置与第 {len(known) + 3} 行相同",
    ]  # fmt: skip
