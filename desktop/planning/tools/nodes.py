"""Moving a border by its points: drag a point, a corner, or the border itself, which gives it a new point."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.map.tools.base import Pointer
from desktop.planning.over import codes_beside
from desktop.planning.pointing import nearest_middle, nearest_point
from desktop.planning.tools.hand import SHIFT, Hand
from gis.boundaries.actions.delete_vertex import DeleteVertex
from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.move_vertex import MoveVertex
from gis.boundaries.editing.parts import Arc
from gis.boundaries.editing.state import State

POINT_PX, MIDDLE_PX, BORDER_PX = 12.0, 10.0, 9.0
START_PX = 4.0  # before this a press is a click
STEP_M, LONG_STEP_M = 0.5, 5.0


@dataclass(frozen=True)
class Grip:
    """What the hand has taken: a point of a border, or the segment after `vertex` into which a new one goes."""

    arc: int
    vertex: int
    insert: bool


class NodesTool(Hand):
    """Drag points of the chosen border; Delete takes one out; arrows move it by half a metre."""

    hint = "拖动节点[Shift]沿路[Alt]不吸附[Delete]删点[Enter]输入坐标[Esc]取消"

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self._grip: Grip | None = None
        self._moved = False
        self._rested = False  # whether the press before was let go where it went down
        self._twice = False  # whether the press under way is the second of a double click

    @property
    def chosen(self) -> Arc | None:
        state = self.state
        return state.arcs.get(self.table.choice.arc) if state is not None and self.table.choice.arc else None

    # --- taking hold

    def grip_at(self, pointer: Pointer) -> Grip | None:
        """What a press would take: a point of the chosen border, the middle of a segment, or any border."""
        at, arc = self.metres(pointer.at), self.chosen
        if arc is not None:
            point = nearest_point(arc.xy, *at, self.reach_m(POINT_PX))
            if point >= 0:
                return Grip(arc.id, point, False)
            middle = nearest_middle(arc.xy, *at, self.reach_m(MIDDLE_PX))
            if middle >= 0:
                return Grip(arc.id, middle, True)
        on = self.table.finder.nearest(*at, self.reach_m(BORDER_PX))
        if on is None:
            return None
        point = nearest_point(on.arc.xy, *at, self.reach_m(POINT_PX))
        return Grip(on.arc.id, point, False) if point >= 0 else Grip(on.arc.id, on.segment, True)

    def begin(self, pointer: Pointer) -> bool:
        self._grip, self._moved = self.grip_at(pointer), False
        if self._grip is None or self.state is None:
            self._twice = self._rested = False
            return False
        arc = self.state.arcs[self._grip.arc]
        vertex = -1 if self._grip.insert else self._grip.vertex
        self.table.choice.set_arc(arc.id, tuple(codes_beside(arc)), vertex)
        return True

    def drag(self, pointer: Pointer) -> None:
        grip, state = self._grip, self.state
        if grip is None or state is None:
            return
        if not self._moved and (pointer.at - self._start).manhattanLength() < START_PX:
            return
        self._moved = True
        to, snap = self.snapped(pointer, self._own(state, grip))
        over = self.table.over
        over.held = grip.vertex + 1 if grip.insert else grip.vertex
        gesture = InsertVertex(grip.arc, grip.vertex, to) if grip.insert else MoveVertex(grip.arc, grip.vertex, to)
        self.table.trial.show(gesture, pointer.at, "移动边界", snap)

    @staticmethod
    def _own(state: State, grip: Grip) -> frozenset[int]:
        """Arcs that move with the hand and so draw nothing."""
        arc = state.arcs.get(grip.arc)
        if arc is None or grip.insert or grip.vertex not in (0, len(arc.xy) - 1):
            return frozenset({grip.arc})
        return state.nodes.get(arc.ends[0 if grip.vertex == 0 else 1]) or frozenset()

    def finish(self, pointer: Pointer) -> None:
        grip, self._grip = self._grip, None
        twice, self._twice, self._rested = self._twice, False, not self._moved
        self.table.over.held = -1
        if grip is not None and self._moved and self.table.trial.commit():
            self._choose(grip.arc, grip.vertex + 1 if grip.insert else grip.vertex)
        elif twice and grip is not None and grip.insert and not self._moved:
            self._insert(pointer)

    def click(self, pointer: Pointer) -> None:
        code = self.face_at(pointer.at)
        self.table.choice.set_grids((code,) if code.startswith(self.table.choice.village) and code else ())

    def double(self, pointer: Pointer) -> None:
        """The second press of a double click: it takes hold like any other, and gives the border a point only when
        both presses are let go where they went down."""
        self._twice = self._rested
        super().double(pointer)

    def _insert(self, pointer: Pointer) -> None:
        on = self.table.finder.nearest(*self.metres(pointer.at), self.reach_m(BORDER_PX))
        if on is not None and self.table.session.do(InsertVertex(on.arc.id, on.segment, on.at)):
            self._choose(on.arc.id, on.segment + 1)

    def hover(self, pointer: Pointer) -> None:
        grip, over = self.grip_at(pointer), self.table.over
        mine = grip is not None and grip.arc == self.table.choice.arc and not grip.insert
        hovered = grip.vertex if grip is not None and mine else -1
        if hovered != over.hovered:
            over.hovered = hovered
            self.canvas.update()
        self.canvas.setCursor(Qt.CursorShape.SizeAllCursor if grip is not None else self.cursor)

    def give_up(self) -> None:
        self._grip, self._moved, self._twice, self._rested = None, False, False, False
        self.table.over.held = self.table.over.hovered = -1

    # --- keys

    def key(self, key: int) -> bool:
        arc, vertex = self.chosen, self.table.choice.vertex
        if arc is None:
            return super().key(key)
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self._choose(arc.id, (vertex + step) % len(arc.xy) if vertex >= 0 else 0)
        elif vertex < 0:
            return super().key(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.ask_exact()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete()
        elif key in STEPS:
            self._nudge(arc, vertex, *STEPS[Qt.Key(key)])
        else:
            return super().key(key)
        return True

    def delete(self) -> None:
        """Take the chosen point out."""
        arc, vertex = self.chosen, self.table.choice.vertex
        if arc is not None and self.table.session.do(DeleteVertex(arc.id, vertex)):
            self._choose(arc.id, -1)

    def _nudge(self, arc: Arc, vertex: int, east: int, north: int) -> None:
        step = LONG_STEP_M if QApplication.keyboardModifiers() & SHIFT else STEP_M
        x, y = arc.xy[vertex].tolist()
        if self.table.session.do(MoveVertex(arc.id, vertex, (x + east * step, y + north * step))):
            self._choose(arc.id, vertex)

    def _choose(self, arc_id: int, vertex: int) -> None:
        arc = self.state.arcs.get(arc_id) if self.state is not None else None
        if arc is not None:
            self.table.choice.set_arc(arc_id, tuple(codes_beside(arc)), vertex)


STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
