"""The sample files do on the demo county what data/samples/README.md says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gis.cli import main

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
WANTED = {  # rows, bad rows, datum
    "12345工单-GBK-手机坐标.csv": (29, 5, "gcj02"),
    "网格员台账-带号坐标.xlsx": (16, 0, None),
    "巡查点位.geojson": (12, 0, "wgs84"),
    "帮代办-只有村名.csv": (11, 1, None),
}


@pytest.mark.full
def test_samples_on_the_demo_county(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    county = str(tmp_path / "demo.wangge")
    assert main(["demo", "--out", county]) == 0
    capsys.readouterr()
    files = [str(SAMPLES / name) for name in WANTED]
    assert main(["import", *files, "--into", county, "--dry-run", "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert {f["file"]: (f.get("rows"), f.get("bad"), f.get("datum")) for f in answer["files"]} == WANTED
