"""Split a grid along the roads and lanes that run through it; blocks too small for a grid join a neighbour."""

from __future__ import annotations

from dataclasses import dataclass

from gis.boundaries.actions.splitting import face_of, split_into
from gis.boundaries.editing.cutting import Cut, Part
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.preview import LEAST
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class SplitByRoads:
    """face: code. least: households below which a block joins the neighbour with the longest common street."""

    face: str
    least: int = LEAST

    def draft(self, state: State) -> Draft:
        face = face_of(state, self.face)
        lines = state.streets.through(face)
        if not lines:
            raise Refused("这个网格里没有道路或巷道。", "请画线拆分。")
        cut = Cut(state, {self.face: lines})
        groups = _joined(cut.parts, max(1, self.least))
        if len(groups) < 2:
            raise Refused(f"沿路分不出各有 {self.least} 户的两块。", "请画线拆分。")
        return split_into(state, cut, self.face, groups, "split-grid-by-roads")


def _joined(parts: tuple[Part, ...], least: int) -> list[list[Part]]:
    """Blocks grown together until each holds `least` households; the smallest goes first."""
    group = {part.number: [part] for part in parts}
    home = {part.number: part.number for part in parts}
    while len(group) > 1:
        held = {g: sum(len(p.houses) for p in own) for g, own in group.items()}
        small = min(group, key=lambda g: (held[g], g))
        if held[small] >= least:
            break
        beside: dict[int, float] = {}
        for part in group[small]:
            for other, metres in part.inner.items():
                if home[other] != small:
                    beside[home[other]] = beside.get(home[other], 0.0) + metres
        if not beside:
            break
        best = max(beside, key=lambda g: (beside[g], -g))
        for part in group[small]:
            home[part.number] = best
        group[best] += group.pop(small)
    return list(group.values())
