"""Shapely as the judge of an editing state: its borders as a coverage at every level, its points, its codes."""

from __future__ import annotations

from math import fsum

import numpy as np
import shapely

from gis.boundaries.editing.parts import OUTSIDE, rank_between
from gis.boundaries.editing.state import State
from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import faces

DIGITS = (6, 9, 12, 15)


def mesh_of(state: State, digits: int = 15) -> tuple[Mesh, list[str]]:
    """The arcs of a state as columns; left and right are numbers of the codes cut to `digits`."""
    arcs = [state.arcs[i] for i in sorted(state.arcs.keys())]
    codes = sorted({code[:digits] for code in state.faces})
    number = {code: i for i, code in enumerate(codes)} | {OUTSIDE: -1}
    offsets = np.concatenate([[0], np.cumsum([len(a.xy) for a in arcs])]).astype(np.int32)
    left, right = (np.array([number[getattr(a, s)[:digits]] for a in arcs], np.int32) for s in ("left", "right"))
    rank = np.array([a.rank for a in arcs], np.uint8)
    ids = np.array([a.id for a in arcs], np.int32)
    return Mesh(ids, offsets, np.concatenate([a.xy for a in arcs]), left, right, rank), codes


def total_area(state: State, digits: int) -> float:
    mesh, _ = mesh_of(state, digits)
    return fsum(shapely.area(faces(mesh, mesh.left, mesh.right)[1]).tolist())


def assert_sound(state: State, area_m2: float) -> None:
    """Valid coverage, area unchanged at four levels; each household in its one grid; counts, codes, indices true."""
    for digits in DIGITS:
        mesh, codes = mesh_of(state, digits)
        numbers, shapes = faces(mesh, mesh.left, mesh.right)
        assert numbers.tolist() == list(range(len(codes)))
        assert shapely.is_valid(shapes).all(), digits
        assert shapely.coverage_is_valid(shapes), digits
        assert abs(fsum(shapely.area(shapes).tolist()) - area_m2) <= 1e-6, digits
        if digits == 15:
            _assert_points(state, codes, shapes)
    _assert_indices(state)
    _assert_counts(state)


def _assert_points(state: State, codes: list[str], shapes: np.ndarray) -> None:
    every = np.concatenate([face.houses for face in state.faces.values()])
    assert len(every) == len(state.houses.x) and (np.bincount(every) == 1).all()
    for code, shape in zip(codes, shapes, strict=True):
        face = state.faces[code]
        assert shape.equals(face.shape)
        assert shape.geom_type == "Polygon"
        assert shapely.intersects_xy(shape, state.houses.x[face.houses], state.houses.y[face.houses]).all()
        assert shapely.contains_xy(shape, *state.places[code].label)
        assert face.people == state.houses.people[face.houses].sum()


def _assert_indices(state: State) -> None:
    for code, face in state.faces.items():
        assert face.arcs == {a.id for a in (state.arcs[i] for i in face.arcs) if code in (a.left, a.right)}
    ends: dict[tuple[float, float], set[int]] = {}
    sides: dict[str, set[int]] = {}
    for arc in state.arcs.values():
        assert arc.left != arc.right and arc.rank == rank_between(arc.left, arc.right)
        for node in arc.ends:
            ends.setdefault(node, set()).add(arc.id)
        for code in (arc.left, arc.right):
            sides.setdefault(code, set()).add(arc.id)
    assert ends == {node: set(ids) for node, ids in state.nodes.items()}
    sides.pop(OUTSIDE, None)
    assert sides == {code: set(face.arcs) for code, face in state.faces.items()}
    found = {(c, code) for c, codes in state.near.items() for code in codes}
    from gis.boundaries.editing.state import cells_of

    assert found == {(cell, f.code) for f in state.faces.values() for cell in cells_of(f.bounds)}


def _assert_counts(state: State) -> None:
    held: dict[str, int] = {}
    for code, face in state.faces.items():
        for digits in DIGITS:
            if digits <= len(code):
                held[code[:digits]] = held.get(code[:digits], 0) + face.households
    assert held == {code: place.households for code, place in state.places.items()}
    for code in state.faces:
        if len(code) == 15:
            assert 1 <= int(code[12:]) <= (state.serial.get(code[:12]) or 0)
            assert code[:12] in state.places
