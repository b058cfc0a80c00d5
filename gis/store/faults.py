"""What went wrong underneath, told to a dispatcher: what happened, that the data is safe, what to do next."""

from __future__ import annotations

import errno
import sqlite3
from typing import NoReturn

from gis.foundation.errors import StoreError


class Damaged(StoreError):
    """The database is broken below the level of rows: only a backup helps."""


DAMAGED = ("县库已损坏，为免扩大损失，没有继续。", "请用最近的备份恢复：main.py restore 备份文件 新文件。")
FULL = ("磁盘已满，这一步没有写入，此前的数据完好。", "请腾出空间后重试。")
READ_ONLY = ("县库是只读的，不能写入；文件未受影响。", "请取消只读属性或向管理员要写权限后重试。")
BUSY = (
    "县库正被另一个程序占用，这一步没有写入。",
    "请稍候重试；若一直如此，请看是否有备份或杀毒软件正在使用该文件。",
)
LOST = ("与数据库的连接中断，这一步没有写入，已有数据完好。", "请检查网络与数据库服务后重试。")
GONE = ("县库打不开：文件或其文件夹不在了，或没有读取权限。", "请检查路径与权限。")

_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_IOERR: ("读写硬盘出错，这一步没有写入，此前的数据完好。", "请检查磁盘空间与硬盘状态后重试。"),
}
_ERRNO = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: READ_ONLY, errno.EACCES: READ_ONLY}


def retell(error: Exception) -> NoReturn:
    """Raise a StoreError for what a driver or the system raised; an error that is the program's own fault (broken
    constraint, wrong statement) goes on as it is."""
    told = _told(error)
    if told is None:
        raise error
    raise told from error


def _told(error: Exception) -> StoreError | None:
    cause: object = getattr(error, "orig", None) or error
    words: tuple[str, str] | None = None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        words = _SQLITE.get(code & 0xFF) if code is not None else None
    elif isinstance(cause, OSError):
        words = _ERRNO.get(cause.errno or 0, GONE)
    else:
        words = _postgres(str(getattr(cause, "sqlstate", None) or ""), cause)
    if words is DAMAGED:
        return Damaged(*words)
    return None if words is None else StoreError(*words)


def _postgres(state: str, cause: object) -> tuple[str, str] | None:
    """Words for an SQLSTATE; a connection that never came about carries none."""
    if state in ("53100", "53200"):
        return FULL
    if state in ("25006", "42501"):
        return READ_ONLY
    if state in ("55P03", "40P01", "57014"):
        return BUSY
    if state == "3D000" or (not state and "does not exist" in str(cause)):
        return "没有这个数据库。", "请检查 PostgreSQL 地址中的库名。"
    if state in ("28P01", "28000") or "authentication failed" in str(cause):
        return "数据库拒绝登录：用户名或密码不对。", "请检查 PostgreSQL 地址。"
    if state.startswith(("08", "57P")) or (not state and type(cause).__name__ == "OperationalError"):
        return LOST
    return None
