"""main.py act: the five steps from a script."""

from __future__ import annotations

import json

import pytest

from gis import cli
from gis.deadlines.limits import LimitClass
from gis.events.states import Status
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401


@pytest.fixture
def now(monkeypatch, office):  # noqa: F811
    monkeypatch.setattr("gis.foundation.clock.SystemClock", lambda: office.clock)
    return office


def call(now, *words: str) -> int:
    return cli.main(["act", now.workspace.location, *words])


def test_an_act_is_written_and_told(now, capsys):
    row = now.row(Status.ASSIGNED, LimitClass.OTHER)
    number = now.events.number(row)
    assert call(now, "reply", "--events", number, "--words", "明日到场", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["committed"] and told["seq"] == 2 and told["events"][0]["status"] == "已回复"
    assert told["events"][0]["close_due"] == "2026-12-02T18:00:00+08:00"
    assert call(now, "reply", "--events", number, "--words", "再答") == 1
    assert f"1 件不能回复：{number} 现为「已回复」" in capsys.readouterr().err


def test_a_dry_run_shows_the_deadline_and_writes_nothing(now, capsys):
    number = now.events.number(now.row(Status.RESOLVED, LimitClass.OTHER))
    assert call(now, "rework", "--events", number, "--words", "仍在漏水", "--dry-run") == 0
    assert "未写入（--dry-run）" in capsys.readouterr().out
    assert now.workspace.store().last_seq() == 1


def test_what_an_act_needs_is_asked_for(now, capsys):
    number = now.events.number(now.row(Status.ASSIGNED, LimitClass.OTHER))
    assert call(now, "ask_extension", "--events", number, "--words", "慢") == 1
    assert "申请延期要给出 --days" in capsys.readouterr().err
    assert call(now, "ask_extension", "--events", number, "--words", "慢", "--days", "2") == 0
    assert call(now, "assist", "--events", number, "--units", "水务局,没有的局") == 1
    assert "没有名为“没有的局”的单位" in capsys.readouterr().err
    assert call(now, "reply", "--events", "JL20261123-99999", "--words", "好") == 1
    assert "没有编号为 JL20261123-99999" in capsys.readouterr().err


def test_every_act_with_more_can_be_called(now, capsys):
    for kind, status, more in (
        ("rate", Status.CLOSED, ["--rating", "满意"]),
        ("reclassify", Status.ACCEPTED, ["--item", "事项03", "--class", "livelihood"]),
        ("assist", Status.REPLIED, ["--units", "人社局"]),
    ):
        assert call(now, kind, "--events", now.events.number(now.row(status)), *more) == 0, capsys.readouterr().err
    parent, part = (now.events.number(now.row(Status.REPORTED, skip=i)) for i in (0, 1))
    assert call(now, "merge", "--events", part, "--parent", parent) == 0
