"""What giving houses away and splitting them off share: which houses, and which parts of the ground go with them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gis.boundaries.editing.cutting import Part
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


def chosen_of(state: State, face: Face, houses: np.ndarray) -> np.ndarray:
    """Those of the houses (indices) that lie in a face; Refused for none."""
    chosen = np.intersect1d(houses, face.houses)
    if not len(chosen):
        raise Refused(f"没有选中{state.number_of(face.code)}的农户。", "请圈住或刷过要划出的农户。")
    return chosen


def parts_with(parts: Iterable[Part], chosen: np.ndarray) -> tuple[list[Part], list[Part]]:
    """(parts that go, parts that stay): those with chosen houses go; of the rest the one with most houses stays, and so
    do all others with houses; strips without any go or stay with what they border on longest."""
    every = list(parts)
    going = [p for p in every if np.isin(p.houses, chosen).any()]
    staying = [p for p in every if len(p.houses) and p not in going]
    names = {p.number: True for p in going} | {p.number: False for p in staying}
    loose = [p for p in every if p.number not in names]
    while loose:
        known = [(metres, p, other) for p in loose for other, metres in p.inner.items() if other in names]
        if not known:
            staying += loose
            break
        _, part, other = max(known, key=lambda k: (k[0], -k[1].number))
        names[part.number] = names[other]
        (going if names[other] else staying).append(part)
        loose.remove(part)
    return going, staying
