"""The counties around: faces without households that share the county's border; a common corner moves for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from gis.boundaries.editing.parts import OUTSIDE, Arc, Face, Place
from gis.boundaries.editing.paths import points_of_path
from gis.boundaries.editing.rings import face_shape
from gis.foundation.changes import Committed


@dataclass(frozen=True)
class Neighbourhood:
    """arcs: by id, all with a neighbour on one side or both. places: of the neighbours, by code."""

    arcs: Mapping[int, Arc]
    places: Mapping[str, Place]

    def faces(self) -> dict[str, Face]:
        """The neighbours as faces."""
        none = np.empty(0, np.int32)
        own: dict[str, list[Arc]] = {code: [] for code in self.places}
        for arc in self.arcs.values():
            for side in (arc.left, arc.right):
                if side in own:
                    own[side].append(arc)
        return {
            code: Face(code, frozenset(a.id for a in arcs), none, none, face_shape(code, arcs)[0], 0)
            for code, arcs in own.items()
            if arcs
        }

    def before(self, rows: Iterable[Committed]) -> Neighbourhood:
        """As it was before some journal rows (in order)."""
        arcs, places = dict(self.arcs), dict(self.places)
        for row in reversed(list(rows)):
            for edit in reversed(row.change.edits):
                key = str(edit.key)
                if edit.table == "division" and len(key) == 6 and edit.before is None:
                    places.pop(key, None)
                if edit.table == "arc":
                    self._take_back(arcs, int(edit.key), edit.before)
        return Neighbourhood({i: a for i, a in arcs.items() if {a.left, a.right} & places.keys()}, places)

    @staticmethod
    def _take_back(arcs: dict[int, Arc], key: int, before: Mapping[str, object] | None) -> None:
        if before is None:
            arcs.pop(key, None)
            return
        held = arcs.get(key)
        if held is None and not {"path", "left_code", "right_code"} <= before.keys():
            return  # an arc of the county alone
        left = str(before["left_code"] or OUTSIDE) if "left_code" in before else held.left if held else OUTSIDE
        right = str(before["right_code"] or OUTSIDE) if "right_code" in before else held.right if held else OUTSIDE
        xy = points_of_path(str(before["path"])) if "path" in before else held.xy if held else np.empty((0, 2))
        arcs[key] = Arc(key, xy, left, right, held.version if held else 0)
