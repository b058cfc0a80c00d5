"""Commands of whoever sits here: lock, leave, own password, the county's first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import Command

if TYPE_CHECKING:
    from desktop.window import Window

MENU = "账号"


def people_commands(window: Window) -> list[Command]:
    """Rows of the menu 账号; what a county without accounts does not need says so."""
    door, bridge = window.doorkeeper, window.bridge

    def no_wizard() -> str:
        if bridge.not_live():
            return bridge.not_live()
        return "这个县已有账号；其他账号由管理员在办公台的账号页添加" if bridge.county.door.guarded else ""

    def change_password() -> None:
        from desktop.people.own_password import OwnPasswordDialog

        OwnPasswordDialog(window).open()

    def first_administrator() -> None:
        from desktop.people.first_administrator import FirstAdministrator

        FirstAdministrator(window).open()

    return [
        Command("lock", "锁屏", ("Ctrl+Alt+L",), door.lock, door.refusal_to_lock, MENU),
        Command("own-password", "修改口令…", (), change_password, door.refusal_to_lock, MENU),
        Command("sign-out", "退出登录 / 换人…", (), door.sign_out, door.refusal_to_lock, MENU),
        Command("first-administrator", "设置管理员，启用账号…", (), first_administrator, no_wizard, MENU),
    ]
