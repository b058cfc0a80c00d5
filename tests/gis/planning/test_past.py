"""The time machine shows the borders of any day as they were, to the bit."""

from __future__ import annotations

from datetime import date

import pytest

from gis.foundation.clock import DAY_S, local
from gis.foundation.errors import Refused
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import grid, split
from tests.gis.planning.test_way_into_force import merge, submitted
from tests.small_county import NOW

PLANS = (
    (split, merge(3, 4)),
    (lambda s: split(s, grid(2)), merge(1, 5)),
    (merge(3, 2),),
)


def day(after: int) -> date:
    return local(NOW + after * DAY_S).date()


def same_lines(one, two) -> None:
    for name in ("id", "offsets", "xy", "left", "right", "rank"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes(), name


def test_every_day_shows_its_own_borders(station: Opener):
    desk = station()
    kept = [desk.workspace.snapshot]
    for number, gestures in enumerate(PLANS, 1):
        at = NOW + 2 * number * DAY_S
        author = station("王海涛", f"台 {number}", 11, at)
        plan = submitted(author, *gestures, name=f"第 {number} 次")
        leader = station("李静", f"席 {number}", 12, at)
        leader.approve(plan.id, local(at).date())
        leader.enact(plan.id)
        kept.append(leader.workspace.snapshot)
    last = station("李静", "席 9", 12, NOW + 9 * DAY_S)
    assert [d.words for d in last.border_dates()] == [f"方案「第 {n} 次」自 {day(2 * n)} 起生效" for n in (1, 2, 3)]
    for after in range(9):
        past, was = last.at(day(after)), kept[min(after // 2, 3)]
        same_lines(past.mesh, was.mesh)
        assert list(past.divisions.code) == list(was.divisions.code)
        assert past.divisions.households.tolist() == was.divisions.households.tolist()
        assert list(past.divisions.name) == list(was.divisions.name)
        assert past.households.id.tolist() == was.households.id.tolist()
        assert past.present is (after >= 6)
        number = min(after // 2, 3)
        words = f"方案「第 {number} 次」自 {day(2 * number)} 起生效" if number else ""
        assert (past.last.words if past.last else "") == words


def test_days_without_borders_are_refused(station: Opener):
    desk = station()
    with pytest.raises(Refused, match="还没有建库"):
        desk.at(date(2020, 1, 1))
    assert desk.at(day(0)).last is None
    assert desk.at(day(90)).present and desk.at(day(90)).plans == ()


def test_a_day_to_come_shows_what_is_approved_for_it(station: Opener):
    desk, leader = station(), station("李静", "席 1", 12)
    wanted = ((PLANS[0], 10), ((lambda s: split(s, grid(2)),), 5), ((merge(3, 4),), 20))
    for number, (gestures, after) in enumerate(wanted, 1):
        plan = submitted(desk, *gestures, name=f"第 {number} 次")
        leader.approve(plan.id, day(after))
    assert desk.at(day(4)).plans == ()
    soon = desk.at(day(5))
    assert soon.plans == ("第 2 次",) and not soon.present
    assert len(soon.divisions) == len(desk.at(day(0)).divisions) + 1
    later = desk.at(day(30))
    assert later.plans == ("第 2 次", "第 1 次")
    assert len(later.left_out) == 1 and later.left_out[0].startswith("第 3 次：方案「第 3 次」与现行界线对不上")
    assert desk.workspace.store().last_seq() == leader.workspace.store().last_seq()
    for at in (5, 10):
        enacting = station("李静", f"席 {at}", 12, NOW + at * DAY_S)
        enacting.enact(enacting.due()[0].id)
    same_lines(later.mesh, enacting.workspace.snapshot.mesh)
    assert list(later.divisions.code) == list(enacting.workspace.snapshot.divisions.code)
