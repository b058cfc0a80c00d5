"""The problems panel: what is wrong, where, and a way out that really leads out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import shapely

from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.split_houses import SplitByHouses
from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.state import State
from gis.boundaries.problems import Kind, Severity, problems

Done = Callable[[State, Gesture], State]
GRID, EAST = "130529100001005", "130529100001006"


def with_houses_at(state: State, index: int, x: float, y: float) -> State:
    """The same county with one house somewhere else, as an import may leave it."""
    xs, ys = state.houses.x.copy(), state.houses.y.copy()
    xs[index], ys[index] = x, y
    return replace(state, houses=replace(state.houses, x=xs, y=ys))


def of_kind(state: State, kind: Kind) -> list:
    return [p for p in problems(state) if p.kind == kind]


def test_a_sound_county_has_none(state: State) -> None:
    assert problems(state) == []


def test_too_many_offers_two_halves_that_fit(state: State, done: Done) -> None:
    big = done(state, Merge(GRID, [EAST]))
    (found,) = of_kind(big, Kind.TOO_MANY)
    assert (
        found.severity == Severity.ERROR
        and found.words == "005 网格 80 户，超过上限 60"
        and found.detail == "比上限多 20 户"
    )
    assert found.bounds == big.faces[GRID].bounds
    assert found.fix is not None
    mended = done(big, found.fix.gesture)
    assert of_kind(mended, Kind.TOO_MANY) == []


def test_too_few_offers_the_neighbour_with_room(state: State, done: Done) -> None:
    face = state.faces[GRID]
    few = face.houses[np.argsort(state.houses.x[face.houses])[:3]].tolist()
    small = done(state, SplitByHouses(GRID, few))
    (found,) = of_kind(small, Kind.TOO_FEW)
    assert found.code == "130529100001010" and found.detail == "还差 2 户"
    assert found.fix is not None and found.fix.words.startswith("并入")
    assert of_kind(done(small, found.fix.gesture), Kind.TOO_FEW) == []


def test_a_new_grid_has_no_worker(state: State, done: Done) -> None:
    face = state.faces[GRID]
    split = done(state, SplitByHouses(GRID, face.houses[np.argsort(state.houses.x[face.houses])[:20]].tolist()))
    (found,) = of_kind(split, Kind.NO_WORKER)
    assert found.severity == Severity.WARNING and found.code == "130529100001010"


def test_houses_outside_and_on_a_border(state: State) -> None:
    low_x, low_y, high_x, high_y = state.faces[GRID].bounds
    index = int(state.faces[GRID].houses[0])
    (found,) = of_kind(with_houses_at(state, index, high_x + 40, low_y + 50), Kind.OUTSIDE)
    assert found.house == index and found.detail == "实际位于006 网格" and found.severity == Severity.ERROR
    (found,) = of_kind(with_houses_at(state, index, high_x - 0.2, low_y + 50), Kind.ON_BORDER)
    assert found.severity == Severity.WARNING and shapely.box(*found.bounds).contains(shapely.Point(high_x, low_y + 50))
    (found,) = of_kind(with_houses_at(state, index, low_x - 1e6, high_y), Kind.OUTSIDE)
    assert found.detail == "位于县界之外"


def test_a_sliver_is_told(state: State, done: Done) -> None:
    arc = next(a for a in state.arcs_of(GRID) if {a.left, a.right} == {GRID, EAST})
    x = float(arc.xy[:, 0].mean())
    for step in range(40):
        side = 70 if step % 2 else -70
        now = state.arcs[arc.id]
        at = (x + side, float(now.xy[-1][1]) + (float(now.xy[0][1]) - float(now.xy[-1][1])) * (40 - step) / 41)
        state = done(state, InsertVertex(arc.id, len(now.xy) - 2, at))
    assert {p.code for p in of_kind(state, Kind.SLIVER)} <= {GRID, EAST} and of_kind(state, Kind.SLIVER)


def test_only_the_faces_asked_for_are_looked_at(state: State, done: Done) -> None:
    big = done(state, Merge(GRID, [EAST]))
    assert [p.kind for p in problems(big, [GRID])] == [Kind.TOO_MANY]
    assert problems(big, ["130529103004001"]) == []
    assert problems(big, [EAST]) == [], "a code that is gone has no problems"
