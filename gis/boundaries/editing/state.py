"""The county under the planner's hand: arcs, faces, nodes and points as one value that an edit replaces.

A state knows codes, not rows, so that a grid made or retired moves nothing else. Successors share all that an edit did
not touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from gis.boundaries.editing.parts import Arc, Face, Happenings, Houses, Node, Place
from gis.boundaries.editing.shelf import Shelf
from gis.boundaries.editing.streets import Streets
from gis.foundation.errors import Refused

Cell = tuple[int, int]
CELL_M = 200.0
LAST_SERIAL = 999


@dataclass(frozen=True)
class State:
    """seq: the journal sequence it stands for. near: faces whose bounds touch a cell of 200 m. house_version: int64 by
    index of houses. serial: the highest number ever given in a village, retired ones included. locked: codes of grids,
    villages or townships whose borders must stay. lock_words: of some of them, who locked them and why. county:
    its code of 6 digits. retired: codes of grids that are no longer in force."""

    seq: int
    arcs: Shelf[int, Arc]
    faces: Shelf[str, Face]
    nodes: Shelf[Node, frozenset[int]]
    places: Shelf[str, Place]
    near: Shelf[Cell, frozenset[str]]
    serial: Shelf[str, int]
    houses: Houses
    house_version: np.ndarray
    events: Happenings
    streets: Streets
    next_arc: int
    locked: frozenset[str] = field(default_factory=frozenset)
    lock_words: Mapping[str, str] = field(default_factory=dict)
    county: str = ""
    retired: frozenset[str] = field(default_factory=frozenset)

    def given(self, code: str) -> bool:
        """Whether a number was ever given: it is in force, or retired. One below a village's last may be neither, held
        by a plan that was submitted earlier and takes effect later."""
        return code in self.places or code in self.retired

    def foreign(self, code: str) -> bool:
        """Whether a face is a county that adjoins this one: its border with this one moves with the common corners, and
        nothing else of it is the planner's."""
        return len(code) == 6 and code != self.county

    def with_locks(self, codes: Iterable[str] | Mapping[str, str]) -> State:
        """The same county with the borders of these grids, villages or townships locked, and no others; as a mapping,
        code → who locked it and why, which a refusal then says."""
        words = dict(codes) if isinstance(codes, Mapping) else {}
        return replace(self, locked=frozenset(codes), lock_words=words)

    def lock_on(self, code: str) -> str:
        """The lock that holds a face: its own code or one above it; empty for none."""
        return next((code[:digits] for digits in (15, 12, 9) if code[:digits] in self.locked), "")

    def arcs_of(self, code: str) -> list[Arc]:
        return [self.arcs[i] for i in sorted(self.faces[code].arcs)]

    def faces_near(self, low_x: float, low_y: float, high_x: float, high_y: float) -> list[Face]:
        """Faces whose bounds touch a box, in code order."""
        found: set[str] = set()
        for cell in cells_of((low_x, low_y, high_x, high_y)):
            found |= self.near.get(cell) or frozenset()
        faces = (self.faces[code] for code in sorted(found))
        return [f for f in faces if _touch(f.bounds, (low_x, low_y, high_x, high_y))]

    def face_at(self, x: float, y: float) -> str:
        """The code of the face a point lies in, on a border the lower one; empty outside the county."""
        import shapely

        for face in self.faces_near(x, y, x, y):
            if shapely.intersects_xy(face.shape, x, y):
                return face.code
        return ""

    def arcs_near(self, x: float, y: float, reach_m: float) -> list[Arc]:
        """Arcs of the faces around a point."""
        ids: set[int] = set()
        for face in self.faces_near(x - reach_m, y - reach_m, x + reach_m, y + reach_m):
            ids |= face.arcs
        return [self.arcs[i] for i in sorted(ids)]

    def number_of(self, code: str) -> str:
        """How a face is named in sentences: 008 网格, or a village's name."""
        place = self.places.get(code)
        if len(code) == 15:
            return f"{code[12:]} 网格"
        return place.short_name if place else code

    def name_of(self, code: str) -> str:
        """How a face is named where its village is not at hand: 小留庄 008, or a division's name."""
        village = self.places.get(code[:12])
        return f"{village.short_name} {code[12:]}" if len(code) == 15 and village else self.number_of(code)

    def told(self, code: str, among: Iterable[str]) -> str:
        """How a face is named in a sentence about some: with its village where they are not all of one, for each
        village has a 004."""
        if len(code) == 15 and len({each[:12] for each in among}) > 1:
            return f"{self.name_of(code)} 网格"
        return self.number_of(code)

    def free_codes(self, village: str, count: int) -> list[str]:
        """The next numbers of a village. Refused when the sequence is full: a number is never given twice."""
        last = self.serial.get(village) or 0
        if last + count > LAST_SERIAL:
            name = self.places[village].short_name
            raise Refused(
                f"{name}的网格编号已用到 {last:03d}，再要 {count} 个就超过 {LAST_SERIAL}。",
                "作废的编号不能再用，请上报县里调整村编码。",
            )
        return [f"{village}{last + i:03d}" for i in range(1, count + 1)]


def cells_of(bounds: tuple[float, float, float, float]) -> list[Cell]:
    """The cells that a box touches."""
    low_x, low_y, high_x, high_y = (int(b // CELL_M) for b in bounds)
    return [(i, j) for i in range(low_x, high_x + 1) for j in range(low_y, high_y + 1)]


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
