"""The state after a change was written: the planner's own, an undo, or another station's; all the same way.

Rows speak degrees and codes; what comes out is equal to the bit to a state loaded afresh from the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from gis.boundaries.editing.dwellings import Dwellings, dwellings
from gis.boundaries.editing.parts import OUTSIDE, Arc, Face, Node, Place
from gis.boundaries.editing.paths import points_of_path
from gis.boundaries.editing.rings import face_shape
from gis.boundaries.editing.shelf import Shelf
from gis.boundaries.editing.state import Cell, State, cells_of
from gis.boundaries.lattice import on_lattice
from gis.foundation.changes import Committed, RowEdit
from gis.foundation.crs import to_metres


def follow(state: State, committed: Committed) -> State:
    """The state after one committed change; the same state if the change does not concern borders. ValueError if one
    between was left out."""
    if committed.seq <= state.seq:
        return state
    if committed.seq != state.seq + 1:
        raise ValueError(f"journal row {state.seq + 1} must be followed before {committed.seq}")
    tables: dict[str, list[RowEdit]] = {}
    for edit in committed.change.edits:
        tables.setdefault(edit.table, []).append(edit)
    seq = committed.seq
    arcs, gone, touched = _arcs(state, tables.get("arc", ()), seq)
    homes = dwellings(state, tables.get("household", ()), seq)
    places, lost, serial = _places(state, tables.get("division", ()), seq)
    nodes = _nodes(state, arcs, gone)
    shelf = state.arcs.changed(arcs, gone)
    faces, empty = _faces(state, shelf, touched | homes.faces.keys(), arcs, gone, homes)
    near = _near(state, faces, empty)
    return replace(
        state, seq=seq, arcs=shelf, nodes=nodes, faces=state.faces.changed(faces, empty), near=near,
        places=state.places.changed(places, lost), serial=state.serial.changed(serial), houses=homes.houses,
        house_version=homes.version,
        next_arc=_next_arc(state, arcs, gone), retired=_retired(state, tables.get("division", ())),
    )  # fmt: skip


def _retired(state: State, edits: Iterable[RowEdit]) -> frozenset[str]:
    """Codes that are retired now; one whose retirement is taken back is not."""
    come = {str(e.key) for e in edits if e.before is not None and (e.after or {}).get("status") == "作废"}
    back = {str(e.key) for e in edits if e.before is not None and (e.after or {}).get("status") == "有效"}
    return (state.retired | come) - back if come or back else state.retired


def _next_arc(state: State, arcs: Mapping[int, Arc], gone: frozenset[int]) -> int:
    """One more than the highest id there is."""
    highest = max(arcs, default=0)
    if highest >= state.next_arc:
        return highest + 1
    top = state.next_arc - 1
    while top and (top in gone or top not in state.arcs) and top not in arcs:
        top -= 1
    return top + 1


def _arcs(state: State, edits: Iterable[RowEdit], seq: int) -> tuple[dict[int, Arc], frozenset[int], set[str]]:
    """(arcs written, ids gone, codes of faces concerned)."""
    written: dict[int, Arc] = {}
    gone: set[int] = set()
    touched: set[str] = set()
    for edit in edits:
        key = int(edit.key)
        old = state.arcs.get(key)
        if old is not None:
            touched |= {old.left, old.right}
        if edit.after is None:
            gone.add(key)
            continue
        written[key] = arc = _arc(old, key, edit.after, seq)
        touched |= {arc.left, arc.right}
    return written, frozenset(gone), touched - {OUTSIDE}


def _arc(old: Arc | None, key: int, after: Mapping[str, Any], seq: int) -> Arc:
    xy = points_of_path(after["path"]) if "path" in after else None
    if old is not None and xy is not None and xy.shape == old.xy.shape and (xy == old.xy).all():
        xy = old.xy
    if xy is None or (old is None and "left_code" not in after):
        if old is None:
            raise ValueError(f"arc {key} is not known")
        xy = old.xy
    left = (after["left_code"] or OUTSIDE) if "left_code" in after or old is None else old.left
    right = (after["right_code"] or OUTSIDE) if "right_code" in after or old is None else old.right
    return Arc(key, xy, left, right, seq)


def _places(
    state: State, edits: Iterable[RowEdit], seq: int
) -> tuple[dict[str, Place], frozenset[str], dict[str, int]]:
    """(places written, codes gone, highest numbers of villages)."""
    written: dict[str, Place] = {}
    gone: set[str] = set()
    serial: dict[str, int] = {}
    for edit in edits:
        code, after = str(edit.key), edit.after
        place = state.places.get(code)
        village = code[:12]
        if after is None:
            if place is not None:
                gone.add(code)
            if len(code) == 15 and edit.before is not None:
                serial[village] = _serial_without(state, serial, code)
            continue
        if after.get("status") == "作废":
            if place is not None:
                gone.add(code)
            continue
        written[code] = _place(place, code, after, edit, seq)
        if len(code) == 15:
            held = serial.get(village, state.serial.get(village) or 0)
            serial[village] = max(held, int(code[12:]))
    return written, frozenset(gone), serial


def _serial_without(state: State, serial: Mapping[str, int], code: str) -> int:
    """The highest number of a village once a grid was unmade (the undo of making it)."""
    village = code[:12]
    held = serial.get(village, state.serial.get(village) or 0)
    return held - 1 if held == int(code[12:]) else held


def _place(old: Place | None, code: str, after: Mapping[str, Any], edit: RowEdit, seq: int) -> Place:
    base: dict[str, Any] = {} if old is None else dict(vars(old))
    if old is None:  # born, or a retirement taken back, whose row holds only what changed
        base = {
            "name": f"第 {code[12:]} 网格",
            "short_name": code[12:],
            "households": 0,
            "worker": 0,
            "label": (0.0, 0.0),
        }
    for name in ("name", "short_name", "households"):
        if name in after:
            base[name] = after[name]
    if "worker" in after:
        base["worker"] = int(after["worker"] or 0)
    if "label_lon" in after:
        x, y = to_metres(float(after["label_lon"]), float(after["label_lat"]))
        x, y = on_lattice(np.array([x, y], float)).tolist()
        base["label"] = (x, y)
    return Place(**(base | {"code": code, "version": seq}))


def _nodes(state: State, arcs: Mapping[int, Arc], gone: frozenset[int]) -> Shelf[Node, frozenset[int]]:
    around: dict[Node, set[int]] = {}

    def ids(node: Node) -> set[int]:
        if node not in around:
            around[node] = set(state.nodes.get(node) or ())
        return around[node]

    for arc_id in (*arcs, *gone):
        old = state.arcs.get(arc_id)
        for node in old.ends if old else ():
            ids(node).discard(arc_id)
    for arc in arcs.values():
        for node in arc.ends:
            ids(node).add(arc.id)
    put = {node: frozenset(held) for node, held in around.items() if held}
    return state.nodes.changed(put, frozenset(n for n, held in around.items() if not held and n in state.nodes))


def _faces(
    state: State, shelf: Shelf[int, Arc], touched: Iterable[str], arcs: Mapping[int, Arc], gone: frozenset[int],
    homes: Dwellings,
) -> tuple[dict[str, Face], frozenset[str]]:  # fmt: skip
    """(faces as they are now, codes of faces that are no more)."""
    found: dict[str, Face] = {}
    empty: set[str] = set()
    beside: dict[str, set[int]] = {}
    for arc in arcs.values():
        for code in (arc.left, arc.right):
            beside.setdefault(code, set()).add(arc.id)
    for code in sorted(touched):
        old = state.faces.get(code)
        own = {i for i in (old.arcs if old else ()) if i not in gone and i not in arcs}
        own |= beside.get(code, set())
        if not own:
            if old is not None:
                empty.add(code)
            continue
        held = homes.faces.get(code, old.houses if old else np.empty(0, np.int32))
        shape = _shape(state, shelf, code, own, old, arcs, gone)
        people = int(homes.houses.people[held].sum())
        found[code] = Face(code, frozenset(own), held, old.events if old else held[:0], shape, people)
    return _with_events(state, found, empty), frozenset(empty)


def _shape(
    state: State, shelf: Shelf[int, Arc], code: str, own: set[int], old: Face | None, arcs: Mapping[int, Arc],
    gone: frozenset[int],
) -> Any:  # fmt: skip
    if old is not None and own == old.arcs and all(arcs[i].xy is state.arcs[i].xy for i in own if i in arcs):
        return old.shape
    return face_shape(code, [shelf[i] for i in sorted(own)])[0]


def _with_events(state: State, faces: dict[str, Face], empty: Iterable[str]) -> dict[str, Face]:
    """Events dealt out again among the faces whose shape changed, by where they lie."""
    import shapely

    x, y = state.events.x, state.events.y
    changed = {c: f for c, f in faces.items() if (old := state.faces.get(c)) is None or f.shape is not old.shape}
    kept: dict[str, list[np.ndarray]] = {c: [] for c in changed}
    names = list(changed)
    tree = shapely.STRtree(np.array([face.shape for face in changed.values()], object))
    for code in sorted(changed.keys() | set(empty)):
        old = state.faces.get(code)
        points = old.events if old else np.empty(0, np.int32)
        if code in changed and len(points):
            inside = shapely.contains_xy(changed[code].shape, x[points], y[points])
            kept[code].append(points[inside])
            points = points[~inside]
        if not len(points):
            continue
        home = np.full(len(points), len(names))  # the first that it lies in; the last stands for none
        np.minimum.at(home, *tree.query(shapely.points(x[points], y[points]), predicate="intersects"))
        for at in np.unique(home).tolist():
            to = names[at] if at < len(names) else code
            if to in kept:
                kept[to].append(points[home == at])
    dealt = {c: np.sort(np.concatenate(runs)) if runs else np.empty(0, np.int32) for c, runs in kept.items()}
    return faces | {c: replace(changed[c], events=points, memo={}) for c, points in dealt.items()}


def _near(state: State, faces: Mapping[str, Face], empty: Iterable[str]) -> Shelf[Cell, frozenset[str]]:
    cells: dict[Cell, set[str]] = {}

    def held(cell: Cell) -> set[str]:
        if cell not in cells:
            cells[cell] = set(state.near.get(cell) or ())
        return cells[cell]

    for code in (*faces, *empty):
        if state.foreign(code):
            continue  # found by their arcs, never by a place: they reach far beyond the county
        old, new = state.faces.get(code), faces.get(code)
        if old is not None and new is not None and old.bounds == new.bounds:
            continue
        for cell in cells_of(old.bounds) if old else ():
            held(cell).discard(code)
        for cell in cells_of(new.bounds) if new else ():
            held(cell).add(code)
    put = {cell: frozenset(codes) for cell, codes in cells.items() if codes}
    return state.near.changed(put, frozenset(c for c, codes in cells.items() if not codes and c in state.near))
