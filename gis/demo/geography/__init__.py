"""The geography of the demo county from a seed: real names, codes and outline; everything else is 模拟数据."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions, Level
from gis.county.ground import Ground, Households
from gis.demo.geography.grids import LEAST, MOST, within
from gis.demo.geography.lattice import Houses
from gis.demo.geography.sites import Sites
from gis.demo.geography.sources import DivisionList

__all__ = ["Geography", "build_geography"]

DRAWS = 25  # scatters of sites to try


@dataclass(frozen=True)
class Geography:
    """Divisions (worker all 0), the mesh of their grids, the ground and the households; EPSG:4547 metres."""

    divisions: Divisions
    mesh: Mesh
    ground: Ground
    households: Households


def build_geography(
    seed: int = 1, scale: float = 1.0, progress: Callable[[float, str], None] | None = None
) -> Geography:
    """The whole county, the same for the same seed and scale.

    scale: share of the 301 villages, 1 for all (2,843 grids, about 120,000 households); smaller counties keep the real
    outline, all ten townships and 小留庄村. progress is told a share (0..1) and what is being done, in Chinese.
    Raises ValueError for a scale not in 0 < scale ≤ 1, RuntimeError when a seed leads to a county that breaks a rule of
    the domain (never a silent repair).
    """
    from gis.boundaries.build import mesh_from_polygons
    from gis.demo.geography.scenery import ground_of
    from gis.demo.geography.settlements import build_up
    from gis.demo.geography.sources import county_outline, division_list
    from gis.demo.geography.tables import households_of, measure, number_grids
    from gis.demo.geography.ways import kept_clear, main_ways

    if not 0 < scale <= 1:
        raise ValueError(f"scale must lie above 0 and not above 1, not {scale}")
    tell = progress or (lambda share, what: None)
    rng = np.random.default_rng(seed)
    places, outline = division_list(scale), county_outline()
    tell(0.0, "划分乡镇与村")
    sites, villages = _settled(outline, places, rng)
    ways = main_ways(places, sites, rng)
    clear = kept_clear(ways)
    houses = build_up(villages, clear, places, sites, rng, lambda share, what: tell(0.1 + 0.3 * share, what))
    tell(0.4, "划分网格")
    faces, face_grid, grid = _gridded(houses, villages, places)
    tell(0.7, "编制网格编码")
    xy, village = np.concatenate([h.xy for h in houses]), np.repeat(np.arange(len(houses)), [len(h) for h in houses])
    divisions, row_of = number_grids(places, village, xy, grid)
    mesh = mesh_from_polygons(faces, row_of[face_grid], divisions)
    households = households_of(houses, row_of[grid], rng)
    divisions = measure(divisions, mesh, _label_wishes(divisions, sites, households), households)
    _check(divisions)
    tell(0.85, "绘制地面")
    ground = ground_of(houses, villages, outline, sites, ways, clear, rng)
    tell(1.0, "完成")
    return Geography(divisions, mesh, ground, households)


def _gridded(
    houses: list[Houses], villages: np.ndarray, places: DivisionList
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(faces between all borders and cuts, grid of each face, grid of each household); grids are numbered 0.."""
    from gis.demo.geography.cuts import cut_village
    from gis.demo.geography.grids import clipped, faces_of, grids_of
    from gis.demo.geography.settlements import grid_numbers

    grids, bands = grid_numbers(houses, places)
    members: list[np.ndarray] = []
    cuts: list[np.ndarray] = []
    first = np.cumsum(grids) - grids
    for i, (own, territory) in enumerate(zip(houses, villages, strict=True)):
        reach_m = _reach_m(own.lattice.origin, territory.bounds)
        member, lines = cut_village(own, int(grids[i]), bands[i], reach_m)
        members.append(member + first[i])
        cuts += clipped(lines, territory)
    faces = faces_of(villages, cuts)
    xy = np.concatenate([h.xy for h in houses])
    face_grid = grids_of(faces, villages, xy, np.concatenate(members))
    return faces, face_grid, face_grid[within(faces, xy)]


def _check(divisions: Divisions) -> None:
    """Raise RuntimeError unless every grid holds 5 to 60 households."""
    held = divisions.households[divisions.rows_of(Level.GRID)]
    if held.min() < LEAST or held.max() > MOST:
        raise RuntimeError(f"a grid has {held.min()} or {held.max()} households")


def _settled(outline: Any, places: DivisionList, rng: np.random.Generator) -> tuple[Sites, np.ndarray]:
    """Sites and territories of all villages. A scatter that cannot be dealt out to the townships (rare, and only in
    small counties) is drawn again from the same generator."""
    from gis.demo.geography.borders import village_polygons
    from gis.demo.geography.sites import name_sites, scatter
    from gis.demo.geography.townships import Unsettled

    for _ in range(DRAWS - 1):
        xy = scatter(outline, places, rng)
        try:
            return name_sites(xy, village_polygons(outline, xy, rng), places, rng)
        except Unsettled:
            continue
    xy = scatter(outline, places, rng)
    return name_sites(xy, village_polygons(outline, xy, rng), places, rng)


def _reach_m(middle: np.ndarray, bounds: tuple[float, ...]) -> float:
    """How far a village reaches from the middle of its settlement, at most."""
    far = np.maximum(np.abs(middle - bounds[:2]), np.abs(middle - bounds[2:]))
    return float(np.hypot(*far)) + 100.0


def _label_wishes(divisions: Divisions, sites: Sites, households: Households) -> np.ndarray:
    """Where labels would stand best: county and townships at their seats, villages at their settlements, grids amid
    their households."""
    wish = np.zeros((len(divisions), 2))
    wish[divisions.rows_of(Level.VILLAGE)] = sites.xy
    wish[divisions.rows_of(Level.TOWNSHIP)] = sites.xy[sites.seat]
    wish[0] = wish[divisions.rows_of(Level.TOWNSHIP)[0]] = sites.town
    n = np.maximum(np.bincount(households.division, minlength=len(divisions)), 1)
    leaf = divisions.rows_of(Level.GRID)
    for axis, values in enumerate((households.x, households.y)):
        wish[leaf, axis] = (np.bincount(households.division, values, minlength=len(divisions)) / n)[leaf]
    return wish
