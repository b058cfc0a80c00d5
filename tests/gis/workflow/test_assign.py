"""Assigning and accepting: what the change says, and what the rules refuse."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from gis.events.states import Act, Status
from gis.foundation.errors import Refused
from gis.workflow.accept import accept
from gis.workflow.assign import assign, sort_out
from gis.workflow.assignable import staying
from gis.workflow.fit import foresee
from tests.small_county import NOW, make_snapshot


@pytest.fixture
def county():
    return make_snapshot(4000)


def rows_of(county, status: Status, item: int | None = None) -> np.ndarray:
    events = county.events
    return np.flatnonzero((events.status == status) & ((item is None) | (events.item == item)))


def test_one_change_assigns_all(county) -> None:
    rows = rows_of(county, Status.ACCEPTED)[:3]
    change = assign(county, rows, 2, "来电商定", NOW)
    assert (change.kind, change.label, change.reason) == ("assign", "将 3 件指派给 农业农村局", "来电商定")
    assert [e.key for e in change.edits] == county.events.id[rows].tolist()
    first = change.edits[0]
    assert (first.table, first.version) == ("event", 0)
    assert first.before == {"unit": 0, "status": Status.ACCEPTED, "assigned_at": 0}
    assert first.after == {"unit": int(county.units.id[2]), "status": Status.ASSIGNED, "assigned_at": NOW}
    assert [(s.act, s.unit, s.note) for s in change.steps] == [(Act.ASSIGN, 3, "来电商定")] * 3


def test_the_label_of_one_names_its_number(county) -> None:
    row = rows_of(county, Status.ACCEPTED, 4)[:1]
    serial = int(county.events.serial[row[0]])
    assert assign(county, row, 4, "", NOW).label == f"将 {serial:04d} 指派给 生态环境分局"


def test_a_reported_event_is_accepted_on_the_way(county) -> None:
    row = rows_of(county, Status.REPORTED)[:1]
    change = assign(county, row, int(county.events.suggested[row[0]]), "", NOW)
    assert [s.act for s in change.steps] == [Act.ACCEPT, Act.ASSIGN]
    assert change.edits[0].after["accepted_at"] == NOW and change.edits[0].before["accepted_at"] == 0


def test_an_answered_event_handed_on_stays_answered(county) -> None:
    row = rows_of(county, Status.REPLIED)[:1]
    other = (int(county.events.unit[row[0]]) + 1) % 8
    change = assign(county, row, other, "改派", NOW)
    assert "status" not in change.edits[0].after
    assert change.edits[0].before["unit"] == int(county.units.id[county.events.unit[row[0]]])


def test_a_returned_event_may_go_to_the_same_unit_again(county) -> None:
    row = rows_of(county, Status.RETURNED)[:1]
    unit = county.events.unit.copy()
    unit[row] = 4
    county = replace(county, events=replace(county.events, unit=unit))
    assert assign(county, row, 4, "已核实", NOW).edits[0].after["status"] == Status.ASSIGNED


def test_what_cannot_be_assigned_is_named(county) -> None:
    events = county.events
    closed, done = rows_of(county, Status.CLOSED)[0], rows_of(county, Status.RESOLVED)[0]
    mine = next(r for r in rows_of(county, Status.ASSIGNED) if events.unit[r] == 4)
    free = rows_of(county, Status.ACCEPTED, 4)[0]
    able, blocked = sort_out(county, [closed, done, mine, free, free], 4)
    assert able == [free]
    assert [b.reason for b in blocked] == ["已办结", "已报结，待核查", "已在 生态环境分局"]
    with pytest.raises(Refused, match="3 件不能指派") as refused:
        assign(county, np.array([closed, done, mine, free]), 4, "", NOW)
    assert all(events.number(int(r)) in refused.value.message for r in (closed, done, mine))
    assert "去掉" in refused.value.remedy


def test_many_blocked_are_counted_not_all_listed(county) -> None:
    closed = rows_of(county, Status.CLOSED)[:9]
    with pytest.raises(Refused, match=r"……等 9 件"):
        assign(county, closed, 4, "", NOW)
    with pytest.raises(Refused, match="没有选中"):
        assign(county, closed[:0], 4, "", NOW)


def test_a_misfit_needs_a_reason(county) -> None:
    row = rows_of(county, Status.ACCEPTED, 4)[:1]
    for reason in ("", "  "):
        with pytest.raises(Refused, match="无此权责"):
            assign(county, row, 0, reason, NOW)
    assert assign(county, row, 0, " 已电话商定 ", NOW).reason == "已电话商定"


def test_undoing_gives_back_exactly_what_was(county) -> None:
    rows = rows_of(county, Status.REPORTED)[:2]
    change = assign(county, rows, 2, "理由", NOW)
    back = change.inverse(17)
    assert [e.after for e in back.edits] == [e.before for e in reversed(change.edits)]
    assert {e.version for e in back.edits} == {17}


def test_accepting(county) -> None:
    rows = rows_of(county, Status.REPORTED)[:2]
    change = accept(county, rows, NOW)
    assert change.label == "将 2 件立案"
    assert change.edits[0].after == {"status": Status.ACCEPTED, "accepted_at": NOW}
    assert [s.act for s in change.steps] == [Act.ACCEPT] * 2
    with pytest.raises(Refused, match="处置中"):
        accept(county, np.append(rows, rows_of(county, Status.ASSIGNED)[0]), NOW)
    with pytest.raises(Refused, match="没有选中"):
        accept(county, rows[:0], NOW)


@pytest.mark.parametrize("unit", range(8))
def test_what_stays_is_counted_as_it_is_sorted_out(county, unit) -> None:
    events = county.events
    status = events.status.copy()
    status[::7], status[::11], status[::13] = Status.RESOLVED, Status.MERGED, Status.REFUSED
    county = replace(county, events=replace(events, status=status))
    rows = np.arange(0, len(events), 3)
    able, blocked = sort_out(county, rows, unit)
    counted = Counter(each.reason for each in blocked)
    assert dict(staying(county, rows, unit)) == counted and len(counted) >= 5
    foreseen = foresee(county, rows, unit)
    assert foreseen.moving == len(able) and foreseen.staying == staying(county, rows, unit)
