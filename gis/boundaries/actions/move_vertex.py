"""Move one point of a border; if it is a corner where borders meet, all of them follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.actions.move_node import MoveNode
from gis.boundaries.editing.draft import Draft, arc_of, between, redrawn
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class MoveVertex:
    """arc: id. vertex: its number along the arc, from 0. to: EPSG:4547 metres."""

    arc: int
    vertex: int
    to: tuple[float, float]

    def draft(self, state: State) -> Draft:
        arc = arc_of(state, self.arc)
        if not 0 <= self.vertex < len(arc.xy):
            raise Refused("这个点已不存在。", "请重新选择边界上的点。")
        if self.vertex in (0, len(arc.xy) - 1):
            return MoveNode(arc.ends[0 if self.vertex == 0 else 1], self.to).draft(state)
        xy = np.array(arc.xy)
        xy[self.vertex] = self.to
        return redrawn(state, "move-border-vertex", f"移动边界 {between(state, arc)}", {arc.id: xy})
