"""What will be late next: the order and its reasons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.events.states import Status
from gis.foundation.clock import DAY_S
from gis.workflow.risk import late_next, late_rates
from tests.small_county import NOW, make_snapshot


def county_of(late_unit: int):
    """Closed in time by all but one unit; two open events of the same age and class, one of them with that unit."""
    county = make_snapshot(402)
    n = 402
    events = replace(
        county.events,
        status=np.r_[np.full(400, Status.CLOSED), [Status.ASSIGNED] * 2].astype(np.uint8),
        unit=np.r_[np.arange(400) % 8, [0, late_unit]].astype(np.int16),
        limit_class=np.full(n, 3, np.uint8),
        paused=np.zeros(n, bool),
        reported_at=np.full(n, NOW - 5 * DAY_S),
        closed_at=np.r_[np.full(400, NOW - DAY_S), [0, 0]],
        close_due=np.r_[np.where(np.arange(400) % 8 == late_unit, NOW - 2 * DAY_S, NOW), [NOW + DAY_S] * 2],
        reply_due=np.zeros(n, np.int64),
    )
    return replace(county, events=events)


def test_the_unit_that_is_often_late_comes_first_and_it_says_why():
    found = late_next(county_of(3), NOW)
    assert [risk.row for risk in found] == [401, 400]
    assert found[0].risk > found[1].risk and all(0 < r.risk < 1 for r in found)
    assert any("近半年超期" in reason for reason in found[0].reasons)


def test_few_closings_say_little():
    county = county_of(3)
    by_unit, by_class = late_rates(county, NOW)
    assert by_unit[3] > 0.7 > 0.2 > by_unit[0]
    assert by_unit[11] == by_class[3], "a township that closed nothing has the county's own rate"


def test_what_is_late_already_or_far_or_paused_is_not_next():
    county = county_of(3)
    assert late_next(county, NOW + 2 * DAY_S) == [] and late_next(county, NOW - 4 * DAY_S) == []
    held = replace(county, events=replace(county.events, paused=np.ones(402, bool)))
    assert late_next(held, NOW) == []


def test_nobody_in_charge_is_a_reason():
    county = county_of(3)
    events = replace(county.events, unit=np.r_[county.events.unit[:400], [-1, 3]].astype(np.int16))
    assert late_next(replace(county, events=events), NOW)[-1].reasons[0] == "还没有主办单位"
