"""The dispatcher's commands as rows: words, keys, when they can be done and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.actions import Command

if TYPE_CHECKING:
    from desktop.window import Window


def dispatch_commands(window: Window) -> list[Command]:
    """All rows, in the order of the menu; `menu` groups them."""
    desk, bridge, wiring = window.desk, window.bridge, window.wiring
    canvas, selection = desk.canvas, wiring.selection

    def no_county() -> str:
        return "" if bridge.workspace is not None else "还没有打开县库"

    def not_live() -> str:
        return no_county() or ("" if bridge.county.connected else "县库还在连接")

    def nothing_chosen() -> str:
        return not_live() or ("" if len(selection) else "先在地图或列表中选中事件")

    def no_undo() -> str:
        if not_live() or bridge.county.undo_words():
            return not_live()
        lost = bridge.county.overtaken_words()
        return f"“{lost}”之后他人又改过，不能撤销" if lost else "没有可撤销的操作"

    def no_redo() -> str:
        return not_live() or ("" if bridge.county.redo_words() else "没有可重做的操作")

    def layer(name: str):
        return lambda: canvas.set_layer_visible(name, not canvas.layer_states()[name])

    return [
        Command("undo", "撤销", ("Ctrl+Z",), bridge.undo, no_undo, "编辑"),
        Command("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), bridge.redo, no_redo, "编辑"),
        Command(
            "assign", "指派给…", ("F4", "Ctrl+Enter", "Ctrl+Return"), wiring.assigning.pick_unit, nothing_chosen, "事件"
        ),
        Command(
            "assign-suggested",
            "指派给建议单位",
            ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
            wiring.assign_suggested,
            nothing_chosen,
            "事件",
        ),
        Command("locate", "在地图上定位", ("Ctrl+L",), wiring.locate_selection, nothing_chosen, "事件"),
        Command("clear-selection", "取消选择", ("Ctrl+Shift+A",), selection.clear, nothing_chosen, "事件"),
        Command("find", "搜索事件、村、网格、人员", ("Ctrl+K", "Ctrl+F"), window.focus_search, no_county, "查找"),
        Command("clear-filter", "清除全部筛选", (), desk.filters.clear, no_county, "查找"),
        Command("time", "时间轴", ("Ctrl+T",), wiring.toggle_time_slider, no_county, "查找"),
        Command("county", "看全县", ("Ctrl+Home",), lambda: wiring.choose_division(0), no_county, "地图"),
        Command("density", "密度图", ("Ctrl+D",), layer("density"), no_county, "地图"),
        Command("box", "框选", ("Ctrl+B",), lambda: canvas.set_tool("box"), no_county, "地图"),
        Command("lasso", "套索选择", ("Ctrl+Shift+B",), lambda: canvas.set_tool("lasso"), no_county, "地图"),
        Command("length", "量距离", ("Ctrl+M",), lambda: canvas.set_tool("length"), no_county, "地图"),
        Command("area", "量面积", ("Ctrl+Shift+M",), lambda: canvas.set_tool("area"), no_county, "地图"),
        Command("base-map", "底图…", (), window.choose_base_map, no_county, "地图"),
        Command("theme", "日间 / 夜间", ("Ctrl+J",), window.toggle_theme, menu="窗口"),
        Command("full-screen", "全屏", ("F11",), window.toggle_full_screen, menu="窗口"),
        Command("layout", "恢复默认布局", (), window.reset_layout, menu="窗口"),
        Command("open", "打开县库…", ("Ctrl+O",), lambda: choose_county(window), menu="县库"),
        Command("backup", "在线备份…", ("Ctrl+Shift+S",), window.back_up, not_live, "县库"),
        Command("keys", "快捷键", ("F1",), window.show_keys, menu="帮助"),
    ]


def choose_county(window: Window) -> None:
    """Another county file."""
    path, _ = QFileDialog.getOpenFileName(window, "打开县库文件", "", "县库 (*.wangge);;所有文件 (*)")
    if path:
        window.open_county(path)
