"""The numbers a plan's new grids are given for good: the next ones of each village, west to east, north to south."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from gis.boundaries.editing.state import LAST_SERIAL, State
from gis.boundaries.plans.drawing import OpenPlan
from gis.county.numbering import reading_order
from gis.foundation.errors import Refused


def numbered(open_plan: OpenPlan, now: State, reserved: Iterable[str] = ()) -> dict[str, str]:
    """While drawn → as given, for every grid that is new in the plan; those that keep their number are left out.
    A grid that was made and given up on the way makes room where its number is now given to another, and takes one that
    came free: two grids of one number would be read as one. now: the county in force. reserved: codes that other plans
    were submitted with. Refused where a village's sequence is full."""
    by_village: dict[str, list[str]] = defaultdict(list)
    for code in born(open_plan):
        by_village[code[:12]].append(code)
    last: dict[str, int] = {}
    for code in reserved:
        last[code[:12]] = max(last.get(code[:12], 0), int(code[12:]))
    found: dict[str, str] = {}
    for village, codes in sorted(by_village.items()):
        first = max(now.serial.get(village) or 0, last.get(village, 0)) + 1
        _refuse_full(now, village, first, len(codes))
        middle = np.array([_middle(open_plan.state, code) for code in codes])
        for serial, at in enumerate(reading_order(middle).tolist(), first):
            found[codes[at]] = f"{village}{serial:03d}"
    found |= _fleeting(open_plan, found)
    return {drawn: given for drawn, given in found.items() if drawn != given}


def _fleeting(open_plan: OpenPlan, found: Mapping[str, str]) -> dict[str, str]:
    """Other codes for grids that came and went while the plan was drawn, where a grid that stays is given theirs: they
    take the ones that become free by that, so that no two grids of a plan ever share a code."""
    given = set(found.values())
    gone = {code for stroke in open_plan.strokes for code in stroke.born} - found.keys()
    by_village: dict[str, list[str]] = defaultdict(list)
    for code in sorted(found.keys() - given):
        by_village[code[:12]].append(code)
    return {code: by_village[code[:12]].pop(0) for code in sorted(gone & given)}


def born(open_plan: OpenPlan) -> list[str]:
    """Codes of grids that are new in a plan, sorted."""
    base, state = open_plan.base, open_plan.state
    made = {code for stroke in open_plan.strokes for code in stroke.born}
    return sorted(code for code in made if code in state.faces and code not in base.faces)


def _middle(state: State, code: str) -> tuple[float, float]:
    face = state.faces[code]
    if face.households:
        return float(state.houses.x[face.houses].mean()), float(state.houses.y[face.houses].mean())
    return state.places[code].label


def _refuse_full(now: State, village: str, first: int, count: int) -> None:
    if first + count - 1 > LAST_SERIAL:
        raise Refused(
            f"{now.number_of(village)}的网格编号已用到 {first - 1:03d}，方案再要 {count} 个就超过 {LAST_SERIAL}。",
            "作废的编号不能再用，请上报县里调整村编码。",
        )
