"""Splitting a grid: along a drawn line, along the streets, by a lasso of houses; and drawing a border anew."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desktop.map.tools.base import Pointer
from desktop.map.tools.lasso import in_ring
from desktop.planning.paint.stage import faded
from desktop.planning.tools.drawing import DrawTool, Place
from desktop.planning.tools.hand import Hand
from gis.boundaries.actions.reshape import Reshape
from gis.boundaries.actions.split_houses import SplitByHouses
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.actions.split_roads import SplitByRoads
from gis.boundaries.editing.draft import Gesture

BORDER_PX = 16.0
STEP_PX = 3


class CutTool(DrawTool):
    """A line across a grid splits it."""

    hint = "画线拆分：从边界外画到对面边界外[双击]完成[退格]撤点[Ctrl E]输入[Esc]取消"
    label = "拆分网格"

    def gesture(self, line: list[Place]) -> Gesture | None:
        face = self._face(line)
        return SplitByLine(face, line) if face else None

    def _face(self, line: list[Place]) -> str:
        """The chosen grid, else the one that most of the line runs through."""
        import shapely

        state, choice = self.state, self.table.choice
        if state is None:
            return ""
        if len(choice.grids) == 1 and choice.grids[0] in state.faces:
            return choice.grids[0]
        drawn = shapely.LineString(line)
        near = [f for f in state.faces_near(*drawn.bounds) if f.code.startswith(choice.village)]
        return max(near, key=lambda f: shapely.intersection(drawn, f.shape).length).code if near else ""


class RedrawTool(DrawTool):
    """A line from a border back to the same border: what lies between changes hands."""

    hint = "重画边界：从边界上起笔，画回同一条边界[双击]完成[Ctrl E]输入[Esc]取消"
    label = "重画边界"

    def gesture(self, line: list[Place]) -> Gesture | None:
        arc = self._arc(line)
        return Reshape(arc, line) if arc else None

    def _arc(self, line: list[Place]) -> int:
        """The border the line begins on: the chosen one where several meet, then the one it also ends on; failing any,
        the chosen one."""
        finder, reach, chosen = self.table.finder, self.reach_m(BORDER_PX), self.table.choice.arc
        begun = [on.arc.id for on in finder.within(*line[0], reach)]
        if not begun or chosen in begun:
            return chosen
        ended = {on.arc.id for on in finder.within(*line[-1], reach)}
        return next((arc for arc in begun if arc in ended), begun[0])


class RoadsTool(Hand):
    """A click on a grid splits it along the streets; the pointer shows how."""

    hint = "沿路拆分：点要拆分的网格[Esc]取消"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self._face = ""

    def hover(self, pointer: Pointer) -> None:
        face = self.face_at(pointer.at)
        if not face.startswith(self.table.choice.village) or not face:
            self._face = ""
            self.table.trial.end()
        elif face != self._face or not self.table.trial.active:
            self._face = face
            self.table.trial.show(SplitByRoads(face), pointer.at, "沿路拆分")

    def click(self, pointer: Pointer) -> None:
        self.hover(pointer)
        if self._face:
            self._face = ""
            self.table.trial.commit()

    def give_up(self) -> None:
        self._face = ""


class LassoSplitTool(Hand):
    """Houses inside a drawn ring become a grid of their own."""

    hint = "圈农户：按住圈出要分出去的农户[Esc]取消"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self._ring: list[QPointF] = []
        self._houses: tuple[int, ...] = ()

    def begin(self, pointer: Pointer) -> bool:
        self._ring, self._houses = [pointer.at], ()
        return True

    def drag(self, pointer: Pointer) -> None:
        if (pointer.at - self._ring[-1]).manhattanLength() < STEP_PX:
            return
        self._ring.append(pointer.at)
        face, houses = self._inside()
        if houses and houses != self._houses:
            self._houses = houses
            self.table.trial.drawn = np.array([self.metres(at) for at in self._ring])
            self.table.trial.show(SplitByHouses(face, houses), pointer.at, "圈出农户")
        elif self.table.trial.active:
            self.table.trial.pointer = pointer.at
        self.canvas.update()

    def _inside(self) -> tuple[str, tuple[int, ...]]:
        """(grid, its houses inside the ring): of the chosen grid, else of the one with most of them."""
        state, choice = self.state, self.table.choice
        if state is None or len(self._ring) < 3:
            return "", ()
        ring = np.array([self.metres(at) for at in self._ring])
        low, high = ring.min(axis=0), ring.max(axis=0)
        best: tuple[str, tuple[int, ...]] = "", ()
        for face in state.faces_near(low[0], low[1], high[0], high[1]):
            if not face.code.startswith(choice.village) or (len(choice.grids) == 1 and face.code != choice.grids[0]):
                continue
            x, y = state.houses.x[face.houses], state.houses.y[face.houses]
            houses = tuple(face.houses[in_ring(x, y, ring)].tolist())
            if len(houses) > len(best[1]):
                best = face.code, houses
        return best

    def finish(self, pointer: Pointer) -> None:
        face, houses = self._inside()
        self.give_up()
        self.table.trial.end()
        if houses:
            self.table.session.do(SplitByHouses(face, houses))
        self.canvas.update()

    def give_up(self) -> None:
        self._ring, self._houses = [], ()

    def paint(self, painter: QPainter) -> None:
        if self._ring:
            accent = self.canvas.theme.ui["accent"]
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(faded(accent, 0.08))
            painter.drawPolygon(QPolygonF(self._ring))
