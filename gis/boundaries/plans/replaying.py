"""Strokes made again, one by one, on a county that went on without them; where one does not fit, it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from gis.boundaries.editing.draft import Draft
from gis.boundaries.editing.parts import OUTSIDE, Arc, same_line
from gis.boundaries.editing.peopling import KIND as HOUSEHOLDS
from gis.boundaries.editing.peopling import peopled, wish_of
from gis.boundaries.editing.perform import Edit, edit_of
from gis.boundaries.editing.state import LAST_SERIAL, State
from gis.boundaries.plans.drawing import OpenPlan, further
from gis.boundaries.plans.plan import Stroke
from gis.foundation.changes import Committed, Key, RowEdit
from gis.foundation.errors import EarlierChange, Refused


@dataclass(frozen=True)
class Difference:
    """One place where plan and county do not fit together. words: a sentence. stroke: number of the plan's stroke.
    codes: grids concerned. plan, county: the border as the plan and as the county has it, float64 (k, 2) metres, None
    where there is none. earlier: the change of the county that was first, None where it is not one change."""

    words: str
    stroke: int
    codes: tuple[str, ...]
    plan: np.ndarray | None = None
    county: np.ndarray | None = None
    earlier: EarlierChange | None = None


@dataclass
class Replay:
    """plan: the plan so far on its own base. state: the same on the county as it is now. ids, codes: of arcs and grids
    that the plan made → what they are called here. own: arcs that were looked at before."""

    open_plan: OpenPlan
    now: State
    since: Sequence[Committed]
    ids: dict[int, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    strokes: list[Stroke] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plan = self.open_plan.base
        self.state = self.now
        self.changed: dict[tuple[str, Key], Committed] = {
            (edit.table, edit.key): row for row in self.since for edit in row.change.edits
        }

    def make_again(self, stroke: Stroke) -> None:
        """One stroke made again; a difference where it cannot be."""
        before = self.plan
        self.plan = further(before, stroke)
        found = len(self.differences)
        self._name(stroke)
        draft = self._draft(stroke, before)
        if len(self.differences) > found:
            return
        try:
            edit = self._edit(stroke, before, draft)
        except Refused as no:
            codes = tuple(sorted({c for arc in draft.arcs.values() for c in (arc.left, arc.right) if c}))
            words = f"第 {stroke.number} 步「{stroke.label}」在现行界线上做不成：{no.message.rstrip('。')}"
            self.differences.append(Difference(words, stroke.number, codes))
            return
        again = replace(stroke, edits=edit.change.edits, born=dict(draft.born), retired=dict(draft.retired))
        self.state = further(self.state, again)
        self.strokes.append(again)

    def _edit(self, stroke: Stroke, before: State, draft: Draft) -> Edit:
        if stroke.kind == HOUSEHOLDS:
            return peopled(self.state, wish_of(before, stroke.edits, stroke.label))
        return edit_of(self.state, draft, stroke.at)

    def _name(self, stroke: Stroke) -> None:
        """Numbers for what the stroke makes: its own where they are still free, else the next ones."""
        for code in sorted(stroke.born):
            given = self.now.serial.get(code[:12]) or 0
            if not self.now.given(code) and code not in self.codes.values():
                self.codes[code] = code
                continue
            own = {*self.codes.values(), *(c for s in self.open_plan.strokes for c in s.born)}
            last = max(given, *(int(c[12:]) for c in own if c[:12] == code[:12]))
            if last >= LAST_SERIAL:
                self._differ(stroke, f"{self.now.number_of(code[:12])}的网格编号已用完", (code,), ("division", code))
            self.codes[code] = f"{code[:12]}{min(last + 1, LAST_SERIAL):03d}"
        for edit in stroke.edits:
            if edit.table == "arc" and edit.before is None:
                key, free = int(edit.key), max(self.state.next_arc, max(self.ids.values(), default=0) + 1)
                self.ids[key] = key if key not in self.state.arcs and key not in self.ids.values() else free

    def _draft(self, stroke: Stroke, before: State) -> Draft:
        arcs: dict[int, Arc] = {}
        gone: set[int] = set()
        for edit in stroke.edits:
            if edit.table != "arc":
                continue
            key = int(edit.key)
            self._refuse_changed(stroke, before, key, edit)
            here = self.ids.get(key, key)
            if edit.after is None:
                gone.add(here)
            else:
                arcs[here] = self._arc(key, here)
        born = {self.codes.get(n, n): self.codes.get(o, o) for n, o in stroke.born.items()}
        retired = {self.codes.get(o, o): self.codes.get(h, h) for o, h in stroke.retired.items()}
        sides = {side for arc in arcs.values() for side in (arc.left, arc.right)} - {OUTSIDE}
        joined = {str(e.key): str((e.after or {}).get("name")) for e in stroke.edits if _joins(e)}
        workers = self._workers(stroke, before)
        named = sides | retired.keys() | set(born.values()) | workers.keys()
        for code in sorted(named - born.keys() - joined.keys()):
            if code not in self.state.faces:
                self._differ(stroke, f"{before.name_of(code)} 已不在", (code,), ("division", code))
        return Draft(stroke.kind, stroke.label, arcs, frozenset(gone), born, retired, joined, workers)

    def _workers(self, stroke: Stroke, before: State) -> dict[str, int]:
        """Who is named for which grid; told where the county named somebody else for it since the plan's base."""
        named = {}
        for edit in stroke.edits:
            after = edit.after or {}
            if edit.table != "division" or edit.before is None or "worker" not in after or "status" in after:
                continue
            code, worker = self.codes.get(str(edit.key), str(edit.key)), int(str(after["worker"] or 0))
            named[code] = worker
            base, now = self.open_plan.base.places.get(code), self.now.places.get(code)
            if base is not None and now is not None and now.worker not in (base.worker, worker):
                words = f"{before.name_of(code)} 已另行指定网格员"
                self._differ(stroke, words, (code,), ("division", code))
        return named

    def _arc(self, key: int, here: int) -> Arc:
        wanted, held = self.plan.arcs[key], self.state.arcs.get(here)
        xy = held.xy if held is not None and same_line(held.xy, wanted.xy) else wanted.xy
        left, right = (self.codes.get(side, side) for side in (wanted.left, wanted.right))
        return Arc(here, xy, left, right, held.version if held is not None else 0)

    def _refuse_changed(self, stroke: Stroke, before: State, key: int, edit: RowEdit) -> None:
        """A border that the county changed since the plan's base, in another way than the plan has it."""
        if key in self.ids or key in self.own or ("arc", key) not in self.changed:
            return
        self.own.add(key)
        mine, theirs = before.arcs.get(key), self.now.arcs.get(key)
        untouched = self.open_plan.base.arcs.get(key)
        if theirs is not None and untouched is not None and theirs.same(untouched):
            return
        wanted = self.plan.arcs.get(key)
        if theirs is not None and wanted is not None and theirs.same(wanted):
            return
        sides = mine or theirs
        codes = tuple(c for c in (sides.left, sides.right) if c) if sides else ()
        names = " 与 ".join(before.name_of(c) for c in codes)
        self._differ(
            stroke, f"{names} 之间的界线已另行改动", codes, ("arc", key), wanted.xy if wanted else None,
            theirs.xy if theirs else None,
        )  # fmt: skip

    def _differ(
        self, stroke: Stroke, words: str, codes: tuple[str, ...], key: tuple[str, Key],
        plan: np.ndarray | None = None, county: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        row = self.changed.get(key)
        first = EarlierChange(row.seq, row.at, row.actor, row.station, row.change.label) if row else None
        told = f"{words}（{first.actor}：{first.label}）" if first else words
        if all(d.words != told for d in self.differences):
            self.differences.append(Difference(told, stroke.number, codes, plan, county, first))


def _joins(edit: RowEdit) -> bool:
    """Whether an edit brings a county that adjoins this one."""
    return edit.table == "division" and edit.before is None and len(str(edit.key)) == 6
