"""The tools in hand, and what is done to the chosen border without one: straighten, smooth, simplify, type a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent

from desktop.panels.sections import StayingMenu
from desktop.planning.dialog_place import leave_in_sight
from desktop.planning.tools.cutting import CutTool, LassoSplitTool, RedrawTool, RoadsTool
from desktop.planning.tools.drawing import DrawTool
from desktop.planning.tools.giving import BlocksTool, BrushTool, MergeTool
from desktop.planning.tools.hand import ALT, SHIFT, Hand
from desktop.planning.tools.nodes import NodesTool
from desktop.planning.tools.pick import PickTool
from gis.boundaries.snapping import SnapKind

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.draft import Gesture

TOOLS: dict[str, type[Hand]] = {
    "pick": PickTool,
    "nodes": NodesTool,
    "redraw": RedrawTool,
    "cut": CutTool,
    "cut-roads": RoadsTool,
    "cut-houses": LassoSplitTool,
    "give": BrushTool,
    "blocks": BlocksTool,
    "merge": MergeTool,
}
DRAWING = TOOLS.keys() - {"pick"}
NO_VILLAGE = "点地图上的村，放到台上规划[Ctrl K]搜村名[滚轮]缩放"
HOLDING = {Qt.Key.Key_Shift: SHIFT, Qt.Key.Key_Alt: ALT}


class Handling(QObject):
    """One per desk: gives the map its tools."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.canvas, self.table = wiring, wiring.desk.canvas, wiring.table
        for name, make in TOOLS.items():
            self.canvas.add_tool(name, make(self.canvas, self.table))
        self.canvas.home_tool = "pick"
        self.canvas.set_tool("pick")
        self.canvas.tool_changed.connect(self._tool_changed)
        self.tell_hint()
        self.table.ask_exact, self.table.hand_down = self.exact, self._hand_down
        button = wiring.desk.tools.buttons["magnet"]
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(lambda at: self.magnet_menu(button.mapToGlobal(at)))

    def _hand_down(self, down: bool) -> None:
        """While a gesture counts households, neither map makes ready what may be shown next; what was said of the last
        gesture stands in the way of this one."""
        if down:
            self.wiring.window.toast.make_way()
        self.canvas.leave_to_hand(down)
        self.wiring.window.desk.canvas.leave_to_hand(down)

    def put_away(self) -> None:
        """Where nothing can be drawn any more, the hand holds no tool that draws."""
        wiring = self.wiring
        if self.canvas.tool_name in DRAWING and wiring.session.state is not None and wiring.not_editable():
            self.canvas.set_tool("pick")

    def tell_hint(self) -> None:
        """What the hand can do; before there is a village, how to come by one."""
        self.canvas.headup.set_hint(self.canvas.tool.hint if self.wiring.choice.village else NO_VILLAGE)

    def take_tool(self, name: str) -> None:
        self.canvas.set_tool(name)
        self.canvas.setFocus()

    def _tool_changed(self, name: str) -> None:
        self.wiring.over.vertex_shown = name == "nodes"
        self.wiring.over.held = self.wiring.over.hovered = -1
        self.wiring.trial.end()
        self.wiring.refresh_commands()

    def modifier(self, event: QEvent) -> None:
        """Shift or Alt under a hand that does not move changes what the pointer is drawn to."""
        if not isinstance(event, QKeyEvent) or event.key() not in HOLDING:
            return
        tool, key = self.canvas.tool, HOLDING[Qt.Key(event.key())]
        if isinstance(tool, Hand):
            # What the event says was held is from before the key on some systems and from after it on others.
            down = event.type() == QEvent.Type.KeyPress
            tool.rethink(event.modifiers() | key if down else event.modifiers() & ~key)

    @property
    def draws(self) -> bool:
        """Whether the tool in hand draws a line, whose next point can be typed."""
        return isinstance(self.canvas.tool, DrawTool)

    def magnet_menu(self, globally: QPoint) -> None:
        """What may draw the pointer."""
        menu = StayingMenu(self.wiring.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in SnapKind:
            action = menu.addAction(f"吸附到{kind.value}")
            action.setCheckable(True)
            action.setChecked(kind in self.table.kinds)
            action.toggled.connect(lambda on, k=kind: self._draws(k, on))
        menu.popup(globally)

    def _draws(self, kind: SnapKind, on: bool) -> None:
        (self.table.kinds.add if on else self.table.kinds.discard)(kind)

    def toggle_magnet(self) -> None:
        self.table.magnet = not self.table.magnet
        self.wiring.mark_magnet()
        self.wiring.refresh_commands()

    def straighten(self) -> None:
        from gis.boundaries.actions.straighten import Straighten

        self._on_border(lambda arc: Straighten(arc))

    def smooth(self) -> None:
        from desktop.planning.border_form import SMOOTH, BorderForm

        BorderForm(self.wiring, SMOOTH).open()

    def simplify(self) -> None:
        from desktop.planning.border_form import SIMPLIFY, BorderForm

        BorderForm(self.wiring, SIMPLIFY).open()

    def _on_border(self, gesture: Callable[[int], Gesture]) -> None:
        arc, grids = self.wiring.choice.arc, self.wiring.choice.grids
        if self.wiring.session.do(gesture(arc)):
            self.wiring.choice.set_arc(arc, grids)

    def exact(self) -> None:
        """Type where the chosen point shall lie, or the next point of the line that is being drawn."""
        from desktop.planning.exact_input import ExactInput
        from desktop.planning.place_input import PlaceInput

        tool = self.canvas.tool
        if isinstance(tool, DrawTool):
            asked = PlaceInput(tool.line[-1] if tool.line else None, tool.place, tool.look, self.wiring.window)
            if tool.line:
                leave_in_sight(asked, self.canvas, *tool.line[-1])
            asked.open()
            return

        ExactInput(self.wiring).open()
