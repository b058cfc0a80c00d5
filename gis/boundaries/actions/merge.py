"""Merge grids of one village: the first keeps its number, the others are retired and never used again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.boundaries.actions.splitting import GRID_DIGITS, face_of
from gis.boundaries.editing.cutting import Cut
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Merge:
    """keeps: the code that stays. others: the codes that are retired."""

    keeps: str
    others: Sequence[str]

    def draft(self, state: State) -> Draft:
        others = sorted(set(self.others) - {self.keeps})
        if not others:
            raise Refused("请至少选两个网格来合并。")
        for code in (self.keeps, *others):
            face_of(state, code)
            if len(code) != GRID_DIGITS:
                raise Refused(f"{state.number_of(code)}还没有划分网格，不能合并。")
            if code[:12] != self.keeps[:12]:
                raise Refused("只能合并同一个村的网格。", "要改村界，请移动边界。")
        cut = Cut(state, {}, [self.keeps, *others])
        arcs, gone = cut.named({}, {code: self.keeps for code in others})
        words = "、".join(code[12:] for code in others)
        label = f"{words} 并入 {state.number_of(self.keeps)}"
        return Draft("merge-grids", label, arcs, gone, {}, {code: self.keeps for code in others})
