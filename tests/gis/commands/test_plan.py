"""main.py plan: from the first draft into force, from a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gis import cli
from gis.foundation.clock import DAY_S, FixedClock
from gis.store.check import check
from gis.store.create import create_store
from tests.gis.store.county import make_seed
from tests.small_county import NOW


class Moving:
    """A clock that a test sets."""

    at = NOW


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("gis.foundation.clock.SystemClock", lambda: FixedClock(Moving.at))
    path = str(tmp_path / "county.wangge")
    create_store(path, make_seed(300), "建库", "测试", NOW)
    Moving.at = NOW
    return path


@pytest.fixture
def call(county: str, capsys: pytest.CaptureFixture[str]):
    def run(*words: str, code: int = 0):
        """What a word answers: JSON where it was asked for, else the lines; the complaint where it fails."""
        assert cli.main(["plan", county, *words]) == code, capsys.readouterr()
        out, err = capsys.readouterr()
        if code:
            return err
        return json.loads(out) if "json" in words else out

    return run


def test_from_a_draft_into_force(call, county: str):
    assert "还没有方案" in call("list")
    assert call("new", "分格", "--village", "小留庄", "--words", "新小区", "--format", "json")["state"] == "draft"
    call("partition", "分格", "--village", "小留庄", "--grids", "6")
    told = call("compare", "分格", "--format", "json")
    assert told["born"] and told["households_moved"] == len(told["moved"]) > 0
    assert sum(g["households"][1] for g in told["grids"]) == sum(g["households"][0] for g in told["grids"])
    assert {"count", "states", "next_due", "events"} == set(told["open_events"])
    call("undo", "分格")
    assert "没有差别" in call("compare", "分格")
    call("redo", "分格")
    assert call("submit", "1", "--words", "请审", "--format", "json")["state"] == "submitted"
    assert "不能由您批准" in call("approve", "1", code=1)
    approved = call("approve", "1", "--from", "2026-12-01", "--as", "李静", "--format", "json")
    assert (approved["effective"], approved["decider"]) == ("2026-12-01", "李静")
    assert "没有到日子的方案" in call("in-force")
    assert "日期未到" in call("in-force", "1", code=1)
    Moving.at = NOW + 9 * DAY_S
    (enacted,) = call("in-force", "--format", "json")
    assert enacted["state"] == "in_force"
    (day,) = call("dates", "--format", "json")
    assert day["words"] == "方案「分格」自 2026-12-01 起生效"
    before, after = (call("at", d, "--format", "json") for d in ("2026-11-30", "2026-12-02"))
    assert not before["present"] and after["present"]
    assert after["counts"]["网格"] == before["counts"]["网格"] + len(told["born"])
    assert check(county)["ok"]


def test_borders_of_a_day_as_geojson(call, county: str, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["plan", county, "at", "2026-11-23", "--format", "geojson"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["features"]) == 64
    lon, lat = found["features"][0]["geometry"]["coordinates"][0][0]
    assert 115 < lon < 115.1 and 37 < lat < 37.4
    assert cli.main(["plan", county, "list", "--format", "geojson"]) == 1
    assert "只用于 at" in capsys.readouterr().err


def test_two_drafts_side_by_side(call):
    call("new", "甲", "--village", "小留庄")
    call("partition", "甲", "--village", "小留庄", "--grids", "5")
    call("copy", "甲", "乙")
    call("partition", "乙", "--village", "小留庄", "--grids", "6")
    assert {p["name"]: p["copied_from"] for p in call("list", "--format", "json")} == {"甲": None, "乙": 1}
    assert len(call("show", "乙", "--format", "json")["steps"]) == 2
    assert call("compare", "甲", "乙", "--format", "json")["grids"]
    assert "一个或两个方案" in call("compare", code=1)


def test_reasons_are_asked_for_and_told(call):
    call("new", "甲")
    assert "没有任何编辑" in call("submit", "甲", code=1)
    call("partition", "甲", "--village", "130529101001", "--grids", "4", "--style", "compact")
    call("submit", "甲")
    assert "没有写不通过的理由" in call("reject", "甲", "--as", "李静", code=1)
    assert call("reject", "甲", "--words", "太碎", "--as", "李静", "--format", "json")["reason"] == "太碎"
    assert "没有名为“丙”的方案" in call("show", "丙", code=1)
    assert "没有编号为 9 的方案" in call("show", "9", code=1)
    assert "看不懂日期" in call("at", "昨天", code=1)
    assert "本县没有“无名村”" in call("new", "丁", "--village", "无名村", code=1)
    assert "没有给出方案" in call("submit", code=1)


def test_a_plan_taken_back_names_no_day(call):
    call("new", "甲")
    call("partition", "甲", "--village", "130529101001", "--grids", "4", "--style", "compact")
    call("submit", "甲")
    call("approve", "甲", "--from", "2026-12-01", "--as", "李静")
    assert "自 2026-12-01 起" in call("list")
    call("withdraw", "甲", "--words", "再议")
    assert "已撤回" in call("list") and "2026-12-01" not in call("list")


def test_locks(call):
    assert "没有锁定" in call("locks")
    call("lock", "130529101001", "--words", "确权")
    assert [(k["code"], k["reason"]) for k in call("locks", "--format", "json")] == [("130529101001", "确权")]
    call("new", "甲")
    assert "已锁定" in call("partition", "甲", "--village", "小留庄", "--grids", "6", code=1)
    call("unlock", "130529101001")
    call("partition", "甲", "--village", "小留庄", "--grids", "6")
