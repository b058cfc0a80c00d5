"""A planner who edits at random: every kind of gesture at random places, as a hand might make it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gis.boundaries.actions.delete_vertex import DeleteVertex
from gis.boundaries.actions.give_blocks import GiveBlocks
from gis.boundaries.actions.give_houses import GiveHouses
from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.merge import Merge
from gis.boundaries.actions.move_node import MoveNode
from gis.boundaries.actions.move_vertex import MoveVertex
from gis.boundaries.actions.redivide import Redivide
from gis.boundaries.actions.reshape import Reshape
from gis.boundaries.actions.smooth import Smooth
from gis.boundaries.actions.split_houses import SplitByHouses
from gis.boundaries.actions.split_line import SplitByLine
from gis.boundaries.actions.split_roads import SplitByRoads
from gis.boundaries.actions.straighten import Straighten
from gis.boundaries.actions.thin import Thin
from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.parts import Arc, Face
from gis.boundaries.editing.state import State
from gis.boundaries.partition.divide import partition
from gis.boundaries.partition.hand import area_of
from gis.boundaries.partition.rule import NoPartition

Choice = Callable[[State, np.random.Generator], Gesture]


def random_gesture(state: State, rng: np.random.Generator) -> Gesture:
    """Any gesture; whether it can be made is for the state to say."""
    return KINDS[rng.integers(len(KINDS))](state, rng)


def some_arc(state: State, rng: np.random.Generator) -> Arc:
    return state.arcs_of(some_face(state, rng).code)[0] if rng.random() < 0.05 else _nth(state, rng)


def _nth(state: State, rng: np.random.Generator) -> Arc:
    while True:
        arc = state.arcs.get(int(rng.integers(1, state.next_arc)))
        if arc is not None:
            return arc


def some_face(state: State, rng: np.random.Generator) -> Face:
    arc = _nth(state, rng)
    return state.faces[arc.left or arc.right]


def _by(rng: np.random.Generator, scale_m: float) -> np.ndarray:
    return rng.normal(0, scale_m, 2)


def move_vertex(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    at = int(rng.integers(len(arc.xy)))
    x, y = arc.xy[at] + _by(rng, 25)
    return MoveVertex(arc.id, at, (float(x), float(y)))


def move_node(state: State, rng: np.random.Generator) -> Gesture:
    end = some_arc(state, rng).ends[int(rng.integers(2))]
    x, y = np.array(end) + _by(rng, 15)
    return MoveNode(end, (float(x), float(y)))


def insert_vertex(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    at = int(rng.integers(len(arc.xy) - 1))
    x, y = (arc.xy[at] + arc.xy[at + 1]) / 2 + _by(rng, 8)
    return InsertVertex(arc.id, at, (float(x), float(y)))


def delete_vertex(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    return DeleteVertex(arc.id, int(rng.integers(len(arc.xy))))


def straighten(state: State, rng: np.random.Generator) -> Gesture:
    return Straighten(some_arc(state, rng).id)


def smooth(state: State, rng: np.random.Generator) -> Gesture:
    return Smooth(some_arc(state, rng).id, 1)


def thin(state: State, rng: np.random.Generator) -> Gesture:
    return Thin(some_arc(state, rng).id, float(rng.choice([1.0, 4.0, 15.0])))


def split_line(state: State, rng: np.random.Generator) -> Gesture:
    face = some_face(state, rng)
    low_x, low_y, high_x, high_y = face.bounds
    middle = np.array(state.places[face.code].label) + _by(rng, 10)
    angle = rng.uniform(0, np.pi)
    reach = np.hypot(high_x - low_x, high_y - low_y) * np.array([np.cos(angle), np.sin(angle)])
    bend = middle + _by(rng, 15)
    return SplitByLine(face.code, [tuple(p) for p in (middle - reach, bend, middle + reach)])


def split_roads(state: State, rng: np.random.Generator) -> Gesture:
    return SplitByRoads(some_face(state, rng).code)


def split_houses(state: State, rng: np.random.Generator) -> Gesture:
    face = some_face(state, rng)
    return SplitByHouses(face.code, _nearby(state, face, rng, 0.4))


def _nearby(state: State, face: Face, rng: np.random.Generator, share: float) -> list[int]:
    """Houses of a face on one side of it."""
    x, y = state.houses.x[face.houses], state.houses.y[face.houses]
    angle = rng.uniform(0, 2 * np.pi)
    order = np.argsort(x * np.cos(angle) + y * np.sin(angle))
    return face.houses[order[: max(1, int(share * len(order)))]].tolist()


def merge(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    return Merge(arc.left or arc.right, [arc.right])


def give_houses(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    giver, taker = (arc.left, arc.right) if rng.random() < 0.5 else (arc.right, arc.left)
    face = state.faces.get(giver) or some_face(state, rng)
    middle = arc.xy[len(arc.xy) // 2]
    away = np.hypot(state.houses.x[face.houses] - middle[0], state.houses.y[face.houses] - middle[1])
    return GiveHouses(face.houses[np.argsort(away)[: int(rng.integers(1, 8))]].tolist(), taker or giver)


def give_blocks(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    face = state.faces[arc.left or arc.right]
    house = int(rng.choice(face.houses)) if len(face.houses) else 0
    at = float(state.houses.x[house]), float(state.houses.y[house])
    return GiveBlocks([at], arc.right or arc.left)


def reshape(state: State, rng: np.random.Generator) -> Gesture:
    arc = some_arc(state, rng)
    a, b = sorted(rng.uniform(0, len(arc.xy) - 1, 2))
    start, end = _on(arc, a), _on(arc, b)
    middle = (start + end) / 2 + _by(rng, 30)
    return Reshape(arc.id, [tuple(p) for p in (start, middle, end)])


def redivide(state: State, rng: np.random.Generator) -> Gesture:
    village = some_face(state, rng).code[:12]
    try:
        area = area_of(state, [village])
        k = max(2, len(area.codes) + int(rng.integers(-1, 2)))
        return area.taking(partition(area.ground, k, "balanced", int(rng.integers(9)), (1, 10_000), area.present))
    except NoPartition:
        return Redivide((village,), (), ())  # of nothing: refused


def _on(arc: Arc, at: float) -> np.ndarray:
    i = min(int(at), len(arc.xy) - 2)
    return arc.xy[i] + (at - i) * (arc.xy[i + 1] - arc.xy[i])


KINDS: tuple[Choice, ...] = (
    move_vertex, move_vertex, move_node, insert_vertex, delete_vertex, straighten, smooth, thin, split_line,
    split_line, split_roads, split_houses, merge, merge, merge, give_houses, give_houses, give_blocks, reshape, reshape,
    redivide,
)  # fmt: skip
