"""Clusters: nothing lost, nothing touching, nothing that jumps while the map is panned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.events.clusters import APART_PX, GAP_PX, gather, radius_px
from gis.events.density import density
from gis.events.states import State
from gis.foundation.viewport import Viewport

VIEW = Viewport(600_000.0, 4_120_000.0, 10.0, 1200, 800)


def place(points_px):
    """Metres and states of points given in pixels of VIEW."""
    x, y = VIEW.to_map(*np.array(points_px, float).T)
    return x, y, np.full(len(x), State.NORMAL, np.uint8), np.arange(len(x), dtype=np.int32)


def scattered(n: int, seed: int):
    rng = np.random.default_rng(seed)
    x = VIEW.x_m + rng.normal(0, 2500, n).round(1)
    y = VIEW.y_m + rng.normal(0, 1500, n).round(1)
    return x, y, rng.integers(0, 6, n).astype(np.uint8), np.arange(n, dtype=np.int32)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 99), st.sampled_from([2.0, 10.0, 40.0]))
def test_every_event_in_view_is_in_one_cluster_and_the_sums_are_right(n, seed, scale) -> None:
    x, y, states, rows = scattered(n, seed)
    view = Viewport(VIEW.x_m, VIEW.y_m, scale, 1200, 800)
    found = gather(x, y, states, rows, view.bounds, scale)
    assert len(np.unique(found.rows)) == len(found.rows) == found.total.sum()
    assert set(np.flatnonzero(view.holds(x, y))) <= set(found.rows.tolist())
    for i in range(len(found)):
        mine = found.members(i)
        assert (np.diff(mine) > 0).all()
        assert (found.x[i], found.y[i]) == pytest.approx((x[mine].mean(), y[mine].mean()), abs=1e-4)
        assert found.counts[i].tolist() == np.bincount(states[mine], minlength=6).tolist()
        assert found.worst[i] == states[mine].min()


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 3000), st.integers(0, 99))
def test_no_two_rings_touch(n, seed) -> None:
    x, y, states, rows = scattered(n, seed)
    found = gather(x, y, states, rows, VIEW.bounds, VIEW.m_per_px)
    radius = radius_px(found.total)
    gap = np.hypot(*(np.subtract.outer(c, c) / VIEW.m_per_px for c in (found.x, found.y))) - np.add.outer(
        radius, radius
    )
    assert (gap[~np.eye(len(found), dtype=bool)] >= GAP_PX - 1e-6).all()


def test_a_pan_leaves_inner_clusters_where_they_are() -> None:
    x, y, states, rows = scattered(4000, 3)
    wide = Viewport(VIEW.x_m, VIEW.y_m, 10, 4000, 4000)
    here = gather(x, y, states, rows, wide.bounds, 10)
    there = gather(x, y, states, rows, wide.panned(-37, 53).bounds, 10)
    assert len(here) == len(there) and np.array_equal(here.x, there.x) and np.array_equal(here.rows, there.rows)


def test_few_well_spread_events_stand_alone() -> None:
    cell = VIEW.to_screen(508 * 1180, 3491 * 1180)  # a corner of the lattice, px
    spread = [(cell[0] + dx, cell[1] - dy) for dx, dy in ((20, 20), (20 + APART_PX + 1, 20), (60, 90))]
    found = gather(*place(spread), VIEW.bounds, VIEW.m_per_px)
    assert found.total.tolist() == [1, 1, 1]
    close = [*spread[:2], (spread[0][0] + 9, spread[0][1] + 9)]
    assert gather(*place(close), VIEW.bounds, VIEW.m_per_px).total.tolist() == [3]
    four = [*spread, (cell[0] + 90, cell[1] - 50)]
    assert gather(*place(four), VIEW.bounds, VIEW.m_per_px).total.tolist() == [4]


def test_symbols_on_either_side_of_a_cell_wall_join() -> None:
    wall = VIEW.to_screen(508 * 1180, 3491 * 1180)
    found = gather(*place([(wall[0] - 4, wall[1] - 30), (wall[0] + 4, wall[1] - 30)]), VIEW.bounds, VIEW.m_per_px)
    assert found.total.tolist() == [2]


def test_joining_goes_on_while_what_was_joined_touches() -> None:
    corner = VIEW.to_screen(508 * 1180, 3491 * 1180)
    around = [(corner[0] + dx, corner[1] + dy) for dx in (-4, 4) for dy in (-5, 5)]
    assert gather(*place(around), VIEW.bounds, VIEW.m_per_px).total.tolist() == [4]


def test_radii() -> None:
    assert radius_px(np.array([1, 10, 1000])).tolist() == pytest.approx([7.0, 16.1, 27.3])


def test_nothing_gives_no_clusters() -> None:
    x, y, states, _ = scattered(10, 1)
    assert len(gather(x, y, states, np.empty(0, np.int32), VIEW.bounds, 10)) == 0


def test_density_keeps_the_number_of_events() -> None:
    x, y, _, rows = scattered(3000, 4)
    wide = Viewport(VIEW.x_m, VIEW.y_m, 40, 1200, 800)
    found = density(x, y, rows, wide.bounds, 40)
    assert found.values.sum() * (found.cell_m / 1000) ** 2 == pytest.approx(3000, rel=1e-3)
    line, column = np.unravel_index(np.argmax(found.values), found.values.shape)
    peak = found.west + (column + 0.5) * found.cell_m, found.north - (line + 0.5) * found.cell_m
    assert peak == pytest.approx((VIEW.x_m, VIEW.y_m), abs=1500)


def test_density_does_not_swim() -> None:
    x, y, _, rows = scattered(3000, 4)
    here = density(x, y, rows, VIEW.bounds, 10)
    there = density(x, y, rows, VIEW.panned(60, 0).bounds, 10)  # ten cells
    assert np.allclose(here.values[:, :-10], there.values[:, 10:], rtol=1e-5, atol=1e-6)
