"""Take out the points a border does not need (Douglas and Peucker 1973)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gis.boundaries.editing.draft import Draft, arc_of, between, redrawn
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Thin:
    """arc: id. tolerance_m: how far the border may depart from where it is."""

    arc: int
    tolerance_m: float = 2.0

    def draft(self, state: State) -> Draft:
        import shapely

        arc = arc_of(state, self.arc)
        if not self.tolerance_m > 0:
            raise Refused("简化的允许偏差须大于 0 米。")
        line: Any = shapely.simplify(shapely.LineString(arc.xy), self.tolerance_m, preserve_topology=True)
        xy = shapely.get_coordinates(line)
        if len(xy) == len(arc.xy):
            raise Refused(f"在 {self.tolerance_m:g} 米之内没有可省的点。", "请加大允许偏差，或到此为止。")
        return redrawn(state, "simplify-border", f"简化边界 {between(state, arc)}", {arc.id: xy})
