"""Name who looks after a grid, or say that nobody does for now: a worker leaves, a new grid gets its own."""

from __future__ import annotations

from dataclasses import dataclass

from gis.boundaries.actions.splitting import GRID_DIGITS, face_of
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused

KIND = "appoint-worker"
WORD_NAMED, WORD_OTHER, WORD_NONE = "指定网格员", "换网格员", "网格员暂缺"


@dataclass(frozen=True)
class Appoint:
    """grid: code of 15 digits. worker: staff id, 0 leaves the grid without one. No name is in it, because the label of
    a stroke is printed and read by many."""

    grid: str
    worker: int

    def draft(self, state: State) -> Draft:
        face_of(state, self.grid)
        name = state.number_of(self.grid)
        if len(self.grid) != GRID_DIGITS:
            raise Refused(f"{name}还没有划分网格，不能指定网格员。", "请先划分网格。")
        held = state.places[self.grid].worker
        if self.worker == held:
            raise Refused(f"{name}的网格员没有变化。")
        word = f"{name}：{WORD_NONE if not self.worker else WORD_OTHER if held else WORD_NAMED}"
        return Draft(KIND, word, {}, workers={self.grid: self.worker})
