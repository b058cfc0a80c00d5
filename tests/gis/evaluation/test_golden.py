"""The trade's worked example, and the cases in which a rate must not be what it seems."""

from __future__ import annotations

import pytest

from gis.evaluation.evaluate import COUNTY, Evaluation, evaluate
from gis.evaluation.periods import parse_period
from gis.evaluation.table import load_table
from gis.events.states import Act, Status
from gis.foundation.clock import DAY_S
from gis.foundation.numbers import rate
from tests.gis.evaluation.building import NOW, acts_of, at, county_of, marks_of

Q3 = parse_period("2026Q3")
FILED, DUE = at(2026, 8, 3, 9), at(2026, 8, 12, 18)


def one(**more) -> dict:
    return {"reported_at": FILED, "accepted_at": FILED + 60, "assigned_at": FILED + 120, "close_due": DUE} | more


def closed(when: int, **more) -> dict:
    return one(status=Status.CLOSED, resolved_at=when - 60, closed_at=when, **more)


def evaluated(rows: list[dict], by: str = "department", acts: list | None = None, now: int = NOW) -> Evaluation:
    county = county_of(rows)
    return evaluate(county, marks_of(county, acts_of(acts or [])), Q3, by, now, load_table())


def test_the_golden_quarter() -> None:
    """应结案 972, 结案 911, 按期结案 737: 93.72 % and 75.82 %."""
    rows = [closed(DUE)] * 737 + [closed(DUE + 1)] * (911 - 737) + [one()] * (972 - 911)
    found = evaluated(rows)
    close, on_time = (found.present.rates[found.table.rate(n)] for n in ("结案率", "按期结案率"))
    assert (close.part[0], close.whole[0]) == (911, 972)
    assert (rate(close.value[0], 2), rate(on_time.value[0], 2)) == ("93.72%", "75.82%")
    assert (rate(close.value[COUNTY], 2), rate(on_time.value[COUNTY], 2)) == ("93.72%", "75.82%")
    part, whole = found.rate_rows("close_on_time_rate", 0)
    assert (len(part), len(whole)) == (737, 972)


@pytest.mark.parametrize(
    ("due", "counted"),
    [
        (at(2026, 7, 1), 0),  # 24:00 of 06-30 belongs to the second quarter
        (at(2026, 7, 1, 0, 0, 1), 1),
        (at(2026, 10, 1), 1),  # 24:00 of 09-30 belongs to the third
        (at(2026, 10, 1, 0, 0, 1), 0),
    ],
)
def test_due_means_due_in_the_period(due: int, counted: int) -> None:
    found = evaluated([one(close_due=due)])
    assert found.present.counts["应结案"][COUNTY] == counted


def test_refused_merged_waiting_and_paused_events_are_not_due() -> None:
    rows = [one(status=s) for s in (Status.REFUSED, Status.MERGED)]
    rows += [one(status=Status.REPORTED, accepted_at=0), one(paused=True, paused_at=DUE - 5), one(close_due=0)]
    assert evaluated(rows).present.counts["应结案"][COUNTY] == 0
    assert evaluated([one(paused=True, paused_at=DUE + 5)]).present.counts["应结案"][COUNTY] == 1


def test_a_finished_quarter_does_not_gain_by_later_closing() -> None:
    late = closed(at(2026, 10, 9, 9))
    assert evaluated([late]).present.counts["结案"][COUNTY] == 0


def test_wrong_assignment_is_taken_out() -> None:
    """Five working days with another unit: closed three days after the limit is in time for the one that settled it."""
    second = FILED + 7 * DAY_S
    wrong = [(1, FILED + 120, Act.ASSIGN, 2), (1, second - 60, Act.RETURN, 2), (1, second, Act.ASSIGN, 1)]
    found = evaluated([closed(DUE + 3 * DAY_S, assigned_at=second, returns=1)], acts=wrong)
    counts = found.present.counts
    assert (counts["按期结案"][0], counts["扣错派按期结案"][0]) == (0, 1)
    assert (counts["派遣"][COUNTY], counts["准确派遣"][COUNTY]) == (1, 0)


def test_sending_back_ones_own_event_gains_nothing() -> None:
    second = FILED + 7 * DAY_S
    own = [(1, FILED + 120, Act.ASSIGN, 1), (1, second - 60, Act.RETURN, 1), (1, second, Act.ASSIGN, 1)]
    found = evaluated([closed(DUE + 3 * DAY_S, assigned_at=second, returns=1)], acts=own)
    assert found.present.counts["扣错派按期结案"][0] == 0
    assert found.present.counts["准确派遣"][COUNTY] == 1


def test_what_a_township_passes_up_is_no_wrong_assignment() -> None:
    second = FILED + 2 * DAY_S
    up = [(1, FILED + 120, Act.ASSIGN, 9), (1, second - 60, Act.ESCALATE, 9), (1, second, Act.ASSIGN, 1)]
    found = evaluated([closed(DUE + DAY_S, assigned_at=second)], acts=up)
    assert found.present.counts["准确派遣"][COUNTY] == 1
    assert found.present.counts["扣错派按期结案"][0] == 1


def test_few_cases_are_shown_with_an_interval_and_not_ranked() -> None:
    found = evaluated([closed(DUE)] * 12 + [closed(DUE, unit=1)] * 40)
    few = found.present.rates[found.table.rate("结案率")]
    assert found.scores is not None
    assert (bool(few.few[0]), bool(few.few[1])) == (True, False)
    assert few.low[0] == pytest.approx(12 / (12 + 1.959963984540054**2))
    assert found.scores.rank.tolist()[:3] == [0, 1, 0]
    assert not found.scores.red[0] and not found.scores.black[0]


def test_trend_tells_chance_from_change() -> None:
    before = {"reported_at": at(2026, 5, 6, 9), "accepted_at": at(2026, 5, 6, 10), "close_due": at(2026, 5, 15, 18)}
    good = before | {"status": Status.CLOSED, "closed_at": at(2026, 5, 10)}
    found = evaluated([good] * 400 + [closed(DUE)] * 300 + [one()] * 100)
    assert found.moved("结案率")[COUNTY] == pytest.approx(-0.25)
    assert found.moved_truly("结案率")[COUNTY]
    assert not evaluated([good] * 4 + [closed(DUE)] * 3 + [one()]).moved_truly("结案率")[COUNTY]


def test_mass_closing_before_the_end_is_flagged() -> None:
    rows = [closed(FILED + i * DAY_S // 2, unit=0) for i in range(1, 60)]
    rows += [closed(at(2026, 9, 29, 9) + 60 * i, unit=0) for i in range(60)]
    rows += [closed(Q3.start + i * DAY_S // 2, unit=1) for i in range(1, 180)]
    signs = {(s.kind, s.subject): s for s in evaluated(rows).signs}
    assert ("rush", 0) in signs and ("rush", 1) not in signs
    assert len(signs["rush", 0].rows) == signs["rush", 0].part == 60


def test_closed_and_reworked_is_flagged() -> None:
    rows = [closed(FILED + 3600 * (i % 99 + 3), unit=int(i >= 60)) for i in range(600)]
    acts = [(i + 1, FILED + DAY_S, Act.REOPEN, 1) for i in range(0, 60, 2)]
    assert [(s.kind, s.subject) for s in evaluated(rows, acts=acts).signs if s.kind == "reworked"] == [("reworked", 0)]


def test_a_weekend_with_another_unit_moves_no_limit() -> None:
    saturday, evening = at(2026, 8, 8, 9), at(2026, 8, 12, 20)
    county = county_of([one(close_due=evening, assigned_at=saturday + DAY_S)])
    acts = acts_of([(1, saturday, Act.ASSIGN, 2), (1, saturday + DAY_S, Act.ASSIGN, 1)])
    assert marks_of(county, acts).fair_due[0] == evening
