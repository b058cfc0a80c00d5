"""The ground of some grids divided anew: by a partition, by shapes from elsewhere, exactly or not at all."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import affinity

from gis.boundaries.actions.redivide import Redivide
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.arriving import Arriving, surveyed
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.state import State
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.hand import area_of
from gis.foundation.errors import Refused
from tests.gis.boundaries.judging import assert_sound, total_area
from tests.small_county import NOW, make_snapshot, without_grids

VILLAGE = "130529101001"


def grids(state: State) -> dict[str, shapely.Polygon]:
    return {code: face.shape for code, face in state.faces.items() if code.startswith(VILLAGE)}


@pytest.mark.parametrize("k", [7, 9, 12])
def test_a_partition_is_taken_over_exactly(state: State, done, k: int):
    area = area_of(state, [VILLAGE])
    chosen = partition(area.ground, k, present=area.present)
    after = done(state, area.taking(chosen))
    assert_sound(after, total_area(state, 15))
    mine = grids(after)
    assert len(mine) == k
    for shape in chosen.polygons:
        assert min(shapely.area(shapely.symmetric_difference(np.array(list(mine.values())), shape))) < 1e-3
    assert sorted(f.households for c, f in after.faces.items() if c in mine) == sorted(chosen.households.tolist())
    kept = [area.codes[i] for i in chosen.keeps.tolist() if i >= 0]
    assert set(kept) == set(mine) & set(area.codes)
    new = sorted(set(mine) - set(area.codes))
    assert new == [f"{VILLAGE}{n:03d}" for n in range(10, 10 + len(new))]


def test_a_part_of_a_village_alone(state: State, done):
    codes = [f"{VILLAGE}{n:03d}" for n in (1, 2, 4, 5)]
    area = area_of(state, codes)
    after = done(state, area.taking(partition(area.ground, 5, present=area.present)))
    assert_sound(after, total_area(state, 15))
    untouched = [c for c in grids(state) if c not in codes]
    assert all(after.faces[c].shape.area == pytest.approx(state.faces[c].shape.area, abs=1e-6) for c in untouched)


def test_vertices_that_one_side_has_are_taken_over_by_the_other(state: State, done):
    """A county that was cut further since the shapes were drawn, and shapes that end where the county has no corner."""
    low_x, low_y, high_x, high_y = state.faces[f"{VILLAGE}001"].bounds
    west = shapely.box(low_x, low_y, low_x + 77.123456, high_y)
    east = shapely.box(low_x + 77.123456, low_y, high_x, high_y)
    neighbour = f"{VILLAGE}004"
    x = state.places[neighbour].label[0] + 11
    cut = done(state, SplitByLine(neighbour, [(x, low_y - 500), (x, high_y + 5)]))
    after = done(cut, Redivide((f"{VILLAGE}001",), (west, east), (f"{VILLAGE}001", VILLAGE)))
    assert_sound(after, total_area(state, 15))
    assert (
        after.faces[f"{VILLAGE}001"].shape.equals(shapely.normalize(west))
        or after.faces[f"{VILLAGE}001"].shape.symmetric_difference(west).area < 1e-3
    )


def test_the_same_shapes_again_are_no_change(state: State):
    mine = grids(state)
    with pytest.raises(Refused, match="没有变化"):
        perform(state, Redivide(tuple(mine), tuple(mine.values()), tuple(mine)), NOW)


def test_shapes_that_do_not_cover_just_the_ground_are_refused(state: State):
    code = f"{VILLAGE}001"
    shape = state.faces[code].shape
    for wrong in (affinity.translate(shape, 0.001, 0), affinity.scale(shape, 0.9, 0.9), shape.buffer(1)):
        with pytest.raises(Refused, match="没有正好盖住"):
            perform(state, Redivide((code,), (wrong,), (code,)), NOW)
    low_x, low_y, high_x, high_y = shape.bounds
    west, east = shapely.box(low_x, low_y, low_x + 90, high_y), shapely.box(low_x + 80, low_y, high_x, high_y)
    with pytest.raises(Refused, match="重叠或缝隙"):
        perform(state, Redivide((code,), (west, east), (code, VILLAGE)), NOW)


def test_numbers_are_kept_new_or_refused(state: State):
    code = f"{VILLAGE}001"
    low_x, low_y, high_x, high_y = state.faces[code].bounds
    parts = (shapely.box(low_x, low_y, low_x + 90, high_y), shapely.box(low_x + 90, low_y, high_x, high_y))
    given = perform(state, Redivide((code,), parts, (code, f"{VILLAGE}033")), NOW)
    assert dict(given.verdict.draft.born) == {f"{VILLAGE}033": code}
    with pytest.raises(Refused, match="不能作为新划网格的编号"):
        perform(state, Redivide((code,), parts, (code, f"{VILLAGE}002")), NOW)
    with pytest.raises(Refused, match="不能作为新划网格的编号"):
        perform(state, Redivide((code,), parts, (code, code)), NOW)


def test_an_area_is_of_one_village(state: State):
    with pytest.raises(Refused, match="同一个村"):
        area_of(state, [f"{VILLAGE}001", "130529101002001"])


@pytest.fixture(scope="module")
def undivided() -> State:
    """A county whose villages have no grids yet: each is one face."""
    return load_state(without_grids(make_snapshot(60, side=2, grids=1, cell_m=500.0)), NOW)


def test_a_village_without_grids_is_divided(undivided: State, done):
    assert VILLAGE in undivided.faces
    area = area_of(undivided, [VILLAGE])
    after = done(undivided, area.taking(partition(area.ground, 4, present=None)))
    assert_sound(after, total_area(undivided, 15))
    assert sorted(grids(after)) == [f"{VILLAGE}{n:03d}" for n in range(1, 5)] and VILLAGE not in after.faces


def test_grids_from_a_file_for_a_village_without_any(undivided: State, done):
    low_x, low_y, high_x, high_y = undivided.faces[VILLAGE].bounds
    middle = (low_x + high_x) / 2
    halves = (shapely.box(low_x, low_y, middle, high_y), shapely.box(middle, low_y, high_x, high_y))
    areas = [Arriving(f"{VILLAGE}{n:03d}", f"第 {n}", half) for n, half in zip((7, 3), halves, strict=True)]
    (group,) = surveyed(undivided, areas)
    assert group.gesture is not None and not group.repairs
    after = done(undivided, group.gesture)
    assert_sound(after, total_area(undivided, 15))
    assert sorted(grids(after)) == [f"{VILLAGE}003", f"{VILLAGE}007"], (
        "numbers never given are kept as the file has them"
    )
