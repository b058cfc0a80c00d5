"""Choosing: a click takes the grid or the border under it, with Ctrl several grids; a double click another village."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.map.tools.base import Pointer
from desktop.planning.over import codes_beside
from desktop.planning.tools.hand import Hand

BORDER_PX = 6.0


class PickTool(Hand):
    """The tool at rest."""

    hint = "点网格或边界选中[Ctrl]多选[双击]换村"

    def hover(self, pointer: Pointer) -> None:
        on = self.table.finder.nearest(*self.metres(pointer.at), self.reach_m(BORDER_PX))
        self.canvas.setCursor(Qt.CursorShape.PointingHandCursor if on else self.cursor)

    def click(self, pointer: Pointer) -> None:
        choice = self.table.choice
        on = self.table.finder.nearest(*self.metres(pointer.at), self.reach_m(BORDER_PX))
        if on is not None:
            choice.set_arc(on.arc.id, tuple(codes_beside(on.arc)))
            return
        code = self.face_at(pointer.at)
        if not code.startswith(choice.village):
            choice.clear()
        elif pointer.modifiers & Qt.KeyboardModifier.ControlModifier:
            chosen = [each for each in choice.grids if each != code]
            choice.set_grids(tuple(chosen) if code in choice.grids else (*chosen, code))
        else:
            choice.set_grids((code,))

    def double(self, pointer: Pointer) -> None:
        code = self.face_at(pointer.at)
        if code and not code.startswith(self.table.choice.village):
            self.table.ask_village(code[:12])
        else:
            self.canvas.navigator.zoom_at(2.0, pointer.at)
