"""Households that come, go or stand elsewhere, as the rows that say so: each in the grid its place lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.judge import Verdict
from gis.boundaries.editing.perform import Edit
from gis.boundaries.editing.state import State
from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.crs import to_degrees, to_metres
from gis.foundation.errors import Refused

KIND = "households"
SAME_PLACE_M = 0.01


@dataclass(frozen=True)
class NewHouse:
    """x, y: EPSG:4547 metres. bearing: radians, direction of its lane. people: how many live there, 0 not known."""

    x: float
    y: float
    people: int
    bearing: float = 0.0


@dataclass(frozen=True)
class Resettle:
    """come: new households. gone: ids of those that are no more. changed: id → how it is now."""

    come: Sequence[NewHouse] = ()
    gone: Sequence[int] = ()
    changed: Sequence[tuple[int, NewHouse]] = ()
    label: str = ""


def peopled(state: State, wish: Resettle) -> Edit:
    """The change that makes a wish true. Refused for a place outside every grid, and where nothing would change."""
    homes = _homes(state, [(h.x, h.y) for h in (*wish.come, *(house for _, house in wish.changed))])
    rows, gain = [], _Gain()
    first = int(state.houses.id.max(initial=0)) + 1
    for number, house in enumerate(wish.come):
        rows.append(RowEdit("household", first + number, 0, None, {"division": homes[number], **_row(house)}))
        gain.add(homes[number], 1)
    for key in wish.gone:
        index, code = _held(state, key)
        rows.append(RowEdit("household", key, int(state.house_version[index]), _as_it_is(state, index, code), None))
        gain.add(code, -1)
    for number, (key, house) in enumerate(wish.changed, len(wish.come)):
        index, code = _held(state, key)
        before = _as_it_is(state, index, code)
        after: dict[str, Scalar] = {"people": house.people}
        if np.hypot(house.x - state.houses.x[index], house.y - state.houses.y[index]) > SAME_PLACE_M:
            after |= {"division": homes[number], **_row(house)}
            del after["bearing"]
        names = [n for n in after if after[n] != before[n]]
        if names:
            version = int(state.house_version[index])
            changed = {n: after[n] for n in names}
            rows.append(RowEdit("household", key, version, {n: before[n] for n in names}, changed))
            gain.add(code, -1)
            gain.add(str(changed.get("division", code)), 1)
    if not rows:
        raise Refused("住户没有变化。")
    label = wish.label or f"住户新增 {len(wish.come)}、注销 {len(wish.gone)}、变更 {len(wish.changed)}"
    draft = Draft(KIND, label, {})
    verdict = Verdict(draft, {}, tuple(sorted(c for c in gain.by_code if c in state.faces)), ())
    return Edit(Change(KIND, label, (*rows, *gain.rows(state))), verdict)


def wish_of(before: State, edits: Iterable[RowEdit], label: str) -> Resettle:
    """The wish that some edits of households fulfilled on the state before them."""
    come, gone, changed = [], [], []
    for edit in edits:
        if edit.table != "household":
            continue
        if edit.after is None:
            gone.append(int(edit.key))
        elif edit.before is None:
            come.append(_house(dict(edit.after), 0.0, 0.0, 0))
        else:
            index = int(before.houses.by_id[int(edit.key)])
            x, y, people = before.houses.x[index], before.houses.y[index], before.houses.people[index]
            changed.append((int(edit.key), _house(dict(edit.after), float(x), float(y), int(people))))
    return Resettle(come, gone, changed, label)


def _house(row: dict[str, Any], x: float, y: float, people: int) -> NewHouse:
    if "lon" in row:
        x, y = to_metres(row["lon"], row["lat"])
    return NewHouse(float(x), float(y), int(row.get("people", people)), float(row.get("bearing", 0.0)))


class _Gain:
    """Households gained by every division."""

    def __init__(self) -> None:
        self.by_code: dict[str, int] = {}

    def add(self, code: str, count: int) -> None:
        for digits in (6, 9, 12, 15):
            if digits <= len(code):
                self.by_code[code[:digits]] = self.by_code.get(code[:digits], 0) + count

    def rows(self, state: State) -> list[RowEdit]:
        out = []
        for code, count in sorted(self.by_code.items()):
            place = state.places[code]
            if count:
                before: dict[str, Scalar] = {"households": place.households}
                after: dict[str, Scalar] = {"households": place.households + count}
                out.append(RowEdit("division", code, place.version, before, after))
        return out


def _homes(state: State, places: Sequence[tuple[float, float]]) -> list[str]:
    """The grid each place lies in, on a border the lower code."""
    import shapely

    if not places:
        return []
    faces = [state.faces[code] for code in sorted(state.faces)]
    tree = shapely.STRtree(np.array([face.shape for face in faces], object))
    point, face = tree.query(shapely.points(np.array(places, float)), predicate="intersects")
    home = np.full(len(places), len(faces))
    np.minimum.at(home, point, face)
    outside = np.flatnonzero(home == len(faces))
    if len(outside):
        x, y = places[int(outside[0])]
        raise Refused(f"{len(outside)} 户不在任何网格里，如 {x:.1f}, {y:.1f}。", "请核对它们的坐标。")
    return [faces[i].code for i in home.tolist()]


def _held(state: State, key: int) -> tuple[int, str]:
    """(index, grid) of a household; Refused if there is none of that id."""
    by_id = state.houses.by_id
    index = int(by_id[key]) if 0 <= key < len(by_id) else -1
    if index < 0:
        raise Refused(f"没有户号为 {key} 的住户。")
    x, y = float(state.houses.x[index]), float(state.houses.y[index])
    near = state.faces_near(x, y, x, y)
    code = next((f.code for f in near if index in f.houses), "") or _searched(state, index)
    return index, code


def _searched(state: State, index: int) -> str:
    return next(code for code, face in state.faces.items() if index in face.houses)


def _row(house: NewHouse) -> dict[str, Scalar]:
    lon, lat = to_degrees(house.x, house.y)
    return {"lon": float(lon), "lat": float(lat), "bearing": house.bearing, "people": house.people}


def _as_it_is(state: State, index: int, code: str) -> dict[str, Scalar]:
    houses = state.houses
    house = NewHouse(float(houses.x[index]), float(houses.y[index]), int(houses.people[index]))
    return {"division": code, **_row(house)}
