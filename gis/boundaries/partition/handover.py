"""Grids that give houses to neighbours: only the ground of those houses changes hands, all other borders stay.

Each grid that gives is cut, inside its own polygon, around the houses that leave; what is cut off is joined to the grid
it goes to. Everything shares its vertices, so the joining is exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.partition.atoms import atoms_of
from gis.boundaries.partition.drawing import draw
from gis.boundaries.partition.web import Web
from gis.boundaries.partition.weld import weld


def handed_over(
    shapes: list[Any], x: np.ndarray, y: np.ndarray, before: np.ndarray, after: np.ndarray, touched: list[int]
) -> tuple[dict[int, Any], np.ndarray] | None:
    """(new polygon of each touched grid, float64 (r, 2) vertices added to their outlines or to borders between them).

    shapes: polygons of all grids, EPSG:4547 metres. x, y: float64[n] households. before, after: int[n], their grids.
    touched: the grids that give or take. None where the houses of a grid would not hang together on the ground."""
    import shapely

    parts: dict[int, list[Any]] = {g: [] for g in touched}
    added = [np.empty((0, 2))]
    for g in touched:
        own = np.flatnonzero(before == g)
        if (after[own] == g).all():
            parts[g].append(shapes[g])
            continue
        cut = _cut(shapes[g], x[own], y[own], after[own], g)
        if cut is None:
            return None
        for to, polygon in cut[0]:
            parts[to].append(polygon)
        added.append(cut[1])
    points = np.concatenate(added)
    found = {}
    for g in touched:
        whole = shapely.coverage_union_all(weld(np.array(parts[g], object), points))
        pieces = shapely.get_parts(whole)
        if len(pieces) != 1:
            return None
        found[g] = pieces[0]
    return (found, points) if _sound(found, x, y, after) else None


def _cut(
    shape: Any, x: np.ndarray, y: np.ndarray, after: np.ndarray, g: int
) -> tuple[list[tuple[int, Any]], np.ndarray] | None:
    """A grid's polygon cut up: (grid it goes to, polygon) of each part, and the vertices added to its ring."""
    atoms = atoms_of(shape, x, y)
    goes = np.full(len(atoms), g)
    goes[atoms.of] = after
    web = Web(atoms)
    share = np.empty(len(atoms), int)
    to: list[int] = []
    for grid in np.unique(goes).tolist():
        for group in web.parts(np.flatnonzero(goes == grid).tolist()):
            share[group] = len(to)
            to.append(grid)
    drawing = draw(atoms, share, len(to), shape)
    return (list(zip(to, drawing.polygons, strict=True)), drawing.on_ring) if drawing else None


def _sound(found: dict[int, Any], x: np.ndarray, y: np.ndarray, after: np.ndarray) -> bool:
    """Valid polygons that fit together, each with its households inside."""
    import shapely

    shapes = np.array(list(found.values()), object)
    place = {g: i for i, g in enumerate(found)}
    own = np.flatnonzero(np.isin(after, list(found)))
    home = shapes[[place[g] for g in after[own].tolist()]]
    return bool(
        shapely.is_valid(shapes).all()
        and shapely.coverage_is_valid(shapes)
        and shapely.intersects_xy(home, x[own], y[own]).all()
    )
