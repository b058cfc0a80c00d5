"""Every way opening can fail is told plainly and harms nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gis.foundation.errors import StoreError
from gis.store import engine, faults, places
from gis.store.opening import open_store
from tests.gis.store.county import WHO, assignment
from tests.postgres import Postgres

ROOT_MOUNT = "/dev/sda1 / ext4 rw 0 0\n"


def refusal(location: object, **more: str) -> StoreError:
    with pytest.raises(StoreError) as refused:
        open_store(str(location), **more).close()
    assert refused.value.message and refused.value.remedy
    return refused.value


def test_a_missing_file(tmp_path: Path):
    assert "找不到" in refusal(tmp_path / "none.wangge").message
    assert list(tmp_path.iterdir()) == []


def test_not_a_county(tmp_path: Path):
    (tmp_path / "text.wangge").write_text("区划,事件\n" * 50)
    assert "不是县库" in refusal(tmp_path / "text.wangge").message
    (tmp_path / "empty.wangge").touch()
    assert "不是县库" in refusal(tmp_path / "empty.wangge").message
    assert "文件夹" in refusal(tmp_path).message
    (tmp_path / "工单.csv").write_text("上报时间,事项\n" * 50)
    told = refusal(tmp_path / "工单.csv")
    assert "表格" in told.message and "main.py import 工单.csv" in told.remedy
    (tmp_path / "界线.kml").write_text("<kml/>" * 50)
    assert "地理数据" in refusal(tmp_path / "界线.kml").message
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE a (b)")
    other.close()
    assert "别的程序" in refusal(tmp_path / "other.db").message
    assert "不认识" in refusal("mysql://somewhere/county").message


def test_a_newer_schema(file: Path):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = file.read_bytes()
    told = refusal(file)
    assert "更新版本的程序" in told.message and "升级" in told.remedy
    assert file.read_bytes() == before


def test_a_newer_schema_on_postgresql(server: Postgres, postgres_template: str):
    import psycopg

    name = server.new_database(postgres_template)
    with psycopg.connect(f"host={server.folder} user=postgres dbname={name}") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "更新版本的程序" in refusal(server.url(name)).message


def test_a_cut_file(file: Path):
    os.truncate(file, file.stat().st_size // 2)
    assert "损坏" in refusal(file).message


def test_overwritten_bytes_are_told_and_not_a_crash(file: Path):
    size = file.stat().st_size
    with open(file, "r+b") as harmed:
        harmed.seek(8192)
        harmed.write(os.urandom(size - 8192))
    with pytest.raises(StoreError, match="损坏"):
        store = open_store(str(file))
        try:
            store.load_snapshot()
        finally:
            store.close()


def test_a_lost_table(file: Path):
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE step")
    connection.close()
    assert "缺少 step" in refusal(file).message


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_read_only_file(file: Path, monkeypatch: pytest.MonkeyPatch):
    file.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK))  # root may write anything
    assert "只读" in refusal(file).message
    assert [p.name for p in file.parent.iterdir()] == [file.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount")
def test_a_read_only_disk(file: Path, tmp_path: Path):
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", mounted], check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        shutil.copy(file, mounted / "county.wangge")
        subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
        assert "只读" in refusal(mounted / "county.wangge").message
    finally:
        subprocess.run(["umount", mounted], check=True)


@pytest.mark.parametrize(
    ("mount", "refused"),
    [
        ("server:/x {} nfs4 rw 0 0", True),
        ("//pc/share {} cifs rw 0 0", True),
        ("me@pc:/ {} fuse.sshfs rw 0 0", True),
        ("/dev/sdb1 {} ext4 rw 0 0", False),
        ("server:/x {}/deeper nfs rw 0 0", False),
    ],
)
def test_a_network_share(file: Path, mount: str, refused: bool):
    folder = file.parent.as_posix().replace(" ", "\\040")
    mounts = ROOT_MOUNT + mount.format(folder) + "\n"
    if refused:
        assert "网络共享" in refusal(file, mounts=mounts).message
    else:
        open_store(str(file), mounts=mounts).close()


def test_the_mount_on_top_counts():
    over = "a /data nfs rw 0 0\nb /data ext4 rw 0 0\n"
    places.refuse_share(Path("/data/x.wangge"), over)
    with pytest.raises(StoreError):
        places.refuse_share(Path("/my data/x.wangge"), "a /my\\040data cifs rw 0 0\n")


@pytest.mark.parametrize(("path", "shared"), [(r"\\pc\share\a.wangge", True), (r"\\?\UNC\pc\share\a", True)])
def test_windows_shares_are_known_by_their_names(path: str, shared: bool):
    assert places._windows_share(path) is shared


def test_a_county_in_use(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "BUSY_S", 0.1)
    store = open_store(str(file))
    snapshot = store.load_snapshot()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="占用"):
        store.commit(assignment(snapshot, [1]), *WHO)
    assert store.last_seq() == 1, "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    assert store.commit(assignment(snapshot, [1]), *WHO).seq == 2
    store.close()


def test_a_full_disk_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch):
    store = open_store(str(file))
    snapshot = store.load_snapshot()
    raw = store.engine.raw_connection()
    pages = raw.driver_connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[union-attr]
    raw.driver_connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[union-attr]
    raw.close()
    seq = 1
    with pytest.raises(StoreError) as full:
        for row in range(60):
            seq = store.commit(assignment(snapshot, [row]), *WHO).seq
    assert full.value.message == faults.FULL[0]
    store.close()
    again = open_store(str(file))
    assert again.last_seq() == seq
    assert (again.load_snapshot().events.version > 0).sum() == seq - 1
    again.close()


FULL_DISK = """
import sys
from gis.foundation.errors import StoreError
from gis.store.opening import open_store
from tests.gis.store.county import WHO, assignment
store = open_store(sys.argv[1])
snapshot = store.load_snapshot()
seq = 1
try:
    for row in range(60):
        seq = store.commit(assignment(snapshot, [row]), *WHO).seq
except StoreError as error:
    print(seq, error.message)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount")
def test_a_really_full_disk(file: Path, tmp_path: Path):
    mounted = tmp_path / "small"
    mounted.mkdir()
    size = file.stat().st_size + 160 * 1024
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", mounted], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        county = shutil.copy(file, mounted / "county.wangge")
        done = subprocess.run([sys.executable, "-c", FULL_DISK, county], capture_output=True, text=True, check=True)
        seq, words = done.stdout.split(" ", 1)
        assert "磁盘已满" in words or "读写硬盘出错" in words
        shutil.copytree(mounted, tmp_path / "out")
    finally:
        subprocess.run(["umount", mounted], check=True)
    store = open_store(str(tmp_path / "out" / "county.wangge"))
    assert store.last_seq() == int(seq)
    store.close()


def test_a_database_that_is_not_there(server: Postgres):
    assert "没有这个数据库" in refusal(server.url("nowhere")).message
    assert "没有县库" in refusal(server.url("postgres")).message
    assert "中断" in refusal("postgresql://postgres@/x?host=/nowhere").message


def test_messages_name_no_password():
    place = places.place_of("postgresql://me:secret@host/db")
    assert place.words == "postgresql+psycopg://me@host/db"
