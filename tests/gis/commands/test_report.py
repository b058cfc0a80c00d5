"""main.py report: a new event from a script."""

from __future__ import annotations

import json

import pytest

from gis import cli
from gis.events.states import Status
from gis.foundation.crs import to_degrees
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401


@pytest.fixture
def now(monkeypatch, office):  # noqa: F811
    monkeypatch.setattr("gis.foundation.clock.SystemClock", lambda: office.clock)
    return office


def place(now, east: float = 0.0) -> tuple[str, str]:
    """lon,lat in the second grid of a village, and the grid's code."""
    d = now.workspace.snapshot.divisions
    grid = next(row for row in range(len(d)) if d.code[row].endswith("101001002"))
    x = float(d.label_x[grid]) if not east else float(d.bounds[grid][0]) + east
    lon, lat = to_degrees(x, float(d.label_y[grid]))
    return f"{lon:.8f},{lat:.8f}", d.code[grid]


def call(now, *more: str, item: str = "事项05", text: str = "两户争执") -> int:
    return cli.main(["report", now.workspace.location, "--source", "电话", "--item", item, "--text", text, *more])


def test_a_report_is_written_and_told(now, capsys):
    at, code = place(now)
    assert call(now, "--at", at, "--class", "other", "--accept", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["committed"] and told["grid"] == code and told["number"].startswith("JL20261123-")
    assert told["close_due"] == "2026-12-02T18:00:00+08:00"
    [row] = now.workspace.store().load_snapshot().events.numbered(told["number"]).tolist()
    assert now.workspace.store().load_snapshot().events.status[row] == Status.ACCEPTED


def test_near_a_border_the_grid_must_be_said(now, capsys):
    at, code = place(now, east=4)
    assert call(now, "--at", at) == 1
    told = capsys.readouterr().err
    assert "距 001 网格界线 4 米，请确认归哪个网格" in told and code in told
    assert call(now, "--at", at, "--grid", code) == 0
    assert now.workspace.store().last_seq() == 2


def test_a_grid_that_does_not_hold_the_place_is_refused(now, capsys):
    at, code = place(now)
    assert call(now, "--at", at, "--grid", code[:-1] + "4") == 1
    assert "位置不在" in capsys.readouterr().err


def test_what_is_wrong_is_named_and_nothing_is_written(now, capsys):
    at, _ = place(now)
    assert call(now, "--at", at, "--phone", "1391234567", "--reporter", "张国") == 1
    assert "电话：差 1 位，应为 11 位" in capsys.readouterr().err
    for words, why in (
        (("--at", "1,2"), "--at"),
        (("--at", "116.4,39.9"), "县域之外"),
        ((), "没有给出位置"),
        (("--village", "没有的村"), "没有“没有的村”这个村"),
        (("--grid", "1"), "没有代码为 1 的网格"),
        (("--at", at, "--into", "JL20261123-99999"), "没有编号为"),
    ):
        assert call(now, *words) == 1
        assert why in capsys.readouterr().err
    assert call(now, "--at", at, item="没有的事项") == 1
    assert now.workspace.store().last_seq() == 1


def test_a_part_joins_its_event_and_a_dry_run_writes_nothing(now, capsys):
    at, _ = place(now)
    parent = now.events.number(now.row(Status.ACCEPTED))
    assert call(now, "--at", at, "--into", parent, "--dry-run") == 0
    assert "未写入（--dry-run）" in capsys.readouterr().out and now.workspace.store().last_seq() == 1
    assert call(now, "--at", at, "--into", parent) == 0
    assert "并入" in capsys.readouterr().out


def test_a_village_or_a_grid_alone_stands_at_its_label(now, capsys):
    d = now.workspace.snapshot.divisions
    code = next(c for c in d.code if c.endswith("101001"))
    assert call(now, "--village", code) == 1  # in this county labels stand where four grids meet
    assert "请确认归哪个网格" in capsys.readouterr().err
    assert call(now, "--grid", f"{code}003") == 0
