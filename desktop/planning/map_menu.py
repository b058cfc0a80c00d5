"""The menu of the right button on the planner's map: what can be done with the border, the point or the grid there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu

from desktop.planning.appointing import WORDS
from desktop.planning.exchange.found import BORDERS
from desktop.planning.over import codes_beside
from desktop.planning.pointing import nearest_point
from gis.boundaries.actions.delete_vertex import DeleteVertex
from gis.boundaries.actions.insert_vertex import InsertVertex

if TYPE_CHECKING:
    from desktop.planning.pointing import OnBorder
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.draft import Gesture

BORDER_PX, POINT_PX = 9.0, 12.0
COUNTY_DIGITS = 6  # a county around has no villages to go to


class MapMenu(QObject):
    """Made anew for each place; a disabled line says why."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        wiring.desk.canvas.context_requested.connect(self.open)

    def open(self, globally: QPoint, _rows: object) -> None:
        canvas = self.wiring.desk.canvas
        if self.wiring.session.state is None or not self.wiring.choice.village or self.wiring.trial.active:
            return
        at = canvas.viewport.to_map(*self._px(globally))
        self.filled(float(at[0]), float(at[1])).popup(globally)

    def _px(self, globally: QPoint) -> tuple[float, float]:
        at = QPointF(self.wiring.desk.canvas.mapFromGlobal(globally))
        return at.x(), at.y()

    def filled(self, x: float, y: float) -> QMenu:
        """The menu for a place in metres."""
        wiring, state = self.wiring, self.wiring.session.state
        assert state is not None
        menu = QMenu(wiring.window)
        menu.setObjectName("map-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        scale = wiring.desk.canvas.viewport.m_per_px
        on = wiring.table.finder.nearest(x, y, BORDER_PX * scale)
        if on is not None:
            self._of_border(menu, on, nearest_point(on.arc.xy, x, y, POINT_PX * scale))
            menu.addSeparator()
        code = state.face_at(x, y)
        if code.startswith(wiring.choice.village) and code:
            self._of_grid(menu, code)
        elif len(code) > COUNTY_DIGITS:
            name = state.places[code[:12]].short_name
            self._add(menu, f"到{name}", lambda: wiring.finding.choose_village(code[:12]))
        menu.addSeparator()
        arriving, leaving = wiring.arriving, wiring.leaving
        self._add(menu, "导入边界…", lambda: arriving.choose(BORDERS), arriving.refusal())
        self._add(menu, "导出…", leaving.choose, leaving.refusal())
        return menu

    def _of_border(self, menu: QMenu, on: OnBorder, point: int) -> None:
        wiring, arc = self.wiring, on.arc
        no = wiring.not_editable()
        wiring.choice.set_arc(arc.id, tuple(codes_beside(arc)), point)
        if point < 0:
            self._add(menu, "在这里插入节点", self._gesture(InsertVertex(arc.id, on.segment, on.at)), no)
        else:
            inner = "" if 0 < point < len(arc.xy) - 1 else "几条边界的交点不能删除"
            self._add(menu, "删除节点", self._gesture(DeleteVertex(arc.id, point)), no or inner)
            self._add(menu, "输入坐标…", wiring.handling.exact, no)
        self._add(menu, "拉直边界", wiring.handling.straighten, no)
        self._add(menu, "平滑边界…", wiring.handling.smooth, no)
        self._add(menu, "简化边界…", wiring.handling.simplify, no)

    def _of_grid(self, menu: QMenu, code: str) -> None:
        wiring, state = self.wiring, self.wiring.session.state
        assert state is not None
        no, name = wiring.not_editable(), state.number_of(code)

        def with_tool(tool: str) -> Callable[[], None]:
            def go() -> None:
                wiring.choice.set_grids((code,))
                wiring.handling.take_tool(tool)

            return go

        self._add(menu, f"选中 {name}", lambda: wiring.choice.set_grids((code,)))
        self._add(menu, "画线拆分", with_tool("cut"), no)
        self._add(menu, "沿路拆分", with_tool("cut-roads"), no)
        self._add(menu, "用画笔划进农户", with_tool("give"), no)
        self._add(menu, "与邻格合并", with_tool("merge"), no)
        menu.addSeparator()
        self._add(menu, WORDS, lambda: wiring.appointing.ask(code), no)
        locked = state.lock_on(code)
        if locked == code:
            self._add(menu, f"解锁 {name}", lambda: wiring.locking.unlock(code), wiring.locking.refusal())
        else:
            above = f"{state.number_of(locked)} 已锁定" if locked else ""
            self._add(menu, f"锁定 {name}…", lambda: wiring.locking.lock(code), above or wiring.locking.refusal())

    def _gesture(self, gesture: Gesture) -> Callable[[], object]:
        return lambda: self.wiring.session.do(gesture)

    @staticmethod
    def _add(menu: QMenu, words: str, call: Callable[[], object], refusal: str = "") -> None:
        action = menu.addAction(words)
        action.setEnabled(not refusal)
        action.setToolTip(refusal or words)
        action.triggered.connect(lambda _=False: call())
