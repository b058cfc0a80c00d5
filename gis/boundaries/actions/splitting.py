"""What all ways of splitting share: groups of parts become grids, the numbers are given, the draft is made."""

from __future__ import annotations

from gis.boundaries.editing.cutting import Cut, Part
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused

GRID_DIGITS = 15


def split_into(state: State, cut: Cut, code: str, groups: list[list[Part]], kind: str) -> Draft:
    """The draft in which each group of parts of a face is a grid. The group with most households keeps the code (the
    larger one of two equals); a village not divided yet gives all groups numbers of their own."""
    face = state.faces[code]
    groups = sorted(groups, key=lambda g: (-_held(g), -sum(p.shape.area for p in g)))
    empty = sum(1 for group in groups if _held(group) == 0)
    if empty and face.households:
        raise Refused("分出来的一块里没有农户。", "请换一条线，让两边都有农户。")
    village = code[:12]
    codes = _codes(state, code, village, len(groups))
    named = {part.number: name for name, group in zip(codes, groups, strict=True) for part in group}
    arcs, gone = cut.named(named, {})
    born = {name: code for name in codes if name != code}
    words = "、".join(name[12:] for name in sorted(born))
    label = f"拆分 {state.number_of(code)}，新编 {words}"
    return Draft(kind, label, arcs, gone, born, {})


def _codes(state: State, code: str, village: str, count: int) -> list[str]:
    if len(code) == GRID_DIGITS:
        return [code, *state.free_codes(village, count - 1)]
    return state.free_codes(village, count)


def _held(group: list[Part]) -> int:
    return sum(len(part.houses) for part in group)


def face_of(state: State, code: str) -> Face:
    """The face of a code; Refused if there is none any more."""
    face = state.faces.get(code)
    if face is None:
        raise Refused("这个网格已不存在。", "请重新选择。")
    return face
