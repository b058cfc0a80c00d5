"""Two states side by side, household by household: those of counties read at different times number them otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.boundaries.editing.parts import Face, Houses
from gis.boundaries.editing.state import State


def in_order_of(state: State, model: State) -> State:
    """`state` with its households numbered (indices of `State.houses`) as in `model`; those the model does not have
    follow at the end. `state` itself where the order is the same. Only households and faces are numbered anew: the
    result is there to be compared, not to be edited. A few ms for a county."""
    mine, order = state.houses, model.houses
    if mine is order or np.array_equal(mine.id, order.id):
        return state
    by_id = np.full(max(len(order.by_id), len(mine.by_id)), -1, np.int32)
    by_id[: len(order.by_id)] = order.by_id
    own = mine.id[by_id[mine.id] < 0]
    by_id[own] = np.arange(len(order.id), len(order.id) + len(own), dtype=np.int32)
    index = by_id[mine.id]  # of each of this state's households
    columns = (
        np.concatenate([theirs, np.zeros(len(own), theirs.dtype)]) for theirs in (order.x, order.y, order.people)
    )
    x, y, people = columns
    x[index], y[index], people[index] = mine.x, mine.y, mine.people
    faces: dict[str, Face] = {}
    for code, face in state.faces.items():
        held = np.sort(index[face.houses])
        if not np.array_equal(held, face.houses):
            faces[code] = replace(face, houses=held)
    houses = Houses(np.concatenate([order.id, own]), x, y, people, by_id)
    return replace(state, houses=houses, faces=state.faces.changed(faces))
