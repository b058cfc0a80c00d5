"""Where the hand means to be: snapping, and places typed instead of pointed at."""

from __future__ import annotations

import numpy as np
import pytest

from gis.boundaries.actions.place_exactly import at_distance, towards, typed_place
from gis.boundaries.editing.state import State
from gis.boundaries.snapping import SnapKind, snap
from gis.foundation.crs import to_metres
from gis.foundation.errors import Refused

GRID, EAST = "130529100001005", "130529100001006"


def test_corners_come_before_borders(state: State) -> None:
    arc = next(a for a in state.arcs_of(GRID) if {a.left, a.right} == {GRID, EAST})
    (x, y), (_, top) = arc.ends
    corner = snap(state, x + 4, y + 3, 10)
    assert corner is not None and corner.kind == SnapKind.NODE and (corner.x, corner.y) == (x, y)
    assert corner.away_m == pytest.approx(5)
    middle = snap(state, x + 4, (y + top) / 2, 10, {SnapKind.NODE, SnapKind.BORDER})
    assert middle is not None and middle.kind == SnapKind.BORDER and middle.arc == arc.id
    assert (middle.x, middle.y) == (x, (y + top) / 2)
    assert snap(state, x + 4, (y + top) / 2, 3, {SnapKind.BORDER}) is None, "out of reach"
    assert snap(state, x + 4, (y + top) / 2, 10, {SnapKind.BORDER}, {arc.id}) is None, (
        "the border in hand does not count"
    )
    assert snap(state, x + 4, y + 3, 10, ()) is None, "a key that refuses snapping"


def test_streets_and_gaps(state: State) -> None:
    line = state.streets.within(*[-1e9, -1e9, 1e9, 1e9])[0]
    on = np.array(line.interpolate(0.37, normalized=True).coords[0])
    street = snap(state, on[0], on[1] + 3, 10, {SnapKind.STREET})
    assert street is not None and street.away_m == pytest.approx(3, abs=0.05)
    houses = state.faces[GRID].houses
    x, y = state.houses.x[houses], state.houses.y[houses]
    found = [s for i in range(len(houses)) if (s := snap(state, x[i], y[i], 25, {SnapKind.GAP})) is not None]
    assert found
    for gap in found:
        away = np.sort(np.hypot(state.houses.x - gap.x, state.houses.y - gap.y))
        assert away[0] >= 3 and away[1] - away[0] < 1e-3, "as far from one house as from the next"


def test_places_can_be_typed() -> None:
    start = (591_000.0, 4_121_000.0)
    assert typed_place("591418.5 4121423.6") == (591_418.5, 4_121_423.6)
    assert typed_place("115.03,37.22") == pytest.approx(to_metres(115.03, 37.22))
    assert typed_place("@12.5<90", start) == pytest.approx((591_012.5, 4_121_000.0))
    assert typed_place("@3,-4", start) == (591_003.0, 4_120_996.0)
    assert at_distance(start, 0, 10) == pytest.approx((591_000.0, 4_121_010.0))
    assert towards(start, (591_003.0, 4_121_004.0), 10) == pytest.approx((591_006.0, 4_121_008.0))
    with pytest.raises(Refused, match="起点"):
        typed_place("@3,4")
    with pytest.raises(Refused, match="看不懂"):
        typed_place("村东头", start)
    with pytest.raises(Refused, match="方向"):
        towards(start, start, 5)
