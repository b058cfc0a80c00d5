"""A demo county left behind by the days is told of, never a real one; the newest that was made is the one to open."""

from __future__ import annotations

from dataclasses import replace

from desktop.dialogs.fresh_demo import STALE_S, stale_since
from desktop.settings import default_county
from tests.small_county import make_snapshot


def test_only_an_old_demo_county_is_stale():
    snapshot = make_snapshot(50)
    newest = int(snapshot.events.reported_at.max())
    demo = replace(snapshot, made_up=True)
    assert stale_since(demo, newest + STALE_S) == 0
    assert stale_since(demo, newest + STALE_S + 1) == newest
    assert stale_since(replace(snapshot, made_up=False), newest + 100 * STALE_S) == 0


def test_the_newest_demo_county_is_the_one_to_open(tmp_path, monkeypatch):
    monkeypatch.setenv("WANGGE_DATA", str(tmp_path))
    assert default_county().name == "julu-demo.wangge"
    for name in ("julu-demo.wangge", "julu-demo-20261124-090000.wangge", "julu-demo-20261126-080000.wangge"):
        (tmp_path / name).touch()
    assert default_county().name == "julu-demo-20261126-080000.wangge"
