"""A village at a glance, and how an edited county differs from the one it came from."""

from __future__ import annotations

import numpy as np

from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.editing.preview import preview
from gis.boundaries.outlook import (
    changed_hands,
    difference,
    grid_figures,
    grids_of,
    inner_border_after_m,
    inner_border_m,
    standings,
)
from gis.boundaries.problems import problems

VILLAGE = "130529101001"


def test_grids_of_a_village_and_the_border_between_them(state) -> None:
    codes = grids_of(state, VILLAGE)
    assert codes == [f"{VILLAGE}{n:03d}" for n in range(1, 10)]
    assert abs(inner_border_m(state, VILLAGE) - 12 * 200.0) < 1e-6, "nine squares of 200 m have twelve sides in common"
    figures = grid_figures(state, state, codes[0])
    assert figures.households == figures.was == state.faces[codes[0]].households
    assert figures.fits == (5 <= figures.households <= 60)


def test_the_border_is_as_long_as_was_foretold(state, done) -> None:
    one, two = grids_of(state, VILLAGE)[:2]
    low_x, low_y, high_x, high_y = state.faces[one].bounds
    x = (low_x + high_x) / 2
    for gesture in (Merge(one, (two,)), SplitByLine(one, [(x, low_y - 5), (x + 20, high_y + 5)])):
        foretold = inner_border_after_m(inner_border_m(state, VILLAGE), VILLAGE, preview(state, gesture))
        after = inner_border_m(done(state, gesture), VILLAGE)
        assert abs(foretold - after) < 1e-6 and abs(after - inner_border_m(state, VILLAGE)) > 100


def test_the_border_is_not_foretold_of_another_village(state) -> None:
    one, two = grids_of(state, VILLAGE)[:2]
    assert inner_border_after_m(0.0, "130529101002", preview(state, Merge(one, (two,)))) is None


def test_nothing_differs_from_itself(state) -> None:
    assert difference(state, state).none


def test_a_split_is_a_birth_and_its_houses_change_hands(state, done) -> None:
    code = grids_of(state, VILLAGE)[4]
    low_x, low_y, _, high_y = state.faces[code].bounds
    x = low_x + 90.0
    after = done(state, SplitByLine(code, [(x, low_y - 5), (x, high_y + 5)]))
    found = difference(state, after)
    assert found.born == (f"{VILLAGE}010",) and found.retired == ()
    assert set(found.altered) == {code, *found.born}
    born = after.faces[found.born[0]]
    assert set(found.moved) == set(born.houses.tolist())
    assert set(found.moved.values()) == {(code, found.born[0])}
    middle = born.shape.representative_point()
    here = changed_hands(state, after, found.altered, np.array([middle.x, low_x - 300]), np.array([middle.y, low_y]))
    assert here.tolist() == [True, False]
    assert difference(after, state).retired == found.born


def test_a_merge_retires_the_other(state, done) -> None:
    one, two = grids_of(state, VILLAGE)[:2]
    found = difference(state, done(state, Merge(one, (two,))))
    assert found.retired == (two,) and set(found.moved.values()) == {(two, one)}


def test_a_point_moved_and_moved_back_leaves_no_border_that_differs(state, done) -> None:
    one, two = grids_of(state, VILLAGE)[:2]
    arc = next(i for i in state.faces[one].arcs if {state.arcs[i].left, state.arcs[i].right} == {one, two})
    middle = state.arcs[arc].xy[:2].mean(axis=0)
    after = done(state, InsertVertex(arc, 0, (float(middle[0]) + 20, float(middle[1]))))
    found = difference(state, after)
    assert [a.id for a in found.new] == [arc] and [a.id for a in found.old] == [arc]
    assert set(found.altered) == {one, two}


def test_every_division_stands_by_its_grids_households_and_problems(state, done) -> None:
    found = problems(state)
    stand = standings(state, found)
    county = stand["130529"]
    assert county.grids == len(state.faces) and county.whole
    assert county.households == len(state.houses.x) == sum(stand[v].households for v in stand if len(v) == 12)
    assert county.errors + county.warnings == len(found)
    assert stand[VILLAGE].grids == 9
    one, two = grids_of(state, VILLAGE)[:2]
    merged = done(state, Merge(one, (two,)))
    after = standings(merged, problems(merged))
    assert after[VILLAGE].grids == 8 and after[VILLAGE].households == stand[VILLAGE].households
    assert one in after and two not in after
