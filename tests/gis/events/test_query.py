"""Queries against a row-by-row reading of the same filter; figures against the rows that they open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.county.divisions import Level
from gis.deadlines.bands import Bands, due, states
from gis.events.order import COLUMNS, sort_rows
from gis.events.query import Filter, counts, select, text_rows
from gis.events.states import Source, State, Status
from gis.foundation.clock import DAY_S, day_number, day_start
from tests.small_county import NOW, make_snapshot

COUNTY = make_snapshot(1500)
EVENTS = COUNTY.events
STATES = states(EVENTS, NOW)
MIDNIGHT = day_start(day_number(NOW))


def some(values):
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


FILTERS = st.builds(
    Filter,
    states=some(State),
    statuses=some(Status),
    categories=some(range(4)),
    items=some(range(22)),
    limit_classes=some(range(4)),
    sources=some(Source),
    units=some(range(-1, 8)),
    division=st.integers(0, len(COUNTY.divisions) - 1),
    since=st.sampled_from([0, NOW - 30 * DAY_S]),
    until=st.sampled_from([0, int(EVENTS.reported_at[1400])]),
    closed_since=st.sampled_from([0, MIDNIGHT]),
    text=st.sampled_from(["", "水", "3 户", "信号灯 邢德线"]),
    given=st.frozensets(st.sampled_from(EVENTS.id.tolist()), max_size=40),
)


def passes(row: int, f: Filter) -> bool:
    e, state, status = EVENTS, State(int(STATES[row])), int(EVENTS.status[row])
    if state is State.CLOSED and f.closed_since and (status != Status.CLOSED or e.closed_at[row] < f.closed_since):
        return False
    division = COUNTY.divisions.path(int(e.division[row]))
    return all(
        [
            state in f.states if f.states else state is not State.CLOSED,
            not f.statuses or status in f.statuses,
            not f.categories or int(COUNTY.items.category[e.item[row]]) in f.categories,
            not f.items or int(e.item[row]) in f.items,
            not f.limit_classes or int(e.limit_class[row]) in f.limit_classes,
            not f.sources or int(e.source[row]) in f.sources,
            not f.units or int(e.unit[row]) in f.units,
            f.division in division,
            not f.since or e.reported_at[row] >= f.since,
            not f.until or e.reported_at[row] < f.until,
            all(word in e.description[row] for word in f.text.split()),
            not f.given or int(e.id[row]) in f.given,
        ]
    )


def chosen(f: Filter) -> list[int]:
    return select(EVENTS, COUNTY.divisions, COUNTY.items, f, STATES).tolist()


def counted(f: Filter):
    return counts(EVENTS, COUNTY.divisions, COUNTY.items, len(COUNTY.units), f, STATES, NOW)


@settings(max_examples=80, deadline=None)
@given(FILTERS)
def test_a_filter_selects_what_a_reader_would(f: Filter) -> None:
    assert chosen(f) == [row for row in range(len(EVENTS)) if passes(row, f)]


@settings(max_examples=60, deadline=None)
@given(FILTERS)
def test_every_figure_is_the_number_of_rows_that_its_click_opens(f: Filter) -> None:
    found = counted(f)
    for state in State:
        since = (f.closed_since or MIDNIGHT) if state is State.CLOSED else f.closed_since
        clicked = replace(f, states=frozenset({state}), closed_since=since)
        assert found.by_state[state] == len(chosen(clicked))
    for category in range(4):
        assert found.by_category[category] == len(chosen(replace(f, categories=frozenset({category}))))
    for status in Status:
        assert found.by_status[status] == len(chosen(replace(f, statuses=frozenset({status}))))
    for row in (0, *COUNTY.divisions.rows_of(Level.TOWNSHIP), int(COUNTY.divisions.rows_of(Level.GRID)[7])):
        assert found.division_states[row].sum() == len(chosen(replace(f, division=int(row))))


def test_the_refused_are_not_closed_today() -> None:
    row = int(np.flatnonzero(EVENTS.status == Status.REFUSED)[0])
    refused = replace(EVENTS, closed_at=np.where(np.arange(len(EVENTS)) == row, NOW, 0))
    found = counts(refused, COUNTY.divisions, COUNTY.items, len(COUNTY.units), Filter(), STATES, NOW)
    assert found.by_state[State.CLOSED] == 0


def test_until_is_not_included() -> None:
    everything = Filter(states=frozenset(State), until=int(EVENTS.reported_at[1400]))
    assert chosen(everything)[-1] < 1400


def test_the_board_ignores_the_filter() -> None:
    bare, narrow = counted(Filter()), counted(Filter(text="水", division=5))
    assert np.array_equal(bare.unit_states, narrow.unit_states)
    for unit in range(len(COUNTY.units)):
        mine = (EVENTS.unit == unit) & (STATES != State.CLOSED)
        assert bare.unit_states[unit].tolist() == np.bincount(STATES[mine], minlength=6).tolist()


def test_on_time_rates_have_a_named_denominator() -> None:
    found = counted(Filter()).on_time
    for unit in range(len(COUNTY.units)):
        closed = (EVENTS.unit == unit) & (EVENTS.status == Status.CLOSED) & (EVENTS.closed_at >= NOW - 90 * DAY_S)
        if not closed.any():
            assert np.isnan(found[unit])
            continue
        kept = closed & (EVENTS.closed_at <= EVENTS.close_due)
        assert found[unit] == pytest.approx(kept.sum() / closed.sum())
    late = replace(EVENTS, closed_at=np.where(EVENTS.closed_at > 0, EVENTS.close_due + 1, 0))
    again = counts(late, COUNTY.divisions, COUNTY.items, len(COUNTY.units), Filter(), STATES, NOW).on_time
    assert np.nanmax(again) == 0


@pytest.mark.parametrize("form", ["{}", "{lower}", "{bare}"])
def test_numbers_are_found_in_every_form(form: str) -> None:
    row = 1203
    number = EVENTS.number(row)
    word = form.format(number, lower=number.lower(), bare=number[2:])
    assert text_rows(EVENTS, word).tolist() == [row]


def test_an_unfinished_number_narrows_as_it_grows() -> None:
    number = EVENTS.number(1490)
    sizes = [len(EVENTS.numbered(number[:k])) for k in range(10, len(number) + 1)]
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] == 1 and sizes[0] > 1


def test_a_serial_alone_finds_its_day_by_day_namesakes() -> None:
    found = text_rows(EVENTS, "0001")
    assert (EVENTS.serial[found] == 1).all() and len(found) == (EVENTS.serial == 1).sum()
    assert text_rows(EVENTS, "99999999").tolist() == []
    assert text_rows(EVENTS, "  ") is None


def test_words_must_all_be_there() -> None:
    both = text_rows(EVENTS, "冬季 发放")
    assert both.tolist() == [r for r in range(len(EVENTS)) if "冬季" in EVENTS.description[r]]
    assert text_rows(EVENTS, "冬季 井盖").tolist() == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("descending", [False, True])
def test_sorting_keeps_all_rows_and_puts_clockless_last(column: str, descending: bool) -> None:
    rows = np.arange(len(EVENTS), dtype=np.int32)
    found = sort_rows(EVENTS, rows, column, descending, STATES, NOW)
    assert sorted(found.tolist()) == rows.tolist()
    if column in ("due", "remaining"):
        closed = STATES[found] == State.CLOSED
        assert not closed[: (~closed).sum()].any()
        kept = due(EVENTS, found[~closed])
        if column == "due":
            assert (np.diff(kept) <= 0).all() if descending else (np.diff(kept) >= 0).all()
    if column == "state":
        assert (np.diff(STATES[found].astype(int)) * (-1 if descending else 1) >= 0).all()
        late = found[STATES[found] == State.OVERDUE]
        assert (np.diff(due(EVENTS, late)) >= 0).all()


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(ValueError, match="colour"):
        sort_rows(EVENTS, np.arange(3), "colour", False, STATES, NOW)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-20 * DAY_S, 20 * DAY_S), min_size=1, max_size=6))
def test_ticks_are_never_anything_but_the_states(jumps: list[int]) -> None:
    bands, before = Bands(EVENTS, NOW), STATES.copy()
    for jump in jumps:
        kept, changed = bands.tick(NOW + jump)
        assert np.array_equal(kept, states(EVENTS, NOW + jump))
        assert np.array_equal(np.sort(changed), np.flatnonzero(kept != before))
        before = kept.copy()


def test_states_mean_what_they_say() -> None:
    row = int(np.flatnonzero(EVENTS.status == Status.ASSIGNED)[0])

    def state_of(now: int = NOW, **columns) -> State:
        changed = {k: np.where(np.arange(len(EVENTS)) == row, v, getattr(EVENTS, k)) for k, v in columns.items()}
        return State(int(states(replace(EVENTS, **changed), now)[row]))

    clocks = {"reply_due": NOW + 50, "close_due": NOW + 500, "warn_at": NOW + 20, "paused": False}
    assert state_of(**clocks) is State.NORMAL
    assert state_of(NOW + 20, **clocks) is State.NEAR
    assert state_of(NOW + 50, **clocks) is State.NEAR
    assert state_of(NOW + 51, **clocks) is State.OVERDUE
    assert state_of(NOW + 51, **{**clocks, "paused": True}) is State.PAUSED
    assert state_of(NOW + 51, **clocks, status=Status.REPLIED) is State.NEAR
    assert state_of(NOW + 501, **clocks, status=Status.REPLIED) is State.OVERDUE
    assert state_of(**clocks, status=Status.REPORTED) is State.PENDING
    assert state_of(NOW + 51, **clocks, status=Status.REPORTED) is State.OVERDUE
    assert state_of(NOW + 501, **clocks, status=Status.MERGED) is State.CLOSED
    assert state_of(reply_due=0, close_due=0, warn_at=0, paused=False) is State.NORMAL
