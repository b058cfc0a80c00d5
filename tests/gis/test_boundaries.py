"""The mesh: built from polygons, read back at every level, thinned, checked, and asked where a point lies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from gis.boundaries.build import CoverageError, mesh_from_polygons, shared_arcs
from gis.boundaries.checks import coverage_faults
from gis.boundaries.locate import GridLocator
from gis.boundaries.polygons import faces, polygons
from gis.boundaries.simplify import simplified
from gis.county.divisions import Divisions, Level
from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot
from tests.small_county import make_snapshot


@pytest.fixture(scope="module")
def county() -> Snapshot:
    return make_snapshot(10)


def grid_shapes(county: Snapshot) -> tuple[np.ndarray, np.ndarray]:
    return polygons(county.mesh, county.divisions, Level.GRID)


def test_every_level_is_one_valid_coverage(county: Snapshot) -> None:
    total = county.divisions.area_m2[0]
    for level in Level:
        rows, shapes = polygons(county.mesh, county.divisions, level)
        assert np.array_equal(rows, county.divisions.rows_of(level))
        assert shapely.coverage_is_valid(shapes)
        assert shapely.area(shapes).sum() == pytest.approx(total)


def test_a_mesh_built_from_its_own_polygons_has_the_same_faces(county: Snapshot) -> None:
    rows, shapes = grid_shapes(county)
    again = mesh_from_polygons(shapes, rows, county.divisions)
    _, back = polygons(again, county.divisions, Level.GRID)
    assert shapely.equals_exact(shapely.normalize(shapes), shapely.normalize(back), 0).all()
    assert set(again.id.tolist()) == set(range(1, len(again) + 1))


def test_arcs_run_between_nodes_and_know_their_sides(county: Snapshot) -> None:
    rows, shapes = grid_shapes(county)
    mesh = mesh_from_polygons(shapes, rows, county.divisions)
    face = dict(zip(rows.tolist(), shapes, strict=True))
    for arc in range(len(mesh)):
        a, b = mesh.arc(arc)[:2]
        left = (a + b) / 2 + 0.01 * np.array([a[1] - b[1], b[0] - a[0]]) / np.hypot(*(b - a))
        assert face[int(mesh.left[arc])].contains(shapely.Point(left))
    assert (mesh.left > mesh.right).all()


def test_polygons_with_one_row_become_one_face(county: Snapshot) -> None:
    rows, shapes = grid_shapes(county)
    parents = county.divisions.parent[rows]
    left = shared_arcs(shapes, parents)[2]
    assert set(left.tolist()) == set(parents.tolist())
    villages, direct = polygons(county.mesh, county.divisions, Level.VILLAGE)
    mesh = mesh_from_polygons(shapes, parents, county.divisions)
    numbers, merged = faces(mesh, mesh.left, mesh.right)
    assert np.array_equal(numbers, villages)
    assert all(a.equals(b) for a, b in zip(merged, direct, strict=True))


def test_overlapping_polygons_are_refused(county: Snapshot) -> None:
    rows, shapes = grid_shapes(county)
    with pytest.raises(CoverageError, match="重叠"):
        mesh_from_polygons(np.append(shapes, shapes[0]), np.append(rows, rows[1]), county.divisions)


def tree_of(codes: list[str]) -> Divisions:
    n = len(codes)
    level = np.array([{6: 3, 9: 4, 12: 5, 15: 6}[len(c)] for c in codes], np.uint8)
    zero = np.zeros(n)
    return Divisions(
        TextColumn.of(codes), TextColumn.of(codes), TextColumn.of(codes), level,
        np.array([codes.index(c[:-3]) if len(c) > 6 else -1 for c in codes], np.int32),
        np.array([max(i for i, o in enumerate(codes) if o.startswith(c)) + 1 for c in codes], np.int32),
        zero, zero, np.zeros((n, 4)), zero, zero.astype(np.int32), zero.astype(np.int32), zero.astype(np.int64),
    )  # fmt: skip


def test_an_island_is_a_loop_and_leaves_a_hole() -> None:
    divisions = tree_of(["130529", "130529100", "130529100001", "130529100001001", "130529100001002"])
    island = shapely.box(4, 4, 6, 6)
    around = shapely.Polygon(shapely.box(0, 0, 10, 10).exterior, [island.exterior])
    mesh = mesh_from_polygons([around, island], np.array([3, 4]), divisions)
    assert sorted(mesh.rank.tolist()) == [Level.COUNTY, Level.GRID]
    assert all(np.array_equal(mesh.arc(i)[0], mesh.arc(i)[-1]) for i in range(2))
    _, shapes = polygons(mesh, divisions, Level.GRID)
    assert [s.area for s in shapes] == [96, 4] and len(shapes[0].interiors) == 1
    assert simplified(mesh, 100.0).offsets[-1] == len(mesh.xy), "a loop that would vanish keeps its points"
    located = GridLocator(mesh, divisions).locate(np.array([5.0, 1.0, 4.0, 11.0, np.nan]), np.array([5.0, 1, 5, 5, 5]))
    assert located.tolist() == [4, 3, 3, -1, -1], "a point on a border has the lower code"


def test_an_island_that_touches_the_border_at_a_point_stays_valid() -> None:
    divisions = tree_of(["130529", "130529100", "130529100001", "130529100001001", "130529100001002"])
    island = shapely.Polygon([(5, 0), (7, 3), (5, 5), (3, 3)])
    around = shapely.box(0, 0, 10, 10).difference(island)
    ring = shapely.Polygon([(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)], [island.exterior.coords])
    assert ring.equals(around)
    mesh = mesh_from_polygons([ring, island], np.array([3, 4]), divisions)
    _, shapes = polygons(mesh, divisions, Level.GRID)
    assert shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)
    assert shapes[0].equals(around)


def test_a_face_in_two_parts_is_a_multipolygon() -> None:
    divisions = tree_of(["130529", "130529100", "130529100001", "130529100001001", "130529100001002"])
    parts = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(2, 0, 3, 1)]
    _, shapes = polygons(mesh_from_polygons(parts, np.array([3, 4, 3]), divisions), divisions, Level.GRID)
    assert shapes[0].geom_type == "MultiPolygon" and shapes[0].area == 2


def test_a_village_not_yet_divided_is_one_face() -> None:
    divisions = tree_of(["130529", "130529100", "130529100001", "130529100001001", "130529100002"])
    divisions = replace(divisions, area_m2=np.array([2.0, 2, 1, 1, 1]))
    mesh = mesh_from_polygons([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], np.array([3, 4]), divisions)
    assert polygons(mesh, divisions, Level.GRID)[0].tolist() == [3]
    assert polygons(mesh, divisions, Level.VILLAGE)[0].tolist() == [2, 4]
    assert GridLocator(mesh, divisions).locate(np.array([1.5]), np.array([0.5])).tolist() == [4]
    assert coverage_faults(mesh, divisions) == []


def test_thinning_keeps_ends_and_sides(county: Snapshot) -> None:
    xy = county.mesh.xy
    middle = (xy[0::2] + xy[1::2]) / 2 + 1.0
    bent = replace(
        county.mesh,
        offsets=np.arange(0, 3 * len(county.mesh) + 1, 3, dtype=np.int32),
        xy=np.stack([xy[0::2], middle, xy[1::2]], axis=1).reshape(-1, 2),
    )
    thin = simplified(bent, 2.0)
    assert np.array_equal(thin.xy, county.mesh.xy) and np.array_equal(thin.left, bent.left)
    assert simplified(bent, 0.0) is bent
    assert len(simplified(bent, 0.5).xy) == len(bent.xy)


def test_a_sound_county_has_no_faults(county: Snapshot) -> None:
    assert coverage_faults(county.mesh, county.divisions) == []


def test_a_moved_end_is_found(county: Snapshot) -> None:
    xy = county.mesh.xy.copy()
    inner = np.flatnonzero(county.mesh.rank == Level.GRID)[0]
    xy[county.mesh.offsets[inner]] += 7.0
    faults = coverage_faults(replace(county.mesh, xy=xy), county.divisions)
    assert "没有接上" in faults[0]


def test_crossing_borders_are_found_by_shapely(county: Snapshot) -> None:
    mesh = county.mesh
    inner = np.flatnonzero(mesh.rank == Level.GRID)[0]
    a, b = mesh.arc(inner)
    across = (a + b) / 2 + 3 * np.array([a[1] - b[1], b[0] - a[0]])
    at = mesh.offsets[inner] + 1
    offsets = mesh.offsets.copy()
    offsets[inner + 1 :] += 1
    crossed = replace(mesh, xy=np.insert(mesh.xy, at, across, axis=0), offsets=offsets)
    faults = coverage_faults(crossed, county.divisions)
    assert any("缝隙或重叠" in f or "自相交" in f for f in faults)


def test_wrong_sides_ranks_codes_and_areas_are_found(county: Snapshot) -> None:
    mesh, divisions = county.mesh, county.divisions
    rank = mesh.rank.copy()
    rank[np.flatnonzero(rank == Level.GRID)[0]] = Level.VILLAGE
    assert "级别" in coverage_faults(replace(mesh, rank=rank), divisions)[0]
    left = mesh.left.copy()
    left[3] = len(divisions) + 4
    assert "不存在" in coverage_faults(replace(mesh, left=left), divisions)[0]
    codes = list(divisions.code)
    codes[-1] = "999999" + codes[-1][6:]
    faults = coverage_faults(mesh, replace(divisions, code=TextColumn.of(codes)))
    assert any("与上级" in f for f in faults)
    area = divisions.area_m2.copy()
    area[5] += 30.0
    assert any("登记面积" in f for f in coverage_faults(mesh, replace(divisions, area_m2=area)))


def test_every_point_is_located(county: Snapshot) -> None:
    d = county.divisions
    leaves = d.rows_of(Level.GRID)
    locator = GridLocator(county.mesh, d)
    assert np.array_equal(locator.locate(d.label_x[leaves], d.label_y[leaves]), leaves)
    corner = d.bounds[leaves[0]]
    shared = [r for r in leaves if shapely.box(*d.bounds[r]).intersects(shapely.Point(corner[2], corner[1]))]
    assert locator.locate(corner[2], corner[1]).tolist() == [min(shared)]
    away = locator.border_distance_m(d.label_x[leaves[:3]], d.label_y[leaves[:3]])
    half = (
        np.minimum(d.bounds[leaves[:3], 2] - d.bounds[leaves[:3], 0], d.bounds[leaves[:3], 3] - d.bounds[leaves[:3], 1])
        / 2
    )
    assert np.allclose(away, half)
    assert np.isnan(locator.border_distance_m(np.array([0.0]), np.array([0.0]))).all()
