"""`main.py rule`: what would move is told first, and nothing is written without --confirm."""

from __future__ import annotations

import json

import pytest

from gis import cli
from gis.workspace import Workspace
from tests.gis.deadlines.notices import SUPPOSED_2027
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401


def seq(place: str) -> int:
    from gis.foundation.clock import SystemClock

    workspace = Workspace.open(place, SystemClock())
    try:
        return workspace.snapshot.seq
    finally:
        workspace.close()


def test_a_notice_is_shown_then_confirmed(office, tmp_path, capsys):  # noqa: F811
    place, text = office.workspace.location, tmp_path / "通知.txt"
    office.workspace.close()
    text.write_text(SUPPOSED_2027, "utf-8")
    before = seq(place)
    assert cli.main(["rule", place, "notice", str(text)]) == 0
    assert "没有写入" in capsys.readouterr().out and seq(place) == before
    assert cli.main(["rule", place, "notice", str(text), "--confirm"]) == 0
    assert "已确认 2027 年工作日历" in capsys.readouterr().out and seq(place) == before + 1
    assert cli.main(["rule", place, "show", "--year", "2027", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["confirmed"] and shown["days"]["2027-02-14"] == "调休上班"
    args = ["deadline", "--class", "other", "--at", "2026-12-23T10:00", "--format", "json"]
    assert cli.main([*args, "--county", place]) == 0
    assert not json.loads(capsys.readouterr().out)["provisional"]
    assert cli.main(args) == 0
    assert json.loads(capsys.readouterr().out)["provisional"], "the shipped calendar does not know 2027"


def test_limits_days_and_numbers(office, capsys):  # noqa: F811
    place = office.workspace.location
    office.workspace.close()
    limit = ["limit", "--class", "other", "--from", "2026-01-01", "--close", "5d", "--reason", "县办文件"]
    assert cli.main(["rule", place, *limit, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["moves"] and not told["confirmed"] and all(m["days"] <= 0 for m in told["moves"])
    days = ["days", "2026-11-26..2026-11-27", "--off", "--name", "县庆", "--reason", "县政府通知", "--confirm"]
    assert cli.main(["rule", place, *days]) == 0
    assert "2026-11-26  工作日 → 县庆" in capsys.readouterr().out
    numbers = ["set", "return_limit=3", "office_hours=09:00-17:00", "--reason", "冬季作息", "--confirm"]
    assert cli.main(["rule", place, *numbers]) == 0
    capsys.readouterr()
    assert cli.main(["rule", place, "show"]) == 0
    out = capsys.readouterr().out
    assert "return_limit  3" in out and "office_hours  09:00-17:00" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "return_limit=3"], "理由"),
        (["set", "return_limit"], "名称=值"),
        (["days", "2026-11-26"], "休息还是上班"),
        (["days", "11月26日", "--off", "--reason", "x"], "看不懂日期"),
        (["limit", "--class", "other", "--reason", "x"], "从哪天起"),
        (["limit", "--class", "other", "--from", "2027-01-01", "--close", "7周", "--reason", "x"], "看不懂时限"),
        (["limit", "--class", "other", "--from", "2027-01-01", "--item", "没有的", "--reason", "x"], "没有名为"),
        (["notice"], "没有给出通知文件"),
    ],
)
def test_what_is_missing_is_told(office, capsys, words, said):  # noqa: F811
    assert cli.main(["rule", office.workspace.location, *words]) == 1
    assert said in capsys.readouterr().err
