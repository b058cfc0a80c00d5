"""Where a county lives: a file of its own or a PostgreSQL database, and why a network share is no place for a file."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from gis.foundation.errors import StoreError

SUFFIX = ".wangge"
SHARES = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "glusterfs", "ceph",
        "lustre", "fuse.sshfs", "fuse.rclone", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.glusterfs",
        "fuse.cephfs",
    )
)  # fmt: skip
DRIVE_REMOTE = 4  # GetDriveTypeW


@dataclass(frozen=True)
class Place:
    """Exactly one of the two is given. url: an SQLAlchemy URL of PostgreSQL. path: an absolute file path."""

    url: str = ""
    path: Path = Path()

    @property
    def words(self) -> str:
        """How messages name it, without a password."""
        return re.sub(r":[^:@/]*@", "@", self.url) if self.url else str(self.path)


def place_of(location: str) -> Place:
    """The place that a location names: postgresql://… or postgresql+psycopg://…, else a file path."""
    if location.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        return Place(url="postgresql+psycopg:" + location.split(":", 1)[1])
    if "://" in location:
        raise StoreError(f"不认识的县库地址：{location.split('://')[0]}://…", "请给出文件路径或 postgresql:// 地址。")
    return Place(path=Path(os.path.abspath(os.path.expanduser(location))))


def identity_of(location: str) -> str:
    """One text per place, however it was spelled: what caches and locks are named after."""
    place = place_of(location)
    return place.words if place.url else os.path.realpath(place.path)


def refuse_share(path: Path, mounts: str | None = None) -> None:
    """StoreError if a file lies on a network share, where SQLite's locks do not hold and data gets lost.

    `mounts` is the text of /proc/mounts (read when None; a test hands in its own).
    """
    if sys.platform == "win32":
        shared = _windows_share(str(path))
    else:
        shared = _mount_type(os.path.realpath(path), _mounts() if mounts is None else mounts) in SHARES
    if shared:
        raise StoreError(
            f"{path.name} 放在网络共享盘上，多机同时使用会损坏数据，没有打开。",
            "请把文件移到本机硬盘；多台电脑共用请使用 PostgreSQL。",
        )


def _mounts() -> str:
    table = Path("/proc/mounts")
    return table.read_text(encoding="utf-8", errors="surrogateescape") if table.exists() else ""


def _mount_type(path: str, mounts: str) -> str:
    """File system type of the mount that holds a path: the longest mount point, the last one if mounted over."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m.group(1), 8)), parts[1])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def _windows_share(path: str) -> bool:
    if path.startswith(("\\\\", "//")):
        return not path.startswith(("\\\\?\\", "\\\\.\\")) or path.upper().startswith("\\\\?\\UNC")
    import ctypes

    drive = os.path.splitdrive(path)[0] + "\\"
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == DRIVE_REMOTE)  # type: ignore[attr-defined]
