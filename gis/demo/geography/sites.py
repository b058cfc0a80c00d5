"""Where villages lie: as many sites as there are villages, evenly but not regularly spread, denser in the county town,
each given to a township so that townships stay in one piece and hold exactly their own number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.demo.geography.sources import SEAT, DivisionList, project

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
URBAN_RADIUS_M = 2000.0


@dataclass(frozen=True)
class Sites:
    """xy: float64 (n, 2) metres, aligned with DivisionList.villages. urban: bool[n]. seat: int[townships] site rows."""

    xy: np.ndarray
    urban: np.ndarray
    seat: np.ndarray


def place_sites(outline: Any, places: DivisionList, rng: np.random.Generator) -> Sites:
    """One site a village, in the order of places.villages."""
    seats = np.column_stack(project(*np.array([SEATS[t.code] for t in places.townships]).T))
    quota = np.array([len(places.villages_of(t.code)) for t in places.townships])
    home = [t.code for t in places.townships].index(SEAT)
    town_count = round(quota[home] * URBAN_SHARE)
    xy = _spread(outline, len(places.villages), town_count, seats[home], rng)
    township = assign(xy, seats, quota, home, town_count)
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
    return Sites(xy[order], urban, np.array(seat_rows))


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


def _relaxed(points: np.ndarray, n: int, rng: np.random.Generator, rounds: int = 4) -> np.ndarray:
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


def assign(xy: np.ndarray, seats: np.ndarray, quota: np.ndarray, home: int, town_count: int) -> np.ndarray:
    """Township of each site: power diagram whose weights are tuned until every township has about its quota, then
    single villages handed along chains of neighbouring townships until the numbers are exact and all are contiguous.
    The first town_count sites are the county town and stay with township `home`."""
    square = ((xy[:, None] - seats[None]) ** 2).sum(axis=2)
    square[:town_count, home] = -1e12
    weight = np.zeros(len(seats))
    rate = float(np.median(square[town_count:].min(axis=1))) / 4
    best, township = np.inf, square.argmin(axis=1)
    for turn in range(600):
        now = (square - weight).argmin(axis=1)
        over = np.bincount(now, minlength=len(seats)) - quota
        if np.abs(over).sum() < best:
            best, township = np.abs(over).sum(), now
        if not over.any():
            break
        weight -= rate * over / quota * 20 / (1 + turn / 40)
    return _settle(township, quota, _neighbours(xy), square)


def _neighbours(xy: np.ndarray) -> list[set[int]]:
    """Delaunay neighbours without the long edges of the hull."""
    import shapely

    lines = shapely.delaunay_triangles(shapely.MultiPoint(xy), only_edges=True)
    ends = shapely.get_coordinates(shapely.get_parts(lines)).reshape(-1, 2, 2)
    number = {tuple(p): i for i, p in enumerate(xy)}
    length = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
    beside: list[set[int]] = [set() for _ in xy]
    for (a, b), far in zip(ends, length > 4 * np.median(length), strict=True):
        if not far or len(xy) < 60:
            i, j = number[tuple(a)], number[tuple(b)]
            beside[i].add(j)
            beside[j].add(i)
    return beside


def _settle(township: np.ndarray, quota: np.ndarray, beside: list[set[int]], square: np.ndarray) -> np.ndarray:
    township = township.copy()
    for _ in range(4 * len(township)):
        over = np.bincount(township, minlength=len(quota)) - quota
        if not over.any():
            return township
        chain = _chain(township, over, beside, square)
        if chain is None:
            break
        for site, to in chain:
            township[site] = to
    raise RuntimeError("villages cannot be dealt out to the townships for this seed")


def _chain(
    township: np.ndarray, over: np.ndarray, beside: list[set[int]], square: np.ndarray
) -> list[tuple[int, int]] | None:
    """The shortest chain of hand-overs from a township with too many villages to one with too few."""
    start = [int(t) for t in np.flatnonzero(over > 0)]
    came: dict[int, tuple[int, int] | None] = {t: None for t in start}
    queue = list(start)
    while queue:
        giver = queue.pop(0)
        if over[giver] < 0:
            steps = []
            while (link := came[giver]) is not None:
                steps.append((link[1], giver))
                giver = link[0]
            return steps
        for site in sorted(np.flatnonzero(township == giver).tolist(), key=lambda s: -square[s, giver]):
            for taker in sorted({int(township[n]) for n in beside[site]} - {giver}):
                if taker not in came and _can_leave(site, township, beside):
                    came[taker] = (giver, site)
                    queue.append(taker)
    return None


def _can_leave(site: int, township: np.ndarray, beside: list[set[int]]) -> bool:
    """Whether the rest of its township stays in one piece without `site`."""
    own = set(np.flatnonzero(township == township[site]).tolist()) - {site}
    if not own:
        return False
    reached, queue = set(), [next(iter(own))]
    while queue:
        here = queue.pop()
        if here not in reached:
            reached.add(here)
            queue += [n for n in beside[here] if n in own and n not in reached]
    return reached == own


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
