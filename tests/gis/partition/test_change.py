"""Least change: nothing moves without need, no more than need be, and untouched grids stay vertex for vertex."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
import shapely

from gis.boundaries.partition.change import rebalance
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.matching import assignment, continued
from gis.boundaries.partition.rule import NoPartition
from tests.gis.partition.hamlet import ground, hamlet


def strips(area, xy, columns: int, cuts: list[int]):
    """Today's grids: the area cut north to south after these columns."""
    x0, y0, x1, y1 = area.bounds
    at = [x0, *(xy[c - 1, 0] + 7.5 for c in cuts), x1]
    shapes = [shapely.box(a, y0, b, y1) for a, b in pairwise(at)]
    column = np.arange(len(xy)) % columns
    return np.array(shapes, object), np.searchsorted(cuts, column, side="right")


def test_nothing_moves_when_the_rule_is_kept():
    area, xy, _ = hamlet()
    shapes, present = strips(area, xy, 20, [5, 10, 15])
    found = rebalance(ground(), present, shapes)
    assert found.moved == 0
    assert {p.wkb for p in found.polygons} == {p.wkb for p in shapes}


def test_an_overfull_grid_gives_only_what_is_too_much():
    area, xy, _ = hamlet()
    shapes, present = strips(area, xy, 20, [8, 13, 17])  # 80, 50, 40 and 30 households
    found = rebalance(ground(), present, shapes)
    # 20 must leave the first; its only neighbour has room for 10, so 10 more must go on from there
    assert found.moved == 30
    assert sorted(found.households) == [30, 50, 60, 60]
    far = shapes[3].wkb
    assert far in {p.wkb for p in found.polygons}, "a grid that gave and took nothing keeps its polygon"
    assert shapely.coverage_is_valid(found.polygons)
    assert abs(shapely.area(found.polygons).sum() - area.area) < 1e-6


def test_newcomers_go_first():
    area, xy, _ = hamlet()
    shapes, present = strips(area, xy, 20, [5, 10, 15])
    estate = np.column_stack([np.full(15, xy[4, 0] + 4.0), np.linspace(xy[0, 1] + 3, xy[-1, 1] - 3, 15)])
    every = np.concatenate([xy, estate])
    found = rebalance(Ground(area, *every.T), np.append(present, np.full(15, -1)), shapes)
    # 65 in the first: five must go, and a few of the new ones by the border can
    assert found.households.max() == 60
    assert found.moved <= 1, "a household that has no grid yet changes no hands"


def test_only_the_ground_of_those_who_leave_changes_hands():
    area, xy, _ = hamlet()
    shapes, present = strips(
        area, xy, 20, [7, 13, 17]
    )  # 70, 60, 40, 30: ten leave the first, ten go on from the second
    found = rebalance(ground(), present, shapes)
    before = dict(zip([0, 1, 2, 3], shapes, strict=True))
    now = {int(g): p for g, p in zip(found.keeps, found.polygons, strict=True)}
    assert found.moved == 20
    assert now[3].equals(before[3])
    assert now[0].difference(before[0]).area < 1e-6, "the first only gives"
    assert before[0].difference(now[0]).area < 0.3 * before[0].area


def test_one_grid_more_splits_the_largest():
    area, xy, _ = hamlet()
    shapes, present = strips(area, xy, 20, [6, 11, 15])  # 60, 50, 40, 50
    found = rebalance(ground(), present, shapes, 5)
    assert found.moved == 30
    assert sorted(found.households) == [30, 30, 40, 50, 50]
    assert (found.keeps == -1).sum() == 1
    assert shapely.coverage_is_valid(found.polygons)


def test_one_grid_less_merges_the_smallest_neighbours():
    area, xy, _ = hamlet()
    shapes, present = strips(area, xy, 20, [2, 4, 10, 15])  # 20, 20, 60, 50, 50
    found = rebalance(ground(), present, shapes, 4)
    assert found.moved == 20
    assert sorted(found.households) == [40, 50, 50, 60]


def test_a_tighter_window_evens_out_further():
    area, xy, _ = hamlet()
    shapes, present = strips(area, xy, 20, [6, 11, 15])
    found = rebalance(ground(), present, shapes, window=(50, 50))
    assert set(found.households) == {50}
    assert found.moved == 20  # 60, 50, 40, 50: ten over two borders


def test_without_grids_there_is_nothing_to_change():
    with pytest.raises(NoPartition, match="还没有网格"):
        rebalance(ground(), np.full(200, -1), np.empty(0, object))


def test_too_many_households_for_todays_grids_get_one_more():
    area, xy, _ = hamlet(25, 10)
    shapes, present = strips(area, xy, 25, [7, 13, 19])
    found = rebalance(ground(25, 10), present, shapes)
    assert len(found) == 5 and found.households.max() <= 60


def test_untouched_labels_are_matched_back():
    today = partition(ground(), 6).labels
    renamed = np.array([3, 5, 0, 1, 2, 4])[today]
    renamed[:2] = -1  # newcomers change no hands
    keeps, moved = continued(today, renamed, 6)
    assert keeps.tolist() == [3, 5, 0, 1, 2, 4] and moved == 0


@pytest.mark.parametrize("seed", range(20))
def test_matching_is_the_best_there_is(seed):
    cost = np.random.default_rng(seed).integers(0, 30, (4, 6)).astype(float)
    rows = np.arange(4)
    best = min(cost[rows, list(p)].sum() for p in permutations(range(6), 4))
    found = assignment(cost)
    assert len(set(found)) == 4 and cost[rows, found].sum() == best
