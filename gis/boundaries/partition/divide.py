"""Divide an area into grids afresh, in one of several styles, or several of them side by side."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gis.boundaries.partition.atoms import SHAKES_M
from gis.boundaries.partition.candidate import Candidate, candidate, compactness
from gis.boundaries.partition.drawing import Drawing, draw
from gis.boundaries.partition.ground import Ground
from gis.boundaries.partition.level import level
from gis.boundaries.partition.power import power_cells, spread_sites
from gis.boundaries.partition.rule import RULE, NoPartition, Window, around, balanced
from gis.boundaries.partition.smooth import smooth
from gis.boundaries.partition.web import Shares, Web, join

SLACK = {"balanced": 0.0, "compact": 0.10, "along_lanes": 0.15}  # share of the mean by which grids may differ from it
STARTS = 3
ROUND = 0.62  # mean compactness that makes further starts unnecessary


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
    return candidate(style, seed, ground, drawn.of, drawn.drawing.polygons, drawn.drawing.on_ring, present, began)


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


@dataclass(frozen=True)
class _Found:
    """of: int[n], the grid of each household."""

    of: np.ndarray
    drawing: Drawing

    @property
    def roundness(self) -> float:
        return float(compactness(self.drawing.polygons).mean())


def _found(ground: Ground, k: int, style: str, seed: int, rule: Window) -> _Found | None:
    """The roundest of a few starts in the tightest window that works; one start is enough if it is round."""
    n = len(ground)
    slack = SLACK[style]
    for window in (around(n, k, slack, rule) if slack else balanced(n, k), around(n, k, 0.1, rule), rule):
        best: _Found | None = None
        for start in range(STARTS):
            found = _started(ground, k, style, seed * 1000 + start, window)
            if found is not None and (best is None or found.roundness > best.roundness):
                best = found
            if best is not None and best.roundness >= ROUND:
                break
        if best is not None:
            return best
    return None


def _started(ground: Ground, k: int, style: str, seed: int, window: Window) -> _Found | None:
    """One start; shaken more where the diagram cannot be drawn."""
    for times in range(len(SHAKES_M)):
        here = ground.shaken(times)
        share = _shares(here, k, style, seed, window)
        if share is None:
            return None
        drawing = draw(here.atoms, share, k, here.area, here.lane if style == "along_lanes" else None)
        if drawing is not None:
            return _Found(share[here.atoms.of], drawing)
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
