"""The lots of one settlement: rows of house lots back to back, east-west lanes between the pairs, north-south streets
between blocks, the whole turned a little; and which of the lots have a house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Lattice:
    """The frame of one settlement. Local u runs along the lanes (about east), v across them (about north), metres.

    origin, angle: local (0, 0) in EPSG:4547 and the turn of u against east, radians. us, vs: positions of the
    boundaries between columns / rows (n + 1 each): lot edges, or the middle of a street / lane. street, lane: bool,
    which of them are streets / lanes. column_u, row_v: where houses stand (n each).
    """

    origin: np.ndarray
    angle: float
    us: np.ndarray
    vs: np.ndarray
    street: np.ndarray
    lane: np.ndarray
    column_u: np.ndarray
    row_v: np.ndarray

    def to_world(self, uv: np.ndarray) -> np.ndarray:
        """Local (n, 2) to EPSG:4547."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        return uv @ np.array([[c, s], [-s, c]]) + self.origin

    def to_local(self, xy: np.ndarray) -> np.ndarray:
        """EPSG:4547 (n, 2) to local."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        return (xy - self.origin) @ np.array([[c, -s], [s, c]])


@dataclass(frozen=True)
class Houses:
    """Houses of one settlement on its lattice. col, row: int64[n]. xy: float64 (n, 2) EPSG:4547 metres."""

    lattice: Lattice
    col: np.ndarray
    row: np.ndarray
    xy: np.ndarray

    def __len__(self) -> int:
        return len(self.col)


def lay_out(centre: np.ndarray, reach_m: float, urban: bool, rng: np.random.Generator) -> Lattice:
    """A lattice that covers reach_m in every direction of `centre`."""
    lot_u, lot_v = (13.0, 15.5) if urban else (15.0, 17.5)
    angle = float(rng.normal(0, np.radians(2.2 if urban else 4.0)))
    us, street, column_u = _axis(reach_m, lot_u, (11.0, 15.0) if urban else (7.0, 10.0), (6, 11), rng)
    vs, lane, row_v = _axis(reach_m, lot_v, (5.5, 7.5) if urban else (5.0, 7.0), (2, 3), rng)
    return Lattice(centre, angle, us, vs, street, lane, column_u, row_v)


def _axis(
    reach_m: float, lot_m: float, gap_m: tuple[float, float], block: tuple[int, int], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Boundaries, which of them lie in a gap, and lot middles along one axis, centred on zero. Blocks hold block[0] to
    block[1] - 1 lots and are parted by gaps."""
    edges, gaps, middles = [0.0], [True], []
    at = 0.0
    while at < 2 * reach_m:
        gap, lots = rng.uniform(*gap_m), int(rng.integers(*block))
        starts = at + gap / 2 + lot_m * np.arange(lots)
        middles += list(starts + lot_m / 2)
        edges += list(starts[1:])
        gaps += [False] * (lots - 1)
        at = float(starts[-1]) + lot_m + gap / 2
        edges.append(at)
        gaps.append(True)
    shift = at / 2
    return np.array(edges) - shift, np.array(gaps), np.array(middles) - shift


def settle(
    lattice: Lattice, interior: Any, wanted: int, filled: float, rng: np.random.Generator, exact: bool = False
) -> Houses:
    """Choose the lots with a house: a compact blob around the origin inside `interior` (shapely, EPSG:4547), with gaps.

    filled: share of the blob's lots that have a house. At most `wanted` houses; fewer where the interior is too small,
    unless `exact`, which then raises RuntimeError.
    """
    import shapely

    col, row = (a.ravel() for a in np.meshgrid(np.arange(len(lattice.column_u)), np.arange(len(lattice.row_v))))
    uv = np.column_stack([lattice.column_u[col], lattice.row_v[row]])
    xy = lattice.to_world(uv)
    shapely.prepare(interior)
    free = shapely.contains_xy(interior, xy[:, 0], xy[:, 1])
    col, row, uv = col[free], row[free], uv[free]
    if exact and len(col) < wanted:
        raise RuntimeError(f"only {len(col)} lots for {wanted} households")
    wanted = min(wanted, int(len(col) * (filled + 1) / 2))
    near = np.argsort(_remoteness(lattice, uv, col, row, rng))[: max(wanted, min(len(col), round(wanted / filled)))]
    patch = _patches(col[near], row[near], rng)
    near = near[np.argsort(patch + rng.normal(0, 0.55, len(near)), kind="stable")[:wanted]]
    near = near[np.lexsort((col[near], row[near]))]
    stand = uv[near] + np.column_stack([rng.uniform(-1.2, 1.2, len(near)), rng.uniform(0.0, 1.6, len(near))])
    return Houses(lattice, col[near], row[near], np.round(lattice.to_world(stand), 3))


def _remoteness(
    lattice: Lattice, uv: np.ndarray, col: np.ndarray, row: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """How far out a lot is: the distance in an irregular blob, with the edge falling on whole blocks here and there."""
    stretch = np.exp(rng.normal(0.08, 0.16))
    u, v = uv[:, 0] / stretch, uv[:, 1] * stretch
    around = np.arctan2(v, u)
    wave = sum(rng.normal(0, 0.13 / k) * np.cos(k * around + rng.uniform(0, 6.3)) for k in range(1, 5))
    block = np.cumsum(lattice.street)[col] * 1000 + np.cumsum(lattice.lane)[row]
    _, number = np.unique(block, return_inverse=True)
    lot = np.hypot(u, v) * (1 - wave)
    held = np.maximum(np.bincount(number), 1)
    whole = (np.bincount(number, lot) / held * (1 + rng.normal(0, 0.07, len(held))))[number]
    return 0.7 * whole + 0.3 * lot


def _patches(col: np.ndarray, row: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A smooth field over the lots, so that empty lots come in clumps (a yard, a pond, a threshing ground)."""
    field = np.zeros(len(col))
    for _ in range(4):
        field += np.sin(col * rng.normal(0, 0.5) + row * rng.normal(0, 0.9) + rng.uniform(0, 6.3))
    return field / 3
