"""People: how many households each village has, how many grids, and the houses they live in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from gis.demo.geography.cuts import Band
from gis.demo.geography.lattice import Houses, lay_out, settle
from gis.demo.geography.sites import Sites
from gis.demo.geography.sources import DivisionList

HOUSEHOLDS = 120_000
GRIDS = 2_843
EXAMPLE_HOUSEHOLDS, EXAMPLE_GRIDS = 1_022, 20
URBAN_SHARE = 0.235  # of all households
MARGIN_M = {False: 28.0, True: 11.0}  # free strip inside the village border, by urban
FILLED = {False: (0.80, 0.92), True: (0.88, 0.94)}  # share of lots with a house, by urban
EXAMPLE_BAND = Band(51, 52)


def household_numbers(places: DivisionList, sites: Sites, area_m2: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """int64, households wished for each village; the whole list adds up to about HOUSEHOLDS. Communities of the county
    town are filled by their area, villages vary."""
    share = np.clip(rng.lognormal(0, 0.42, len(places.villages)), 0.36, 2.6)
    share[sites.seat] *= 1.6
    example = [v.code for v in places.villages].index(places.example)
    whole = len(share) == 301
    numbers = np.zeros(len(share))
    rural = ~sites.urban
    rural[example] = False
    room = np.minimum(area_m2, 550_000.0) * sites.urban
    if sites.urban.any():
        numbers += room / room.sum() * (HOUSEHOLDS * URBAN_SHARE if whole else sites.urban.sum() * 900)
    rest = HOUSEHOLDS * (1 - URBAN_SHARE) - EXAMPLE_HOUSEHOLDS if whole else 340.0 * rural.sum()
    numbers[rural] = share[rural] / share[rural].sum() * rest
    numbers = np.maximum(np.round(numbers), 90).astype(int)
    numbers[example] = EXAMPLE_HOUSEHOLDS
    return numbers


def build_up(
    villages: np.ndarray, clear: Any, places: DivisionList, sites: Sites, rng: np.random.Generator,
    progress: Callable[[float, str], None],
) -> list[Houses]:  # fmt: skip
    """The houses of every village: inside its border with a margin, off the strips kept clear for ways."""
    import shapely

    wanted = household_numbers(places, sites, shapely.area(villages), rng)
    margin = np.where(sites.urban, MARGIN_M[True], MARGIN_M[False])
    interiors = shapely.difference(shapely.buffer(villages, -margin, quad_segs=2), clear)
    settled = []
    for i, place in enumerate(places.villages):
        urban = bool(sites.urban[i])
        reach = float(np.sqrt(wanted[i] * (320.0 if urban else 470.0)) * 1.05 + 60)
        example = place.code == places.example
        filled = 0.86 if example else float(rng.uniform(*FILLED[urban]))
        lattice = lay_out(sites.xy[i], reach * 1.5 if urban else reach, urban, rng)
        settled.append(settle(lattice, interiors[i], int(wanted[i]), filled, rng, exact=example))
        if i % 50 == 0:
            progress(i / len(villages), "建村庄")
    return settled


def grid_numbers(houses: list[Houses], places: DivisionList) -> tuple[np.ndarray, list[Band]]:
    """How many grids each village has and the households each of them may hold; the full county has GRIDS."""
    n = np.array([len(h) for h in houses])
    example = [v.code for v in places.villages].index(places.example)
    others = np.arange(len(n)) != example
    total = GRIDS - EXAMPLE_GRIDS if len(n) == 301 else round(n[others].sum() / 42.15)
    share = n * total / n[others].sum()
    grids = np.maximum(np.floor(share), 1).astype(int)
    grids[example] = EXAMPLE_GRIDS
    left = total - int(grids[others].sum())
    grids[np.flatnonzero(others)[np.argsort((grids - share)[others], kind="stable")][: max(left, 0)]] += 1
    bands = []
    for i, (count, k) in enumerate(zip(n.tolist(), grids.tolist(), strict=True)):
        mean = count / k
        bands.append(
            EXAMPLE_BAND if i == example else Band(int(min(26, mean * 0.7)), int(max(57, min(60, mean * 1.2))))
        )
    return grids, bands
