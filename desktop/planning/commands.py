"""The planner's commands as rows: words, keys, when they can be done and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import Command
from desktop.planning.appointing import WORDS
from desktop.planning.exchange.found import BORDERS, HOUSEHOLDS
from desktop.printing.ways import plan_print_commands

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring


def planning_commands(wiring: PlanningWiring) -> list[Command]:
    """All rows, in the order of the menu."""
    session, choice = wiring.session, wiring.choice

    def no_village() -> str:
        return wiring.bridge.not_live() or session.reading() or ("" if choice.village else "先选一个村")

    def not_editable() -> str:
        return no_village() or wiring.not_editable()

    def no_border() -> str:
        return not_editable() or ("" if choice.arc else "先点一条边界")

    def no_point() -> str:
        if wiring.handling.draws:
            return not_editable()
        return no_border() or ("" if choice.vertex >= 0 else "先点边界上的一个节点")

    def no_lock() -> str:
        return no_village() or wiring.locking.refusal()

    def no_plan() -> str:
        return no_village() or ("" if session.plan is not None else "台上是现行网格，还没有方案")

    def no_undo() -> str:
        return not_editable() or ("" if session.undo_words else "还没有可撤销的步骤")

    def no_redo() -> str:
        return not_editable() or ("" if session.redo_words else "没有可重做的步骤")

    arriving, leaving = wiring.arriving, wiring.leaving

    def tool(name: str):
        return lambda: wiring.handling.take_tool(name)

    def named(word: str, what: str) -> str:
        return f"{word}：{what}" if what else word

    return [
        Command(
            "undo", "撤销", ("Ctrl+Z",), wiring.hearing.undo, no_undo, "编辑", lambda: named("撤销", session.undo_words)
        ),
        Command(
            "redo",
            "重做",
            ("Ctrl+Y", "Ctrl+Shift+Z"),
            session.redo,
            no_redo,
            "编辑",
            lambda: named("重做", session.redo_words),
        ),
        Command("tool-pick", "选择", ("V",), tool("pick"), no_village, "工具"),
        Command("tool-nodes", "移动节点", ("E",), tool("nodes"), not_editable, "工具"),
        Command("tool-redraw", "重画边界", ("R",), tool("redraw"), not_editable, "工具"),
        Command("tool-cut", "画线拆分", ("S",), tool("cut"), not_editable, "工具"),
        Command("tool-cut-roads", "沿路拆分", ("Shift+S",), tool("cut-roads"), not_editable, "工具"),
        Command("tool-cut-houses", "圈农户拆分", ("L",), tool("cut-houses"), not_editable, "工具"),
        Command("tool-give", "画笔划户", ("G",), tool("give"), not_editable, "工具"),
        Command("tool-blocks", "划街区", ("Shift+G",), tool("blocks"), not_editable, "工具"),
        Command("tool-merge", "合并网格", ("M",), tool("merge"), not_editable, "工具"),
        Command("tool-length", "量距离", ("Ctrl+M",), tool("length"), no_village, "工具"),
        Command("tool-area", "量面积", ("Ctrl+Shift+M",), tool("area"), no_village, "工具"),
        Command("magnet", "吸附（右键选吸附到什么）", ("N",), wiring.handling.toggle_magnet, no_village, "工具"),
        Command("straighten", "拉直边界", ("Ctrl+1",), wiring.handling.straighten, no_border, "边界"),
        Command("smooth", "平滑边界…", ("Ctrl+2",), wiring.handling.smooth, no_border, "边界"),
        Command("simplify", "简化边界…", ("Ctrl+3",), wiring.handling.simplify, no_border, "边界"),
        Command("exact", "输入坐标…", ("Ctrl+E",), wiring.handling.exact, no_point, "边界"),
        Command(
            "appoint",
            WORDS,
            ("Ctrl+4",),
            wiring.appointing.ask_chosen,
            lambda: no_village() or wiring.appointing.refusal(),
            "规划",
        ),
        Command("plans", "方案…", ("Ctrl+L",), wiring.plan_menu.open, no_village, "规划"),
        Command("impact", "影响明细…", ("Ctrl+I",), wiring.show_impact, no_plan, "规划"),
        Command("time-machine", "时间机器：某一天的界线", ("Ctrl+T",), wiring.time_machine.toggle, no_village, "规划"),
        *plan_print_commands(wiring.window, lambda: session.plan.id if session.plan else 0, no_plan),
        Command(
            "import-borders", "导入边界…", ("Ctrl+Alt+I",), lambda: arriving.choose(BORDERS), arriving.refusal, "规划"
        ),
        Command(
            "import-households",
            "导入农户…",
            ("Ctrl+Alt+H",),
            lambda: arriving.choose(HOUSEHOLDS),
            arriving.refusal,
            "规划",
        ),
        Command("counties-around", "周边七县…", (), arriving.counties, arriving.no_counties, "规划"),
        Command("export-borders", "导出…", ("Ctrl+Alt+E",), leaving.choose, leaving.refusal, "规划"),
        Command("lock-village", "锁定全村边界…", (), lambda: wiring.locking.lock(choice.village), no_lock, "规划"),
        Command("village", "换一个村", ("Ctrl+Up",), wiring.finding.leave_village, no_village, "规划"),
        Command("fit-village", "看全村", ("Ctrl+Home",), wiring.finding.fit_village, no_village, "规划"),
    ]
