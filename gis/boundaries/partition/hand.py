"""Grids under the planner's hand made ready for partition, and a chosen candidate as a gesture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gis.boundaries.actions.redivide import Redivide
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.boundaries.partition.candidate import Candidate
from gis.boundaries.partition.ground import Ground
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Area:
    """The ground of some grids of one village. codes: of the faces, sorted. houses: int32[n] indices of State.houses.
    present: int32[n], which of the faces each lies in. shapes: object[m] their polygons. ground: for `partition`,
    `candidates` and `rebalance`."""

    village: str
    codes: tuple[str, ...]
    houses: np.ndarray
    present: np.ndarray
    shapes: np.ndarray
    ground: Ground

    def taking(self, candidate: Candidate) -> Redivide:
        """The gesture that gives the ground a candidate's grids: those that continue one of today's keep its number."""
        today = [code if len(code) == 15 else self.village for code in (*self.codes, self.village)]
        keeps = [today[k] for k in candidate.keeps.tolist()]  # -1, a new grid, is the last
        return Redivide(self.codes, tuple(candidate.polygons), tuple(keeps))


def area_of(state: State, codes: Iterable[str]) -> Area:
    """An area of grids (codes of 15 digits), or of a whole village (one code of 12). Refused if they are of several
    villages; NoPartition if nobody lives there or the ground is in several parts."""
    import shapely

    asked = sorted(set(codes))
    faces = [f for code in asked for f in ([state.faces[code]] if code in state.faces else village_faces(state, code))]
    villages = {face.code[:12] for face in faces}
    if len(villages) != 1:
        raise Refused("只能划分同一个村的网格。" if villages else "没有选中网格。", "请在一个村里选网格。")
    shapes = np.array([face.shape for face in faces], object)
    houses = np.concatenate([face.houses for face in faces])
    present = np.repeat(np.arange(len(faces), dtype=np.int32), [face.households for face in faces])
    whole = shapely.coverage_union_all(shapes)
    lanes = state.streets.within(*whole.bounds)
    ground = Ground(whole, state.houses.x[houses], state.houses.y[houses], lanes)
    return Area(villages.pop(), tuple(face.code for face in faces), houses, present, shapes, ground)


def village_faces(state: State, village: str) -> list[Face]:
    """The faces of a village, in order of their codes: its grids, or itself if it
    is not divided yet."""
    if village in state.faces:
        return [state.faces[village]]
    numbers = range(1, (state.serial.get(village) or 0) + 1)
    return [state.faces[code] for n in numbers if (code := f"{village}{n:03d}") in state.faces]
