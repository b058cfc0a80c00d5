"""Copies made while others write, and restores that are verified."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gis.foundation.errors import StoreError
from gis.store.backup import restore
from gis.store.check import check
from gis.store.opening import open_store
from gis.store.store import Store
from tests.gis.store.county import WHO, assert_same, assignment


def test_a_copy_restores_to_the_same_county(store: Store, tmp_path: Path, empty_place: Callable[[], str]):
    snapshot = store.load_snapshot()
    store.commit(assignment(snapshot, [1, 2]), *WHO)
    told: list[float] = []
    copy = store.backup(str(tmp_path / "backups" / "copy"), lambda share, words: told.append(share))
    store.commit(assignment(snapshot, [3]), *WHO)
    place = empty_place()
    report = restore(str(copy), place)
    assert report["ok"] and told[-1] == 1.0
    again = open_store(place)
    found = again.load_snapshot()
    assert found.seq == 2 and (found.events.version > 0).sum() == 2
    assert found.uid != snapshot.uid
    assert again.journal() == store.journal(limit=2)
    assert again.commit(assignment(found, [3]), *WHO).seq == 3
    again.close()
    assert [p.name for p in copy.parent.iterdir()] == ["copy"]


def test_others_go_on_working_meanwhile(store: Store, tmp_path: Path):
    snapshot = store.load_snapshot()

    def work() -> None:
        for row in range(40):
            store.commit(assignment(snapshot, [row]), *WHO)

    worker = threading.Thread(target=work)
    worker.start()
    copies = [store.backup(str(tmp_path / f"copy{n}.wangge")) for n in range(3)]
    worker.join()
    assert store.last_seq() == 41
    if not store.place.url:
        for copy in copies:
            assert check(str(copy))["ok"]


def test_a_checked_copy_is_sound_or_not_kept(store: Store, tmp_path: Path):
    told: list[tuple[float, str]] = []
    copy = store.backup(str(tmp_path / "sound.wangge"), lambda share, words: told.append((share, words)), verify=True)
    assert copy.exists() and told[-1][0] == 1.0
    if store.place.url:
        return
    assert len({words for _, words in told}) > 3, "copying, then each part of the check"
    connection = sqlite3.connect(store.place.path)
    with connection:
        connection.execute("UPDATE event SET description = '改过' WHERE id = (SELECT min(id) FROM event)")
    connection.close()
    with pytest.raises(StoreError, match="没有通过核验"):
        store.backup(str(tmp_path / "altered.wangge"), verify=True)
    assert [p.name for p in tmp_path.glob("*altered*")] == []


def test_nothing_is_overwritten(store: Store, tmp_path: Path, location: str):
    (tmp_path / "taken").write_text("keep me")
    with pytest.raises(StoreError, match="已经存在"):
        store.backup(str(tmp_path / "taken"))
    assert (tmp_path / "taken").read_text() == "keep me"
    copy = store.backup(str(tmp_path / "copy"))
    with pytest.raises(StoreError, match="已"):
        restore(str(copy), location)
    assert store.last_seq() == 1


def test_an_altered_backup_is_refused_and_not_kept(file: Path, tmp_path: Path):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE event SET description = '无事' WHERE id = 3")
    connection.close()
    goal = tmp_path / "out" / "again.wangge"
    with pytest.raises(StoreError, match="没有通过核验"):
        restore(str(file), str(goal))
    assert list(goal.parent.iterdir()) == []


def test_a_backup_of_the_other_kind_is_told(file: Path, tmp_path: Path):
    with pytest.raises(StoreError, match="不是同一种"):
        restore(str(file), "postgresql://postgres@/nowhere")
    (tmp_path / "dump").write_bytes(b"PGDMP....")
    with pytest.raises(StoreError, match="不是同一种"):
        restore(str(tmp_path / "dump"), str(tmp_path / "new.wangge"))
    with pytest.raises(StoreError, match="找不到"):
        restore(str(tmp_path / "none"), str(tmp_path / "new.wangge"))


def test_a_missing_dump_program_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from gis.store import backup

    if not store.place.url:
        pytest.skip("SQLite needs no program")
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(backup, "PROGRAMS", tmp_path)
    with pytest.raises(StoreError, match="没有 pg_dump"):
        store.backup(str(tmp_path / "copy"))


def test_a_restored_copy_is_the_same_but_for_its_identity(file: Path, tmp_path: Path):
    store = open_store(str(file))
    wanted = store.load_snapshot()
    copy = store.backup(str(tmp_path / "copy.wangge"))
    store.close()
    restore(str(copy), str(tmp_path / "again.wangge"))
    again = open_store(str(tmp_path / "again.wangge"))
    found = again.load_snapshot()
    again.close()
    from dataclasses import replace

    assert_same(replace(found, uid=wanted.uid), wanted)
