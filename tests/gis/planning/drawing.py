"""Gestures on the small county's square grids, and what must be alike."""

from __future__ import annotations

from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.editing.state import State

VILLAGE = "130529101001"


def grid(serial: int, village: str = VILLAGE) -> str:
    return f"{village}{serial:03d}"


def split(state: State, code: str = grid(1), east_m: float = 0.0) -> SplitByLine:
    """A grid cut in two from south to north."""
    _, low_y, _, high_y = state.faces[code].bounds
    x = state.places[code].label[0] + east_m
    return SplitByLine(code, [(x, low_y - 5), (x, high_y + 5)])


def assert_same(one: State, two: State) -> None:
    """The same borders, to the bit, and the same households in the same grids."""
    assert {i: (a.left, a.right, a.xy.tobytes()) for i, a in one.arcs.items()} == {
        i: (a.left, a.right, a.xy.tobytes()) for i, a in two.arcs.items()
    }
    houses = [{c: sorted(s.houses.id[f.houses].tolist()) for c, f in s.faces.items()} for s in (one, two)]
    assert houses[0] == houses[1]
    counts = [{c: p.households for c, p in s.places.items()} for s in (one, two)]
    assert counts[0] == counts[1]
