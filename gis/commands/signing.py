"""How words sign in: the account from --as, its password from WANGGE_PASSWORD or asked for at the terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.workspace import Workspace

HELP_AS = "以哪个账号登录，口令取自环境变量 WANGGE_PASSWORD，没有则在终端询问；县里没有账号时写姓名"


def sign_in(workspace: Workspace, login: str) -> None:
    """Sign in if the county has accounts; Refused if no account was named."""
    if not workspace.door.guarded:
        return
    if not login:
        raise Refused("这个县已启用账号，要先登录。", "请用 --as 账号 指定，口令放在环境变量 WANGGE_PASSWORD。")
    workspace.sign_in(login, os.environ.get("WANGGE_PASSWORD") or asked(f"{login} 的口令："))


def asked(prompt: str) -> str:
    """A password from the terminal, unseen; from standard input where there is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    import getpass

    return getpass.getpass(prompt)
