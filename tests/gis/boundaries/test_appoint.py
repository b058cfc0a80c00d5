"""Naming grid workers: no border moves, one row is written, and every edit around it keeps what was named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.boundaries.actions.appoint import Appoint
from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.preview import preview
from gis.boundaries.editing.state import State
from gis.boundaries.outlook import difference, workers_affected
from gis.boundaries.plans.comparing import compared
from gis.boundaries.plans.net import net
from gis.boundaries.problems import Kind, problems
from gis.foundation.errors import Refused
from gis.snapshot import Snapshot
from tests.gis.boundaries.conftest import written
from tests.gis.boundaries.walking import random_gesture
from tests.small_county import NOW

VILLAGE = "130529101001"
ONE, TWO = f"{VILLAGE}001", f"{VILLAGE}002"


@pytest.fixture(scope="module")
def state(county: Snapshot) -> State:
    """Nobody is named for any grid yet."""
    divisions = replace(county.divisions, worker=np.zeros_like(county.divisions.worker))
    return load_state(replace(county, divisions=divisions), NOW)


def test_one_row_is_written_and_nothing_else(state: State) -> None:
    edit = perform(state, Appoint(ONE, 7), NOW)
    (row,) = edit.change.edits
    assert (row.table, row.key, row.before, row.after) == ("division", ONE, {"worker": None}, {"worker": 7})
    assert "7" not in edit.change.label and edit.change.label == "001 网格：指定网格员"
    seen = preview(state, Appoint(ONE, 7))
    assert seen.possible and not seen.grids and not seen.moved


def test_it_is_there_and_undo_takes_it_back(state: State, done) -> None:
    after = done(state, Appoint(ONE, 7))
    assert after.places[ONE].worker == 7 and after.faces[ONE] is state.faces[ONE]
    change = perform(state, Appoint(ONE, 7), NOW).change
    back = follow(after, written(after, change.inverse(0)))
    assert back.places[ONE].worker == 0


def test_labels_say_whether_somebody_was_there(state: State, done) -> None:
    held = done(state, Appoint(ONE, 7))
    assert perform(held, Appoint(ONE, 8), NOW).change.label == "001 网格：换网格员"
    assert perform(held, Appoint(ONE, 0), NOW).change.label == "001 网格：网格员暂缺"


@pytest.mark.parametrize(
    ("gesture", "words"), [(Appoint(ONE, 0), "没有变化"), (Appoint(f"{VILLAGE}099", 7), "已不存在")]
)
def test_what_makes_no_sense_is_refused(state: State, gesture: Appoint, words: str) -> None:
    with pytest.raises(Refused, match=words):
        perform(state, gesture, NOW)


def test_a_locked_border_does_not_keep_a_worker(state: State) -> None:
    locked = state.with_locks([ONE])
    assert perform(locked, Appoint(ONE, 7), NOW).change.edits


def test_the_problem_goes_with_a_worker_and_comes_with_a_new_grid(state: State, done) -> None:
    def without(each: State) -> set[str]:
        return {
            p.code for p in problems(each, [c for c in each.faces if c.startswith(VILLAGE)]) if p.kind is Kind.NO_WORKER
        }

    named = done(state, Appoint(ONE, 7))
    assert without(state) - without(named) == {ONE}
    _, low_y, _, high_y = named.faces[ONE].bounds
    x = named.places[ONE].label[0]
    split = done(named, SplitByLine(ONE, [(x, low_y - 5), (x, high_y + 5)]))
    (born,) = set(split.faces) - set(named.faces)
    assert split.places[ONE].worker == 7 and born in without(split)
    assert born not in without(done(split, Appoint(born, 8)))


def test_the_difference_counts_workers_of_both_sides(state: State, done) -> None:
    named = done(done(state, Appoint(ONE, 7)), Appoint(TWO, 8))
    assert difference(named, named).none
    changed = done(named, Appoint(ONE, 9))
    found = difference(named, changed)
    assert not found.none and found.altered == () and dict(found.workers) == {ONE: (7, 9)}
    assert workers_affected(named, changed, found) == {7, 9}
    assert workers_affected(named, changed, found, [TWO]) == {7, 8, 9}
    merged = done(named, Merge(ONE, (TWO,)))
    assert workers_affected(named, merged, difference(named, merged)) == {7, 8}
    assert compared(named, changed).workers == (7, 9) and [g.code for g in compared(named, changed).grids] == [ONE]


def test_a_grid_made_and_named_in_one_plan_is_born_with_its_worker(state: State, done) -> None:
    _, low_y, _, high_y = state.faces[ONE].bounds
    x = state.places[ONE].label[0]
    first = perform(state, SplitByLine(ONE, [(x, low_y - 5), (x, high_y + 5)]), NOW)
    split = follow(state, written(state, first.change))
    (born,) = first.verdict.draft.born
    second = perform(split, Appoint(born, 7), NOW)
    row = next(e for e in net([*first.change.edits, *second.change.edits]) if e.key == born)
    assert row.before is None and row.after is not None and row.after["worker"] == 7


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_whatever_is_redrawn_a_grid_keeps_who_was_named(state: State, seed: int) -> None:
    """A walk of edits and namings: workers are those last named, and undoing all of it names nobody."""
    rng = np.random.default_rng(seed)
    now, changes, named = state, [], {}
    for _ in range(8):
        codes = sorted(c for c in now.faces if len(c) == 15)
        gesture = (
            Appoint(codes[rng.integers(len(codes))], int(rng.integers(1, 50)))
            if rng.random() < 0.5
            else random_gesture(now, rng)
        )
        try:
            edit = perform(now, gesture, NOW)
        except Refused:
            continue
        if isinstance(gesture, Appoint):
            named[gesture.grid] = gesture.worker
        now = follow(now, written(now, edit.change))
        changes.append(edit.change)
        named = {code: worker for code, worker in named.items() if code in now.faces}
    assert {c: now.places[c].worker for c in now.faces if now.places[c].worker} == named
    for change in reversed(changes):
        now = follow(now, written(now, change.inverse(0)))
    assert not any(place.worker for place in now.places.values())
    assert difference(state, now).workers == {}
