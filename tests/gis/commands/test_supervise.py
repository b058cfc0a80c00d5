"""`main.py supervise` from outside: a letter issued, listed, answered, put right, closed; accountability; set aside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gis.cli import main
from gis.store.check import check
from gis.store.create import create_store
from tests.gis.store.county import make_seed
from tests.small_county import NOW


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "small.wangge"
    create_store(str(path), make_seed(120), "建库", "测试", NOW)
    return str(path)


def told(capsys, *words: str):
    assert main(list(words)) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_the_whole_life_of_a_letter(county: str, tmp_path: Path, capsys) -> None:
    def call(do: str, *words: str):
        return told(capsys, "supervise", county, do, *words, "--format", "json")

    found = call("propose")
    unit = next(p["unit"] for p in found["proposals"] if p["act"] == "supervise" and p["unit"] != "县调度中心")
    own = {p["event"] for p in found["proposals"] if (p["unit"], p["act"]) == (unit, "supervise")}
    issued = call("issue", "--unit", unit, "--act", "supervise", "--words", "请包案")
    (letter,) = issued["letters"]
    assert {e["event"] for e in letter["events"]} == own and letter["words"] == "请包案"
    number = letter["number"]
    assert number.startswith("督〔") and letter["state"] == "待反馈" and letter["unit"] == unit
    left = {p["event"] for p in call("propose")["proposals"] if p["act"] == "supervise"}
    assert not own & left

    bare = number.replace(" ", "")
    assert (
        call("answer", "--number", bare, "--words", "已抢修", "--responsible", "王守田")["letters"][0]["state"]
        == "待审核"
    )
    assert call("rectify", "--number", number, "--words", "更换管道", "--days", "3")["letters"][0]["state"] == "整改中"
    assert (
        call("answer", "--number", number, "--words", "已更换")["letters"][0]["rectifications"][0]["report"] == "已更换"
    )
    closed = call("close", "--number", number, "--words", "现场核实")["letters"][0]
    assert (closed["state"], closed["closing"], closed["late"]) == ("已销号", "现场核实", False)
    assert [each["number"] for each in call("list")] == [number] and call("list", "--open") == []

    call("account", "--unit", unit, "--person", "王守田", "--form", "通报批评", "--words", "逾期", "--number", number)
    (line,) = call("record", "--unit", unit)
    assert (line["person"], line["form"], line["letter"]) == ("王守田", "通报批评", number)
    out = tmp_path / "函"
    assert main(["supervise", county, "list", "--number", number, "--format", "docx", "--out", str(out)]) == 0
    assert next(out.iterdir()).read_bytes()[:2] == b"PK"
    assert main(["supervise", county, "list"]) == 0 and main(["supervise", county, "record"]) == 0
    assert number in capsys.readouterr().out
    assert check(county)["ok"]


def test_an_event_is_set_aside(county: str, capsys) -> None:
    event = told(capsys, "supervise", county, "--format", "json")["proposals"][0]["event"]
    told(capsys, "supervise", county, "dismiss", "--events", event, "--words", "不必", "--format", "json")
    assert event not in {p["event"] for p in told(capsys, "supervise", county, "--format", "json")["proposals"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("close",), "没有指明函件"),
        (("close", "--number", "督〔2026〕99号"), "登记簿里没有"),
        (("dismiss", "--words", "不必"), "没有指明搁置哪些"),
        (("issue", "--events", "JL20200101-0001"), "现在没有发函建议"),
        (("issue", "--unit", "外星局"), "没有名为“外星局”的单位"),
        (("account", "--form", "通报批评", "--words", "拖延"), "没有写问责对象"),
    ],
)
def test_a_wrong_call_is_told_plainly(county: str, words: tuple[str, ...], said: str, capsys) -> None:
    assert main(["supervise", county, *words]) == 1
    assert said in capsys.readouterr().err


def test_wrong_use(county: str, capsys) -> None:
    assert main(["supervise", county, "issue", "--format", "docx", "--out", "x"]) == 2
    assert main(["supervise", county, "issue", "--as-of", "2026-11-23T14:32"]) == 2
    assert "propose" in capsys.readouterr().err
