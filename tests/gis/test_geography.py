"""The demo geography, small: everything a full county must hold, on fifteen villages."""

from __future__ import annotations

import csv

import numpy as np
import pytest
import shapely

from data import ROOT
from gis.boundaries.checks import coverage_faults
from gis.boundaries.locate import GridLocator
from gis.boundaries.polygons import polygons
from gis.county.divisions import Level
from gis.county.ground import GroundKind
from gis.county.numbering import reading_order
from gis.demo.geography import Geography, build_geography
from gis.demo.geography.sources import county_outline


@pytest.fixture(scope="module")
def geography() -> Geography:
    return build_geography(seed=7, scale=0.05)


def test_the_tree_is_a_walk_in_code_order(geography: Geography) -> None:
    d = geography.divisions
    codes = list(d.code)
    assert codes == sorted(set(codes))
    for row, code in enumerate(codes):
        assert all(c.startswith(code) for c in codes[row : d.end[row]])
        assert d.end[row] == len(codes) or not codes[d.end[row]].startswith(code)
        assert d.parent[row] == -1 or code.startswith(codes[d.parent[row]])
    assert d.level[0] == Level.COUNTY and len(d.rows_of(Level.TOWNSHIP)) == 10


def test_names_and_codes_are_the_real_ones(geography: Geography) -> None:
    with open(ROOT / "julu_divisions.csv", encoding="utf-8", newline="") as file:
        real = {row["code"]: row for row in csv.DictReader(file)}
    d = geography.divisions
    for row in np.flatnonzero(d.level < Level.GRID):
        assert d.name[row] == real[d.code[row]]["name"]
        assert d.short_name[row] == real[d.code[row]]["short_name"]


def test_grids_are_named_by_their_serial(geography: Geography) -> None:
    d = geography.divisions
    village = d.rows_of(Level.VILLAGE)[0]
    for serial, row in enumerate(range(village + 1, d.end[village]), start=1):
        assert d.code[row] == f"{d.code[village]}{serial:03d}"
        assert (d.name[row], d.short_name[row]) == (f"第 {serial:03d} 网格", f"{serial:03d}")


def test_borders_tile_the_real_county(geography: Geography) -> None:
    assert coverage_faults(geography.mesh, geography.divisions) == []
    _, (county,) = polygons(geography.mesh, geography.divisions, Level.COUNTY)
    outline = county_outline()
    assert shapely.area(shapely.symmetric_difference(county, outline)) < 100  # millimetres along 160 km
    for level in Level:
        _, shapes = polygons(geography.mesh, geography.divisions, level)
        assert {s.geom_type for s in shapes} == {"Polygon"}, level


def test_every_grid_has_5_to_60_households(geography: Geography) -> None:
    d, h = geography.divisions, geography.households
    leaves = d.rows_of(Level.GRID)
    assert d.households[leaves].min() >= 5 and d.households[leaves].max() <= 60
    assert np.array_equal(np.bincount(h.division, minlength=len(d))[leaves], d.households[leaves])
    assert d.households[0] == len(h) == d.households[d.rows_of(Level.VILLAGE)].sum()


def test_households_stand_in_their_grid_clear_of_its_border(geography: Geography) -> None:
    h = geography.households
    locator = GridLocator(geography.mesh, geography.divisions)
    assert np.array_equal(locator.locate(h.x, h.y), h.division)
    assert locator.border_distance_m(h.x, h.y).min() >= 3.0
    assert (np.diff(h.division) >= 0).all()
    assert h.people.min() >= 1 and h.people.max() <= 7
    assert np.abs(h.bearing).max() < np.radians(25)


def test_no_two_houses_stand_on_one_lot(geography: Geography) -> None:
    h = geography.households
    points = shapely.points(h.x, h.y)
    _, near = shapely.STRtree(points).query_nearest(points, exclusive=True, return_distance=True, all_matches=False)
    assert near.min() > 8.0


def test_the_worked_example_has_1022_households_in_20_grids(geography: Geography) -> None:
    d = geography.divisions
    (village,) = [r for r in d.rows_of(Level.VILLAGE) if d.short_name[r] == "小留庄"]
    assert d.name[d.parent[village]] == "张王疃乡"
    held = d.households[village + 1 : d.end[village]]
    assert d.households[village] == 1022 and len(held) == 20
    assert set(held.tolist()) == {51, 52}


def test_labels_lie_inside(geography: Geography) -> None:
    d = geography.divisions
    for level in Level:
        rows, shapes = polygons(geography.mesh, d, level)
        assert shapely.contains_xy(shapes, d.label_x[rows], d.label_y[rows]).all()
        assert np.allclose(shapely.bounds(shapes), d.bounds[rows])


def test_the_ground_has_every_kind_and_names_its_ways(geography: Geography) -> None:
    g = geography.ground
    assert set(g.kind.tolist()) == {int(k) for k in GroundKind}
    assert g.offsets[0] == 0 and g.offsets[-1] == len(g.xy)
    assert (np.diff(g.offsets) >= 2).all() and np.isfinite(g.xy).all()
    for row, kind in enumerate(g.kind):
        shape = g.xy[g.offsets[row] : g.offsets[row + 1]]
        if kind <= GroundKind.WATER:
            assert np.array_equal(shape[0], shape[-1]), "areas are closed rings"
    names = {g.name[r] for r in np.flatnonzero(np.isin(g.kind, [GroundKind.RIVER, GroundKind.MOTORWAY]))}
    assert "邢衡高速" in names and "老漳河" in names


def test_the_same_seed_gives_the_same_county(geography: Geography) -> None:
    again, other = build_geography(seed=7, scale=0.05), build_geography(seed=8, scale=0.05)
    assert np.array_equal(again.mesh.xy, geography.mesh.xy)
    assert np.array_equal(again.households.x, geography.households.x)
    assert np.array_equal(again.ground.xy, geography.ground.xy)
    assert not np.array_equal(other.households.x[:100], geography.households.x[:100])


@pytest.mark.parametrize("scale", [0.0, -1.0, 1.5, float("nan")])
def test_an_impossible_scale_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        build_geography(seed=1, scale=scale)


def test_progress_rises_to_one() -> None:
    told: list[tuple[float, str]] = []
    build_geography(seed=3, scale=0.04, progress=lambda share, what: told.append((share, what)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[-1] == 1.0 and all(what for _, what in told)


def test_reading_order_goes_west_to_east_then_north_to_south() -> None:
    east, north = np.meshgrid([0.0, 100.0, 200.0], [200.0, 100.0, 0.0])
    xy = np.column_stack([east.ravel(), north.ravel()])
    shuffled = np.random.default_rng(1).permutation(9)
    tilted = xy[shuffled] + np.column_stack([np.zeros(9), xy[shuffled, 0] * 0.1])  # rows need not be level
    assert np.array_equal(xy[shuffled][reading_order(tilted)], xy)
