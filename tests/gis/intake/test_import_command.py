"""`main.py import` on a real county file: what the user reads, what the journal holds, what undo takes back."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from gis.cli import main
from gis.foundation.clock import SystemClock, local
from gis.foundation.columns import TextColumn
from gis.foundation.crs import wgs_to_gcj
from gis.seed import CountySeed, Photos, Steps
from gis.store.create import create_store
from gis.workspace import Workspace
from tests.gis.intake.arriving import rows_in_villages, write_csv
from tests.small_county import NOW, make_snapshot


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    none, text = np.zeros(0, np.int64), TextColumn.of([])
    steps = Steps(none.astype(np.int32), none, none.astype(np.uint8), none, none, text)
    photos = Photos(none.astype(np.int32), none.astype(bool), none, none.astype(float), none.astype(float), none, ())
    path = str(tmp_path / "small.wangge")
    create_store(path, CountySeed(make_snapshot(50), steps, photos), "测试", "测试席", NOW)
    return path


@pytest.fixture
def arriving(tmp_path: Path) -> Path:
    """24 good rows of the last days in GCJ-02 and GBK, and one bad one at line 26."""
    rows = rows_in_villages(make_snapshot(1), 24, wgs_to_gcj)
    today = local(SystemClock().now())
    for i, row in enumerate(rows):
        row[0] = f"{today - timedelta(hours=3 + i):%Y/%m/%d %H:%M}"
    rows.append([*rows[0][:1], "没有的事项", *rows[0][2:]])
    return write_csv(tmp_path / "工单.csv", rows, encoding="gb18030")


def answer_of(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict]:
    code = main(["import", *words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_good_rows_come_in_and_bad_ones_are_named(
    county: str, arriving: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = answer_of(capsys, str(arriving), "--into", county)
    (file,) = answer["files"]
    assert (code, answer["ok"]) == (1, False)
    assert (file["rows"], file["good"], file["bad"], file["datum"]) == (25, 24, 1, "gcj02")
    assert [(f["file"], f["row"]) for f in file["faults"]] == [("工单.csv", 26)]
    assert file["faults"][0]["reason"].startswith("事项清单里没有“没有的事项”")
    assert Path(file["aside"]).read_bytes().startswith(b"\xef\xbb\xbf")

    workspace = Workspace.open(county, SystemClock())
    events = workspace.snapshot.events
    assert len(events) == 74
    assert (events.version[50:] == file["seq"]).all()
    assert workspace.history(50)[0].note.startswith("由 工单.csv 第 ")
    workspace.close()


def test_a_second_import_of_the_same_file_brings_nothing(
    county: str, arriving: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_of(capsys, str(arriving), "--into", county)
    code, answer = answer_of(capsys, str(arriving), "--into", county, "--datum", "gcj02")
    file = answer["files"][0]
    assert (code, file["good"], file["bad"], file["committed"]) == (1, 0, 25, False)
    assert all("与已有事件 JL" in f["reason"] for f in file["faults"][:24])


def test_a_dry_run_writes_nothing(county: str, arriving: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(p.name for p in arriving.parent.iterdir())
    _, answer = answer_of(capsys, str(arriving), "--into", county, "--dry-run")
    assert (answer["files"][0]["good"], answer["files"][0]["committed"]) == (24, False)
    assert sorted(p.name for p in arriving.parent.iterdir() if "wangge" not in p.name) == [
        name for name in before if "wangge" not in name
    ]
    workspace = Workspace.open(county, SystemClock())
    assert len(workspace.snapshot.events) == 50
    workspace.close()


def test_an_import_is_one_undo(county: str, arriving: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["import", str(arriving), "--into", county, "--as", "李晓敏", "--station", "席位一"])
    text = capsys.readouterr().out
    assert code == 1
    assert "工单.csv：25 行，可用 24 行，待修复 1 行" in text
    assert "编码    GBK / GB18030" in text
    assert "按 GCJ02 有 24 行" in text
    workspace = Workspace.open(county, SystemClock(), "李晓敏", "席位一")
    assert workspace.undo_words() == "导入 24 件事件（工单.csv）"
    change = workspace.undo_change()
    assert change is not None
    workspace.do(change)
    assert len(workspace.snapshot.events) == 50
    workspace.close()


def test_an_unusable_file_does_not_stop_the_next(
    county: str, arriving: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.doc").write_text("x")
    code, answer = answer_of(capsys, str(tmp_path / "a.doc"), str(arriving), "--into", county)
    assert code == 1
    assert "类型" in answer["files"][0]["error"]
    assert answer["files"][1]["good"] == 24


def test_an_unknown_source_is_refused(county: str, arriving: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(arriving), "--into", county, "--source", "天上"]) == 1
    assert "不认识来源“天上”" in capsys.readouterr().err
