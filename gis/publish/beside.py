"""Files written beside their place and put there when they are whole, so that a failure leaves what was there."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis.foundation.errors import WanggeError

FULL = ("disk is full", "no space left", "disk full")  # as GDAL and SQLite say it

WORDS = {
    errno.ENOENT: "没有这个文件夹", errno.ENOTDIR: "没有这个文件夹", errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限", errno.EROFS: "这个位置只能读", errno.ENAMETOOLONG: "文件名太长",
}  # fmt: skip
REMEDIES = {
    errno.ENOENT: "请先建好这个文件夹，或换一个位置。", errno.ENOTDIR: "请先建好这个文件夹，或换一个位置。",
    errno.EACCES: "请换一个有写入权限的位置。", errno.EROFS: "请换一个能写入的位置。",
    errno.ENAMETOOLONG: "请起短一些的名字。",
}  # fmt: skip


@contextmanager
def set_down(path: Path) -> Iterator[Path]:
    """Where to write instead of `path`: the same name in a folder beside it, on the same disk. When the block ends well
    every file in that folder takes its place beside `path`; when it does not, nothing does. OSError where the folder
    cannot be made or a file cannot be put in its place."""
    folder = Path(tempfile.mkdtemp(prefix=".writing-", dir=path.parent))
    try:
        yield folder / path.name
        for made in sorted(folder.iterdir()):
            with made.open("rb") as file:
                os.fsync(file.fileno())
        for made in sorted(folder.iterdir()):
            made.replace(path.with_name(made.name))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def not_written(path: Path, error: Exception) -> WanggeError:
    """What happened, what is safe and what to do, for a file that could not be written."""
    old = "原来的文件没有动。" if path.exists() else "没有留下半个文件。"
    words = str(error)
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or any(each in words.lower() for each in FULL):
        return WanggeError(f"磁盘满了，没有写成 {path}，{old}", "请腾出空间或换一个磁盘再导出。")
    why = WORDS.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or words
    remedy = REMEDIES.get(getattr(error, "errno", None) or 0, "请确认它没有被别的程序打开，或换一个有写入权限的位置。")
    return WanggeError(f"写不了 {path}（{why}），{old}", remedy)
