"""The dispatcher's commands as rows: words, keys, when they can be done and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import Command
from desktop.printing.ways import print_commands
from desktop.window_commands import history_commands

if TYPE_CHECKING:
    from desktop.window import Window


def dispatch_commands(window: Window) -> list[Command]:
    """All rows, in the order of the menu; `menu` groups them."""
    desk, bridge, wiring = window.desk, window.bridge, window.wiring
    canvas, selection = desk.canvas, wiring.selection

    def nothing_chosen() -> str:
        return bridge.not_live() or ("" if len(selection) else "先在地图或列表中选中事件")

    def no_assignment() -> str:
        return wiring.assigning.refusal() or nothing_chosen()

    def layer(name: str):
        return lambda: canvas.set_layer_visible(name, not canvas.layer_states()[name])

    return [
        *history_commands(bridge),
        Command(
            "assign", "指派给…", ("F4", "Ctrl+Enter", "Ctrl+Return"), wiring.assigning.pick_unit, no_assignment, "事件"
        ),
        Command(
            "assign-suggested",
            "指派给建议单位",
            ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
            wiring.assign_suggested,
            no_assignment,
            "事件",
        ),
        *wiring.acting.commands(),
        Command("locate", "在地图上定位", ("Ctrl+L",), wiring.locate_selection, nothing_chosen, "事件"),
        Command("clear-selection", "取消选择", ("Ctrl+Shift+A",), selection.clear, nothing_chosen, "事件"),
        Command("clear-filter", "清除全部筛选", (), desk.filters.clear, bridge.no_county, "查找"),
        Command("time", "时间轴", ("Ctrl+T",), wiring.toggle_time_slider, bridge.no_county, "查找"),
        Command("county", "看全县", ("Ctrl+Home",), lambda: wiring.choose_division(0), bridge.no_county, "地图"),
        Command("density", "密度图", ("Ctrl+D",), layer("density"), bridge.no_county, "地图"),
        Command("box", "框选", ("Ctrl+B",), lambda: canvas.set_tool("box"), bridge.no_county, "地图"),
        Command("lasso", "套索选择", ("Ctrl+Shift+B",), lambda: canvas.set_tool("lasso"), bridge.no_county, "地图"),
        Command("length", "量距离", ("Ctrl+M",), lambda: canvas.set_tool("length"), bridge.no_county, "地图"),
        Command("area", "量面积", ("Ctrl+Shift+M",), lambda: canvas.set_tool("area"), bridge.no_county, "地图"),
        Command("base-map", "底图…", (), window.choose_base_map, bridge.no_county, "地图"),
        *print_commands(window),
    ]
