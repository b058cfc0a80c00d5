"""Split a grid along a drawn line: the largest part keeps the number, the others take the village's next ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.boundaries.actions.splitting import face_of, split_into
from gis.boundaries.editing.cutting import Cut
from gis.boundaries.editing.draft import Draft, points_of
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class SplitByLine:
    """face: code. line: the drawn points, EPSG:4547 metres; it has to cross the grid from border to border."""

    face: str
    line: Sequence[tuple[float, float]]

    def draft(self, state: State) -> Draft:
        face_of(state, self.face)
        cut = Cut(state, {self.face: [points_of(self.line)]})
        if len(cut.parts) < 2:
            raise Refused("这条线没有把网格分开。", "请从边界外起笔，画到对面边界外。")
        return split_into(state, cut, self.face, [[part] for part in cut.parts], "split-grid-by-line")
