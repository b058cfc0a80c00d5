"""The state of a county from its snapshot."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol

import numpy as np

from gis.boundaries.editing.neighbours import Neighbourhood
from gis.boundaries.editing.parts import OUTSIDE, Arc, Face, Happenings, Houses, Node, Place
from gis.boundaries.editing.shelf import Shelf
from gis.boundaries.editing.state import Cell, State, cells_of
from gis.boundaries.editing.streets import Streets
from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import faces
from gis.county.divisions import Divisions, Level
from gis.county.ground import Ground, Households
from gis.county.retired import Retired
from gis.events.columns import Events
from gis.foundation.clock import DAY_S


class County(Protocol):
    """The parts of a snapshot that borders concern; gis.snapshot.Snapshot is one."""

    @property
    def seq(self) -> int: ...
    @property
    def divisions(self) -> Divisions: ...
    @property
    def mesh(self) -> Mesh: ...
    @property
    def ground(self) -> Ground: ...
    @property
    def households(self) -> Households: ...
    @property
    def events(self) -> Events: ...
    @property
    def retired(self) -> Retired: ...


DAYS = 365  # how far back events per month look


def load_state(snapshot: County, now: int, around: Neighbourhood | None = None) -> State:
    """The state at a snapshot; events of the year before `now` (UTC seconds) are counted. About 0.3 s for a county.
    around: the counties that adjoin it, if they were imported.

    The mesh must be sound (gis.boundaries.checks); faces are the leaves of the tree.
    """
    codes = [*snapshot.divisions.code, OUTSIDE]
    arcs = _arcs(snapshot, codes)
    points, happened = _happenings(snapshot, now)
    places = _places(snapshot.divisions, codes)
    own = _faces(snapshot, codes, arcs, happened)
    near: dict[Cell, set[str]] = defaultdict(set)
    for face in own.values():
        for cell in cells_of(face.bounds):
            near[cell].add(face.code)
    if around is not None:
        arcs |= around.arcs
        places |= around.places
        own |= around.faces()
    nodes = _nodes(arcs)
    return State(
        snapshot.seq, Shelf.of(arcs), Shelf.of(own), Shelf.of({n: frozenset(ids) for n, ids in nodes.items()}),
        Shelf.of(places), Shelf.of({c: frozenset(f) for c, f in near.items()}), Shelf.of(_serials(snapshot)),
        _houses(snapshot), snapshot.households.version.copy(), points, Streets(snapshot.ground),
        max(arcs, default=0) + 1, county=codes[0], retired=frozenset(snapshot.retired.code),
    )  # fmt: skip


def _nodes(arcs: dict[int, Arc]) -> dict[Node, set[int]]:
    nodes: dict[Node, set[int]] = defaultdict(set)
    for arc in arcs.values():
        nodes[arc.ends[0]].add(arc.id)
        nodes[arc.ends[1]].add(arc.id)
    return nodes


def _arcs(snapshot: County, codes: list[str]) -> dict[int, Arc]:
    m = snapshot.mesh
    runs = np.split(m.xy, m.offsets[1:-1])
    for run in runs:
        run.setflags(write=False)
    sides = ([codes[r] for r in side.tolist()] for side in (m.left, m.right))
    rows = zip(m.id.tolist(), runs, *sides, m.version.tolist(), strict=True)
    return {row[0]: Arc(*row) for row in rows}


def _faces(
    snapshot: County, codes: list[str], arcs: dict[int, Arc], happened: tuple[np.ndarray, np.ndarray]
) -> dict[str, Face]:
    m, h = snapshot.mesh, snapshot.households
    rows, shapes = faces(m, m.left, m.right)
    own: dict[str, set[int]] = defaultdict(set)
    for arc in arcs.values():
        own[arc.left].add(arc.id)
        own[arc.right].add(arc.id)
    houses = _by_row(h.division, rows)
    events = _by_row(happened[0], rows)
    people = np.bincount(h.division, h.people, minlength=len(codes)).astype(int).tolist()
    found = {}
    for row, shape, mine, points in zip(rows.tolist(), shapes, houses, events, strict=True):
        code = codes[row]
        found[code] = Face(code, frozenset(own[code]), mine, points, shape, people[row])
    return found


def _by_row(division: np.ndarray, rows: np.ndarray) -> list[np.ndarray]:
    """For each of the sorted rows the sorted int32 indices at which it stands in `division`."""
    order = np.argsort(division, kind="stable").astype(np.int32)
    held = division[order]
    return [
        order[a:b] for a, b in zip(np.searchsorted(held, rows), np.searchsorted(held, rows, side="right"), strict=True)
    ]


def _places(d: Divisions, codes: list[str]) -> dict[str, Place]:
    rows = zip(
        codes[:-1], d.name, d.short_name, d.households.tolist(), d.worker.tolist(),
        zip(d.label_x.tolist(), d.label_y.tolist(), strict=True), d.version.tolist(), strict=True,
    )  # fmt: skip
    return {row[0]: Place(*row) for row in rows}


def _serials(snapshot: County) -> dict[str, int]:
    d = snapshot.divisions
    highest: dict[str, int] = {d.code[row]: 0 for row in d.rows_of(Level.VILLAGE).tolist()}
    for code in [*(d.code[row] for row in d.rows_of(Level.GRID).tolist()), *snapshot.retired.code]:
        if len(code) == 15:
            highest[code[:12]] = max(highest.get(code[:12], 0), int(code[12:]))
    return highest


def _houses(snapshot: County) -> Houses:
    h = snapshot.households
    by_id = np.full(int(h.id.max(initial=0)) + 1, -1, np.int32)
    by_id[h.id] = np.arange(len(h), dtype=np.int32)
    return Houses(h.id, h.x, h.y, h.people, by_id)


def _happenings(snapshot: County, now: int) -> tuple[Happenings, tuple[np.ndarray, np.ndarray]]:
    """(positions of the year's events, (their division rows, nothing else)). Those whose grid was retired or redrawn
    since are located afresh: they are filed under the grid of their own time."""
    from gis.boundaries.locate import GridLocator

    e, d = snapshot.events, snapshot.divisions
    rows = np.flatnonzero((e.reported_at > now - DAYS * DAY_S) & (e.reported_at <= now))
    x, y, division = e.x[rows], e.y[rows], e.division[rows].copy()
    loose = np.flatnonzero((d.end[division] > division + 1) | _redrawn(snapshot.mesh, len(d))[division])
    if len(loose):
        division[loose] = GridLocator(snapshot.mesh, d).locate(x[loose], y[loose])
    return Happenings(x, y, DAYS / 365.25 * 12), (division, rows)


def _redrawn(mesh: Mesh, divisions: int) -> np.ndarray:
    """bool[divisions]: leaves with a border that was written since the county was created."""
    written = mesh.version > 0
    found = np.zeros(divisions + 1, bool)  # the last stands for outside
    found[mesh.left[written]] = True
    found[mesh.right[written]] = True
    return found[:-1]
