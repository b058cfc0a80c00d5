"""Where villages lie: as many sites as there are villages, evenly but not regularly spread, denser in the county town,
each given to a township so that townships stay in one piece and hold exactly their own number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.build import shared_arcs
from gis.demo.geography.sources import SEAT, DivisionList, project
from gis.demo.geography.townships import assign

# Plausible seats, degrees. Made up apart from the county town and the general direction.
SEATS = {
    "130529100": (115.030, 37.222),
    "130529101": (114.915, 37.165),
    "130529102": (115.015, 37.155),
    "130529103": (115.030, 37.345),
    "130529104": (115.120, 37.365),
    "130529105": (115.100, 37.180),
    "130529106": (114.935, 37.315),
    "130529107": (115.125, 37.270),
    "130529200": (115.075, 37.143),
    "130529201": (114.915, 37.235),
}
URBAN_SHARE = 0.4  # of 巨鹿镇's communities lie inside the county town
URBAN_RADIUS_M = 1750.0


@dataclass(frozen=True)
class Sites:
    """xy: float64 (n, 2) metres, aligned with DivisionList.villages. urban: bool[n], part of the county town. seat:
    int[townships] site rows. beside: the neighbours of each village."""

    xy: np.ndarray
    urban: np.ndarray
    seat: np.ndarray
    beside: list[set[int]]

    @property
    def town(self) -> np.ndarray:
        """(2,) the middle of the county town."""
        return self.xy[self.urban].mean(axis=0) if self.urban.any() else self.xy[self.seat[0]]


def scatter(outline: Any, places: DivisionList, rng: np.random.Generator) -> np.ndarray:
    """float64 (n, 2): a site for every village, those of the county town first, not yet named."""
    town = np.array(project(*SEATS[SEAT]))
    return _spread(outline, len(places.villages), _town_count(places), town, rng)


def _town_count(places: DivisionList) -> int:
    return round(len(places.villages_of(SEAT)) * URBAN_SHARE)


def name_sites(
    xy: np.ndarray, polygons: np.ndarray, places: DivisionList, rng: np.random.Generator
) -> tuple[Sites, np.ndarray]:
    """(sites in the order of places.villages, the polygons in that order): who lies where.

    xy, polygons: unnamed sites of `scatter` and their territories.
    """
    seats = np.column_stack(project(*np.array([SEATS[t.code] for t in places.townships]).T))
    quota = np.array([len(places.villages_of(t.code)) for t in places.townships])
    home = [t.code for t in places.townships].index(SEAT)
    town_count = _town_count(places)
    township = assign(xy, neighbours(polygons), seats, quota, home, town_count)
    order, urban, seat_rows = np.empty(len(xy), int), np.zeros(len(xy), bool), []
    for t, place in enumerate(places.townships):
        own = np.flatnonzero(township == t)
        rows = places.villages_of(place.code)
        away = np.hypot(*(xy[own] - (seats[t] if t == home else xy[own].mean(axis=0))).T)
        ranked = own[np.argsort(away)]
        if t == home:
            urban[rows] = np.isin(np.arange(len(rows)), _town_members(places, rows, town_count))
            inner = [r for r in rows if urban[r]]
            order[inner] = _compass(xy, ranked[: len(inner)], [places.villages[r].short_name for r in inner])
            outer = [r for r in rows if not urban[r]]
            order[outer] = rng.permutation(ranked[len(inner) :])
            seat_rows.append(inner[0] if inner else rows[0])
            continue
        seat = _seat_row(places, place.name, rows)
        order[seat] = ranked[0]
        rest = [r for r in rows if r != seat]
        order[rest] = _sweep(xy, ranked[1:], xy[ranked[0]], rng)
        seat_rows.append(seat)
    return Sites(xy[order], urban, np.array(seat_rows), neighbours(polygons[order])), polygons[order]


def _spread(outline: Any, count: int, town_count: int, town: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lloyd's relaxation on a fine sample of the county, the county town counting for town_count sites."""
    import shapely

    x0, y0, x1, y1 = outline.bounds
    step = 190.0
    gx, gy = np.meshgrid(np.arange(x0, x1, step), np.arange(y0, y1, step))
    sample = np.column_stack([gx.ravel(), gy.ravel()]) + rng.uniform(-60, 60, (gx.size, 2))
    sample = sample[shapely.contains_xy(outline, sample[:, 0], sample[:, 1])]
    inner = np.hypot(*(sample - town).T) < URBAN_RADIUS_M
    if not town_count:
        inner[:] = False
    groups = [(sample[inner], town_count), (sample[~inner], count - town_count)]
    return np.concatenate([_relaxed(points, n, rng) for points, n in groups if n])


def _relaxed(points: np.ndarray, n: int, rng: np.random.Generator, rounds: int = 3) -> np.ndarray:
    sites = points[rng.choice(len(points), n, replace=False)]
    for _ in range(rounds):
        nearest = np.empty(len(points), int)
        for at in range(0, len(points), 4096):
            part = points[at : at + 4096]
            square = (sites**2).sum(axis=1) - 2 * part @ sites.T
            nearest[at : at + 4096] = square.argmin(axis=1)
        held = np.maximum(np.bincount(nearest, minlength=n), 1)
        middle = np.column_stack([np.bincount(nearest, points[:, k], minlength=n) / held for k in (0, 1)])
        sites = np.where((np.bincount(nearest, minlength=n) > 0)[:, None], middle, sites)
    return sites


def neighbours(polygons: np.ndarray, least_m: float = 60.0) -> list[set[int]]:
    """For each polygon of a coverage those it shares a border of at least least_m with."""
    beside: list[set[int]] = [set() for _ in polygons]
    offsets, xy, left, right = shared_arcs(polygons, np.arange(len(polygons)))
    for start, stop, a, b in zip(offsets[:-1], offsets[1:], left.tolist(), right.tolist(), strict=True):
        if b >= 0 and np.hypot(*np.diff(xy[start:stop], axis=0).T).sum() >= least_m:
            beside[a].add(b)
            beside[b].add(a)
    return beside


def _seat_row(places: DivisionList, township: str, rows: list[int]) -> int:
    """The village that bears the township's name (中张王疃 for 张王疃乡), or the first."""
    stem = township[:-1].removesuffix("村")
    named = [r for r in rows if stem in places.villages[r].short_name]
    centre = [r for r in named if places.villages[r].short_name in (stem, f"中{stem}", f"{stem}集")]
    return (centre or named or rows)[0]


def _town_members(places: DivisionList, rows: list[int], count: int) -> list[int]:
    """Positions in `rows` of the communities of the county town: the old streets first, then the new 社区."""
    streets = ("南街", "西街", "北街", "湾子", "菜园", "一里庄")
    first = [i for i, r in enumerate(rows) if places.villages[r].short_name in streets]
    then = [i for i, r in enumerate(rows) if places.villages[r].kind == "community"]
    rest = [i for i, r in enumerate(rows) if places.villages[r].kind == "residents_committee" and i not in first]
    return (first + then + rest)[:count]


def _compass(xy: np.ndarray, sites: np.ndarray, names: list[str]) -> np.ndarray:
    """Sites for the names of the county town: 南街 in the south, 西街 in the west …; the rest as they come."""
    heading = {"南": (0, -1), "北": (0, 1), "西": (-1, 0), "东": (1, 0)}
    middle = xy[sites].mean(axis=0)
    away = np.hypot(*(xy[sites] - middle).T)
    free, order = list(range(len(sites))), np.full(len(names), -1)
    ranked = sorted(range(len(names)), key=lambda i: not names[i].endswith("街"))
    for i in ranked:
        way = heading.get(names[i][0])
        reach = 600.0 if names[i].endswith("街") else 1600.0
        aim = middle + (np.array(way) * reach if way else 0)
        near = np.hypot(*(xy[sites[free]] - aim).T) if way else away[free]
        order[i] = free.pop(int(near.argmin()))
    return sites[order]


def _sweep(xy: np.ndarray, sites: np.ndarray, seat: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Neighbouring codes tend to be neighbours on the ground: sites in the order of a sweep around the seat."""
    dx, dy = (xy[sites] - seat).T
    return sites[np.argsort(np.arctan2(dy, dx) + rng.normal(0, 0.12, len(sites)))]
