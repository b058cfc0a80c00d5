"""A county of small square grids under the planner's hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.state import State
from gis.foundation.changes import Change, Committed
from gis.snapshot import Snapshot
from tests.small_county import NOW, make_snapshot


@pytest.fixture(scope="module")
def county() -> Snapshot:
    return make_snapshot(400, side=2, grids=3, cell_m=200.0)


@pytest.fixture(scope="module")
def state(county: Snapshot) -> State:
    return load_state(county, NOW)


def written(state: State, change: Change) -> Committed:
    """As a store would write it next."""
    return Committed(state.seq + 1, NOW, "王海涛", "规划台", change)


@pytest.fixture
def done() -> Callable[[State, Gesture], State]:
    """Makes a gesture true."""
    return lambda state, gesture: follow(state, written(state, perform(state, gesture, NOW).change))
