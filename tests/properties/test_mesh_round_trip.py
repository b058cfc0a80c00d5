"""Random coverages: the mesh gives back exactly what it was built from, at every level."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.boundaries.build import mesh_from_polygons, shared_arcs
from gis.boundaries.checks import coverage_faults
from gis.boundaries.locate import GridLocator
from gis.boundaries.polygons import faces, polygons
from gis.boundaries.simplify import simplified
from gis.county.divisions import Divisions, Level
from gis.foundation.columns import TextColumn


def voronoi(seed: int, count: int) -> np.ndarray:
    """A coverage of a square by `count` cells on the millimetre grid."""
    xy = np.random.default_rng(seed).uniform(0, 1000, (count, 2)).round(3)
    square = shapely.box(0, 0, 1000, 1000)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(xy), extend_to=square)
    lines = [square.boundary, *(c.boundary for c in shapely.get_parts(cells))]
    noded = shapely.union_all(lines, grid_size=0.001)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return faces[shapely.contains(square, shapely.point_on_surface(faces))]


def county_of(cells: np.ndarray, villages: int, seed: int) -> tuple[Divisions, np.ndarray]:
    """Two townships, `villages` villages, each cell a grid of a random village; and each cell's division row."""
    home = np.random.default_rng(seed + 1).integers(0, villages, len(cells))
    village = [f"130529{100 + v % 2:03d}{v + 1:03d}" for v in range(villages)]
    grids = [f"{village[v]}{i + 1:03d}" for i, v in enumerate(home)]
    used = {g[:12] for g in grids}
    codes = sorted({"130529", *(v[:9] for v in used), *used, *grids})
    row = {c: i for i, c in enumerate(codes)}
    below = [[i for i, o in enumerate(codes) if o.startswith(c)] for c in codes]
    area = np.zeros(len(codes))
    for grid, size in zip(grids, shapely.area(cells), strict=True):
        for cut in (6, 9, 12, 15):
            area[row[grid[:cut]]] += size
    text, zero = TextColumn.of(codes), np.zeros(len(codes), np.int32)
    divisions = Divisions(
        text, text, text, np.array([len(c) // 3 + 1 for c in codes], np.uint8),
        np.array([row[c[:-3]] if len(c) > 6 else -1 for c in codes], np.int32),
        np.array([b[-1] + 1 for b in below], np.int32), area, area, np.zeros((len(codes), 4)), area, zero, zero, zero,
    )  # fmt: skip
    return divisions, np.array([row[g] for g in grids])


COVERAGES = {"seed": st.integers(0, 2**32 - 1), "count": st.integers(4, 60), "villages": st.integers(1, 9)}


@given(**COVERAGES)
@settings(deadline=None, max_examples=60)
def test_mesh_and_back_is_exact(seed: int, count: int, villages: int) -> None:
    cells = voronoi(seed, count)
    divisions, rows = county_of(cells, villages, seed)
    mesh = mesh_from_polygons(cells, rows, divisions)
    back_rows, back = polygons(mesh, divisions, Level.GRID)
    own = cells[np.argsort(rows)]
    assert np.array_equal(back_rows, np.sort(rows))
    assert shapely.equals_exact(shapely.normalize(own), shapely.normalize(back), 0).all()


@given(**COVERAGES)
@settings(deadline=None, max_examples=60)
def test_every_level_is_a_valid_coverage_of_the_same_area(seed: int, count: int, villages: int) -> None:
    cells = voronoi(seed, count)
    divisions, rows = county_of(cells, villages, seed)
    mesh = mesh_from_polygons(cells, rows, divisions)
    assert coverage_faults(mesh, divisions) == []
    for level in (Level.VILLAGE, Level.TOWNSHIP):
        level_rows, shapes = polygons(mesh, divisions, level)
        for row, shape in zip(level_rows, shapes, strict=True):
            inside = cells[(rows >= row) & (rows < divisions.end[row])]
            assert shape.equals(shapely.coverage_union_all(inside))


@given(**COVERAGES)
@settings(deadline=None, max_examples=40)
def test_each_edge_is_stored_once(seed: int, count: int, villages: int) -> None:
    cells = voronoi(seed, count)
    divisions, rows = county_of(cells, villages, seed)
    mesh = mesh_from_polygons(cells, rows, divisions)
    ends = [
        (tuple(a), tuple(b)) for arc in range(len(mesh)) for a, b in zip(mesh.arc(arc), mesh.arc(arc)[1:], strict=False)
    ]
    assert len({frozenset(e) for e in ends}) == len(ends)
    lines = shapely.linestrings(mesh.xy, indices=np.repeat(np.arange(len(mesh)), np.diff(mesh.offsets)))
    assert np.isclose(shapely.length(lines).sum(), (shapely.length(cells).sum() + 4000) / 2)
    thin = simplified(mesh, 5.0)
    assert np.array_equal(thin.xy[thin.offsets[:-1]], mesh.xy[mesh.offsets[:-1]])
    assert np.array_equal(thin.xy[thin.offsets[1:] - 1], mesh.xy[mesh.offsets[1:] - 1])


@given(**COVERAGES)
@settings(deadline=None, max_examples=40)
def test_merged_faces_are_the_union_of_their_cells(seed: int, count: int, villages: int) -> None:
    cells = voronoi(seed, count)
    colour = np.random.default_rng(seed).integers(0, villages, len(cells))
    divisions, rows = county_of(cells, villages, seed)
    mesh = mesh_from_polygons(cells, rows, divisions)
    of_row = np.full(len(divisions) + 1, -1)
    of_row[rows] = colour
    numbers, shapes = faces(mesh, of_row[mesh.left], of_row[mesh.right])
    for number, shape in zip(numbers, shapes, strict=True):
        assert shape.is_valid and shape.equals(shapely.coverage_union_all(cells[colour == number]))
    left = shared_arcs(cells, colour)[2]
    assert set(left.tolist()) <= set(colour.tolist())


@given(**COVERAGES)
@settings(deadline=None, max_examples=40)
def test_location_agrees_with_shapely(seed: int, count: int, villages: int) -> None:
    cells = voronoi(seed, count)
    divisions, rows = county_of(cells, villages, seed)
    mesh = mesh_from_polygons(cells, rows, divisions)
    x, y = np.random.default_rng(seed).uniform(-100, 1100, (2, 100))
    x[:20], y[:20] = mesh.xy[:20].T if len(mesh.xy) >= 20 else (x[:20], y[:20])
    found = GridLocator(mesh, divisions).locate(x, y)
    for px, py, row in zip(x, y, found, strict=True):
        touching = rows[shapely.intersects_xy(cells, px, py)]
        assert row == (touching.min() if len(touching) else -1)
