"""The start cache: what comes back, what is ignored, and what it does not import."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gis.store import cache
from gis.store.backup import restore
from gis.store.opening import open_store
from gis.store.store import Store
from tests.gis.store.county import WHO, assert_same, assignment
from tests.small_county import make_snapshot


def test_a_snapshot_comes_back_mapped(tmp_path: Path):
    snapshot = make_snapshot(50)
    place = str(tmp_path / "a.wangge")
    assert cache.save(snapshot, place)
    found = cache.load(place)
    assert found is not None
    assert_same(found, snapshot)
    assert not found.events.x.flags.writeable and not found.events.x.flags.owndata
    assert found.mesh.xy.ctypes.data % cache.ALIGN == 0


def test_no_cache_is_no_news(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    assert cache.load(str(tmp_path / "a.wangge")) is None
    assert not caplog.records


def test_each_place_has_its_own(tmp_path: Path):
    cache.save(make_snapshot(5), str(tmp_path / "a.wangge"))
    assert cache.load(str(tmp_path / "b.wangge")) is None
    assert cache.load(str(tmp_path / "x" / ".." / "a.wangge")) is not None
    cache.forget(str(tmp_path / "a.wangge"))
    assert cache.load(str(tmp_path / "a.wangge")) is None


def test_the_last_one_saved_counts_and_the_others_go(tmp_path: Path):
    place = str(tmp_path / "a.wangge")
    cache.save(make_snapshot(5), place)
    last = cache.save(replace(make_snapshot(6), seq=7), place)
    found = cache.load(place)
    assert found is not None and (found.seq, len(found.events)) == (7, 6)
    assert cache.kept(place) == [last]


def test_one_that_is_in_use_stays_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = str(tmp_path / "a.wangge")
    cache.save(make_snapshot(5), place)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError("in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        last = cache.save(replace(make_snapshot(5), seq=8), place)
    assert cache.kept(place)[0] == last and len(cache.kept(place)) == 2
    found = cache.load(place)
    assert found is not None and found.seq == 8


@pytest.mark.parametrize("harm", ["cut", "grown", "header", "magic", "empty", "fields"])
def test_a_damaged_one_is_ignored_with_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: str):
    place = str(tmp_path / "a.wangge")
    path = cache.save(make_snapshot(5), place)
    assert path is not None
    data = bytearray(path.read_bytes())
    if harm == "cut":
        del data[-100:]
    elif harm == "grown":
        data += b"x"
    elif harm == "header":
        data[60] ^= 1
    elif harm == "magic":
        data[len(cache.MAGIC) - 1] += 1
    elif harm == "empty":
        data.clear()
    else:
        data[:] = data.replace(b'"households"', b'"householdz"')
    path.unlink()
    path.write_bytes(data)
    with caplog.at_level(logging.WARNING):
        assert cache.load(place) is None
    assert "启动缓存不可用" in caplog.text
    assert cache.save(make_snapshot(5), place) and cache.load(place) is not None


def test_what_cannot_be_written_is_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "taken"))
    assert cache.save(make_snapshot(5), "a.wangge") is None
    assert "启动缓存没有写成" in caplog.text


def test_loading_imports_nothing_heavy():
    code = (
        "import sys; from gis.store import cache; import gis.store.adopt; cache.load('none.wangge');"
        "print([m for m in ('sqlalchemy', 'pyproj', 'shapely', 'alembic', 'pandas', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_cached_snapshot_catches_up(store: Store, location: str):
    snapshot = store.load_snapshot()
    cache.save(snapshot, location)
    assert store.verify_cached(snapshot) == []
    committed = store.commit(assignment(snapshot, [4]), *WHO)
    found = cache.load(location)
    assert found is not None and store.verify_cached(found) == [committed]


def test_a_cache_of_another_county_or_a_later_state_is_not_used(store: Store):
    snapshot = store.load_snapshot()
    assert store.verify_cached(replace(snapshot, uid="another")) is None
    assert store.verify_cached(replace(snapshot, seq=9)) is None


def test_a_restored_county_does_not_take_the_cache_of_the_original(file: Path, tmp_path: Path):
    store = open_store(str(file))
    snapshot = store.load_snapshot()
    store.backup(str(tmp_path / "copy.wangge"))
    store.close()
    restore(str(tmp_path / "copy.wangge"), str(tmp_path / "again.wangge"))
    again = open_store(str(tmp_path / "again.wangge"))
    assert again.verify_cached(snapshot) is None
    assert np.array_equal(again.load_snapshot().events.id, snapshot.events.id)
    again.close()


def test_a_cache_says_whether_its_county_wants_a_sign_in(tmp_path):
    place = str(tmp_path / "a.wangge")
    cache.save(make_snapshot(5), place)
    assert not cache.load_kept(place).guarded
    cache.save(make_snapshot(5), place, guarded=True)
    assert cache.load_kept(place).guarded
