"""`main.py demo`: writes a county that opens again, refuses to overwrite, and tells in JSON what it made."""

import json
import sqlite3

import numpy as np
import pytest

from gis.cli import main
from gis.demo import photos

CALL = ["demo", "--scale", "0.03", "--seed", "3", "--at", "2026-11-23T14:32", "--format", "json"]


def test_demo_writes_a_county(tmp_path, capsys):
    out = tmp_path / "t.wangge"
    assert main([*CALL, "--out", str(out)]) == 0
    told = capsys.readouterr()
    summary = json.loads(told.out)
    assert summary["events"] == 7517
    assert summary["open"] == sum(summary["states"].values()) == 55
    assert summary["closed_share"] == pytest.approx(0.9533, abs=3e-4)
    assert "生成事件" in told.err
    with sqlite3.connect(out) as connection:
        assert connection.execute("select count(*) from event").fetchone() == (7517,)
        assert connection.execute("select count(*) from step").fetchone() == (summary["steps"],)
    connection.close()


def test_demo_refuses_to_overwrite(tmp_path, capsys):
    out = tmp_path / "t.wangge"
    out.write_bytes(b"mine")
    assert main([*CALL, "--out", str(out)]) == 1
    assert "--force" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
    assert main([*CALL, "--out", str(out), "--force"]) == 0
    assert out.read_bytes()[:6] == b"SQLite"
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_the_same_demo_twice_is_two_stores(tmp_path):
    uids = set()
    for name in "ab":
        out = tmp_path / name
        assert main([*CALL, "--out", str(out)]) == 0
        connection = sqlite3.connect(out)
        uids.update(connection.execute("select uid from county").fetchall())
        connection.close()
    assert len(uids) == 2


@pytest.mark.parametrize("wrong", [["--scale", "0"], ["--scale", "much"], ["--at", "yesterday"]])
def test_demo_refuses_a_wrong_call(tmp_path, wrong, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*CALL, "--out", str(tmp_path / "t.wangge"), *wrong])
    assert stop.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_pictures_without_a_chinese_font(monkeypatch):
    import io

    from PIL import Image

    with_font = photos.draw_pictures()
    monkeypatch.setattr(photos, "FONTS", ())
    plain = photos.draw_pictures()
    assert len(plain) == len(with_font) == 88
    image = np.asarray(Image.open(io.BytesIO(plain[0])))
    assert image.shape == (480, 640, 3)
    before, after = [{*plain[i::4], *plain[i + 1 :: 4]} for i in (0, 2)]
    assert len(before) >= 42 and not before & after, "disposal shows"
