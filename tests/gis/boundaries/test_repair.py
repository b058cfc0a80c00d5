"""Polygons that nearly fit: each repair is told before it is made, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gis.boundaries.polygons import polygons
from gis.boundaries.repair import NotRepairable, RepairKind, mesh_of_survey, survey
from gis.county.divisions import Level
from tests.small_county import make_snapshot

ORIGIN = np.array([591_000.0, 4_121_000.0])


def box(x: float, y: float, w: float, h: float) -> shapely.Polygon:
    return shapely.box(ORIGIN[0] + x, ORIGIN[1] + y, ORIGIN[0] + x + w, ORIGIN[1] + y + h)


def kinds(done: object) -> list[RepairKind]:
    return [repair.kind for repair in done.repairs]  # type: ignore[attr-defined]


def test_a_valid_coverage_needs_nothing_and_keeps_every_bit() -> None:
    county = make_snapshot(5)
    rows, shapes = polygons(county.mesh, county.divisions, Level.GRID)
    done = survey(shapes, [str(r) for r in rows])
    assert done.repairs == () and done.left == ()
    assert all(a is b for a, b in zip(done.clean, done.given, strict=True))
    mesh = mesh_of_survey(done, rows, county.divisions)
    assert shapely.equals(polygons(mesh, county.divisions, Level.GRID)[1], shapes).all()


def test_an_overlap_is_named_with_its_size_and_its_taker() -> None:
    done = survey([box(0, 0, 100, 100), box(99, 0, 101, 100)], ["甲", "乙"])
    assert kinds(done)[0] == RepairKind.OVERLAP
    first = done.repairs[0]
    assert first.area_m2 == pytest.approx(100) and set(first.polygons) == {0, 1}
    assert "重叠 100.00 平方米" in first.words
    assert shapely.coverage_is_valid(done.clean)
    assert shapely.area(done.clean).sum() == pytest.approx(20_000)
    assert done.clean[first.polygons[0]].area > done.given[first.polygons[0]].area - 1e-6


def test_a_gap_is_filled_and_told_and_a_wide_one_is_left_and_told() -> None:
    narrow = [box(0, 0, 100, 100), box(100.5, 0, 100, 100), box(0, 100, 200.5, 50), box(0, -50, 200.5, 50)]
    done = survey(narrow, list("甲乙丙丁"))
    gap = next(r for r in done.repairs if r.kind == RepairKind.GAP)
    assert gap.area_m2 == pytest.approx(50) and "并入" in gap.words
    assert done.left == ()
    wide = [box(0, 0, 100, 100), box(105, 0, 100, 100), box(0, 100, 205, 50), box(0, -50, 205, 50)]
    done = survey(wide, list("甲乙丙丁"))
    assert RepairKind.GAP not in kinds(done)
    assert len(done.left) == 1 and "500.0 平方米" in done.left[0]


def test_a_missing_vertex_is_an_alignment_of_nothing() -> None:
    pieces = [box(0, 0, 100, 100), box(100, 0, 100, 50), box(100, 50, 100, 50)]
    done = survey(pieces, list("甲乙丙"))
    assert kinds(done) == [RepairKind.EDGE]
    assert done.repairs[0].polygons == (0,) and done.repairs[0].moved_m == 0
    assert "增加 1 个节点" in done.repairs[0].words


def test_a_bow_tie_is_made_valid_and_told() -> None:
    corners = ORIGIN + np.array([(0, 0), (100, 100), (100, 0), (0, 100)])
    done = survey([shapely.Polygon(corners)], ["甲"])
    assert kinds(done) == [RepairKind.INVALID] and "自相交" in done.repairs[0].words
    assert shapely.is_valid(done.clean).all()


def test_coordinates_off_the_lattice_are_rounded_and_told() -> None:
    done = survey([shapely.transform(box(0, 0, 100, 100), lambda xy: xy + 1e-7 / 3)], ["甲"])
    assert kinds(done) == [RepairKind.ROUNDED]
    assert 0 < done.repairs[0].moved_m < 1e-6


def test_every_changed_polygon_is_named() -> None:
    rng = np.random.default_rng(4)
    shapes = [box(100 * i, 100 * j, 100, 100) for i in range(5) for j in range(5)]
    corners = [shapely.get_coordinates(s)[:-1] for s in shapes]
    closed = [shapely.Polygon(xy + rng.normal(0, 0.003, xy.shape).round(3)) for xy in corners]
    done = survey(closed, [str(i) for i in range(25)])
    assert shapely.coverage_is_valid(done.clean)
    named = {i for r in done.repairs for i in r.polygons}
    changed = ~shapely.equals_exact(shapely.normalize(done.given), shapely.normalize(done.clean), 0)
    assert set(np.flatnonzero(changed).tolist()) <= named


def test_what_is_no_polygon_is_refused_by_name() -> None:
    with pytest.raises(NotRepairable, match="乙"):
        survey([box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)])], ["甲", "乙"])
    with pytest.raises(NotRepairable, match="甲"):
        survey([None], ["甲"])
