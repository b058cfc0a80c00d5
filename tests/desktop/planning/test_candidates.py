"""The card of the county as it stands: right also when a county read anew has its households in another order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from desktop.planning.candidate_figures import houses_in, lanes
from desktop.planning.candidates import _area
from gis.boundaries.editing.load import load_state
from gis.foundation.clock import FixedClock
from gis.store.create import create_store
from gis.workspace import Workspace
from tests.gis.store.county import make_seed
from tests.small_county import NOW

VILLAGE = "130529101001"


def test_households_are_found_again_in_a_county_read_anew(tmp_path) -> None:
    path = str(tmp_path / "county.wangge")
    create_store(path, make_seed(), "建库", "测试", NOW)
    workspace = Workspace.open(path, FixedClock(NOW))
    state = load_state(workspace.snapshot, FixedClock(NOW).now())
    workspace.close()
    ground = (state, VILLAGE, _area(state, VILLAGE))
    assert houses_in(state, ground) is ground[2].houses
    houses = state.houses
    turned = replace(
        houses, id=houses.id[::-1].copy(), x=houses.x[::-1].copy(), y=houses.y[::-1].copy(),
        people=houses.people[::-1].copy(), by_id=np.where(houses.by_id >= 0, len(houses.x) - 1 - houses.by_id, -1),
    )  # fmt: skip
    anew = replace(state, houses=turned)
    found = houses_in(anew, ground)
    assert turned.id[found].tolist() == houses.id[ground[2].houses].tolist()
    gone = replace(anew, houses=replace(turned, by_id=np.full_like(turned.by_id, -1)))
    assert houses_in(gone, ground) is None and lanes(gone, ground) is None
    assert lanes(state, None) is None
