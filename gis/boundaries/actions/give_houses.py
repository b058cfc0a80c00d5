"""Give houses to a neighbouring grid with the brush: the border moves into the gaps around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.boundaries.actions.giving import chosen_of, parts_with
from gis.boundaries.actions.splitting import face_of
from gis.boundaries.editing.cells import lines_around
from gis.boundaries.editing.cutting import Cut
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class GiveHouses:
    """houses: indices of households (State.houses), of any grids; those that lie in `to` already stay. to: code."""

    houses: Sequence[int]
    to: str

    def draft(self, state: State) -> Draft:
        face_of(state, self.to)
        houses = np.unique(np.asarray(self.houses, np.int64))
        givers = {state.face_at(float(state.houses.x[i]), float(state.houses.y[i])) for i in houses.tolist()}
        givers -= {self.to, ""}
        if not givers:
            raise Refused(f"选中的农户本来就在{state.number_of(self.to)}。", "请刷过相邻网格的农户。")
        lines, chosen = {}, {}
        for code in sorted(givers):
            face = state.faces[code]
            chosen[code] = chosen_of(state, face, houses)
            lines[code] = lines_around(state, face, chosen[code])
        refuse_apart(state, self.to, list(lines))
        cut = Cut(state, lines, [self.to])
        going = [part for code in lines for part in parts_with(cut.parts_of(code), chosen[code])[0]]
        arcs, gone = cut.named({part.number: self.to for part in going}, {})
        count = sum(len(each) for each in chosen.values())
        label = f"{count} 户划给 {state.number_of(self.to)}"
        return Draft("give-houses", label, arcs, gone)


def refuse_apart(state: State, to: str, givers: list[str]) -> None:
    """Refused where none of the givers has a border with the taker."""
    beside = {code for i in state.faces[to].arcs for code in (state.arcs[i].left, state.arcs[i].right)}
    apart = [code for code in givers if code not in beside]
    if apart and len(apart) == len(givers):
        raise Refused(f"{state.number_of(apart[0])}与{state.number_of(to)}不相邻。", "请从共有边界的一侧划起。")
