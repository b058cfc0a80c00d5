"""Divide an area into grids afresh, in one of several styles, or several of them side by side."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from gis.boundaries.partition.atoms import Atoms, atoms_of
from gis.boundaries.partition.candidate import Candidate, candidate
from gis.boundaries.partition.drawing import Drawing, draw
from gis.boundaries.partition.level import level
from gis.boundaries.partition.power import power_cells, spread_sites
from gis.boundaries.partition.rule import RULE, NoPartition, Window, around, balanced, check_number, fewest
from gis.boundaries.partition.smooth import smooth
from gis.boundaries.partition.web import Shares, Web, join

SLACK = {"balanced": 0.0, "compact": 0.10, "along_lanes": 0.15}  # share of the mean by which grids may differ from it
TRIES = 6
JITTER_M = (0.0, 0.05, 0.3)


class Ground:
    """An area prepared for partition: its pieces, and which gaps between them follow a lane or road.

    area: shapely Polygon EPSG:4547 metres. x, y: float64[n] of the households, all inside. lanes: object[m] shapely
    LineStrings. Raises NoPartition when the area or the households do not allow any.
    """

    def __init__(self, area: Any, x: np.ndarray, y: np.ndarray, lanes: Any = None, jitter_m: float = 0.0) -> None:
        import shapely

        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        if area.geom_type == "MultiPolygon" and len(area.geoms) > 1:
            raise NoPartition(f"范围由 {len(area.geoms)} 块不相连的部分组成，网格须连成一片。", "请分块划分。")
        self.area = shapely.get_parts(area)[0]
        out = int((~shapely.intersects_xy(self.area, self.x, self.y)).sum())
        if out:
            raise NoPartition(f"{out} 户不在范围内。", "请先核对这些住户的位置。")
        if not len(self.x):
            raise NoPartition("范围内没有住户，无法划分网格。", "请先登记住户。")
        self.atoms = atoms_of(self.area, self.x, self.y, jitter_m)
        self.lane = along(self.atoms, lanes)
        self.lanes = lanes

    def __len__(self) -> int:
        return len(self.x)

    def number(self, k: int | str | None, rule: Window) -> int:
        """The number of grids asked for ("auto" or None: as few as the rule allows). Raises NoPartition."""
        n = len(self)
        together = int(self.atoms.households.max())
        if together > rule[1]:
            raise NoPartition(
                f"有 {together} 户住在同一处，超过每格至多 {rule[1]} 户，边界无法从中间穿过。", "请核对这些住户的位置。"
            )
        if k is None or k == "auto":
            return fewest(n, rule)
        check_number(n, int(k), rule)
        return int(k)

    def shaken(self, jitter_m: float) -> Ground:
        """The same ground with houses that lie exactly on one line moved apart a little for the diagram."""
        return Ground(self.area, self.x, self.y, self.lanes, jitter_m)


def along(atoms: Atoms, lanes: Any) -> np.ndarray:
    """bool[e]: gaps that follow a lane or road, that is, have one between the two houses."""
    import shapely

    found = np.zeros(len(atoms.left), bool)
    if lanes is not None and len(lanes) and len(found):
        across: Any = shapely.linestrings(np.stack([atoms.xy[atoms.left], atoms.xy[atoms.right]], axis=1))
        found[shapely.STRtree(lanes).query(across, predicate="intersects")[0]] = True
    return found


def partition(
    ground: Ground, k: int | str | None = None, style: str = "balanced", seed: int = 0, rule: Window = RULE,
    present: np.ndarray | None = None,
) -> Candidate:  # fmt: skip
    """One way to divide the ground into k grids ("auto" or None: as few as the rule allows) inside the rule.

    style: balanced (numbers as equal as they can be), compact (numbers within 10 % for rounder shapes), along_lanes
    (within 15 % for borders along lanes and roads). The same seed gives the same candidate. present: int[n], today's
    grids, to count the households that change hands. Raises NoPartition: there is none, or none was found.
    """
    began = time.perf_counter()
    asked = ground.number(k, rule)
    drawn = _found(ground, asked, style, seed, rule)
    if drawn is None and k in (None, "auto"):  # so full that no connected partition was found: one more is allowed
        asked = ground.number(asked + 1, rule)
        drawn = _found(ground, asked, style, seed, rule)
    if drawn is None:
        raise NoPartition(
            f"没有找到把 {len(ground)} 户分成 {asked} 个连片网格的办法（每格 {rule[0]}–{rule[1]} 户）。",
            "请换一个网格数再试。",
        )
    of, drawing = drawn
    return candidate(
        style, seed, of, drawing.polygons, drawing.on_ring, ground.x, ground.y, present, time.perf_counter() - began
    )


def candidates(
    ground: Ground, k: int | str | None = None, rule: Window = RULE, present: np.ndarray | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[Candidate]:  # fmt: skip
    """Several ways side by side, two of each style, without doubles. stop is asked between them. Raises NoPartition."""
    found: list[Candidate] = []
    for style in SLACK:
        for seed in (0, 1):
            if stop() and found:
                return found
            one = partition(ground, k, style, seed, rule, present)
            if not any(np.array_equal(one.labels, other.labels) for other in found):
                found.append(one)
    return found


def _found(ground: Ground, k: int, style: str, seed: int, rule: Window) -> tuple[np.ndarray, Drawing] | None:
    """(grid of each household, drawing), from the tightest window that works."""
    n = len(ground)
    slack = SLACK[style]
    windows = [around(n, k, slack, rule) if slack else balanced(n, k), around(n, k, 0.1, rule), rule]
    for jitter in JITTER_M:
        here = ground if jitter == 0 else ground.shaken(jitter)
        for attempt in range(TRIES):
            window = windows[min(attempt // 2, 2)]
            share = _shares(here, k, style, seed * 1000 + attempt, window)
            if share is not None:
                drawing = draw(here.atoms, share, k, here.area)
                if drawing is not None:
                    return share[here.atoms.of], drawing
                break
    return None


def _shares(ground: Ground, k: int, style: str, seed: int, window: Window) -> np.ndarray | None:
    """int64[a]: the share of each piece, every share in one part and inside the window; None if that failed."""
    atoms = ground.atoms
    if k > int((atoms.households > 0).sum()):
        return None
    cell = power_cells(atoms.xy, atoms.households, spread_sites(atoms.xy, atoms.households, k, seed), window)
    lanes = style == "along_lanes"
    shares = Shares(Web(atoms, ground.lane if lanes else None), cell.tolist(), k)
    if not (join(shares) and level(shares, window)):
        return None
    if lanes:
        smooth(shares, window)
    return np.array(shares.of)
