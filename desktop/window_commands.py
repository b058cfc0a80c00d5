"""Commands that hold in every workplace, and undo and redo of the county's journal for those that have no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop import motion
from desktop.actions import Command
from desktop.people.commands import people_commands

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from desktop.window import Window


def window_commands(window: Window) -> list[Command]:
    """All rows, in the order of the menu; `menu` groups them."""
    motion.apply(window.settings)
    bridge = window.bridge

    def no_other_county() -> str:
        return bridge.covered if bridge.workspace is not None else ""

    return [
        Command(
            "find", "搜索事件、村、网格、人员", ("Ctrl+K", "Ctrl+F"), window.focus_search, bridge.no_county, "查找"
        ),
        *people_commands(window),
        Command("theme", "日间 / 夜间", ("Ctrl+J",), window.toggle_theme, menu="窗口"),
        Command(
            "motion",
            "减少动画",
            (),
            lambda: motion.toggle(window),
            menu="窗口",
            naming=lambda: motion.words(window.settings),
        ),
        Command("full-screen", "全屏", ("F11",), lambda: toggle_full_screen(window), menu="窗口"),
        Command("layout", "恢复默认布局", (), lambda: reset_layout(window), lambda: bridge.covered, "窗口"),
        Command("open", "打开县库…", ("Ctrl+O",), lambda: choose_county(window), no_other_county, "县库"),
        Command("fresh-demo", "新建演示县…", (), lambda: make_fresh_demo(window), no_other_county, "县库"),
        Command("backup", "在线备份…", ("Ctrl+Shift+S",), lambda: back_up(window), bridge.not_live, "县库"),
        Command("keys", "快捷键", ("F1",), lambda: show_keys(window), lambda: bridge.covered, "帮助"),
    ]


def history_commands(bridge: CountyBridge) -> list[Command]:
    """撤销 and 重做 over the journal, each named after what it would do."""

    def no_undo() -> str:
        if bridge.not_live() or bridge.county.undo_words():
            return bridge.not_live()
        lost = bridge.county.overtaken_words()
        return f"“{lost}”之后他人又改过，不能撤销" if lost else "没有可撤销的操作"

    def no_redo() -> str:
        return bridge.not_live() or ("" if bridge.county.redo_words() else "没有可重做的操作")

    def named(word: str, what: str) -> str:
        return f"{word}：{what}" if what else word

    return [
        Command(
            "undo",
            "撤销",
            ("Ctrl+Z",),
            bridge.undo,
            no_undo,
            "编辑",
            lambda: named("撤销", bridge.county.undo_words() if bridge.workspace else ""),
        ),
        Command(
            "redo",
            "重做",
            ("Ctrl+Y", "Ctrl+Shift+Z"),
            bridge.redo,
            no_redo,
            "编辑",
            lambda: named("重做", bridge.county.redo_words() if bridge.workspace else ""),
        ),
    ]


def fill_menu(window: Window) -> None:
    """The menu of the user: what the workplace in sight can do, then what holds everywhere."""
    window.refresh_commands()
    menu = window.top_bar.menu
    for part in menu.findChildren(QMenu):
        part.deleteLater()
    parts: dict[str, QMenu] = {}
    for commands in (*window.workplaces.present_commands(), window.commands):
        for row in commands.rows.values():
            if row.menu not in parts:
                parts[row.menu] = menu.addMenu(row.menu)
                parts[row.menu].setToolTipsVisible(True)
            parts[row.menu].addAction(commands.actions[row.id])


def toggle_full_screen(window: Window) -> None:
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def reset_layout(window: Window) -> None:
    """The columns of the design again."""
    window.desk.default_layout(window.width(), window.height() - window.theme.height("topbar"))


def show_keys(window: Window) -> None:
    """The page of keys of whatever is in sight."""
    from desktop.dialogs.keys import KeysDialog

    KeysDialog(window.theme, [*window.workplaces.rows(), *window.commands.rows.values()], window).open()


def make_fresh_demo(window: Window) -> None:
    """A demo county of today, beside whatever is there."""
    from desktop.dialogs import fresh_demo

    fresh_demo.make_fresh(window)


def back_up(window: Window) -> None:
    """A verified copy of the county while everyone works on."""
    from desktop.dialogs import backup

    backup.back_up(window)


def choose_county(window: Window) -> None:
    """Another county file; what is half done in this one keeps it."""
    if why := window.workplaces.unfinished():
        window.tell(why)
        return
    path, _ = QFileDialog.getOpenFileName(window, "打开县库文件", "", "县库 (*.wangge);;所有文件 (*)")
    if path:
        window.open_county(path)
