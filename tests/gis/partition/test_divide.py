"""A hamlet divided: exact numbers, borders that keep off houses, the outer ring untouched, plain reasons."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gis.boundaries.build import shared_arcs
from gis.boundaries.mesh import Mesh
from gis.boundaries.partition.divide import SLACK, candidates, partition
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.rule import NoPartition, around, balanced, fewest
from gis.boundaries.polygons import faces
from tests.gis.partition.hamlet import CORNER, ground, hamlet


@pytest.mark.parametrize("k", [4, 5, 7, 13, 39])
def test_numbers_are_as_equal_as_they_can_be(k):
    found = partition(ground(), k)
    assert sorted(found.households) == sorted([200 // k] * (k - 200 % k) + [200 // k + 1] * (200 % k))


def test_auto_takes_as_few_grids_as_the_rule_allows():
    assert len(partition(ground(), "auto")) == 4
    assert len(partition(ground(20, 3), None)) == 1
    assert len(partition(Ground(*_all_of(61)), "auto")) == 2


def _all_of(n: int):
    area, xy, _ = hamlet(n, 1)
    return area, *xy.T


def test_borders_keep_off_the_houses():
    found = partition(ground(), 7)
    _, xy, _ = hamlet()
    borders = shapely.union_all(shapely.boundary(found.polygons))
    # neighbours stand 15 m apart: the gap's middle is 7.5 m away
    assert shapely.distance(borders, shapely.points(xy)).min() >= 3.0


def test_the_outer_ring_keeps_its_own_vertices_and_gains_only_the_ends_of_borders():
    area, *_ = hamlet()
    found = partition(ground(), 7)
    ring = {tuple(p) for p in shapely.get_coordinates(shapely.coverage_union_all(found.polygons))}
    own = {tuple(p) for p in shapely.get_coordinates(area)}
    added = {tuple(p) for p in found.on_ring}
    assert ring == own | added and not own & added
    assert (shapely.distance(shapely.boundary(area), shapely.points(found.on_ring)) < 1e-9).all()


def test_borders_end_on_the_rings_own_vertices_where_those_are_near():
    area, xy, _ = hamlet()
    dense = shapely.segmentize(area, 20.0)
    assert len(partition(Ground(dense, *xy.T), 7).on_ring) == 0


def test_arcs_make_the_same_polygons_again():
    found = partition(ground(), 6)
    arcs = Mesh(np.arange(len(found.left)), found.offsets, found.xy, found.left, found.right, np.zeros(len(found.left)))
    numbers, shapes = faces(arcs, found.left, found.right)
    assert numbers.tolist() == list(range(6))
    assert shapely.equals(shapes, found.polygons).all()
    again = shared_arcs(shapes, np.arange(6))
    assert sorted(map(tuple, again[1])) == sorted(map(tuple, found.xy))


def test_the_same_seed_gives_the_same_candidate_and_another_seed_another():
    one, same, other = partition(ground(), 7), partition(ground(), 7), partition(ground(), 7, seed=1)
    assert (one.labels == same.labels).all() and shapely.equals_exact(one.polygons, same.polygons).all()
    assert (one.labels != other.labels).any()


def test_along_lanes_follows_them_more():
    village = ground(30, 20)
    share = {style: [partition(village, 12, style, s).lane_share for s in range(3)] for style in SLACK}
    assert min(share["along_lanes"]) > max(share["balanced"])


def test_numbered_north_to_south_in_bands_and_west_to_east():
    found = partition(ground(), 4)
    middle = shapely.get_coordinates(shapely.centroid(found.polygons)) - CORNER
    assert middle[:2, 1].min() > middle[2:, 1].max() - 30
    assert middle[0, 0] < middle[1, 0] and middle[2, 0] < middle[3, 0]


def test_several_candidates_each_of_its_own():
    found = candidates(ground(), 5, present=np.repeat(np.arange(5), 40))
    assert {c.style for c in found} == {"balanced", "compact", "along_lanes"}
    assert len({c.labels.tobytes() for c in found}) == len(found) > 3
    assert all(0 < c.moved < 200 for c in found)


def test_candidates_stop_when_asked_but_not_without_one():
    assert len(candidates(ground(), 5, stop=lambda: True)) == 1


def test_households_at_one_address_stay_together():
    area, xy, _ = hamlet(10, 6)
    flats = np.concatenate([xy, np.repeat(xy[[5, 33]], 25, axis=0)])
    found = partition(Ground(area, *flats.T), 3)
    assert len(set(found.labels[60:85])) == 1 and len(set(found.labels[85:])) == 1
    assert found.households.max() <= 60


def test_a_concave_area_and_one_with_a_hole_stay_in_one_part():
    _, xy, _ = hamlet(20, 20)
    low, high = xy.min(axis=0) - 20, xy.max(axis=0) + 20
    middle = (low + high) / 2
    bay = shapely.box(middle[0] - 40, middle[1] - 30, middle[0] + 40, high[1] + 1)
    pond = shapely.box(*(middle - 45), *(middle + 45))
    for area in (shapely.box(*low, *high) - bay, shapely.box(*low, *high) - pond):
        own = xy[shapely.contains_xy(area, xy)]
        found = partition(Ground(area, *own.T), 8)
        assert found.contiguous.all() and shapely.coverage_is_valid(found.polygons)
        assert abs(shapely.area(found.polygons).sum() - area.area) < 1e-6
        assert found.spread <= 1


@pytest.mark.parametrize(
    ("n", "k", "words"),
    [
        (4, "auto", "只有 4 户"),
        (12, 3, "至少 5 户，需 15 户"),
        (200, 3, "至多 60 户，最多容 180 户"),
        (200, 0, "至少为 1"),
    ],
)
def test_why_there_is_none(n, k, words):
    area, xy, _ = hamlet()
    with pytest.raises(NoPartition, match=words):
        partition(Ground(area, *xy[:n].T), k)


def test_why_an_area_allows_none():
    area, xy, _ = hamlet()
    with pytest.raises(NoPartition, match="1 户不在范围内"):
        Ground(area, *np.vstack([xy, xy[:1] - 5000]).T)
    with pytest.raises(NoPartition, match="没有住户"):
        Ground(area, np.empty(0), np.empty(0))
    with pytest.raises(NoPartition, match="2 块不相连"):
        Ground(shapely.MultiPolygon([area, shapely.box(0, 0, 1, 1)]), *xy.T)
    with pytest.raises(NoPartition, match="61 户住在同一处"):
        partition(Ground(area, *np.repeat(xy[:1], 61, axis=0).T), 2)


def test_windows():
    assert balanced(1022, 20) == (51, 52)
    assert around(1022, 20, 0.15) == (43, 59)
    assert around(1190, 20, 0.15) == (51, 60)
    assert [fewest(n) for n in (5, 60, 61, 1022)] == [1, 1, 2, 18]
