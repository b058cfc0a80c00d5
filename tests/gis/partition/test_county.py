"""The villages of a small county, one and all, by name and by code, from memory and from the command line."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from gis.boundaries.partition.change import rebalance
from gis.boundaries.partition.county import Villages, partition_all
from gis.boundaries.partition.rule import NoPartition
from gis.cli import main
from gis.county.divisions import Level
from gis.foundation.crs import to_metres
from gis.store.create import create_store
from tests.gis.store.county import make_seed
from tests.small_county import NOW, make_snapshot


@pytest.fixture(scope="module")
def villages() -> Villages:
    county = make_snapshot(10)
    return Villages(county.mesh, county.divisions, county.households, county.ground)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("county") / "small.wangge"
    create_store(str(path), make_seed(), "建库", "测试", NOW)
    return str(path)


def test_a_village_has_its_area_households_and_grids(villages: Villages):
    divisions = make_snapshot(10).divisions
    row = int(divisions.rows_of(Level.VILLAGE)[1])
    village = villages.village(row)
    assert len(village.x) == 160 and len(village.grids) == 4
    assert (np.bincount(village.present) == 40).all()
    assert village.area.area == pytest.approx(sum(s.area for s in village.shapes))
    assert (divisions.parent[village.grids] == row).all()
    with pytest.raises(KeyError):
        villages.village(0)


def test_all_villages_with_progress(villages: Villages):
    told: list[float] = []
    found = list(partition_all(villages, lambda v: len(v.grids), progress=lambda share, words: told.append(share)))
    assert [v.row for v, _ in found] == villages.rows.tolist()
    assert all(c.households.tolist() == [40] * 4 for _, c in found)
    assert told == sorted(told) and told[0] == 0 and told[-1] == 1


def test_all_villages_until_stopped(villages: Villages):
    done: list = []
    for one in partition_all(villages, lambda v: "auto", stop=lambda: len(done) == 3):
        done.append(one)
    assert len(done) == 3


def test_what_cannot_be_divided_does_not_hold_up_the_rest(villages: Villages):
    first = int(villages.rows[0])
    found = list(partition_all(villages, lambda v: 40 if v.row == first else 4))
    assert isinstance(found[0][1], NoPartition) and not any(isinstance(c, NoPartition) for _, c in found[1:])


def test_least_change_in_a_county_that_keeps_the_rule(villages: Villages):
    village = villages.village(int(villages.rows[0]))
    found = rebalance(village.ground(), village.present, village.shapes)
    assert found.moved == 0 and set(found.keeps) == set(range(4))
    assert {p.wkb for p in found.polygons} == {p.wkb for p in village.shapes}


def test_the_command_divides_a_village(county: str, capsys: pytest.CaptureFixture[str]):
    assert main(["partition", county, "--village", "130529100001", "--grids", "5", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [g["households"] for g in answer["grids"]] == [32] * 5
    assert all(g["contiguous"] for g in answer["grids"])
    assert all(0.3 < g["compactness"] < 1 for g in answer["grids"])
    assert answer["seconds"] > 0 and answer["reason"] is None
    assert answer["households"] == 160 and answer["village"] == "130529100001"


def test_the_command_knows_names_auto_today_and_candidates(county: str, capsys: pytest.CaptureFixture[str]):
    assert main(["partition", county, "--village", "巨庄1", "--grids", "auto"]) == 0
    assert len(json.loads(capsys.readouterr().out)["grids"]) == 3
    assert main(["partition", county, "--village", "巨庄1", "--grids", "today", "--candidates"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {c["style"] for c in answer["candidates"]} == {"balanced", "compact", "along_lanes", "least_change"}
    assert [c["moved"] for c in answer["candidates"] if c["style"] == "least_change"] == [0]


def test_the_command_gives_a_reason(county: str, capsys: pytest.CaptureFixture[str]):
    assert main(["partition", county, "--village", "巨庄1", "--grids", "2"]) == 1
    out, error = capsys.readouterr()
    answer = json.loads(out)
    assert answer["grids"] == [] and "至多 60 户" in answer["reason"]
    assert answer["reason"] in error
    assert main(["partition", county, "--village", "没有庄"]) == 1
    assert "找不到村“没有庄”" in capsys.readouterr().err


def test_the_command_gives_geojson_in_degrees(county: str, capsys: pytest.CaptureFixture[str]):
    assert main(["partition", county, "--village", "巨庄1", "--grids", "4", "--format", "geojson"]) == 0
    features = json.loads(capsys.readouterr().out)["features"]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in features])
    assert shapely.coverage_is_valid(shapes) and len(shapes) == 4
    assert all(shapely.is_ccw(shapely.get_exterior_ring(shapes)))
    metres = shapely.transform(shapes, lambda d: np.column_stack(to_metres(d[:, 0], d[:, 1])))
    assert shapely.area(metres).sum() == pytest.approx(800.0**2, rel=1e-6)
    assert [f["properties"]["number"] for f in features] == [1, 2, 3, 4]


def test_the_command_divides_all(county: str, capsys: pytest.CaptureFixture[str]):
    assert main(["partition", county, "--all", "--grids", "today"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["partitioned"], answer["impossible"], answer["cancelled"]) == (16, 0, False)
    assert main(["partition", county, "--all", "--style", "least_change"]) == 0
    least = json.loads(capsys.readouterr().out)
    assert (least["partitioned"], least["impossible"]) == (16, 0)
    assert all(one["moved"] == 0 for one in least["villages"]), "grids that keep the rule stay as they are"


def test_cancelled_on_the_way_gives_what_is_done(
    county: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from gis.boundaries.partition import county as part

    whole = part.partition_all

    def interrupted(*args, **words):
        for i, one in enumerate(whole(*args, **words)):
            if i == 2:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(part, "partition_all", interrupted)
    assert main(["partition", county, "--all"]) == 130
    out, error = capsys.readouterr()
    assert json.loads(out)["partitioned"] == 2 and json.loads(out)["cancelled"]
    assert "已取消，完成 2 / 16 个村" in error


def test_a_county_loads_without_its_events(county: str):
    from gis.store.opening import open_store

    store = open_store(county)
    try:
        bare, whole = store.load_snapshot(with_events=False), store.load_snapshot()
    finally:
        store.close()
    assert len(bare.events) == 0 and len(whole.events) == 60
    assert (bare.mesh.xy == whole.mesh.xy).all() and len(bare.households) == len(whole.households)
