"""What an edit would mean for every grid it touches, quickly enough to be shown while the hand moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gis.boundaries.editing.draft import Draft, Gesture
from gis.boundaries.editing.judge import Verdict, judge
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused

LEAST, MOST = 5, 60  # households of a grid


@dataclass(frozen=True)
class GridPreview:
    """One touched grid. `was` are the households before (0 for a new one); fits: whether it holds 5 to 60."""

    code: str
    households: int
    was: int
    people: int
    events_per_month: float
    area_m2: float
    compactness: float
    compactness_was: float
    fits: bool
    born: bool = False
    retired: bool = False


@dataclass(frozen=True)
class Preview:
    """possible: whether the edit can be made; reason and remedy say why not. grids: those whose ground or households
    change, in code order (empty when it cannot be made). moved: (index of the house, from, to). ghost: lines float64
    (k, 2) as they would run; before: the same borders today. hint: what to do to be within 5–60, empty if all are.
    shapes: the touched grids as they would lie, shapely (Multi)Polygons by code."""

    possible: bool
    reason: str
    remedy: str
    grids: tuple[GridPreview, ...]
    moved: tuple[tuple[int, str, str], ...]
    ghost: tuple[np.ndarray, ...]
    before: tuple[np.ndarray, ...]
    hint: str
    shapes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fits(self) -> bool:
        """Whether every touched grid holds what the rule asks."""
        return self.possible and all(g.fits for g in self.grids if not g.retired)


def preview(state: State, gesture: Gesture) -> Preview:
    """What a gesture would do; never raises Refused. The cost depends on the touched faces alone."""
    try:
        draft = gesture.draft(state)
    except Refused as no:
        return Preview(False, no.message, no.remedy, (), (), (), (), "")
    ghost, before = _lines(state, draft)
    try:
        verdict = judge(state, draft)
    except Refused as no:
        return Preview(False, no.message, no.remedy, (), (), ghost, before, "")
    grids = tuple(_grid(state, verdict, code) for code in verdict.altered)
    shapes = {code: verdict.faces[code].shape for code in verdict.altered if code in verdict.faces}
    return Preview(True, "", "", grids, verdict.moved, ghost, before, _hint(state, grids), shapes)


def _lines(state: State, draft: Draft) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    new = tuple(arc.xy for arc in draft.arcs.values())
    old = (state.arcs.get(i) for i in (*draft.arcs, *draft.gone))
    return new, tuple(arc.xy for arc in old if arc is not None)


def _grid(state: State, verdict: Verdict, code: str) -> GridPreview:
    old, new = state.faces.get(code), verdict.faces.get(code)
    was, shape_was = (old.households, old.compactness) if old else (0, 0.0)
    if new is None:
        return GridPreview(code, 0, was, 0, 0.0, 0.0, 0.0, shape_was, True, retired=True)
    return GridPreview(
        code, new.households, was, new.people, _monthly(state, new), new.area_m2, new.compactness, shape_was,
        LEAST <= new.households <= MOST, born=old is None,
    )  # fmt: skip


def _monthly(state: State, face: Face) -> float:
    return len(face.events) / state.events.months


def _hint(state: State, grids: tuple[GridPreview, ...]) -> str:
    """009 网格多 2 户，退回一些即合格。"""
    merged = any(grid.retired for grid in grids)
    for grid in grids:
        if not grid.fits:
            name = state.told(grid.code, [each.code for each in grids])
            if merged and grid.households > MOST:
                return f"合并后 {name}有 {grid.households} 户，超过上限 {MOST}，请换一个邻格。"
            if grid.households > MOST:
                return f"{name}多 {grid.households - MOST} 户，退回一些即合格。"
            return f"{name}少 {LEAST - grid.households} 户，再划进一些即合格。"
    return ""
