"""Rivers, the motorway and the main roads: laid before the settlements, so that houses keep clear of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.county.ground import GroundKind
from gis.demo.geography.sites import Sites
from gis.demo.geography.sources import SEAT, DivisionList, project

# Made-up courses under the names of real ways of the region; degrees, from end to end, beyond the county.
COURSES: tuple[tuple[GroundKind, str, tuple[tuple[float, float], ...]], ...] = (
    (GroundKind.RIVER, "老漳河", ((114.86, 37.06), (114.90, 37.15), (114.955, 37.22), (114.975, 37.29), (115.02, 37.36), (115.03, 37.47))),
    (GroundKind.RIVER, "滏阳河", ((114.80, 37.27), (114.86, 37.31), (114.935, 37.37), (114.985, 37.43), (115.00, 37.49))),
    (GroundKind.RIVER, "小漳河", ((115.12, 37.08), (115.055, 37.165), (115.105, 37.235), (115.09, 37.31), (115.145, 37.40), (115.15, 37.48))),
    (GroundKind.MOTORWAY, "邢衡高速", ((114.74, 37.155), (114.87, 37.205), (114.97, 37.262), (115.08, 37.315), (115.19, 37.348), (115.30, 37.36))),
    (GroundKind.ROAD_MAJOR, "邢德线", ((114.74, 37.20), (114.88, 37.19), (114.96, 37.205), (115.03, 37.207), (115.09, 37.195), (115.16, 37.175), (115.30, 37.155))),
)  # fmt: skip
CLEARANCE_M = {GroundKind.RIVER: 34.0, GroundKind.MOTORWAY: 48.0, GroundKind.ROAD_MAJOR: 15.0}
ROADS_TO_SEATS = {
    "130529201": "巨张线",
    "130529107": "巨观线",
    "130529103": "定魏线",
    "130529200": "定魏线",
    "130529105": "巨吕线",
    "130529101": "巨王线",
    "130529102": "巨西线",
    "130529106": "巨苏线",
    "130529104": "巨阎线",
}
BEYOND = {"定魏线": ((115.035, 37.48), (115.06, 37.06)), "巨观线": (None, (115.29, 37.31))}


@dataclass(frozen=True)
class Way:
    """An open line. xy: float64 (n, 2) EPSG:4547 metres, about 60 m between points."""

    kind: GroundKind
    name: str
    xy: np.ndarray


def main_ways(places: DivisionList, sites: Sites, rng: np.random.Generator) -> list[Way]:
    """Rivers, motorway, and main roads from the county town to every township."""
    ways = [Way(k, name, course(np.column_stack(project(*np.array(c).T)), rng)) for k, name, c in COURSES]
    seat = {t.code: sites.xy[row] for t, row in zip(places.townships, sites.seat, strict=True)}
    through = course(
        np.array([_far("定魏线", 0), seat["130529103"], seat[SEAT], seat["130529200"], _far("定魏线", 1)]), rng
    )
    ways.append(Way(GroundKind.ROAD_MAJOR, "定魏线", through))
    for code, name in ROADS_TO_SEATS.items():
        if name == "定魏线":
            continue
        ends = [seat[SEAT], seat[code]]
        if code == "130529104":
            ends = [seat["130529103"], seat[code]]
        if name == "巨观线":
            ends.append(_far(name, 1))
        ways.append(Way(GroundKind.ROAD_MAJOR, name, course(np.array(ends), rng)))
    return ways


def course(points: np.ndarray, rng: np.random.Generator, bend: float = 0.045) -> np.ndarray:
    """A smooth line through about these points, with gentle bends in between; a vertex about every 60 m."""
    line = [points[0]]
    for a, b in zip(points, points[1:], strict=False):
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


def _far(name: str, end: int) -> np.ndarray:
    degrees = BEYOND[name][end]
    assert degrees is not None
    return np.array(project(*degrees))


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
