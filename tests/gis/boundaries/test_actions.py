"""Every edit of borders: what it does, what it refuses and why."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from gis.boundaries.actions.delete_vertex import DeleteVertex
from gis.boundaries.actions.give_blocks import GiveBlocks
from gis.boundaries.actions.give_houses import GiveHouses
from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.move_node import MoveNode
from gis.boundaries.actions.move_vertex import MoveVertex
from gis.boundaries.actions.reshape import Reshape
from gis.boundaries.actions.smooth import Smooth
from gis.boundaries.actions.split_houses import SplitByHouses
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.actions.split_roads import SplitByRoads
from gis.boundaries.actions.straighten import Straighten
from gis.boundaries.actions.thin import Thin
from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.parts import Arc
from gis.boundaries.editing.preview import preview
from gis.boundaries.editing.state import State
from gis.county.divisions import Level
from gis.foundation.errors import Refused
from tests.gis.boundaries.judging import assert_sound, total_area

Done = Callable[[State, Gesture], State]
GRID = "130529100001005"  # the middle one of nine
EAST = "130529100001006"


def border(state: State, one: str, two: str) -> Arc:
    return next(a for a in state.arcs_of(one) if {a.left, a.right} == {one, two})


def middle(state: State, code: str) -> np.ndarray:
    low_x, low_y, high_x, high_y = state.faces[code].bounds
    return np.array([(low_x + high_x) / 2, (low_y + high_y) / 2])


def across(state: State, code: str, shift_m: float = 0.0) -> list[tuple[float, float]]:
    """A line from above a grid to below it."""
    x, y = middle(state, code)
    return [(x + shift_m, y + 150), (x + shift_m, y - 150)]


def reason(state: State, gesture: Gesture) -> str:
    seen = preview(state, gesture)
    assert not seen.possible and seen.grids == () and seen.moved == ()
    return seen.reason + seen.remedy


def test_a_new_vertex_moves_the_border_of_both_sides(state: State, done: Done) -> None:
    arc = border(state, GRID, EAST)
    x, y = arc.xy.mean(axis=0)
    gesture = InsertVertex(arc.id, 0, (x + 40, y))
    seen = preview(state, gesture)
    after = done(state, gesture)
    west, east = after.faces[GRID], after.faces[EAST]
    assert west.area_m2 == pytest.approx(40_000 + 40 * 200 / 2) and east.area_m2 == pytest.approx(40_000 - 4_000)
    assert [g.code for g in seen.grids] == [GRID, EAST]
    assert seen.grids[0].households == west.households == 40 + len(seen.moved)
    assert {(source, target) for _, source, target in seen.moved} == {(EAST, GRID)}
    inside = shapely.Polygon([arc.xy[0], (x + 40, y), arc.xy[1]])
    assert {i for i, _, _ in seen.moved} == set(
        np.flatnonzero(shapely.contains_xy(inside, state.houses.x, state.houses.y)).tolist()
    )
    assert seen.grids[0].compactness == pytest.approx(west.compactness) and seen.grids[0].people == west.people
    assert state.faces[GRID].area_m2 == pytest.approx(40_000), "the state before stays as it was"
    assert_sound(after, total_area(state, 15))


def test_a_vertex_moves_and_goes(state: State, done: Done) -> None:
    arc = border(state, GRID, EAST)
    x, y = arc.xy.mean(axis=0)
    bent = done(state, InsertVertex(arc.id, 0, (x + 40, y)))
    moved = done(bent, MoveVertex(arc.id, 1, (x - 20, y)))
    assert moved.faces[GRID].area_m2 == pytest.approx(38_000)
    back = done(moved, DeleteVertex(arc.id, 1))
    assert np.array_equal(back.arcs[arc.id].xy, arc.xy)
    assert back.faces[GRID].households == 40


def test_a_township_corner_takes_every_level_with_it(state: State, done: Done) -> None:
    node = next(
        n for n, ids in state.nodes.items()
        if len(ids) == 4 and all(state.arcs[i].rank == Level.TOWNSHIP for i in ids)
    )  # fmt: skip
    gesture = MoveNode(node, (node[0] + 12.5, node[1] - 7.25))
    assert len(preview(state, gesture).grids) == 4
    after = done(state, gesture)
    assert len(after.nodes[node[0] + 12.5, node[1] - 7.25]) == 4 and node not in after.nodes
    assert_sound(after, total_area(state, 15))
    towns = {c[:9] for c in (code for i in after.nodes[node[0] + 12.5, node[1] - 7.25] for code in _sides(after, i))}
    assert len(towns) == 4
    assert "乡镇界角点" in gesture.draft(state).label


def _sides(state: State, arc: int) -> tuple[str, str]:
    return state.arcs[arc].left, state.arcs[arc].right


def test_moves_that_cannot_be_say_why(state: State) -> None:
    arc = border(state, GRID, EAST)
    x, y = arc.xy.mean(axis=0)
    assert "相互交叉" in reason(state, InsertVertex(arc.id, 0, (x + 250, y)))
    outer = next(a for a in state.arcs.values() if a.outer)
    assert "县界" in reason(state, InsertVertex(outer.id, 0, (x, y)))
    assert "县界" in reason(state, MoveNode(outer.ends[0], (x, y)))
    assert "交点" in reason(state, DeleteVertex(arc.id, 0))
    assert "不存在" in reason(state, MoveVertex(99_999, 1, (x, y)))
    assert "没有变化" in reason(state, MoveVertex(arc.id, 0, arc.ends[0]))
    assert "直的" in reason(state, Straighten(arc.id))
    assert "直的" in reason(state, Smooth(arc.id))
    assert "偏差" in reason(state, Thin(arc.id, 0.5))


def test_straighten_smooth_and_thin(state: State, done: Done) -> None:
    arc = border(state, GRID, EAST)
    (ax, ay), (bx, by) = arc.ends
    line = np.linspace((ax, ay), (bx, by), 9)
    line[1:-1, 0] += [10, -12, 14, 0.4, 0.2, -9, 11]
    state = done(state, Reshape(arc.id, [tuple(p) for p in line]))
    bent = border(state, GRID, EAST)
    assert len(bent.xy) == 9
    assert len(done(state, Smooth(bent.id, 1)).arcs[bent.id].xy) == 16
    assert len(done(state, Thin(bent.id, 12.0)).arcs[bent.id].xy) < 9
    assert bent.id == arc.id, "a border drawn anew is still that border"
    straight = done(state, Straighten(bent.id))
    assert np.array_equal(straight.arcs[bent.id].xy, bent.xy[[0, -1]])
    partly = done(state, Straighten(bent.id, 2, 5))
    assert len(partly.arcs[bent.id].xy) == 7


def test_reshape_gives_what_lies_between(state: State, done: Done) -> None:
    arc = border(state, GRID, EAST)
    x, y = arc.xy.mean(axis=0)
    line = [(x - 1, y + 60), (x + 30, y + 60), (x + 30, y - 60), (x - 1, y - 60)]
    gesture = Reshape(arc.id, line)
    after = done(state, gesture)
    assert after.faces[GRID].area_m2 == pytest.approx(40_000 + 30 * 120)
    assert_sound(after, total_area(state, 15))
    assert "没有与这条边界" in reason(state, Reshape(arc.id, [(x + 20, y), (x + 30, y)]))


def test_split_by_line_gives_the_next_number(state: State, done: Done) -> None:
    gesture = SplitByLine(GRID, across(state, GRID, 20))
    seen = preview(state, gesture)
    after = done(state, gesture)
    new = GRID[:12] + "010"
    assert [g.code for g in seen.grids] == [GRID, new] and seen.grids[1].born
    west = int((state.houses.x[state.faces[GRID].houses] < middle(state, GRID)[0] + 20).sum())
    assert {after.faces[GRID].households, after.faces[new].households} == {west, 40 - west}
    assert after.faces[GRID].households >= after.faces[new].households, "the larger part keeps the number"
    assert after.places[new].name == "第 010 网格" and after.places[new].worker == 0
    assert_sound(after, total_area(state, 15))
    assert "没有把网格分开" in reason(state, SplitByLine(GRID, [tuple(middle(state, GRID)), (591_000.0, 4_121_000.0)]))
    assert "没有农户" in reason(state, SplitByLine(GRID, across(state, GRID, 99.9)))


def test_numbers_are_never_used_again_and_a_full_sequence_is_an_error(state: State, done: Done) -> None:
    split = done(state, SplitByLine(GRID, across(state, GRID)))
    new = GRID[:12] + "010"
    merged = done(split, Merge(GRID, [new]))
    assert new not in merged.faces and new not in merged.places
    again = done(merged, SplitByLine(GRID, across(state, GRID)))
    assert new not in again.faces and GRID[:12] + "011" in again.faces
    from dataclasses import replace

    full = replace(state, serial=state.serial.changed({GRID[:12]: 999}))
    assert "999" in reason(full, SplitByLine(GRID, across(state, GRID)))


def test_merge_retires_with_reason_and_time(state: State, done: Done) -> None:
    from gis.boundaries.editing.perform import perform

    change = perform(state, Merge(GRID, [EAST]), 1_795_000_000).change
    row = next(e for e in change.edits if e.table == "division" and e.key == EAST)
    assert row.after is not None and row.after["status"] == "作废"
    assert row.after["retired_at"] == 1_795_000_000 and row.after["retire_reason"] == "并入 005 网格"
    after = done(state, Merge(GRID, [EAST]))
    assert after.faces[GRID].households == 80 and after.faces[GRID].area_m2 == pytest.approx(80_000)
    assert_sound(after, total_area(state, 15))
    seen = preview(state, Merge(GRID, [EAST]))
    assert seen.possible and not seen.fits and "合并后 005 网格有 80 户，超过上限 60" in seen.hint
    assert "同一个村" in reason(state, Merge(GRID, ["130529100002001"]))
    assert "不相连" in reason(state, Merge("130529100001001", ["130529100001009"]))


def test_the_brush_moves_the_border_into_the_gaps(state: State, done: Done) -> None:
    face = state.faces[EAST]
    nearest = face.houses[np.argsort(state.houses.x[face.houses])[:6]].tolist()
    gesture = GiveHouses(nearest, GRID)
    assert {i for i, _, _ in preview(state, gesture).moved} == set(nearest)
    after = done(state, gesture)
    assert after.faces[GRID].households == 46 and after.faces[EAST].households == 34
    assert_sound(after, total_area(state, 15))
    farthest = face.houses[np.argsort(-state.houses.x[face.houses])[:2]].tolist()
    assert "不相连" in reason(state, GiveHouses(farthest, GRID))
    assert "全部农户" in reason(state, GiveHouses(face.houses.tolist(), GRID))
    assert "不相邻" in reason(state, GiveHouses(nearest, "130529103004001"))
    assert "本来就在" in reason(state, GiveHouses(nearest, EAST))


def test_a_lasso_of_houses_becomes_a_grid(state: State, done: Done) -> None:
    face = state.faces[GRID]
    order = np.argsort(state.houses.y[face.houses])
    after = done(state, SplitByHouses(GRID, face.houses[order[:15]].tolist()))
    assert sorted(after.faces[GRID[:12] + "010"].houses) == sorted(face.houses[order[:15]])
    assert_sound(after, total_area(state, 15))


def test_roads_cut_and_blocks_change_hands(state: State, done: Done) -> None:
    streets = {code: state.streets.through(face) for code, face in state.faces.items()}
    crossed = sorted(code for code, lines in streets.items() if lines)
    assert crossed, "the county's one road runs through some grids"
    split = [code for code in crossed if preview(state, SplitByRoads(code)).possible]
    after = done(state, SplitByRoads(split[0]))
    assert len(after.faces) == len(state.faces) + 1
    assert_sound(after, total_area(state, 15))
    bare = next(code for code, lines in streets.items() if not lines)
    assert "没有道路" in reason(state, SplitByRoads(bare))
    code = split[0]
    neighbours = sorted({c for a in state.arcs_of(code) for c in (a.left, a.right)} - {code, ""})
    places = [(float(state.houses.x[i]), float(state.houses.y[i])) for i in state.faces[code].houses.tolist()]
    made = next(g for n in neighbours for p in places if preview(state, g := GiveBlocks([p], n)).possible)
    given = done(state, made)
    assert given.faces[made.to].households > 40
    assert_sound(given, total_area(state, 15))


def test_locked_grids_and_villages_keep_their_borders(state: State) -> None:
    arc = border(state, GRID, EAST)
    x, y = arc.xy.mean(axis=0)
    bulge = InsertVertex(arc.id, 0, (x + 40, y))
    assert "006 网格已锁定" in reason(state.with_locks([EAST]), bulge)
    assert "已锁定" in reason(state.with_locks([EAST[:12]]), bulge)
    assert "已锁定" in reason(state.with_locks([EAST[:9]]), bulge)
    assert preview(state.with_locks(["130529103004001"]), bulge).possible
    assert preview(state.with_locks([EAST]), SplitByLine(GRID, across(state, GRID))).possible, (
        "a neighbour may take over a vertex of the split without being moved"
    )
    flat = InsertVertex(arc.id, 0, (x, y))
    assert preview(state.with_locks([EAST]), flat).possible


def test_an_edit_that_empties_a_grid_is_refused(state: State, done: Done) -> None:
    arc = border(state, GRID, EAST)
    face = state.faces[EAST]
    edge = float(state.houses.x[face.houses].max()) + 1
    (_, ay), (_, by) = arc.ends
    half = done(state, InsertVertex(arc.id, 0, (edge, ay + 5)))
    with pytest.raises(Refused, match="006 网格会没有农户"):
        done(half, InsertVertex(arc.id, 1, (edge, by - 5)))


def test_grids_of_several_villages_are_named_with_them(state: State) -> None:
    one, other = "130529101001001", "130529101002001"
    assert state.told(one, [one]) == "001 网格"
    assert state.told(one, [one, other]) == f"{state.name_of(one)} 网格"
    assert state.told(one, [one, other]) != state.told(other, [one, other])
