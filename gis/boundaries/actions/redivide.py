"""Give the ground of some grids a wholly new division: a partition that was chosen, or borders from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.actions.splitting import GRID_DIGITS, face_of
from gis.boundaries.build import shared_arcs
from gis.boundaries.editing.chaining import chained
from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.fitting import Fitted, fitted
from gis.boundaries.editing.state import State
from gis.foundation.errors import Refused

UNCHANGED = "边界没有变化。"


@dataclass(frozen=True)
class Redivide:
    """faces: codes of grids (or of a village not divided yet) whose ground is divided anew. shapes: k shapely polygons,
    EPSG:4547 metres, an exact coverage of that ground; vertices on its outer border that only one side has are taken
    over by the other. codes: for each shape the code it keeps (or a number never given yet), of 15 digits, or of 12 for
    a new grid of that village that takes the next number. label: how undo and the journal name it."""

    faces: tuple[str, ...]
    shapes: tuple[Any, ...]
    codes: tuple[str, ...]
    label: str = ""

    def draft(self, state: State) -> Draft:
        for code in self.faces:
            face_of(state, code)
        if not len(self.shapes) or any(state.foreign(code) for code in self.faces):
            raise Refused("没有可以重划的网格。", "请先选中本县的网格。")
        fit = fitted(state, self.faces, self.shapes)
        names = self._names(state)
        if set(names) == set(self.faces) and all(_same(state, c, s) for c, s in zip(names, fit.shapes, strict=True)):
            raise Refused(UNCHANGED)
        pieces = [*fit.ring(names), *fit.inner(names, *shared_arcs(fit.shapes, np.arange(len(names))))]
        arcs, gone = chained(state, fit.local, pieces, ())
        if not arcs and not gone:
            raise Refused(UNCHANGED)
        born, retired = self._fates(state, fit, names)
        village = state.places[self.faces[0][:12]].short_name
        label = self.label or f"重划{village} {len(names)} 个网格"
        return Draft("redivide", label, arcs, gone, born, retired)

    def _names(self, state: State) -> list[str]:
        """The code of every shape; new ones take the next numbers in the order given."""
        kept = [code for code in self.codes if len(code) == GRID_DIGITS]
        wrong = [c for c in kept if c not in self.faces and state.given(c)]
        if wrong or len(set(kept)) < len(kept):
            raise Refused(f"{(wrong or kept)[0]} 不能作为新划网格的编号。", "新网格的编号由程序接着给。")
        names = list(self.codes)
        for village in sorted({code for code in self.codes if len(code) < GRID_DIGITS}):
            if village not in state.places:
                raise Refused(f"没有编码为 {village} 的村。")
            at = [i for i, code in enumerate(self.codes) if code == village]
            for i, code in zip(at, state.free_codes(village, len(at)), strict=True):
                names[i] = code
        return names

    def _fates(self, state: State, fit: Fitted, names: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        """(new code → the one most of its ground comes from, retired code → the one that gets most of its houses)."""
        shared = fit.shared(state)
        ground: dict[int, dict[str, float]] = {}
        for code in self.faces:
            for i, (_, m2) in shared[code].items():
                ground.setdefault(i, {})[code] = m2
        old, new = set(self.faces), set(names)
        born = {
            name: max(of, key=lambda code: of[code]) if (of := ground.get(i)) else self.faces[0]
            for i, name in enumerate(names) if name not in old
        }  # fmt: skip
        retired = {
            code: names[max(common, key=lambda i: common[i]) if (common := shared[code]) else 0]
            for code in self.faces if code not in new and len(code) == GRID_DIGITS
        }  # fmt: skip
        return born, retired


def together(gestures: Sequence[Redivide], label: str) -> Redivide:
    """Several divisions of grounds that do not overlap as one gesture, so that one undo takes all of them back."""
    return Redivide(
        tuple(code for gesture in gestures for code in gesture.faces),
        tuple(shape for gesture in gestures for shape in gesture.shapes),
        tuple(code for gesture in gestures for code in gesture.codes),
        label,
    )


def _same(state: State, code: str, shape: Any) -> bool:
    """Whether a grid keeps its ground, vertex for vertex."""
    return bool(shape.normalize().equals_exact(state.faces[code].shape.normalize(), 0.0))
