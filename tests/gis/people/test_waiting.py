"""What waits for whom: each role's piles, and that no event waits twice for one person."""

from __future__ import annotations

import numpy as np
import pytest

from gis.county.divisions import Level
from gis.events.states import Status
from gis.people.roles import Person, Role
from gis.people.waiting import closed_since, own_rows, piles
from tests.small_county import NOW, make_snapshot

COUNTY = make_snapshot(900)
EVENTS = COUNTY.events
TOWN = next(row for row in COUNTY.divisions.rows_of(Level.TOWNSHIP) if COUNTY.divisions.short_name[row] == "张王疃乡")
TOWN_CODE = COUNTY.divisions.code[int(TOWN)]
TOWN_UNIT = list(COUNTY.units.name).index("张王疃乡")


def person(role: Role, unit: int = 0, division: str = "") -> Person:
    return Person(1, "x", "某人", role, 0, unit, division)


def rows_of(found, key):
    return next(pile.rows for pile in found if pile.key == key)


@pytest.mark.parametrize(
    "who",
    [
        None,
        person(Role.DISPATCHER),
        person(Role.INSPECTOR),
        person(Role.TOWNSHIP, int(COUNTY.units.id[TOWN_UNIT]), TOWN_CODE),
        person(Role.DEPARTMENT, int(COUNTY.units.id[1])),
        person(Role.VILLAGE, 0, f"{TOWN_CODE}001"),
    ],
)
def test_no_event_waits_twice_for_one_person_and_all_are_open(who):
    asked = np.flatnonzero(EVENTS.status == Status.ASSIGNED)[:5].tolist()
    found = piles(COUNTY, who, asked)
    rows = np.concatenate([pile.rows for pile in found])
    assert len(rows) and len(np.unique(rows)) == len(rows)
    assert (EVENTS.status[rows] < Status.CLOSED).all()
    assert own_rows(COUNTY, who)[rows].all()


def test_a_dispatcher_sees_what_waits_for_the_county():
    asked = np.flatnonzero(EVENTS.status == Status.REPLIED)[:3].tolist()
    found = piles(COUNTY, person(Role.DISPATCHER), asked)
    assert [pile.word for pile in found] == ["待受理", "待指派", "退单", "待核查", "待批"]
    assert rows_of(found, "pending").tolist() == np.flatnonzero(EVENTS.status == Status.REPORTED).tolist()
    assert rows_of(found, "asked").tolist() == asked


def test_without_accounts_one_person_sees_everything():
    found = piles(COUNTY, None, ())
    assert sum(len(pile.rows) for pile in found) == int((EVENTS.status < Status.CLOSED).sum())


def test_a_department_sees_what_it_holds():
    found = piles(COUNTY, person(Role.DEPARTMENT, int(COUNTY.units.id[1])))
    assert [pile.word for pile in found] == ["返工", "待回复", "办理中", "协办"]
    held = (EVENTS.unit == 1) & np.isin(EVENTS.status, (Status.ASSIGNED, Status.REPLIED))
    assert sum(len(pile.rows) for pile in found) == int(held.sum())


def test_a_department_sees_what_it_helps_with_while_somebody_handles_it():
    other = np.flatnonzero((EVENTS.unit == 2) & (EVENTS.status == Status.ASSIGNED))[:2].tolist()
    done = int(np.flatnonzero(EVENTS.status == Status.CLOSED)[0])
    found = piles(COUNTY, person(Role.DEPARTMENT, int(COUNTY.units.id[1])), (), [*other, done])
    assert rows_of(found, "helping").tolist() == other


def test_a_township_sees_its_own_and_what_lies_in_it_and_no_one_holds():
    found = piles(COUNTY, person(Role.TOWNSHIP, int(COUNTY.units.id[TOWN_UNIT]), TOWN_CODE))
    pending = rows_of(found, "pending")
    assert len(pending)
    assert {COUNTY.divisions.code[int(EVENTS.division[row])][:9] for row in pending} == {TOWN_CODE}
    assert (EVENTS.unit[rows_of(found, "unassigned")] < 0).all()


def test_who_only_looks_has_no_inbox():
    for role in (Role.LEADER, Role.PLANNER, Role.ADMINISTRATOR):
        assert piles(COUNTY, person(role)) == []


def test_what_was_closed_today_is_of_the_same_person():
    rows = closed_since(COUNTY, person(Role.DEPARTMENT, int(COUNTY.units.id[1])), NOW - 40 * 86400)
    assert len(rows) and (EVENTS.unit[rows] == 1).all() and (EVENTS.status[rows] == Status.CLOSED).all()
    assert (np.diff(EVENTS.closed_at[rows]) <= 0).all()


def test_a_division_that_is_gone_holds_nothing():
    assert not own_rows(COUNTY, person(Role.VILLAGE, 0, "130529999999")).any()
