"""Draw a border, or a stretch of it, as one straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.draft import Draft, arc_of, between, redrawn
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Straighten:
    """arc: id. first, last: the vertices that stay, all between them go; last -1 is the end of the arc."""

    arc: int
    first: int = 0
    last: int = -1

    def draft(self, state: State) -> Draft:
        arc = arc_of(state, self.arc)
        last = self.last if self.last >= 0 else len(arc.xy) - 1
        if not 0 <= self.first < last < len(arc.xy):
            raise Refused("请选同一段边界上的两个点。")
        if last - self.first < 2:
            raise Refused("这一段边界已经是直的。")
        if arc.ends[0] == arc.ends[1] and self.first == 0 and last == len(arc.xy) - 1:
            raise Refused("这条边界首尾相接，不能整条拉直。", "请选其中一段。")
        xy = np.concatenate([arc.xy[: self.first + 1], arc.xy[last:]])
        return redrawn(state, "straighten-border", f"拉直边界 {between(state, arc)}", {arc.id: xy})
