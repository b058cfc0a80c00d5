"""Split a grid by a lasso of houses: those inside become a grid of their own, with the border in the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.boundaries.actions.giving import chosen_of, parts_with
from gis.boundaries.actions.splitting import face_of, split_into
from gis.boundaries.editing.cells import lines_around
from gis.boundaries.editing.cutting import Cut
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.state import State


@dataclass(frozen=True)
class SplitByHouses:
    """face: code. houses: indices of its households that leave it (State.houses)."""

    face: str
    houses: Sequence[int]

    def draft(self, state: State) -> Draft:
        face = face_of(state, self.face)
        chosen = chosen_of(state, face, np.asarray(self.houses, np.int64))
        cut = Cut(state, {self.face: lines_around(state, face, chosen)})
        leaving, staying = parts_with(cut.parts, chosen)
        return split_into(state, cut, self.face, [leaving, staying], "split-grid-by-houses")
