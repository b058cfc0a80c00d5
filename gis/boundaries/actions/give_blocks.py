"""Give whole blocks between roads and lanes to a neighbouring grid: the border moves onto the streets around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.boundaries.actions.give_houses import refuse_apart
from gis.boundaries.actions.splitting import face_of
from gis.boundaries.editing.cutting import Cut
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class GiveBlocks:
    """points: places inside the blocks, EPSG:4547 metres. to: code of the grid that takes them."""

    points: Sequence[tuple[float, float]]
    to: str

    def draft(self, state: State) -> Draft:
        import shapely

        face_of(state, self.to)
        givers = sorted({state.face_at(x, y) for x, y in self.points} - {self.to, ""})
        if not givers:
            raise Refused(f"选中的街区本来就在{state.number_of(self.to)}。", "请点相邻网格的街区。")
        refuse_apart(state, self.to, givers)
        lines = {code: state.streets.through(state.faces[code]) for code in givers}
        bare = [code for code, streets in lines.items() if not streets]
        if bare:
            raise Refused(f"{state.number_of(bare[0])}里没有道路或巷道，分不出街区。", "请用画笔划农户，或画线改边界。")
        cut = Cut(state, lines, [self.to])
        going = [p for p in cut.parts if any(shapely.intersects_xy(p.shape, x, y) for x, y in self.points)]
        arcs, gone = cut.named({part.number: self.to for part in going}, {})
        count = sum(len(part.houses) for part in going)
        label = f"{len(going)} 个街区（{count} 户）划给 {state.number_of(self.to)}"
        return Draft("give-blocks", label, arcs, gone)
