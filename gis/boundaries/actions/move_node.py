"""Move a corner where borders meet: grids, villages and townships around it follow, because there is only one of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.draft import Draft, redrawn
from gis.boundaries.editing.parts import LEVELS
from gis.boundaries.editing.state import State
from gis.county.divisions import Level
from gis.foundation.errors import Refused

WORDS = {Level.GRID: "网格角点", Level.VILLAGE: "村界角点", Level.TOWNSHIP: "乡镇界角点", Level.COUNTY: "县界角点"}


@dataclass(frozen=True)
class MoveNode:
    """node: where the corner is, EPSG:4547 metres equal to the bit. to: where it goes."""

    node: tuple[float, float]
    to: tuple[float, float]

    def draft(self, state: State) -> Draft:
        ids = state.nodes.get(self.node)
        if not ids:
            raise Refused("这个角点已不存在。", "请重新选择。")
        arcs = [state.arcs[i] for i in sorted(ids)]
        if any(arc.outer for arc in arcs):
            raise Refused("这个角点在县界上，不能移动。", "县界以上级核定为准。")
        lines = {}
        for arc in arcs:
            xy = np.array(arc.xy)
            if arc.ends[0] == self.node:
                xy[0] = self.to
            if arc.ends[1] == self.node:
                xy[-1] = self.to
            lines[arc.id] = xy
        level = min(arc.rank for arc in arcs)
        codes = sorted({code for arc in arcs for code in (arc.left, arc.right)})
        digits = {level: cut for cut, level in LEVELS}.get(level, 15)
        names = "、".join(_name(state, code) for code in sorted({code[:digits] for code in codes})[:4])
        return redrawn(state, "move-corner", f"移动{WORDS[level]} {names}", lines)


def _name(state: State, code: str) -> str:
    place = state.places.get(code)
    return place.short_name if place else code
