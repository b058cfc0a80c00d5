"""Giving ground away: a brush over houses, whole blocks between streets, and grids merged into one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.map.tools.base import Pointer
from desktop.planning.paint.stage import faded
from desktop.planning.tools.hand import ALT, Hand
from gis.boundaries.actions.give_blocks import GiveBlocks
from gis.boundaries.actions.give_houses import GiveHouses
from gis.boundaries.actions.merge import Merge

BRUSH_PX, LEAST_PX, MOST_PX = 18.0, 6.0, 80.0


class BrushTool(Hand):
    """From the grid that takes, brush over houses of neighbours; with Alt held, off again. [ and ] change the brush."""

    hint = "画笔：从接收的网格按下，刷过邻格农户[Alt]擦回[［]小笔[］]大笔[Esc]取消"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self.radius_px = BRUSH_PX
        self._to = ""
        self._houses: set[int] = set()
        self._at: QPointF | None = None

    def taker(self, pointer: Pointer) -> str:
        """The chosen grid, else the one the stroke begins in."""
        grids = self.table.choice.grids
        return grids[0] if len(grids) == 1 else self.face_at(pointer.at)

    def begin(self, pointer: Pointer) -> bool:
        to = self.taker(pointer)
        if len(to) != 15:
            return False
        self._to, self._houses = to, set()
        self.drag(pointer)
        return True

    def drag(self, pointer: Pointer) -> None:
        self._at = pointer.at
        found = self._under(pointer)
        houses = self._houses - found if pointer.modifiers & ALT else self._houses | found
        if not houses and self._houses:
            self.table.trial.end()  # all of them were brushed off again
        elif houses != self._houses:
            self._houses = houses
            self.table.trial.drawn = self._around(pointer)
            self.table.trial.show(GiveHouses(sorted(self._houses), self._to), pointer.at, "画笔划户")
        elif self.table.trial.active:
            self.table.trial.pointer = pointer.at
        self._houses = houses
        self.canvas.update()

    def _around(self, pointer: Pointer) -> np.ndarray:
        """A square around the brush, which the tip keeps off."""
        (x, y), reach = self.metres(pointer.at), self.reach_m(self.radius_px)
        return np.array([(x + e * reach, y + n * reach) for e, n in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))])

    def _under(self, pointer: Pointer) -> set[int]:
        """Houses of other grids under the brush."""
        state = self.state
        if state is None:
            return set()
        (x, y), reach = self.metres(pointer.at), self.reach_m(self.radius_px)
        faces = [f for f in state.faces_near(x - reach, y - reach, x + reach, y + reach) if f.code != self._to]
        if not faces:
            return set()
        houses = np.concatenate([face.houses for face in faces])
        near = np.hypot(state.houses.x[houses] - x, state.houses.y[houses] - y) <= reach
        return set(houses[near].tolist())

    def finish(self, pointer: Pointer) -> None:
        to, houses = self._to, sorted(self._houses)
        self.give_up()
        self.table.trial.end()
        if houses:
            self.table.session.do(GiveHouses(houses, to))
        self.canvas.update()

    def hover(self, pointer: Pointer) -> None:
        self._at = pointer.at
        self.canvas.update()

    def key(self, key: int) -> bool:
        if key not in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            return super().key(key)
        factor = 1.25 if key == Qt.Key.Key_BracketRight else 0.8
        self.radius_px = min(max(self.radius_px * factor, LEAST_PX), MOST_PX)
        self.canvas.update()
        return True

    def give_up(self) -> None:
        self._to, self._houses = "", set()

    def paint(self, painter: QPainter) -> None:
        if self._at is not None:
            accent = self.canvas.theme.ui["accent"]
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(faded(accent, 0.10))
            painter.drawEllipse(self._at, self.radius_px, self.radius_px)


class BlocksTool(Hand):
    """With a grid chosen, a click on a block of a neighbour gives that block to it."""

    hint = "划街区：先点接收的网格，再点邻格的街区[Esc]取消"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self._shown: tuple[str, int, int] = ("", 0, 0)

    def hover(self, pointer: Pointer) -> None:
        grids = self.table.choice.grids
        code = self.face_at(pointer.at)
        if len(grids) != 1 or not code or code == grids[0]:
            self.table.trial.end()
            return
        x, y = self.metres(pointer.at)
        cell = (code, int(x // 6), int(y // 6))  # the block under the pointer changes no sooner
        if cell != self._shown or not self.table.trial.active:
            self._shown = cell
            self.table.trial.show(GiveBlocks([(x, y)], grids[0]), pointer.at, "划街区")

    def click(self, pointer: Pointer) -> None:
        self.hover(pointer)
        if self.table.trial.active:
            to = self.table.choice.grids
            if self.table.trial.commit():
                self.table.choice.set_grids(to)
        else:
            code = self.face_at(pointer.at)
            self.table.choice.set_grids((code,) if code.startswith(self.table.choice.village) and code else ())


class MergeTool(Hand):
    """With a grid chosen, a click on a neighbour merges it into that one."""

    hint = "合并：先点保留编号的网格，再点要并入的邻格[Esc]取消"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self._other = ""

    def hover(self, pointer: Pointer) -> None:
        grids, other = self.table.choice.grids, self.face_at(pointer.at)
        if len(grids) != 1 or not other or other == grids[0]:
            self._other = ""
            self.table.trial.end()
        elif other != self._other or not self.table.trial.active:
            self._other = other
            self.table.trial.show(Merge(grids[0], (other,)), pointer.at, "合并网格")

    def click(self, pointer: Pointer) -> None:
        self.hover(pointer)
        if self._other:
            keeps, self._other = self.table.choice.grids, ""
            if self.table.trial.commit():
                self.table.choice.set_grids(keeps)
        else:
            code = self.face_at(pointer.at)
            self.table.choice.set_grids((code,) if code.startswith(self.table.choice.village) and code else ())

    def give_up(self) -> None:
        self._other = ""
