"""main.py export, import-boundaries, import-households: out of a county and back, from a script."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from pyogrio import list_layers, read_info

from gis import cli
from gis.foundation.clock import FixedClock
from gis.planning import Planning
from gis.store.create import create_store
from gis.workspace import Workspace
from tests.gis.planning import files
from tests.gis.planning.test_neighbours import CODES, NAMES, around
from tests.gis.store.county import make_seed
from tests.small_county import NOW


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("gis.foundation.clock.SystemClock", lambda: FixedClock(NOW))
    path = str(tmp_path / "county.wangge")
    create_store(path, make_seed(100), "建库", "测试", NOW)
    return path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    def run(*words: str, code: int = 0):
        assert cli.main([str(w) for w in words]) == code, capsys.readouterr()
        out, err = capsys.readouterr()
        return err if not out else json.loads(out) if "json" in words else out

    return run


def test_a_geopackage_opens_with_names_reference_system_and_styles(call, county: str, tmp_path: Path):
    path = tmp_path / "a.gpkg"
    told = call("export", county, "--out", path, "--households", "--format", "json")
    assert told["layers"] == {"网格": 64, "村": 16, "乡镇": 4, "县": 1, "住户": 2560}
    assert [name for name, kind in list_layers(path) if kind is not None] == list(told["layers"])
    info = read_info(path, layer="网格")
    assert info["crs"] == "EPSG:4490"
    assert list(info["fields"]) == ["编码", "编号", "名称", "村", "村代码", "乡镇", "户数", "人口", "面积", "紧凑度"]
    with closing(sqlite3.connect(path)) as connection:
        styles = connection.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
        words = dict(connection.execute("SELECT table_name, description FROM gpkg_contents").fetchall())
    assert [name for name, _, _ in styles] == list(told["layers"])
    assert all(qml.startswith("<!DOCTYPE qgis") and default for _, qml, default in styles)
    assert "审图号 GS(2024)0650号" in words["县"], "the outline's credit goes with it"


def test_shapefiles_say_utf8_and_keep_their_names(call, county: str, tmp_path: Path):
    told = call("export", county, "--out", tmp_path / "s.shp", "--crs", "4547", "--within", "张庄2", "--format", "json")
    assert [Path(f).name for f in told["files"]] == ["s_网格.shp", "s_村.shp"]
    first = Path(told["files"][0])
    assert first.with_suffix(".cpg").read_text() == "UTF-8" and "114E" in first.with_suffix(".prj").read_text()
    assert list(read_info(first)["fields"])[-1] == "紧凑度"


def test_out_and_in_again_is_no_change(call, county: str, tmp_path: Path):
    for name in ("a.gpkg", "a.geojson"):
        call("export", county, "--out", tmp_path / name, "--households")
        assert not list(tmp_path.glob(".writing-*"))
        told = call("import-boundaries", tmp_path / name, "--into", county, "--format", "json")
        assert (told["changing"], told["same"], told["repairs"], told["plan"]) == (0, 16, 0, None)
        assert told["left_out_layers"] == ["村", "乡镇", "县", "住户"]
        told = call("import-households", tmp_path / name, "--into", county, "--format", "json")
        assert (told["new"], told["changed"], told["same"], told["plan"]) == (0, 0, 2560, None)


@pytest.mark.parametrize("crs", ["4490", "4547", "4526"])
def test_every_shapefile_comes_back_as_it_went(call, county: str, tmp_path: Path, crs: str):
    call("export", county, "--out", tmp_path / "a.shp", "--households", "--crs", crs)
    told = call("import-boundaries", tmp_path / "a_网格.shp", "--into", county, "--format", "json")
    assert (told["changing"], told["same"], told["repairs"], told["plan"]) == (0, 16, 0, None)
    told = call("import-boundaries", tmp_path / "a_村.shp", "--into", county, "--format", "json")
    assert (told["changing"], told["repairs"], told["plan"]) == (0, 0, None)
    told = call("import-households", tmp_path / "a_住户.shp", "--into", county, "--format", "json")
    assert (told["new"], told["changed"], told["same"], told["plan"]) == (0, 0, 2560, None)


def test_a_geojson_of_several_layers_has_one_style_beside_it(call, county: str, tmp_path: Path):
    from xml.etree import ElementTree

    call("export", county, "--out", tmp_path / "a.geojson", "--households")
    style = ElementTree.parse(tmp_path / "a.qml").getroot()
    renderer = style.find("renderer-v2")
    assert renderer is not None and renderer.get("attr") == "图层" and style.findtext("layerGeometryType") == "2"
    shown = [(c.get("symbol"), c.get("value")) for c in renderer.iter("category")]
    assert shown == [("0", "网格"), ("1", "村"), ("2", "乡镇"), ("3", "县")]
    assert [s.get("name") for s in renderer.iter("symbol")] == ["0", "1", "2", "3"]
    rules = [r.get("filter") for r in style.iter("rule")]
    assert rules == ["\"图层\" = '网格'", "\"图层\" = '村'", "\"图层\" = '乡镇'"]


def test_a_plan_travels(call, county: str, tmp_path: Path):
    call("plan", county, "new", "甲", "--village", "小留庄")
    call("plan", county, "partition", "甲", "--village", "小留庄", "--grids", "5")
    call("export", county, "--plan", "甲", "--out", tmp_path / "p.gpkg")
    dry = call("import-boundaries", tmp_path / "p.gpkg", "--into", county, "--dry-run", "--format", "json")
    assert dry["changing"] == 1 and dry["plan"] is None and len(call("plan", county, "list", "--format", "json")) == 1
    told = call("import-boundaries", tmp_path / "p.gpkg", "--into", county, "--plan", "乙", "--format", "json")
    assert told["plan"] == 2
    assert call("plan", county, "compare", "甲", "乙", "--format", "json")["grids"] == []


def test_what_cannot_be_used_is_said(call, county: str, tmp_path: Path):
    assert "不会写" in call("export", county, "--out", tmp_path / "a.tab", code=1)
    assert "只能用经纬度" in call("export", county, "--out", tmp_path / "a.geojson", "--crs", "4547", code=1)
    assert "本县没有“无名村”" in call("export", county, "--within", "无名村", "--out", tmp_path / "a.gpkg", code=1)
    assert "找不到" in call("import-boundaries", tmp_path / "none.gpkg", "--into", county, code=1)
    bad = tmp_path / "h.csv"
    bad.write_text("村,经度,纬度,人口\n小留庄,115.0,37.0,3\n", encoding="utf-8")
    assert "第 2 行：" in call("import-households", bad, "--into", county, "--datum", "wgs84", code=1)


def test_a_report_names_every_repair(call, county: str, tmp_path: Path):
    call("export", county, "--within", "小留庄", "--out", tmp_path / "a.geojson")
    document = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    for feature in document["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            polygon[0] = [[round(x, 7), round(y, 7)] for x, y in polygon[0]]
    (tmp_path / "b.geojson").write_text(json.dumps(document), encoding="utf-8")
    told = call("import-boundaries", tmp_path / "b.geojson", "--into", county, "--format", "json")
    assert told["changing"] == 0 and told["repairs"] == len(told["groups"][0]["repairs"]) == 4
    assert (
        told["groups"][0]["repairs"][0]["kind"] == "对齐现有界点" and told["groups"][0]["repairs"][0]["moved_m"] < 0.01
    )


def test_the_counties_around(call, county: str, tmp_path: Path):
    workspace = Workspace.open(county, FixedClock(NOW))
    shapes = np.empty(4, object)
    shapes[:] = [area.shape for area in around(Planning(workspace).county())]
    workspace.close()
    path = files.geojson(tmp_path / "n.geojson", files.in_degrees(shapes), {"adcode": list(CODES), "name": list(NAMES)})
    dry = call("import-boundaries", path, "--into", county, "--dry-run", "--format", "json")
    assert dry["level"] == "县" and dry["plan"] is None and dry["changing"] == 1
    assert "4 个面" in call("import-boundaries", path, "--into", county, "--plan", "邻县")
    told = call("plan", county, "show", "邻县", "--format", "json")
    assert [step["label"] for step in told["steps"]] == ["西邻、南邻、东邻等 4 个邻县接入"]
