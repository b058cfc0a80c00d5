"""Round the corners of a border by cutting them (Chaikin 1974); both ends stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.draft import Draft, arc_of, between, redrawn
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused

LEAST_M = 1.0  # edges shorter than this are not cut any further


@dataclass(frozen=True)
class Smooth:
    """arc: id. rounds: how often corners are cut, 1 to 4."""

    arc: int
    rounds: int = 2

    def draft(self, state: State) -> Draft:
        arc = arc_of(state, self.arc)
        if not 1 <= self.rounds <= 4:
            raise Refused("平滑次数须为 1 至 4。")
        if len(arc.xy) < 3:
            raise Refused("这条边界是直的，没有可平滑的拐点。")
        xy = np.array(arc.xy)
        for _ in range(self.rounds):
            xy = _cut_corners(xy)
        return redrawn(state, "smooth-border", f"平滑边界 {between(state, arc)}", {arc.id: xy})


def _cut_corners(xy: np.ndarray) -> np.ndarray:
    """Each inner vertex gives way to two, a quarter of the way along either edge; one with a short edge stays."""
    step = np.hypot(*np.diff(xy, axis=0).T)
    out = [xy[:1]]
    for i in range(1, len(xy) - 1):
        if min(step[i - 1], step[i]) < LEAST_M:
            out.append(xy[i : i + 1])
        else:
            out.append(np.array([xy[i] + (xy[i - 1] - xy[i]) / 4, xy[i] + (xy[i + 1] - xy[i]) / 4]))
    return np.concatenate([*out, xy[-1:]])
