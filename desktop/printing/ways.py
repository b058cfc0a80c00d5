"""The desk's ways to paper: what each command and page calls. Values in; the dialog does the rest.

print_event_sheet(window, row)            工单 of one event
print_event_sheets(window, rows)          工单 of several, in one file
print_slips(window, rows)                 回执 or 告知单 to reporters and grid workers
print_letters(window, letters, rectify)   催办通知, 督办通知书; with `rectify` the 整改通知书
print_evaluation(window, found)           考核通报 of an evaluation
print_plan(window, plan_id, notice)       网格调整审批表; with `notice` the 公示图
print_map(window)                         the dispatcher's map as it is seen
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.actions import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.printing.dialog import PrintDialog
    from desktop.printing.letters import Rectify
    from desktop.printing.making import Maker
    from desktop.printing.map_sheet import MapRequest
    from desktop.window import Window
    from gis.evaluation.evaluate import Evaluation
    from gis.evaluation.letters import Letter
    from gis.foundation.viewport import Bounds

PAPER = "print/paper"
NO_BASE = "底图瓦片不印在纸上，印的是程序自己的地面：瓦片的清晰度和版权不一定合用。"


def print_commands(window: Window) -> list[Command]:
    """Rows for the dispatcher's menu."""
    bridge = window.bridge

    def nothing_chosen() -> str:
        return bridge.not_live() or ("" if len(window.wiring.selection) else "先在地图或列表中选中事件")

    return [
        Command("print-sheet", "打印工单…", ("Ctrl+P",), lambda: print_selection(window), nothing_chosen, "打印"),
        Command("print-slips", "打印告知单…", (), lambda: print_selected_slips(window), nothing_chosen, "打印"),
        Command("print-map", "打印地图…", ("Ctrl+Shift+P",), lambda: print_map(window), bridge.not_live, "打印"),
    ]


def plan_print_commands(window: Window, plan: Callable[[], int], refusal: Callable[[], str]) -> list[Command]:
    """Rows for the planner's menu. plan: the id of the plan on the table; refusal: why there is none."""
    return [
        Command("print-plan", "打印审批表…", ("Ctrl+P",), lambda: print_plan(window, plan()), refusal, "打印"),
        Command(
            "print-notice", "打印公示图…", ("Ctrl+Shift+P",), lambda: print_plan(window, plan(), True), refusal, "打印"
        ),
    ]


def show(window: Window, title: str, maker: Maker, options: QWidget | None = None) -> None:
    """Open the dialog on a document that `maker` lays out (worker thread)."""

    def opened() -> None:
        _open(window, title, maker, options)

    when_ready(window, opened)


def when_ready(window: Window, call: Callable[[], None]) -> None:
    """Call once the modules of printing are there; the first time they are read off the GUI thread."""
    if "desktop.printing.gather" in sys.modules and "desktop.printing.dialog" in sys.modules:
        call()
    else:
        window.jobs.run("print", _read_modules, lambda _: call(), lambda error: window.tell(f"不能打印：{error}"))


def _read_modules() -> None:
    for name in ("desktop.printing.dialog", "desktop.printing.printer", "desktop.printing.gather"):
        import_module(name)


def _open(window: Window, title: str, maker: Maker, options: QWidget | None) -> PrintDialog:
    from desktop.printing.dialog import PrintDialog

    dialog = PrintDialog(window, title, maker, options)
    dialog.open()
    return dialog


def _gather() -> Any:
    """Where documents are made (worker thread)."""
    from desktop.printing import gather

    return gather


def print_event_sheet(window: Window, row: int) -> None:
    """工单 of an event row."""
    print_event_sheets(window, [row])


def print_event_sheets(window: Window, rows: Sequence[int]) -> None:
    """工单 of event rows in one file, a page of its own for each."""
    workspace, states, now = window.bridge.county, window.bridge.states, window.bridge.clock.now()
    wanted = [int(row) for row in rows]
    title = f"工单 {workspace.snapshot.events.number(wanted[0])}" if len(wanted) == 1 else f"工单 {len(wanted):,} 件"
    show(window, title, lambda told: _gather().event_sheets(workspace, wanted, states, now, told))


def print_slips(window: Window, rows: Sequence[int]) -> None:
    """回执 of open events, 告知单 of closed and refused ones, two to a sheet."""
    workspace, now = window.bridge.county, window.bridge.clock.now()
    wanted = [int(row) for row in rows]
    title = (
        f"告知单 {workspace.snapshot.events.number(wanted[0])}" if len(wanted) == 1 else f"告知单 {len(wanted):,} 件"
    )
    show(window, title, lambda told: _gather().slips(workspace, wanted, now, told))


def print_letters(window: Window, letters: Sequence[Letter], rectify: Rectify | None = None) -> None:
    """Letters of supervision (gis.evaluation.letters); with `rectify` the 整改通知书 that follows one of them."""
    workspace, now = window.bridge.county, window.bridge.clock.now()
    wanted = list(letters)
    title = f"{wanted[0].title} {wanted[0].addressee}" if len(wanted) == 1 else f"督办函件 {len(wanted):,} 份"
    show(window, title, lambda _told: _gather().letters(workspace, wanted, now, rectify))


def print_evaluation(window: Window, found: Evaluation) -> None:
    """考核通报 of an evaluation (gis.evaluation.evaluate)."""
    workspace, now = window.bridge.county, window.bridge.clock.now()
    show(window, "考核通报", lambda _told: _gather().evaluation(workspace, found, now))


def print_plan(window: Window, plan_id: int, notice: bool = False) -> None:
    """网格调整审批表 of a plan; with `notice` its 公示图, on A3."""
    workspace, now = window.bridge.county, window.bridge.clock.now()
    title = "公示图" if notice else "网格调整审批表"
    show(window, title, lambda _told: _gather().plan_paper(workspace, plan_id, notice, now))


def print_selected_slips(window: Window) -> None:
    """回执 and 告知单 of what is selected on the dispatcher's desk."""
    rows = np.sort(window.wiring.selection.rows)
    if len(rows):
        print_slips(window, rows.tolist())


def print_selection(window: Window) -> None:
    """工单 of what is selected on the dispatcher's desk."""
    rows = np.sort(window.wiring.selection.rows)
    if len(rows):
        print_event_sheets(window, rows.tolist())


def print_map(window: Window) -> None:
    """The dispatcher's map as it is seen now."""
    when_ready(window, lambda: _open_map(window))


def _open_map(window: Window) -> None:
    from desktop.printing.map_options import MapOptions

    workspace, now = window.bridge.county, window.bridge.clock.now()
    paper = str(window.settings.value(PAPER, "A4"))
    seen = replace(seen_map(window), paper=paper if paper in ("A4", "A3") else "A4")
    canvas = window.desk.canvas
    base = canvas.tiles.source is not None and canvas.layer_states()["raster"]
    options = MapOptions(seen.title, seen.paper, NO_BASE if base else "")

    def made_of(request: MapRequest) -> Maker:
        return lambda _told: _gather().map_sheet(workspace, request, now)

    dialog = _open(window, "地图", made_of(seen), options)

    def changed() -> None:
        window.settings.setValue(PAPER, options.paper)
        title = options.title.text().strip() or seen.title
        dialog.set_maker(made_of(replace(seen, title=title, paper=options.paper)))

    options.changed.connect(changed)


def seen_map(window: Window) -> MapRequest:
    """What the dispatcher's map shows: view, events, layers, filter."""
    from desktop.panels.filter_words import words_of
    from desktop.printing.map_sheet import MapRequest, titled

    bridge, canvas = window.bridge, window.desk.canvas
    snapshot, layers = bridge.snapshot, canvas.layer_states()
    return MapRequest(
        titled(snapshot, max(canvas.focus, 0)),
        _seen_bounds(window),
        bridge.rows,
        bridge.states,
        bridge.fresh_at or bridge.clock.now(),
        frozenset(name for name, shown in layers.items() if shown and name not in ("density", "raster")),
        layers["density"],
        canvas.focus,
        words_of(bridge.filter, snapshot, bridge.clock.now()),
    )


def _seen_bounds(window: Window) -> Bounds:
    """The part of the map that no card covers; of a county seen whole the county, so that it fills the sheet."""
    from desktop.printing.map_sheet import widened

    canvas, snapshot = window.desk.canvas, window.bridge.snapshot
    view, (left, top, right, bottom) = canvas.viewport, canvas.navigator.insets
    west, north = view.to_map(left, top)
    east, south = view.to_map(view.width_px - right, view.height_px - bottom)
    whole = snapshot.divisions.bounds[0]
    if west <= whole[0] and south <= whole[1] and east >= whole[2] and north >= whole[3]:
        return widened(snapshot, 0)
    return west, south, east, north
