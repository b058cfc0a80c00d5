"""Decimation, outlines, hits, room for labels: the pure parts of the map."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.map.hits import DivisionFinder
from desktop.map.lines import decimate, group_cuts, spatial_order, take_runs
from desktop.map.motion import Move
from desktop.map.outline import rings
from desktop.map.paths import PathLevels, path_of, segments_of
from desktop.map.placement import Room
from desktop.map.sheet import grown, placed, serves
from desktop.map.tools.lasso import in_ring
from desktop.map.tools.measure import area_m2, area_words, length_m, length_words
from gis.foundation.viewport import Viewport


def wavy(count: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.column_stack([np.linspace(0, 1000, count), np.cumsum(rng.normal(0, 3, count))])


@pytest.mark.parametrize("seed", range(5))
def test_decimation_keeps_ends_and_stays_within_tolerance(seed):
    line, tolerance = wavy(400, seed), 6.0
    offsets, xy = decimate(np.array([0, 150, 400]), line, tolerance)
    assert xy[0].tolist() == line[0].tolist() and xy[-1].tolist() == line[-1].tolist()
    assert xy[offsets[1] - 1].tolist() == line[149].tolist() and xy[offsets[1]].tolist() == line[150].tolist()
    assert len(xy) < 0.7 * len(line)
    for part, run in ((line[:150], xy[: offsets[1]]), (line[150:], xy[offsets[1] :])):
        assert max(distance(point, run) for point in part) < 4 * tolerance


def distance(point: np.ndarray, run: np.ndarray) -> float:
    a, b = run[:-1], run[1:]
    share = np.clip(((point - a) * (b - a)).sum(1) / np.maximum(((b - a) ** 2).sum(1), 1e-12), 0, 1)
    return float(np.hypot(*(a + share[:, None] * (b - a) - point).T).min())


def test_runs_are_taken_in_the_order_asked():
    offsets, xy = np.array([0, 2, 5, 6]), np.arange(12.0).reshape(6, 2)
    cut, points = take_runs(offsets, xy, np.array([2, 0]))
    assert cut.tolist() == [0, 1, 3] and points[:, 0].tolist() == [10, 0, 2]


def test_groups_cover_every_run_once():
    offsets = np.arange(0, 1001, 5)
    cuts = group_cuts(offsets, 90)
    assert cuts[0] == 0 and cuts[-1] == 200 and (np.diff(cuts) > 0).all()


def test_spatial_order_is_a_permutation():
    rng = np.random.default_rng(1)
    assert sorted(spatial_order(rng.random(300), rng.random(300))) == list(range(300))


def test_paths_hold_what_the_arrays_hold():
    offsets, xy = np.array([0, 3, 5]), np.arange(10.0).reshape(5, 2)
    path = path_of(offsets, xy)
    elements = [(path.elementAt(i).isMoveTo(), path.elementAt(i).x, path.elementAt(i).y) for i in range(5)]
    assert elements == [(i in (0, 3), *xy[i].tolist()) for i in range(5)]
    assert segments_of(offsets, xy).ends.tolist() == [[0, 1, 2, 3], [2, 3, 4, 5], [6, 7, 8, 9]]


def test_levels_paint_only_what_is_in_view_and_survive_nothing():
    xy = np.array([(0, 0), (10, 0), (5000, 5000), (5010, 5000)], float)
    levels = PathLevels(np.array([0, 2, 4]), xy, (0, 0), most_points=2)
    assert len(list(levels.at(1.0).within((-5, -5, 50, 50)))) == 1
    assert not list(levels.at(1000.0).within((-9e9, -9e9, 9e9, 9e9))), "smaller than a pixel"
    empty = PathLevels(np.zeros(1, np.int64), np.empty((0, 2)), (0, 0))
    assert not list(empty.at(1.0).within((0, 0, 1, 1)))


def test_outlines_close_and_have_the_area_of_their_division(county):
    divisions = county.divisions
    for row in (0, 1, 2, 3):
        found = rings(county.mesh, row, int(divisions.end[row]))
        assert all((ring[0] == ring[-1]).all() for ring in found)
        assert sum(area_m2(ring) for ring in found) == pytest.approx(divisions.area_m2[row])


def test_finder_agrees_with_the_grid_of_every_event(county):
    finder = DivisionFinder(county.divisions, county.mesh)
    events = county.events
    for row in range(60):
        assert finder.at(float(events.x[row]), float(events.y[row])) == events.division[row]
    assert finder.at(0.0, 0.0) == -1


def test_room_is_taken_once():
    room = Room(300, 200)
    assert room.try_take(100, 100, 60, 20)
    assert not room.try_take(120, 105, 60, 20)
    assert room.try_take(100, 140, 60, 20)
    assert room.free(-500, -500, 20, 20)


def test_measures():
    square = np.array([(0, 0), (2000, 0), (2000, 1000), (0, 1000)], float) + 4e6
    assert length_m(square) == 5000 and area_m2(square) == pytest.approx(2e6)
    assert length_words(349.6) == "350 m" and length_words(2412.0) == "2.41 km"
    assert area_words(2e6) == "2.00 km² · 3,000.0 亩"


def test_lasso_ring():
    ring = np.array([(0, 0), (10, 0), (10, 10), (5, 2), (0, 10)], float)
    assert in_ring(np.array([1, 5, 9, 5]), np.array([5, 1, 5, 6]), ring).tolist() == [True, True, True, False]


def test_a_zoom_holds_its_point_in_every_frame():
    start = Viewport(500, 600, 10, 1000, 700)
    held = start.to_map(200, 100)
    move = Move(start, start.zoomed(3, (200, 100)), 180, (200, 100))
    for elapsed in (0, 30, 90, 179, 180, 500):
        assert move.at(elapsed).to_screen(*held) == pytest.approx((200, 100), abs=1e-6)
    assert move.at(180) == move.end


def test_a_flight_starts_and_ends_where_it_should():
    start, end = Viewport(0, 0, 20, 800, 600), Viewport(5000, 3000, 4, 800, 600)
    move = Move(start, end, 360)
    assert move.at(0).x_m == pytest.approx(0, abs=1e-6) and move.at(360) == end
    assert 0 < move.at(100).x_m < 5000 and 4 < move.at(100).m_per_px < 20


def test_a_picture_serves_until_its_edge_is_near():
    view = Viewport(0, 0, 5, 1000, 800)
    held = grown(view, 1.0, 1.5)
    assert (held.width_px, held.height_px) == (1500, 1200)
    assert serves(held, view) and serves(held, view.panned(150, 0)) and not serves(held, view.panned(230, 0))
    assert not serves(held, view.zoomed(1.1))
    target, exact = placed(held, view.panned(10, -20), 1.0)
    assert exact and (target.x(), target.y()) == (-240, -220)
