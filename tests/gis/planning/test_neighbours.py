"""The counties around on the planner's table: one coverage with the county, and a common corner moves every level."""

from __future__ import annotations

from math import fsum
from pathlib import Path

import numpy as np
import pytest
import shapely

from data import ROOT
from gis.boundaries.actions.give_blocks import GiveBlocks
from gis.boundaries.actions.move_node import MoveNode
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.adjoining import adjoining
from gis.boundaries.arriving import Arriving
from gis.boundaries.editing.columns import shapes_of
from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.parts import Node
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.preview import preview
from gis.boundaries.editing.state import State
from gis.boundaries.problems import problems
from gis.boundaries.repair import NotRepairable
from gis.demo.county import build_seed
from gis.foundation.changes import Committed
from gis.foundation.errors import Refused
from gis.planning.arrivals import Arrivals
from gis.publish.layers import county_layers
from gis.store.check import check
from tests.gis.boundaries.walking import random_gesture
from tests.gis.planning import files
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import assert_same as same
from tests.gis.planning.test_way_into_force import TODAY
from tests.gis.store.county import assert_same
from tests.properties.test_mesh_walk import assert_identical, undone
from tests.small_county import NOW, make_snapshot

CODES = ("130505", "130525", "130528", "130530")
NAMES = ("西邻", "南邻", "东邻", "北邻")


def around(state: State) -> list[Arriving]:
    """Four made-up neighbours: the county's box within a larger one, cut along the diagonals."""
    x0, y0, x1, y1 = shapes_of(state, 6)[state.county].bounds
    far = 900.0
    inner, outer = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)], [
        (x0 - far, y0 - far), (x1 + far, y0 - far), (x1 + far, y1 + far), (x0 - far, y1 + far)
    ]  # fmt: skip
    sides = [(3, 0), (0, 1), (1, 2), (2, 3)]
    shapes = [shapely.Polygon([inner[a], outer[a], outer[b], inner[b]]) for a, b in sides]
    return [Arriving(c, n, s) for c, n, s in zip(CODES, NAMES, shapes, strict=True)]


def joined(state: State) -> State:
    change = perform(state, adjoining(state, around(state)).gesture, NOW).change
    return follow(state, Committed(state.seq + 1, NOW, "王海涛", "规划台", change))


def assert_one_coverage(state: State, area_m2: float, within_m2: float = 1e-6) -> None:
    """Valid at every level, the same ground in all."""
    for digits in (6, 9, 12, 15):
        shapes = np.array(list(shapes_of(state, digits).values()), object)
        assert shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes), digits
        assert abs(fsum(shapely.area(shapes).tolist()) - area_m2) <= within_m2, digits


def common_corners(state: State) -> list[Node]:
    """Corners where two neighbours and the county meet."""
    found = []
    for node, ids in state.nodes.items():
        sides = {side for i in ids for side in (state.arcs[i].left, state.arcs[i].right)}
        if sum(state.foreign(s) for s in sides) > 1 and any(len(s) == 15 for s in sides):
            found.append(node)
    return sorted(found)


@pytest.fixture(scope="module")
def state() -> State:
    return joined(load_state(make_snapshot(300, side=2, grids=2, cell_m=220.0), NOW))


def total(state: State) -> float:
    return fsum(face.area_m2 for face in state.faces.values())


def test_neighbours_share_the_border_and_nothing_else_changes(state: State) -> None:
    before = load_state(make_snapshot(300, side=2, grids=2, cell_m=220.0), NOW)
    assert_one_coverage(state, total(state))
    assert not any(arc.outer and len(arc.left or arc.right) == 15 for arc in state.arcs.values())
    assert {c for c in state.faces if not state.foreign(c)} == set(before.faces)
    assert all(state.faces[c].shape.equals(f.shape) for c, f in before.faces.items())
    assert [state.places[c].name for c in CODES] == list(NAMES)
    assert problems(state) == problems(before), "a neighbour is nobody's problem"
    layers = county_layers(state, households=True)
    assert [len(layer.shapes) for layer in layers] == [64, 16, 4, 1, 2560], "and no layer of the county"


def test_a_common_corner_moves_every_level(state: State) -> None:
    corner = common_corners(state)[0]
    moved = MoveNode(corner, (corner[0] - 12.0, corner[1] - 7.0))
    told = preview(state, moved)
    assert told.possible and {g.code[:6] for g in told.grids} >= {"130529", *CODES[:2]}
    after = follow(state, Committed(state.seq + 1, NOW, "", "", perform(state, moved, NOW).change))
    assert_one_coverage(after, total(state))
    for digits in (6, 9, 12, 15):
        one, two = shapes_of(state, digits), shapes_of(after, digits)
        changed = {c for c in one if one[c].symmetric_difference(two[c]).area > 1e-6}
        assert len([c for c in changed if c.startswith("130529")]) == 1, digits
        assert {CODES[0], CODES[1]} <= changed


def test_the_county_does_not_give_its_households_away(state: State) -> None:
    corner = common_corners(state)[0]
    with pytest.raises(Refused, match=r"户会划到(西|南)邻去"):
        perform(state, MoveNode(corner, (corner[0] + 150.0, corner[1] + 150.0)), NOW)
    house = state.faces["130529100001001"].houses[0]
    with pytest.raises(Refused):
        perform(state, GiveBlocks([(float(state.houses.x[house]), float(state.houses.y[house]))], CODES[0]), NOW)


def test_a_split_up_to_the_border_leaves_it_shared(state: State) -> None:
    code = "130529100001001"
    low_x, low_y, high_x, high_y = state.faces[code].bounds
    line = [(low_x - 9, (low_y + high_y) / 2), (high_x + 9, (low_y + high_y) / 2)]
    change = perform(state, SplitByLine(code, line), NOW).change
    after = follow(state, Committed(state.seq + 1, NOW, "", "", change))
    assert_one_coverage(after, total(state))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_with_corners_of_the_county_keeps_all_whole(state: State, seed: int) -> None:
    rng = np.random.default_rng(seed)
    now, made, corners = state, [], 0
    while len(made) < 60:
        at_corner = rng.random() < 0.4
        if at_corner:
            nodes = sorted(
                {n for a in now.arcs.values() if now.foreign(a.left) or now.foreign(a.right) for n in a.ends}
            )
            node = nodes[int(rng.integers(len(nodes)))]
            gesture = MoveNode(node, (node[0] + rng.normal(0, 9), node[1] + rng.normal(0, 9)))
        else:
            gesture = random_gesture(now, rng)
        try:
            change = perform(now, gesture, NOW).change
        except Refused:
            continue
        corners += at_corner
        made.append(Committed(now.seq + 1, NOW, "王海涛", "规划台", change))
        now = follow(now, made[-1])
    assert corners > 5
    assert_one_coverage(now, total(state))
    back = undone(now, made)
    assert_identical(state, back)


def test_outlines_that_disagree_are_refused() -> None:
    state = load_state(make_snapshot(20), NOW)
    areas = around(state)
    with pytest.raises(NotRepairable, match="没有邻县相接"):
        adjoining(state, areas[:3])
    apart = [Arriving(a.code, a.name, shapely.affinity.translate(a.shape, 5000, 0)) for a in areas]
    with pytest.raises(NotRepairable, match="没有与本县相邻的县"):
        adjoining(state, apart)
    off = [*areas[:3], Arriving(CODES[3], "北邻", shapely.affinity.translate(areas[3].shape, 3.0, -2.0))]
    with pytest.raises(NotRepairable, match="对不上"):
        adjoining(state, off)


def test_neighbours_come_into_force_and_stay(station: Opener, tmp_path: Path, location: str) -> None:
    planning = station()
    areas = around(planning.county())
    shapes = np.empty(4, object)
    shapes[:] = [a.shape for a in areas]
    path = files.geojson(tmp_path / "n.geojson", files.in_degrees(shapes), {"adcode": list(CODES), "name": list(NAMES)})
    arrivals = Arrivals(planning)
    plan, found = arrivals.adjoin(arrivals.read_neighbours(path), "邻县")
    assert not found.apart
    table = planning.open(plan.id)
    corner = common_corners(table.state)[1]
    table = planning.do(planning.stroke(table, MoveNode(corner, (corner[0] + 6, corner[1] - 5))))
    planning.submit(plan.id)
    leader = station("李静", "规划台 2", 12)
    leader.approve(plan.id, TODAY)
    leader.enact(plan.id)
    same(leader.county(), table.state)
    fresh = leader.workspace.store().load_snapshot()
    assert_same(leader.workspace.snapshot, fresh)
    assert fresh.divisions.code[0] == "130529" and not set(CODES) & set(fresh.divisions.code)
    report = check(location)
    assert report["ok"], report["faults"]
    again = leader.open(leader.create("再移").id)
    corner = common_corners(again.state)[2]
    again = leader.do(leader.stroke(again, MoveNode(corner, (corner[0] - 6, corner[1] + 5))))
    again = leader.do(leader.redo(leader.do(leader.undo(again))))
    leader.submit(again.plan.id)
    planning = station("王海涛", "规划台 7")
    planning.approve(again.plan.id, TODAY)
    planning.enact(again.plan.id)
    assert_same(planning.workspace.snapshot, planning.workspace.store().load_snapshot())
    same(planning.county(), again.state)


def test_the_real_county_with_its_seven_neighbours(tmp_path: Path) -> None:
    snapshot = build_seed(1, 0.1, NOW).snapshot
    state = load_state(snapshot, NOW)
    from gis.boundaries.locate import GridLocator
    from gis.intake.border_reading import read_borders

    locator = GridLocator(snapshot.mesh, snapshot.divisions)
    reading = read_borders(ROOT / "julu_neighbours.geojson", snapshot.divisions, locator)
    found = adjoining(state, [Arriving(d.code, d.name, d.shape) for d in reading.drafts])
    assert len(found.gesture.codes) == 7 and found.apart == ()
    assert max(r.moved_m for r in found.repairs) < 0.002, "the demo's border lies on millimetres, the source's does not"
    change = perform(state, found.gesture, NOW).change
    table = follow(state, Committed(state.seq + 1, NOW, "", "", change))
    area = total(table)
    assert_one_coverage(table, area, 1e-5)  # 5,000 km²: more digits a double does not hold
    corners = common_corners(table)
    assert len(corners) == 7
    for corner in corners:
        move = MoveNode(corner, (corner[0] + 3.0, corner[1] - 4.0))
        after = follow(table, Committed(table.seq + 1, NOW, "", "", perform(table, move, NOW).change))
        assert_one_coverage(after, area, 1e-5)
