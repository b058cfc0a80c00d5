"""Two ways to draw the same county side by side: a plan and the county in force, or two plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gis.boundaries.editing.judge import SAME_M2
from gis.boundaries.editing.ordering import in_order_of
from gis.boundaries.editing.parts import Arc, Face
from gis.boundaries.editing.preview import LEAST, MOST
from gis.boundaries.editing.state import State
from gis.boundaries.partition.hand import village_faces


@dataclass(frozen=True)
class GridChange:
    """One grid that differs. households, people, area_m2, compactness: of either side, 0 where the grid is not there.
    worker: staff id, 0 none. shape: shapely (Multi)Polygon EPSG:4547 metres, None where it is not there. fits: whether
    the second side holds 5 to 60 (or the grid is gone)."""

    code: str
    households: tuple[int, int]
    people: tuple[int, int]
    area_m2: tuple[float, float]
    compactness: tuple[float, float]
    worker: tuple[int, int]
    shape: tuple[Any, Any]

    @property
    def born(self) -> bool:
        return self.shape[0] is None

    @property
    def retired(self) -> bool:
        return self.shape[1] is None

    @property
    def fits(self) -> bool:
        return self.retired or LEAST <= self.households[1] <= MOST


@dataclass(frozen=True)
class HouseMove:
    """A household that changes hands. house: its id. place: EPSG:4547 metres."""

    house: int
    source: str
    target: str
    place: tuple[float, float]


@dataclass(frozen=True)
class Comparison:
    """From a first county to a second. grids: those whose ground, households or worker differ, in code order. moved: by
    household id. settled, left: ids of households that only the second, only the first has. gone, come: lines float64
    (k, 2) of borders that only the first or only the second has. border_m: how long the borders between grids are in
    the villages concerned, metres, of either side."""

    grids: tuple[GridChange, ...]
    moved: tuple[HouseMove, ...]
    gone: tuple[np.ndarray, ...]
    come: tuple[np.ndarray, ...]
    border_m: tuple[float, float]
    settled: tuple[int, ...] = ()
    left: tuple[int, ...] = ()

    @cached_property
    def born(self) -> tuple[str, ...]:
        """Codes that only the second has."""
        return tuple(g.code for g in self.grids if g.born)

    @cached_property
    def retired(self) -> tuple[str, ...]:
        """Codes that only the first has."""
        return tuple(g.code for g in self.grids if g.retired)

    @cached_property
    def workers(self) -> tuple[int, ...]:
        """Staff ids of grid workers whose grid differs."""
        return tuple(sorted({w for g in self.grids for w in g.worker if w}))

    @cached_property
    def villages(self) -> tuple[str, ...]:
        return tuple(sorted({g.code[:12] for g in self.grids}))


def compared(first: State, second: State) -> Comparison:
    """What differs. Both states are of one county, or plans on it, however long apart."""
    first = in_order_of(first, second)
    codes = sorted(c for c in {*_differing(first, second), *_differing(second, first)} if len(c) > 6)
    grids = tuple(_grid(first, second, code) for code in codes)
    villages = {code[:12] for code in codes}
    borders = [{arc.id: arc for arc in _inner(state, villages)} for state in (first, second)]
    lengths = (sum(map(_length, borders[0].values())), sum(map(_length, borders[1].values())))
    return Comparison(
        grids, tuple(_moved(first, second, codes)), tuple(_only(borders[0], borders[1])),
        tuple(_only(borders[1], borders[0])), lengths, _ids(second, first, codes), _ids(first, second, codes),
    )  # fmt: skip


def same_face(one: Face, two: Face) -> bool:
    """Whether both have the same households and, as far as size and length of border tell, the same ground; quick."""
    if one is two:
        return True
    if not np.array_equal(one.houses, two.houses):
        return False
    sizes = (one.area_m2 - two.area_m2, one.shape.length - two.shape.length)
    return one.shape is two.shape or max(map(abs, sizes)) <= SAME_M2


def same_ground(one: Face, two: Face) -> bool:
    """Whether both are the same ground with the same households, vertices apart."""
    if not same_face(one, two):
        return False
    if one.shape is two.shape or one.shape.equals_exact(two.shape, 0.0):  # put together anew, as after an undo
        return True
    return float(one.shape.symmetric_difference(two.shape).area) <= SAME_M2


def _differing(one: State, two: State) -> Iterator[str]:
    """Codes of faces that differ, neighbours of the county too."""
    for code, face in one.faces.items():
        other = two.faces.get(code)
        if other is None or not same_face(face, other) or one.places[code].worker != two.places[code].worker:
            yield code


def _grid(first: State, second: State, code: str) -> GridChange:
    faces = (first.faces.get(code), second.faces.get(code))
    places = (first.places.get(code), second.places.get(code))
    one, two = (
        (f.households, f.people, f.area_m2, f.compactness, f.shape) if f else (0, 0, 0.0, 0.0, None) for f in faces
    )
    worker = (places[0].worker if places[0] and faces[0] else 0, places[1].worker if places[1] and faces[1] else 0)
    households, people, area, compactness, shape = zip(one, two, strict=True)
    return GridChange(code, households, people, area, compactness, worker, shape)


def _moved(first: State, second: State, codes: list[str]) -> Iterator[HouseMove]:
    home: dict[int, str] = {}
    for code in codes:
        face = first.faces.get(code)
        home |= dict.fromkeys(face.houses.tolist() if face else (), code)
    moves = []
    for code in codes:
        face = second.faces.get(code)
        moves += [(i, home[i], code) for i in (face.houses.tolist() if face else ()) if home.get(i, code) != code]
    h = second.houses
    for i, source, target in sorted(moves):
        yield HouseMove(int(h.id[i]), source, target, (float(h.x[i]), float(h.y[i])))


def _ids(mine: State, yours: State, codes: list[str]) -> tuple[int, ...]:
    """Ids of households of these grids that only the first of two states has."""
    own, other = (
        {int(s.houses.id[i]) for c in codes if (f := s.faces.get(c)) is not None for i in f.houses.tolist()}
        for s in (mine, yours)
    )
    return tuple(sorted(own - other))


def _inner(state: State, villages: set[str]) -> Iterator[Arc]:
    """Arcs with a face of these villages on either side, but not the county's own border."""
    seen: set[int] = set()
    for village in villages:
        for face in village_faces(state, village):
            for arc_id in face.arcs - seen:
                seen.add(arc_id)
                if not state.arcs[arc_id].outer:
                    yield state.arcs[arc_id]


def _length(arc: Arc) -> float:
    return float(np.hypot(*np.diff(arc.xy, axis=0).T).sum())


def _only(mine: dict[int, Arc], yours: dict[int, Arc]) -> Iterator[np.ndarray]:
    """Lines of the first that the second has not, whatever their ids."""
    held = {arc.xy.tobytes() for arc in yours.values()} | {arc.xy[::-1].tobytes() for arc in yours.values()}
    for arc in mine.values():
        if arc.xy.tobytes() not in held:
            yield arc.xy
