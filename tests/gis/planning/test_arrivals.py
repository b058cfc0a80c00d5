"""Borders from files: every way they arrive in, every repair listed, and nothing in force before it is approved."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely

from gis.boundaries.plans.plan import PlanState
from gis.boundaries.repair import RepairKind
from gis.county.divisions import Level
from gis.foundation.crs import wgs_to_bd, wgs_to_gcj
from gis.foundation.errors import Refused
from gis.intake.datum import Datum
from gis.intake.sheets import IntakeError
from gis.planning import Planning
from gis.planning.arrivals import Arrivals, BorderSurvey
from gis.planning.planning import WRITING
from gis.publish.geofiles import write_geofile
from gis.publish.layers import county_layers
from tests.gis.planning import files
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import VILLAGE, grid
from tests.gis.planning.drawing import assert_same as same
from tests.gis.planning.test_way_into_force import TODAY


@pytest.fixture
def arrivals(planning: Planning) -> Arrivals:
    return Arrivals(planning)


@pytest.fixture
def towns(arrivals: Arrivals) -> list[str]:
    """The villages of one township."""
    return sorted({c[:12] for c in arrivals.planning.county().faces if c.startswith("130529101")})


def surveyed(arrivals: Arrivals, path: Path, snap_m: float = 0.1, datum: Datum | None = None) -> BorderSurvey:
    return arrivals.survey(arrivals.read_borders(path, datum), snap_m)


def columns_of(arrivals: Arrivals, codes: list[str], fields: tuple[str, str]) -> dict[str, list[str]]:
    state = arrivals.planning.county()
    return {fields[0]: codes, fields[1]: [state.places[c[:12]].name for c in codes]}


SHIFTS: dict[str, tuple[Callable, str | None, str, str]] = {
    "plain": (lambda p: p, "EPSG:4490", "", "wgs84"),
    "no prj": (lambda p: p, None, "", "wgs84"),
    "swapped": (lambda p: p[:, ::-1], None, "对调", "wgs84"),
    "gcj": (lambda p: np.column_stack(wgs_to_gcj(p[:, 0], p[:, 1])), "EPSG:4326", "GCJ-02", "gcj02"),
    "bd": (lambda p: np.column_stack(wgs_to_bd(p[:, 0], p[:, 1])), "EPSG:4326", "BD-09", "bd09"),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_degrees_of_every_kind_come_out_the_same(arrivals: Arrivals, towns: list[str], tmp_path: Path, name: str):
    shift, crs, told, datum = SHIFTS[name]
    codes, shapes = files.grids(arrivals.planning.county(), towns)
    table = columns_of(arrivals, codes, ("单元网格代码", "行政村名称"))
    path = files.shapefile(tmp_path / "g.shp", files.in_degrees(shapes, shift), table, crs)
    survey = surveyed(arrivals, path)
    assert (len(survey.groups), len(survey.changing), len(survey.impossible)) == (len(towns), 0, 0)
    found = survey.reading.told()
    assert found["encoding"] == "GBK / GB18030" and "没有 .cpg" in str(found["encoding_evidence"])
    assert found["datum"] == datum and told in "".join(map(str, found["corrections"]))
    assert found["columns"] == {"编码": "单元网格代", "村": "行政村名称"}, "names cut at ten bytes are known"
    if name in ("plain", "no prj", "swapped"):
        assert survey.repairs == ()


@pytest.mark.parametrize(
    ("offset", "crs", "told"), [(0, "EPSG:4547", []), (38e6, "EPSG:4526", []), (38e6, None, ["38"])]
)
def test_metres_with_and_without_the_zone(
    arrivals: Arrivals, towns: list[str], tmp_path: Path, offset: float, crs: str | None, told: list[str]
):
    codes, shapes = files.grids(arrivals.planning.county(), towns)
    moved = shapely.transform(shapes, lambda p: p + np.array([offset, 0.0]))
    path = files.shapefile(tmp_path / "g.shp", moved, {"编码": codes}, crs, "UTF-8", "UTF-8")
    survey = surveyed(arrivals, path)
    assert len(survey.changing) == 0 and not survey.impossible
    assert survey.reading.found.datum is None and "中央经线 114°" in survey.reading.found.words
    assert all(zone in "".join(survey.reading.found.repairs) for zone in told)


def test_a_cpg_that_lies_is_told(arrivals: Arrivals, towns: list[str], tmp_path: Path):
    codes, shapes = files.grids(arrivals.planning.county(), towns)
    table = columns_of(arrivals, codes, ("编码", "村"))
    path = files.shapefile(tmp_path / "g.shp", files.in_degrees(shapes), table, "EPSG:4490", "GBK", "UTF-8")
    found = surveyed(arrivals, path).reading.told()
    assert ".cpg 写的是 UTF-8，与内容不符" in str(found["encoding_evidence"])


def test_kml_and_dxf(arrivals: Arrivals, towns: list[str], tmp_path: Path):
    state = arrivals.planning.county()
    codes, shapes = files.grids(state, towns)
    for path in (
        files.kml(tmp_path / "g.kml", files.in_degrees(shapes), codes, "巨鹿镇"),
        files.dxf(tmp_path / "codes.dxf", shapes, codes),
        files.dxf(tmp_path / "names.dxf", shapes, [f"{state.places[c[:12]].short_name} 第{c[12:]}网格" for c in codes]),
    ):
        survey = surveyed(arrivals, path)
        assert (len(survey.groups), len(survey.changing), len(survey.impossible)) == (len(towns), 0, 0), path
    assert survey.reading.told()["encoding_evidence"] == "文件头写明代码页 ANSI_936"


def test_lines_that_close_nothing_are_told(arrivals: Arrivals, tmp_path: Path):
    codes, shapes = files.grids(arrivals.planning.county(), [VILLAGE])
    path = files.dxf(tmp_path / "g.dxf", shapes, codes)
    x, y = shapes[0].centroid.coords[0]
    loose = [
        "0",
        "LINE",
        "8",
        "界线",
        "10",
        f"{x}",
        "20",
        f"{y}",
        "11",
        f"{x + 9}",
        "21",
        f"{y}",
        "0",
        "ENDSEC",
        "0",
        "EOF",
    ]
    text = path.read_bytes().decode("gbk").removesuffix("0\r\nENDSEC\r\n0\r\nEOF\r\n")
    path.write_bytes((text + "\r\n".join(loose) + "\r\n").encode("gbk"))
    survey = surveyed(arrivals, path)
    assert tuple(end.words for end in survey.reading.loose) == (
        f"{x + 4.5:.1f}, {y:.1f} 处有一段 9.0 米的线没有围成面",
    )
    assert not survey.changing


@pytest.mark.parametrize(
    ("name", "crs"), [("a.gpkg", 4490), ("a.gpkg", 4547), ("a.shp", 4490), ("a.shp", 4547), ("a.geojson", 4490)]
)
def test_what_was_exported_comes_back_to_the_bit(arrivals: Arrivals, tmp_path: Path, name: str, crs: int):
    state = arrivals.planning.county()
    made = write_geofile(tmp_path / name, county_layers(state, households=True), crs)
    survey = surveyed(arrivals, made[0])
    assert survey.reading.level is Level.GRID and not survey.reading.faults
    drafts = {d.code: d.shape for d in survey.reading.drafts}
    assert drafts.keys() == set(state.faces)
    for code, face in state.faces.items():
        assert drafts[code].normalize().equals_exact(face.shape.normalize(), 0.0), code
    assert (len(survey.changing), survey.repairs) == (0, ())
    with pytest.raises(Refused, match="与现行界线相同"):
        arrivals.take_in(survey, "同")
    settled = arrivals.read_households(made[-1])
    assert (settled.same, settled.wish.come, settled.wish.changed, settled.missing) == (
        len(state.houses.id),
        [],
        [],
        (),
    )


def test_a_new_division_becomes_a_draft_with_every_repair_listed(arrivals: Arrivals, tmp_path: Path, station: Opener):
    planning = arrivals.planning
    state = planning.county()
    codes, shapes = files.grids(state, [VILLAGE])
    low_x, low_y, high_x, high_y = shapely.total_bounds(shapes)
    cuts = [low_x - 0.3, low_x + 230, low_x + 470.25, high_x + 0.2]  # over the outline, and a sliver between two
    strips = [shapely.box(a, low_y + 0.15, b, high_y - 0.1) for a, b in pairwise(cuts)]
    strips[1] = shapely.box(cuts[1] + 0.004, low_y + 0.15, cuts[2], high_y - 0.1)
    path = files.geojson(
        tmp_path / "new.geojson",
        files.in_degrees(np.array(strips)),
        {"网格编码": [codes[0], codes[1], ""], "村": ["小留庄"] * 3},
    )
    seq = planning.workspace.store().last_seq()
    survey = surveyed(arrivals, path)
    assert not survey.impossible, survey.impossible[0].why_not
    kinds = {r.kind for r in survey.repairs}
    assert {RepairKind.GAP, RepairKind.OUTLINE} <= kinds
    assert all(r.words and r.bounds[0] < r.bounds[2] for r in survey.repairs)
    assert planning.workspace.store().last_seq() == seq, "a survey writes nothing"
    plan = arrivals.take_in(survey, "三格")
    assert plan.state is PlanState.DRAFT and "对齐外边界 3 处" in plan.note
    assert set(planning.county().faces) == set(state.faces)
    impact = planning.impact(planning.open(plan.id)).comparison
    assert set(impact.retired) == {codes[2], codes[3]} - set(survey.groups[0].gesture.codes)
    planning.submit(plan.id, despite="演示")
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    after = leader.county()
    assert sum(1 for c in after.faces if c.startswith(VILLAGE)) == 3
    whole = sum(f.area_m2 for c, f in after.faces.items() if c.startswith(VILLAGE))
    assert whole == pytest.approx(sum(f.area_m2 for c, f in state.faces.items() if c.startswith(VILLAGE)), abs=1e-6)


def test_village_borders_take_the_grids_along(arrivals: Arrivals, tmp_path: Path):
    planning = arrivals.planning
    state = planning.county()
    layer = next(la for la in county_layers(state) if la.name == "村")
    codes = list(layer.columns["编码"])
    one, two = VILLAGE, "130529101002"
    i, j = codes.index(one), codes.index(two)
    strip = shapely.box(*shapely.box(*layer.shapes[j].bounds).bounds)
    low_x, low_y, _, high_y = strip.bounds
    slice_ = shapely.box(low_x, low_y, low_x + 60, high_y)  # 60 m of the second village go to the first
    shapes = layer.shapes.copy()
    shapes[i], shapes[j] = shapes[i].union(slice_), shapes[j].difference(slice_)
    path = files.geojson(tmp_path / "v.geojson", files.in_degrees(shapes[[i, j]]), {"区划代码": [one, two]})
    survey = surveyed(arrivals, path)
    assert survey.reading.level is Level.VILLAGE and len(survey.changing) == 1, survey.groups
    plan = arrivals.take_in(survey, "村界")
    table = planning.open(plan.id)
    for code, shape in ((one, shapes[i]), (two, shapes[j])):
        own = shapely.union_all(np.array([f.shape for c, f in table.state.faces.items() if c.startswith(code)], object))
        assert own.symmetric_difference(shape).area < 0.01
    moved = planning.impact(table).comparison.moved
    assert moved and all(m.source[:12] == two and m.target[:12] == one for m in moved)


def test_files_that_cannot_be_used_say_why(arrivals: Arrivals, towns: list[str], tmp_path: Path):
    codes, shapes = files.grids(arrivals.planning.county(), [VILLAGE])
    degrees = files.in_degrees(shapes)
    unnamed = files.geojson(tmp_path / "a.geojson", degrees, {"x": ["1"] * len(codes)})
    with pytest.raises(IntakeError, match="没有写编码，也没有写村名"):
        arrivals.read_borders(unnamed)
    old = files.shapefile(tmp_path / "b.shp", shapes, {"编码": codes}, "EPSG:2383")
    with pytest.raises(IntakeError, match="不能猜"):
        arrivals.read_borders(old)
    with pytest.raises(IntakeError, match="不认识"):
        arrivals.read_borders(tmp_path / "c.dwg")
    with pytest.raises(IntakeError, match="找不到"):
        arrivals.read_borders(tmp_path / "c.gpkg")
    wrong = files.geojson(tmp_path / "d.geojson", degrees, {"编码": [codes[0], codes[0], "130528100001001", "12"]})
    faults = arrivals.read_borders(wrong).faults
    assert [f.row for f in faults] == [2, 3, 4]
    assert "与第 1 个面相同" in faults[0].reason and "不属于本县" in faults[1].reason
    part = files.geojson(tmp_path / "e.geojson", degrees[:2], {"编码": codes[:2]})
    assert "没有盖住整个范围，缺" in surveyed(arrivals, part).impossible[0].why_not
    locals_only = files.shapefile(tmp_path / "f.shp", degrees, {"编码": codes}, None)
    with pytest.raises(IntakeError, match="判断不了坐标系"):
        arrivals.read_borders(locals_only)
    assert not surveyed(arrivals, locals_only, datum=Datum.WGS84).changing


def test_rounded_coordinates_are_the_corners_they_were(arrivals: Arrivals, towns: list[str], tmp_path: Path):
    codes, shapes = files.grids(arrivals.planning.county(), towns)
    path = files.geojson(tmp_path / "g.geojson", files.in_degrees(shapes, lambda p: np.round(p, 7)), {"编码": codes})
    survey = surveyed(arrivals, path)
    assert len(survey.groups) == len(towns) and not survey.changing
    assert {r.kind for r in survey.repairs} == {RepairKind.CORNER}
    assert 0 < max(r.moved_m for r in survey.repairs) < 0.01


def test_a_plan_of_an_import_is_the_file(arrivals: Arrivals, tmp_path: Path):
    """A plan exported and taken in again is the same plan."""
    from gis.publish.layers import plan_layers
    from tests.gis.planning.drawing import split

    planning = arrivals.planning
    table = planning.open(planning.create("原").id)
    table = planning.do(planning.stroke(table, split(table.state, grid(2))))
    layers = plan_layers(table.state, planning.impact(table).comparison)
    assert [la.name for la in layers][:1] == ["方案网格"] and "换网格户" in [la.name for la in layers]
    made = write_geofile(tmp_path / "p.gpkg", layers)
    plan = arrivals.take_in(surveyed(arrivals, made[0]), "再")
    assert planning.compare(table, planning.open(plan.id)).comparison.grids == ()


def merged_in(state, villages: list[str]) -> tuple[list[str], list, list[str]]:
    """(codes, shapes in metres, village names): in every village the first grid takes a neighbour over."""
    codes, shapes = [], []
    for village in villages:
        own = sorted(c for c in state.faces if c.startswith(village))
        whole = {c: state.faces[c].shape for c in own}
        near = next(c for c in own[1:] if whole[own[0]].union(whole[c]).geom_type == "Polygon")
        whole[own[0]] = shapely.coverage_union(whole[own[0]], whole.pop(near))
        codes += list(whole)
        shapes += list(whole.values())
    return codes, shapes, [state.places[c[:12]].name for c in codes]


def array(shapes: list) -> np.ndarray:
    out = np.empty(len(shapes), object)
    out[:] = shapes
    return out


def test_one_file_of_many_villages_is_one_stroke_and_groups_may_be_left_out(arrivals: Arrivals, tmp_path: Path):
    planning = arrivals.planning
    state = planning.county()
    many = [v for v in sorted({c[:12] for c in state.faces}) if sum(c.startswith(v) for c in state.faces) > 2][:3]
    codes, shapes, names = merged_in(state, many)
    path = files.geojson(tmp_path / "m.geojson", files.in_degrees(array(shapes)), {"编码": codes, "村": names})
    survey = surveyed(arrivals, path)
    assert len(survey.changing) == len(many)
    table = planning.open(arrivals.take_in(survey, "全部").id)
    assert len(table.strokes) == 1
    left = planning.open(arrivals.take_in(survey, "少一组", without=[0]).id)
    first = set(survey.groups[0].villages)
    assert {c for c in left.state.faces if c[:12] in first} == {c for c in state.faces if c[:12] in first}
    assert len(left.state.faces) == len(table.state.faces) + len(first)
    undone = planning.do(planning.undo(table))
    assert set(undone.state.faces) == set(state.faces)
    same(undone.state, planning.county())


def test_no_snap_distance_moves_no_corner(arrivals: Arrivals, towns: list[str], tmp_path: Path):
    codes, shapes = files.grids(arrivals.planning.county(), towns)
    path = files.geojson(tmp_path / "g.geojson", files.in_degrees(shapes, lambda p: np.round(p, 7)), {"编码": codes})
    assert RepairKind.CORNER not in {r.kind for r in surveyed(arrivals, path, 0.0).repairs}


def test_columns_that_nobody_knows_can_be_told(arrivals: Arrivals, tmp_path: Path):
    codes, shapes = files.grids(arrivals.planning.county(), [VILLAGE])
    table = {"ZDH": codes, "F2": ["小留庄"] * len(codes)}
    path = files.geojson(tmp_path / "a.geojson", files.in_degrees(shapes), table)
    with pytest.raises(IntakeError, match="没有写编码"):
        arrivals.read_borders(path)
    reading = arrivals.read_borders(path, told={"code": "ZDH", "village": "F2"})
    assert [d.code for d in reading.drafts] == codes
    assert reading.columns.heading == {"code": "ZDH", "village": "F2"}


def test_an_end_that_misses_a_line_says_by_how_much():
    from gis.intake.geofiles import GeoSheet
    from gis.intake.lines import areas_of

    outer = shapely.LineString([(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)])
    cut = shapely.LineString([(50, 0), (50, 98)])  # 2 m short
    sheet = GeoSheet(
        "a.dxf", "entities", "DXF", "UTF-8", "", "EPSG:4547", ["Layer"], [[None]] * 2, [1, 2], array([outer, cut])
    )
    areas, told = areas_of(sheet)
    assert len(areas) == 1 and (told[0].x, told[0].y) == (50.0, 98.0)
    assert [end.words for end in told] == ["50.0, 98.0 处的线头离最近的线 2.00 米，没有接上，98.0 米的线没有围成面"]
    areas, told = areas_of(sheet, 2.5)
    assert len(areas) == 2 and [end.words for end in told] == ["50.0, 98.0 处的线头接到 2.000 米外的线上"]


def test_making_a_draft_can_be_stopped_until_it_is_written(arrivals: Arrivals, tmp_path: Path):
    planning = arrivals.planning
    state = planning.county()
    many = [v for v in sorted({c[:12] for c in state.faces}) if sum(c.startswith(v) for c in state.faces) > 2][:3]
    codes, shapes, names = merged_in(state, many)
    path = files.geojson(tmp_path / "m.geojson", files.in_degrees(array(shapes)), {"编码": codes, "村": names})
    survey, shares = surveyed(arrivals, path), []
    seq = planning.workspace.store().last_seq()

    class Stop(Exception):
        pass

    def stop(at: int):
        def tell(share: float, words: str) -> None:
            assert words
            shares.append(share)
            if len(shares) > at:
                raise Stop

        return tell

    for at in range(3):
        shares.clear()
        with pytest.raises(Stop):
            arrivals.take_in(survey, "停", stop(at))
        assert planning.plans() == [] and planning.workspace.store().last_seq() == seq, "nothing was written"
    shares.clear()
    plan = arrivals.take_in(survey, "成", stop(3))
    assert shares == sorted(shares) and shares[-1] == WRITING and plan.strokes == 1
