"""What a gesture would do to the arcs, before anybody asked whether it may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from gis.boundaries.editing.parts import Arc
from gis.boundaries.editing.state import State
from gis.boundaries.lattice import on_lattice
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Draft:
    """kind, label: as in Change. arcs: those that are new or other than before, by id. gone: ids that vanish. born: new
    code → the code it is cut from. retired: code → the code that takes its place. joined: code of a county that
    adjoins this one and comes with the draft → its name. workers: code of a grid → staff id of who looks after it from
    then on, 0 for nobody."""

    kind: str
    label: str
    arcs: Mapping[int, Arc]
    gone: frozenset[int] = frozenset()
    born: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)
    workers: Mapping[str, int] = field(default_factory=dict)


class Gesture(Protocol):
    """One edit as the hand, the keyboard or a script describes it: a small frozen value with one method."""

    def draft(self, state: State) -> Draft:
        """What it would do; Refused, in the user's language, where it makes no sense."""
        ...


def redrawn(state: State, kind: str, label: str, lines: Mapping[int, np.ndarray]) -> Draft:
    """A draft in which arcs run along other points; float64 (k, 2) each. Refused for the county's own border, for a
    line of fewer than two different points, and where nothing would change."""
    changed: dict[int, Arc] = {}
    for arc_id, line in lines.items():
        old = state.arcs.get(arc_id)
        if old is None:
            raise Refused("这段边界已不存在。", "请重新选择边界。")
        if old.outer:
            raise Refused("这是县界，不能在这里改动。", "县界以上级核定为准；村界、乡镇界可以移动。")
        xy = without_repeats(on_lattice(np.asarray(line, float)))
        closed = bool((xy[0] == xy[-1]).all())
        if len(xy) < (4 if closed else 2):
            raise Refused("边界会缩成一点。", "请保留更多的点。")
        new = Arc(old.id, frozen(xy), old.left, old.right, old.version)
        if not new.same(old):
            changed[arc_id] = new
    if not changed:
        raise Refused("边界没有变化。")
    return Draft(kind, label, changed)


def without_repeats(xy: np.ndarray) -> np.ndarray:
    """Points without those equal to the one before."""
    kept = np.ones(len(xy), bool)
    kept[1:] = (xy[1:] != xy[:-1]).any(axis=1)
    return xy[kept]


def frozen(xy: np.ndarray) -> np.ndarray:
    """An array nobody writes to; a copy if it is somebody's view."""
    out = np.array(xy, float)
    out.setflags(write=False)
    return out


def arc_of(state: State, arc_id: int) -> Arc:
    """The arc of an id; Refused if there is none any more."""
    arc = state.arcs.get(arc_id)
    if arc is None:
        raise Refused("这段边界已不存在。", "请重新选择边界。")
    return arc


def between(state: State, arc: Arc) -> str:
    """008 / 009: the two faces of an arc as labels name them."""
    names = [state.number_of(code).removesuffix(" 网格") for code in sorted((arc.left, arc.right)) if code]
    return " / ".join(names)


def points_of(line: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """float64 (k, 2) on the lattice of a drawn line; Refused for fewer than two points or a position that is none."""
    xy = np.asarray(line, float).reshape(-1, 2)
    if not np.isfinite(xy).all():
        raise Refused("坐标不是数字。", "请检查输入的坐标。")
    xy = without_repeats(on_lattice(xy))
    if len(xy) < 2:
        raise Refused("画的线太短。", "请至少画两个点。")
    return xy
