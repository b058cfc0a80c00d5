"""Reshape a border by drawing: what lies between the old border and the drawn line changes hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.boundaries.editing.cutting import Cut, Part
from gis.boundaries.editing.draft import Draft, arc_of, between, points_of
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Reshape:
    """arc: id of the border. line: the drawn points, EPSG:4547 metres; it has to meet the border at least twice."""

    arc: int
    line: Sequence[tuple[float, float]]

    def draft(self, state: State) -> Draft:
        arc = arc_of(state, self.arc)
        if arc.outer:
            raise Refused("这是县界，不能在这里改动。", "县界以上级核定为准；村界、乡镇界可以移动。")
        drawn = [points_of(self.line)]
        faces = (arc.left, arc.right)
        cut = Cut(state, {code: drawn for code in faces})
        named: dict[int, str] = {}
        for code, other in (faces, faces[::-1]):
            parts = cut.parts_of(code)
            main = max(parts, key=lambda p: (len(p.houses), p.shape.area)).number
            named |= {p.number: other for p in parts if p.number != main and _borders(cut, p, other)}
        if not named:
            raise Refused("画的线没有与这条边界围出一块地。", "请从边界上起笔，画回同一条边界。")
        arcs, gone = cut.named(named, {})
        return Draft("reshape-border", f"重画边界 {between(state, arc)}", arcs, gone)


def _borders(cut: Cut, part: Part, other: str) -> bool:
    """Whether a part runs along another face."""
    return other in cut.neighbours(part.number)
