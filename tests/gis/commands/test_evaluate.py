"""`main.py evaluate` and `main.py supervise` from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gis.cli import main
from gis.store.create import create_store
from tests.gis.store.county import make_seed
from tests.small_county import NOW

AS_OF = ("--as-of", "2026-11-23T14:32")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("county") / "small.wangge"
    create_store(str(path), make_seed(400), "建库", "测试", NOW)
    return str(path)


def told(capsys, *words: str) -> dict:
    assert main(list(words)) == 0
    return json.loads(capsys.readouterr().out)


def test_json_for_scripts(county: str, capsys) -> None:
    answer = told(capsys, "evaluate", county, "--period", "2026Q3", "--by", "department", "--format", "json", *AS_OF)
    assert (answer["period"]["key"], answer["period"]["from"], answer["by"]) == ("2026Q3", "2026-07-01", "department")
    close = answer["total"]["rates"]["close_rate"]
    assert close["name"] == "结案率" and close["denominator"] > 0
    assert close["value"] == round(close["numerator"] / close["denominator"], 6)
    assert close["low"] <= close["value"] <= close["high"]
    assert len(close["before"]) == len(answer["before"]) == 4
    assert len(answer["subjects"]) == 8
    assert answer["seconds"].keys() == {"loading", "evaluating"}


def test_a_figure_opens_its_events(county: str, capsys) -> None:
    words = ("evaluate", county, "--period", "2026", *AS_OF)
    figure = told(capsys, *words, "--format", "json")["subjects"][0]
    opened = told(capsys, *words, "--open", "结案率", "--of", figure["name"])
    assert opened["denominator"] == figure["rates"]["close_rate"]["denominator"] == len(opened["events"])
    assert sum(e["counted"] for e in opened["events"]) == opened["numerator"]


def test_words_for_people(county: str, capsys) -> None:
    assert main(["evaluate", county, "--period", "2026Q4", "--by", "township", "--rates", "结案率", *AS_OF]) == 0
    out = capsys.readouterr().out
    assert "2026 年第四季度（截至 2026-11-23 14:32），按乡镇" in out
    assert "张王疃乡" in out and "全县" in out and "结案率" in out
    assert main(["evaluate", "--measures"]) == 0
    assert "应结案" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_files(county: str, form: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / f"考核.{form}"
    assert main(["evaluate", county, "--period", "2026Q3", "--format", form, "--out", str(path), *AS_OF]) == 0
    assert path.read_bytes()[:2] == b"PK"
    assert main(["evaluate", county, "--period", "2026Q3", "--format", form, *AS_OF]) == 2
    assert "--out" in capsys.readouterr().err


def test_letters(county: str, tmp_path: Path, capsys) -> None:
    answer = told(capsys, "supervise", county, "--format", "json", *AS_OF)
    assert len(answer["proposals"]) == answer["urge"] + answer["supervise"] > 0
    assert main(["supervise", county, "--format", "docx", "--out", str(tmp_path / "函"), *AS_OF]) == 0
    written = {(p["act"], p["unit"]) for p in answer["proposals"]}
    assert len(list((tmp_path / "函").iterdir())) == len(written)
    assert main(["supervise", county, "--unit", "住建局", *AS_OF]) == 0
    assert "住建局" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2026Q9"), "看不懂考核期"),
        (("--period", "2030"), "还没有开始"),
        (("--period", "2026Q3", "--table", "nowhere.toml"), "读不出来"),
        (("--period", "2026Q3", "--open", "结婚率"), "没有叫“结婚率”"),
        (("--period", "2026Q3", "--open", "结案率", "--of", "外星局"), "没有叫“外星局”"),
    ],
)
def test_a_wrong_call_is_told_plainly(county: str, words: tuple[str, ...], said: str, capsys) -> None:
    assert main(["evaluate", county, *words, *AS_OF]) == 1
    assert said in capsys.readouterr().err


def test_without_a_county_the_desks_own_is_meant(county: str, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("WANGGE_DATA", str(tmp_path))
    assert main(["evaluate", "--period", "2026Q3", *AS_OF]) == 1
    assert "没有给出县库" in capsys.readouterr().err
    (tmp_path / "julu-demo.wangge").write_bytes(Path(county).read_bytes())
    assert main(["evaluate", "--period", "2026Q3", *AS_OF]) == 0
