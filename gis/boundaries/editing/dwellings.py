"""Households after a committed change: those that changed their grid, came, went or stand elsewhere now.

An index once given to a household keeps its meaning: one that goes leaves its place in the columns, one that comes is
put at their end. So states of one plan and its county can be compared index by index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from gis.boundaries.editing.parts import Houses
from gis.boundaries.editing.state import State
from gis.foundation.changes import RowEdit
from gis.foundation.crs import to_metres


@dataclass
class Dwellings:
    """faces: houses of every face that gains, loses or keeps a changed one. houses: all there are; version: of each."""

    faces: dict[str, np.ndarray]
    version: np.ndarray
    houses: Houses


@dataclass
class _Moves:
    leaving: dict[str, list[int]] = field(default_factory=dict)
    coming: dict[str, list[int]] = field(default_factory=dict)

    def move(self, index: int, source: object, target: object) -> None:
        if source:
            self.leaving.setdefault(str(source), []).append(index)
        if target:
            self.coming.setdefault(str(target), []).append(index)


def dwellings(state: State, edits: Iterable[RowEdit], seq: int) -> Dwellings:
    """What the edits of households make of a state's."""
    found = list(edits)
    if not found:
        return Dwellings({}, state.house_version, state.houses)
    houses, indices = _with_new(state.houses, [e for e in found if e.before is None])
    moves = _Moves()
    placed: dict[int, Mapping[str, object]] = {}
    gone = []
    for edit in found:
        key = int(edit.key)
        before, after = edit.before or {}, edit.after or {}
        index = indices.get(key, -1) if edit.before is None else int(state.houses.by_id[key])
        if edit.after is None:
            gone.append(key)
            moves.move(index, before.get("division"), None)
            continue
        if "division" in after:
            moves.move(index, before.get("division"), after["division"])
        if edit.before is not None and not {"lon", "lat", "people"}.isdisjoint(after):
            placed[index] = after
        indices[key] = index
    houses = _without(_moved(houses, placed), gone)
    version = np.concatenate([state.house_version, np.zeros(len(houses.id) - len(state.house_version), np.int64)])
    version[[index for key, index in indices.items() if key not in gone]] = seq
    return Dwellings(_dealt(state, moves, list(placed)), version, houses)


def _with_new(houses: Houses, new: list[RowEdit]) -> tuple[Houses, dict[int, int]]:
    """(columns with the new ones at their end, the index of each)."""
    if not new:
        return houses, {}
    values = [dict(edit.after or {}) for edit in new]
    keys = np.array([int(edit.key) for edit in new], np.int32)
    x, y = to_metres(np.array([v["lon"] for v in values], float), np.array([v["lat"] for v in values], float))
    people = np.array([v["people"] for v in values], np.uint8)
    first = len(houses.id)
    by_id = np.full(max(len(houses.by_id), int(keys.max()) + 1), -1, np.int32)
    by_id[: len(houses.by_id)] = houses.by_id
    by_id[keys] = np.arange(first, first + len(keys), dtype=np.int32)
    more = Houses(
        np.concatenate([houses.id, keys]), np.concatenate([houses.x, x]), np.concatenate([houses.y, y]),
        np.concatenate([houses.people, people]), by_id,
    )  # fmt: skip
    return more, {int(key): first + i for i, key in enumerate(keys.tolist())}


def _moved(houses: Houses, placed: Mapping[int, Mapping[str, object]]) -> Houses:
    """Columns with some households elsewhere, or of other size."""
    if not placed:
        return houses
    x, y, people = houses.x.copy(), houses.y.copy(), houses.people.copy()
    for index, after in placed.items():
        if "lon" in after:
            lon, lat = np.array([after["lon"]], float), np.array([after["lat"]], float)
            (x[index],), (y[index],) = to_metres(lon, lat)
        if "people" in after:
            people[index] = int(str(after["people"]))
    return replace(houses, x=x, y=y, people=people)


def _without(houses: Houses, gone: list[int]) -> Houses:
    if not gone:
        return houses
    by_id = houses.by_id.copy()
    by_id[gone] = -1
    return replace(houses, by_id=by_id)


def _dealt(state: State, moves: _Moves, placed: list[int]) -> dict[str, np.ndarray]:
    """Houses of every face concerned; one that keeps its households but has a changed one among them is named too."""
    out = {}
    for code in sorted(moves.leaving.keys() | moves.coming.keys()):
        face = state.faces.get(code)
        held = np.empty(0, np.int32) if face is None else face.houses
        held = np.setdiff1d(held, np.array(moves.leaving.get(code, []), np.int32))
        out[code] = np.union1d(held, np.array(moves.coming.get(code, []), np.int32)).astype(np.int32)
    if placed:
        changed = np.array(placed, np.int32)
        out |= {c: f.houses for c, f in state.faces.items() if c not in out and np.isin(changed, f.houses).any()}
    return out
