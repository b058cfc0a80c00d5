"""Random walks of edits, with shapely as the judge: no edit tears the county, and undoing all of them gives it back."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.preview import preview
from gis.boundaries.editing.state import State
from gis.foundation.changes import Committed
from gis.foundation.errors import Refused
from tests.gis.boundaries.judging import assert_sound, mesh_of, total_area
from tests.gis.boundaries.walking import random_gesture
from tests.small_county import NOW, make_snapshot


def walk(state: State, gestures: int, seed: int) -> tuple[State, list[Committed]]:
    """The state after so many random gestures, those that cannot be made left out, and the changes made. What a
    preview shows is what comes of it."""
    rng = np.random.default_rng(seed)
    made: list[Committed] = []
    for _ in range(gestures):
        gesture = random_gesture(state, rng)
        seen = preview(state, gesture)
        try:
            change = perform(state, gesture, NOW).change
        except Refused as no:
            assert not seen.possible and seen.reason == no.message
            continue
        assert seen.possible
        made.append(Committed(state.seq + 1, NOW, "王海涛", "规划台", change))
        state = follow(state, made[-1])
        assert all(g.retired or state.faces[g.code].households == g.households for g in seen.grids)
    return state, made


def undone(state: State, made: list[Committed]) -> State:
    for committed in reversed(made):
        state = follow(
            state, Committed(state.seq + 1, NOW, "王海涛", "规划台", committed.change.inverse(committed.seq))
        )
    return state


def assert_identical(one: State, two: State) -> None:
    """The same mesh to the bit, the same places, houses and numbers; only versions may differ."""
    a, codes_a = mesh_of(one)
    b, codes_b = mesh_of(two)
    assert codes_a == codes_b
    for name in ("id", "offsets", "xy", "left", "right", "rank"):
        x, y = getattr(a, name), getattr(b, name)
        assert x.dtype == y.dtype and x.tobytes() == y.tobytes(), name
    for code, place in one.places.items():
        other = two.places[code]
        assert {**vars(place), "version": 0} == {**vars(other), "version": 0}
    for code, face in one.faces.items():
        assert np.array_equal(face.houses, two.faces[code].houses)
        assert np.array_equal(face.events, two.faces[code].events)
    assert dict(one.serial.items()) == dict(two.serial.items()) and one.next_arc == two.next_arc


@given(seed=st.integers(0, 2**32 - 1), grids=st.integers(1, 3))
@settings(deadline=None, max_examples=8, derandomize=True)
def test_a_walk_of_edits_keeps_the_county_whole(seed: int, grids: int) -> None:
    start = load_state(make_snapshot(300, side=2, grids=grids, cell_m=220.0), NOW)
    area = total_area(start, 15)
    end, made = walk(start, 150, seed)
    assert len(made) > 40
    assert_sound(end, area)
    back = undone(end, made)
    assert_identical(start, back)
    assert_sound(back, area)


@given(seed=st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=4, derandomize=True)
def test_every_single_step_is_sound(seed: int) -> None:
    state = load_state(make_snapshot(60, side=1, grids=2, cell_m=220.0), NOW)
    area = total_area(state, 15)
    for step in range(30):
        state, _ = walk(state, 1, seed + step)
        assert_sound(state, area)
