"""Take a point out of a border; corners where borders meet stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.draft import Draft, arc_of, between, redrawn
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class DeleteVertex:
    """arc: id. vertex: its number along the arc, from 0."""

    arc: int
    vertex: int

    def draft(self, state: State) -> Draft:
        arc = arc_of(state, self.arc)
        if not 0 <= self.vertex < len(arc.xy):
            raise Refused("这个点已不存在。", "请重新选择边界上的点。")
        if self.vertex in (0, len(arc.xy) - 1):
            raise Refused("这是几条边界的交点，不能删除。", "可以移动它；要去掉边界，请合并两侧的网格。")
        xy = np.delete(arc.xy, self.vertex, axis=0)
        return redrawn(state, "delete-border-vertex", f"删除节点 {between(state, arc)}", {arc.id: xy})
