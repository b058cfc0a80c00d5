"""Rivers, the motorway and the main roads: laid before the settlements, so that houses keep clear of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from gis.county.ground import GroundKind
from gis.demo.geography.sites import Sites
from gis.demo.geography.sources import DivisionList, project

# Made-up courses under the names of real ways of the region; degrees, from end to end, beyond the county.
COURSES: tuple[tuple[GroundKind, str, tuple[tuple[float, float], ...]], ...] = (
    (
        GroundKind.RIVER,
        "老漳河",
        ((114.86, 37.06), (114.90, 37.15), (114.955, 37.22), (114.975, 37.29), (115.02, 37.36), (115.03, 37.47)),
    ),
    (
        GroundKind.RIVER,
        "小漳河",
        ((115.12, 37.08), (115.055, 37.165), (115.105, 37.235), (115.09, 37.31), (115.145, 37.40), (115.15, 37.48)),
    ),
    (
        GroundKind.MOTORWAY,
        "邢衡高速",
        ((114.74, 37.155), (114.87, 37.205), (114.97, 37.262), (115.08, 37.315), (115.19, 37.348), (115.30, 37.36)),
    ),
    (
        GroundKind.ROAD_MAJOR,
        "邢德线",
        ((114.74, 37.20), (114.88, 37.19), (114.96, 37.202), (115.03, 37.204), (115.16, 37.175), (115.30, 37.155)),
    ),
)
BEND = {GroundKind.RIVER: 0.12, GroundKind.MOTORWAY: 0.03, GroundKind.ROAD_MAJOR: 0.045}
CLEARANCE_M = {GroundKind.RIVER: 34.0, GroundKind.MOTORWAY: 48.0, GroundKind.ROAD_MAJOR: 15.0}
RING_M = 1500.0  # half the width of the ring road
# Roads from the county town outward: township seats by code, then perhaps a point beyond the county.
ROADS: dict[str, tuple[str | tuple[float, float], ...]] = {
    "巨张线": ("130529201",),
    "巨观线": ("130529107", (115.29, 37.31)),
    "定魏线北段": ("130529103", (115.035, 37.48)),
    "定魏线南段": ("130529200", (115.06, 37.06)),
    "巨吕线": ("130529105",),
    "巨王线": ("130529101",),
    "巨西线": ("130529102",),
    "巨苏线": ("130529106",),
}
CROSS_ROADS = (("官阎线", "130529103", "130529104"), ("苏张线", "130529106", "130529201"))


@dataclass(frozen=True)
class Way:
    """An open line. xy: float64 (n, 2) EPSG:4547 metres, about 60 m between points."""

    kind: GroundKind
    name: str
    xy: np.ndarray


def main_ways(places: DivisionList, sites: Sites, rng: np.random.Generator) -> list[Way]:
    """Rivers, motorway, and main roads from the county town to every township."""
    ways = [Way(k, name, course(_metres(c), rng, BEND[k])) for k, name, c in COURSES]
    seat = {t.code: sites.xy[row] for t, row in zip(places.townships, sites.seat, strict=True)}
    town = sites.town
    ways += _town_streets(town)
    for name, ends in ROADS.items():
        points = [seat[e] if isinstance(e, str) else _metres((e,))[0] for e in ends]
        ways.append(Way(GroundKind.ROAD_MAJOR, name, course(np.array([_gate(town, points[0]), *points]), rng)))
    for name, start, end in CROSS_ROADS:
        ways.append(Way(GroundKind.ROAD_MAJOR, name, course(np.array([seat[start], seat[end]]), rng)))
    return ways


def _town_streets(town: np.ndarray) -> list[Way]:
    """The cross of avenues through the county town and the ring road around it."""
    r = RING_M
    corner = r * np.array(
        [[1, 0], [1, 0.8], [0.8, 1], [-0.8, 1], [-1, 0.8], [-1, -0.8], [-0.8, -1], [0.8, -1], [1, -0.8], [1, 0]]
    )
    ring = _even(_chaikin(corner + town, 3), 60.0)
    avenues = [("北大街", (0, r)), ("南大街", (0, -r)), ("东大街", (r, 0)), ("西大街", (-r, 0))]
    lines = [Way(GroundKind.ROAD_MAJOR, n, _even(np.array([town, town + np.array(to)]), 60.0)) for n, to in avenues]
    return [*lines, Way(GroundKind.ROAD_MAJOR, "环城路", ring)]


def _gate(town: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """Where the avenue that leads most nearly towards a place meets the ring road."""
    gates = town + RING_M * np.array([[1, 0], [-1, 0], [0, 1], [0, -1]])
    return gates[np.hypot(*(gates - towards).T).argmin()]


def _metres(degrees: tuple[tuple[float, float], ...]) -> np.ndarray:
    return np.column_stack(project(*np.array(degrees).T))


def course(points: np.ndarray, rng: np.random.Generator, bend: float = 0.045) -> np.ndarray:
    """A smooth line through about these points, with gentle bends in between; a vertex about every 60 m."""
    line = [points[0]]
    for a, b in pairwise(points):
        across = np.array([a[1] - b[1], b[0] - a[0]])
        for share in (0.33, 0.67):
            line.append(a + share * (b - a) + rng.normal(0, bend) * across)
        line.append(b)
    return _even(_chaikin(np.array(line), 4), 60.0)


def kept_clear(ways: list[Way]) -> Any:
    """One shapely geometry of the strips along the ways where no house may stand."""
    import shapely

    strips = [shapely.buffer(shapely.LineString(w.xy), CLEARANCE_M[w.kind], quad_segs=2) for w in ways]
    return shapely.union_all(strips)


def _chaikin(line: np.ndarray, rounds: int) -> np.ndarray:
    """Corner cutting (Chaikin 1974); the ends stay."""
    for _ in range(rounds):
        a, b = line[:-1], line[1:]
        cut = np.stack([0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b], axis=1).reshape(-1, 2)
        line = np.concatenate([line[:1], cut[1:-1], line[-1:]])
    return line


def _even(line: np.ndarray, step_m: float) -> np.ndarray:
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / step_m) + 1))
    return np.column_stack([np.interp(at, along, line[:, k]) for k in (0, 1)])
