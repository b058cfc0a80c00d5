"""Random areas and households: whatever comes out is a true partition, and what does not come out has a reason."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.boundaries.partition.candidate import Candidate
from gis.boundaries.partition.change import rebalance
from gis.boundaries.partition.divide import SLACK, partition
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.rule import NoPartition, check_number
from gis.boundaries.partition.weld import weld

CENTRE = np.array([588_000.0, 4_129_000.0])


def area_of(seed: int, corners: int, bay: float) -> Any:
    """A star-shaped polygon about 600 m across; bay 0 is nearly round, 0.85 has deep bays."""
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners)) + np.arange(corners) * 1e-3
    angle = 0.5 * angle + 0.5 * np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = 300.0 * (1 - rng.uniform(0, bay, corners)) if bay else np.full(corners, 300.0)
    return shapely.Polygon(CENTRE + reach[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]))


def houses_in(area: Any, seed: int, count: int, lattice: bool, shared: bool) -> np.ndarray:
    """(count, 2): households at random or on a lattice of 9 × 14 m; `shared`: some live at one address."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = area.bounds
    if lattice:
        gx, gy = np.meshgrid(np.arange(x0, x1, 9.0), np.arange(y0, y1, 14.0))
        xy = np.column_stack([gx.ravel(), gy.ravel()])
    else:
        xy = np.column_stack([rng.uniform(x0, x1, 40 * count), rng.uniform(y0, y1, 40 * count)])
    inner = shapely.buffer(area, -1.0)
    xy = xy[shapely.contains_xy(inner, xy)]
    xy = xy[rng.permutation(len(xy))[:count]] if len(xy) else xy
    if shared and len(xy):
        xy = xy[rng.integers(0, max(len(xy) * 2 // 3, 1), len(xy))]
    return xy


def assert_partition(found: Candidate, area: Any, xy: np.ndarray, k: int, rule: tuple[int, int]) -> None:
    assert len(found.polygons) == k and found.labels.shape == (len(xy),)
    assert (np.bincount(found.labels, minlength=k) == found.households).all()
    assert rule[0] <= found.households.min() and found.households.max() <= rule[1]
    assert found.contiguous.all() and set(shapely.get_type_id(found.polygons)) == {3}
    assert shapely.is_valid(found.polygons).all() and shapely.coverage_is_valid(found.polygons)
    assert shapely.covers(found.polygons[found.labels], shapely.points(xy)).all()
    assert abs(shapely.area(found.polygons).sum() - area.area) < 1e-3
    whole = weld(np.array([area], object), found.on_ring)[0]
    outline = shapely.coverage_union_all(found.polygons)
    assert {tuple(p) for p in shapely.get_coordinates(outline)} == {tuple(p) for p in shapely.get_coordinates(whole)}


GROUNDS = {
    "seed": st.integers(0, 2**31),
    "corners": st.integers(3, 24),
    "bay": st.sampled_from([0.0, 0.4, 0.85]),
    "count": st.integers(1, 160),
    "lattice": st.booleans(),
    "shared": st.booleans(),
}


@settings(max_examples=150, deadline=None)
@given(**GROUNDS, k=st.integers(1, 12), style=st.sampled_from(list(SLACK)))
def test_a_partition_or_a_reason(seed, corners, bay, count, lattice, shared, k, style):
    area = area_of(seed, corners, bay)
    xy = houses_in(area, seed, count, lattice, shared)
    try:
        found = partition(Ground(area, *xy.T), k, style)
    except NoPartition as reason:
        assert reason.message and reason.remedy
        if not shared and bay == 0:
            # a round area with every household by itself: only the numbers may stand in the way
            fits = len(xy) > 0 and 5 * k <= len(xy) <= 60 * k
            assert not fits, f"{reason}"
        return
    assert_partition(found, area, xy, k, (5, 60))
    if style == "balanced" and not shared and bay == 0:
        assert found.spread <= 1


@settings(max_examples=60, deadline=None)
@given(**GROUNDS, k=st.integers(2, 6), newcomers=st.integers(0, 40), more=st.integers(-1, 1))
def test_least_change_stays_a_partition(seed, corners, bay, count, lattice, shared, k, newcomers, more):
    area = area_of(seed, corners, bay)
    xy = houses_in(area, seed, max(count, 40), lattice, False)
    try:
        today = partition(Ground(area, *xy.T), k)
    except NoPartition:
        return
    area = weld(np.array([area], object), today.on_ring)[0]
    extra = houses_in(area, seed + 1, newcomers, lattice, shared)
    every = np.concatenate([xy, extra])
    present = np.concatenate([today.labels, np.full(len(extra), -1)])
    wanted = k + more
    try:
        found = rebalance(Ground(area, *every.T), present, today.polygons, wanted)
    except NoPartition as reason:
        assert reason.message
        return
    check_number(len(every), wanted)
    assert_partition(found, area, every, wanted, (5, 60))
    kept = found.keeps[found.labels]
    assert found.moved == ((present >= 0) & (kept != present)).sum()
