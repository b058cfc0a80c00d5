"""A plan whose county went on without it: every stroke is made again on the county as it is now, border by border.

What the plan changes and the county did not is taken over. What both changed is told, with who was first, and then
nothing is taken over: half a plan is nobody's plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gis.boundaries.actions.appoint import KIND as WORKERS
from gis.boundaries.actions.redivide import Redivide
from gis.boundaries.editing.judge import SAME_M2
from gis.boundaries.editing.parts import Face
from gis.boundaries.editing.peopling import KIND as HOUSEHOLDS
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.state import State
from gis.boundaries.plans.drawing import OpenPlan, Step, further
from gis.boundaries.plans.plan import Stroke
from gis.boundaries.plans.replaying import Difference, Replay
from gis.boundaries.plans.strokes import body_of
from gis.foundation.changes import Change, Committed, RowEdit, Scalar
from gis.foundation.errors import Refused


class Differs(Refused):
    """A plan that does not fit the county as it is now."""

    def __init__(self, name: str, differences: Sequence[Difference]) -> None:
        told = "；".join(d.words for d in differences[:3])
        more = f" 等 {len(differences)} 处" if len(differences) > 3 else ""
        super().__init__(f"方案「{name}」与现行界线对不上：{told}{more}。", "请对照差别改动草案，或另建方案重新划定。")
        self.differences = tuple(differences)


def merged(open_plan: OpenPlan, now: State, since: Sequence[Committed]) -> OpenPlan:
    """The plan on the county in force: base, state and strokes anew (as one stroke, where the county cut the borders
    that the plan ends on). since: journal rows that changed borders after the plan's base, in order. Strokes that were
    taken back are left behind. Differs, with every difference, if it does not fit."""
    if not since:
        return open_plan
    work = Replay(open_plan, now, since)
    for stroke in open_plan.strokes:
        work.make_again(stroke)
    plan = replace(open_plan.plan, base_seq=now.seq)
    if not work.differences:
        return OpenPlan(plan, now, work.state, tuple(work.strokes), ())
    whole = _as_one(open_plan, now)
    if whole is None:
        raise Differs(open_plan.plan.name, work.differences)
    return OpenPlan(plan, now, further(now, whole), (whole,), ())


def _as_one(open_plan: OpenPlan, now: State) -> Stroke | None:
    """All strokes as one, where plan and county redrew different grids: the county may have cut the very borders that
    the plan ends on, as two splits side by side do. None if they redrew the same grid, if households came or went or
    workers were named with the plan, or if it cannot be made."""
    base, state = open_plan.base, open_plan.state
    if any(stroke.kind in (HOUSEHOLDS, WORKERS) for stroke in open_plan.strokes):
        return None
    redrawn = [c for c, f in base.faces.items() if not _as_it_was(f, state.faces.get(c))]
    if not all(_as_it_was(base.faces[code], now.faces.get(code)) for code in redrawn):
        return None
    new = sorted(c for c, f in state.faces.items() if not _as_it_was(f, base.faces.get(c)))
    last = open_plan.strokes[-1]
    label = last.label if len(open_plan.strokes) == 1 else f"{len(open_plan.strokes)} 步编辑并作一步"
    codes = _free_again(now, [c for c in new if c not in base.faces])
    shapes, names = tuple(state.faces[c].shape for c in new), tuple(codes.get(c, c) for c in new)
    try:
        edit = perform(now, Redivide(tuple(sorted(redrawn)), shapes, names, label), last.at)
    except Refused:
        return None
    draft = edit.verdict.draft
    return replace(
        last, kind=draft.kind, label=label, edits=edit.change.edits, born=dict(draft.born), retired=dict(draft.retired)
    )


def _as_it_was(face: Face, other: Face | None) -> bool:
    """Whether two are the same ground, whoever lives there by now."""
    if other is None:
        return False
    return face.shape is other.shape or float(face.shape.symmetric_difference(other.shape).area) <= SAME_M2


def _free_again(now: State, born: Sequence[str]) -> dict[str, str]:
    """New grids by their village's code, to take the next numbers, if any of theirs was given by now."""
    return {c: c[:12] for c in born} if any(now.given(c) for c in born) else {}


def merge_step(open_plan: OpenPlan, fresh: OpenPlan, at: int) -> Step:
    """The step that writes a merged plan over the draft it came from."""
    plan = open_plan.plan
    if not plan.editable:
        raise Refused(f"方案「{plan.name}」{plan.word}，不能再改。", "要继续修改，请另存为新的草案。")
    values: dict[str, Scalar] = {"base_seq": fresh.plan.base_seq, "touched_at": at}
    edits = [RowEdit("plan", plan.id, plan.version, dict.fromkeys(values), values)]
    for stroke in fresh.strokes:
        body = body_of(stroke.edits, stroke.born, stroke.retired)
        row: dict[str, Scalar] = {"kind": stroke.kind, "label": stroke.label, "body": body}
        edits.append(RowEdit("plan_stroke", stroke.id, stroke.version, dict.fromkeys(row), row))
    kept = {stroke.id for stroke in fresh.strokes}
    left = [s for s in (*open_plan.strokes, *open_plan.undone) if s.id not in kept]
    edits += [RowEdit("plan_stroke", s.id, s.version, {"undone": s.undone}, None) for s in left]
    after = replace(fresh, plan=replace(fresh.plan, touched_at=at))
    return Step(Change("plan-merge", f"方案「{plan.name}」并入现行界线", tuple(edits)), after)
