"""main.py print: every paper from a script."""

from __future__ import annotations

import json

import pytest

from gis import cli
from tests.desktop.printing.reading_pdf import text_of
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401

AT = ["--at", "2026-11-23T11:00"]


def call(kind: str, office, out, *words: str) -> int:  # noqa: F811
    return cli.main(["print", kind, office.workspace.location, "--out", str(out), *AT, *words])


@pytest.mark.qt_log_ignore("JPEG", extend=True)  # the small county's pictures are none
def test_an_event_sheet(qapp, office, tmp_path, capsys):  # noqa: F811
    number = office.workspace.snapshot.events.number(0)
    out = tmp_path / "a.pdf"
    assert call("event", office, out, "--events", number, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["title"] == f"工单 {number}" and told["pages"] == 1 and told["paper"] == "A4"
    assert told["bytes"] == out.stat().st_size
    assert number in text_of(out.read_bytes())[0]


def test_a_map(qapp, office, tmp_path, capsys):  # noqa: F811
    out = tmp_path / "a.pdf"
    assert call("map", office, out, "--place", "小留庄", "--paper", "A3", "--states", "overdue,near") == 0
    assert "小留庄网格事件分布图" in capsys.readouterr().out
    assert "筛选：临近、超期" in text_of(out.read_bytes())[0]


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("event", ["--events", "JL20200101-0001"], "没有编号为 JL20200101-0001 的事件"),
        ("event", ["--events", ","], "没有给出事件编号"),
        ("map", ["--place", "没有的村"], "找不到区划 没有的村"),
        ("map", ["--states", "late"], "没有状态 late"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(qapp, office, tmp_path, capsys, kind, words, told):  # noqa: F811
    assert call(kind, office, tmp_path / "a.pdf", *words) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


def test_every_kind_teaches(capsys):
    from desktop.commands.print_papers import PAPERS

    for kind in PAPERS:
        with pytest.raises(SystemExit) as stop:
            cli.main(["print", kind, "--help"])
        assert stop.value.code == 0
        assert "示例：" in capsys.readouterr().out
