"""Add a point to a border, where it is or where the hand drags it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.draft import Draft, arc_of, between, redrawn
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class InsertVertex:
    """arc: id. segment: the new point comes between vertices `segment` and `segment + 1`. at: EPSG:4547 metres."""

    arc: int
    segment: int
    at: tuple[float, float]

    def draft(self, state: State) -> Draft:
        arc = arc_of(state, self.arc)
        if not 0 <= self.segment < len(arc.xy) - 1:
            raise Refused("这段边界已不存在。", "请重新选择边界。")
        xy = np.insert(arc.xy, self.segment + 1, self.at, axis=0)
        return redrawn(state, "insert-border-vertex", f"插入节点 {between(state, arc)}", {arc.id: xy})
