"""A plan under the hand: the county in force, the county as the plan has it, and the strokes between them.

Everything here is memory only. A step comes with the change that writes it: one stroke is one journal row the moment it
is made, so that nothing of a plan lives in memory alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gis.boundaries.editing.draft import Gesture
from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.perform import Edit, perform
from gis.boundaries.editing.state import State
from gis.boundaries.plans.plan import Author, Plan, Stroke
from gis.boundaries.plans.strokes import body_of, parts_of
from gis.foundation.changes import Change, Committed, RowEdit, Scalar
from gis.foundation.errors import Refused

STROKE = "plan-stroke"  # kinds of change
UNDO = "plan-undo"
REDO = "plan-redo"


@dataclass(frozen=True)
class OpenPlan:
    """base: the county that the plan stands on. state: the county as the plan has it; gestures are previewed on it.
    strokes: those in effect, oldest first. undone: those taken back, the next to restore last."""

    plan: Plan
    base: State
    state: State
    strokes: tuple[Stroke, ...] = ()
    undone: tuple[Stroke, ...] = ()

    @property
    def undo_words(self) -> str:
        """What undo takes back; empty if there is nothing."""
        return self.strokes[-1].label if self.strokes else ""

    @property
    def redo_words(self) -> str:
        return self.undone[-1].label if self.undone else ""

    def with_locks(self, locked: Mapping[str, str]) -> OpenPlan:
        """The same plan with these codes locked (code → who and why)."""
        return replace(self, base=self.base.with_locks(locked), state=self.state.with_locks(locked))


@dataclass(frozen=True)
class Step:
    """change: what to commit. after: the plan to go on with once it is, by `after_commit`. edit: what a stroke does
    (None for undo and redo)."""

    change: Change
    after: OpenPlan
    edit: Edit | None = None

    def after_commit(self, committed: Committed) -> OpenPlan:
        """The plan as it stands now that the change is written."""
        seq = committed.seq
        after = self.after
        keys = {e.key for e in committed.change.edits if e.table == "plan_stroke"}

        def dated(strokes: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
            return tuple(replace(s, version=seq) if s.id in keys else s for s in strokes)

        plan = replace(after.plan, version=seq)
        return replace(after, plan=plan, strokes=dated(after.strokes), undone=dated(after.undone))


def opened(plan: Plan, strokes: Iterable[Stroke], base: State) -> OpenPlan:
    """A plan with its strokes (in order of number) drawn on the county it stands on."""
    state = base
    done: list[Stroke] = []
    undone: list[Stroke] = []
    for stroke in strokes:
        if stroke.undone:
            undone.insert(0, stroke)
            continue
        state = further(state, stroke)
        done.append(stroke)
    return OpenPlan(plan, base, state, tuple(done), tuple(undone))


def drawn(open_plan: OpenPlan, gesture: Gesture, who: Author, at: int, reason: str = "") -> Step:
    """A gesture made in the plan. at: UTC seconds. Refused, in the user's language, if it cannot be made, or if the
    plan is no draft. Strokes that were taken back are dropped with it (the journal keeps them)."""
    _refuse_settled(open_plan.plan)
    edit = perform(open_plan.state, gesture, at, reason)
    return stroke_of(open_plan, edit, who, at)


def stroke_of(open_plan: OpenPlan, edit: Edit, who: Author, at: int) -> Step:
    """An edit of the plan's state as its next stroke."""
    plan, change, draft = open_plan.plan, edit.change, edit.verdict.draft
    number = plan.strokes + 1
    stroke = Stroke(
        plan.id, number, change.kind, change.label, change.edits, dict(draft.born), dict(draft.retired), False,
        who.staff, who.name, at, 0,
    )  # fmt: skip
    touched = {code[:12] for code in (*edit.verdict.altered, *draft.workers) if len(code) > 6}
    villages = tuple(sorted({*plan.villages, *touched}))
    edits = [_plan_edit(plan, at, strokes=number, villages=villages), _new_row(stroke)]
    edits += [RowEdit("plan_stroke", s.id, s.version, {"undone": True}, None) for s in open_plan.undone]
    after = OpenPlan(
        replace(plan, strokes=number, villages=villages, touched_at=at), open_plan.base,
        further(open_plan.state, stroke), (*open_plan.strokes, stroke), (),
    )  # fmt: skip
    label = f"方案「{plan.name}」：{change.label}"
    return Step(Change(STROKE, label, tuple(edits), (), change.reason), after, edit)


def taken_back(open_plan: OpenPlan, at: int) -> Step:
    """The last stroke taken back. Refused if there is none."""
    _refuse_settled(open_plan.plan)
    if not open_plan.strokes:
        raise Refused("方案里没有可撤销的编辑。")
    stroke = replace(open_plan.strokes[-1], undone=True)
    change = Change(stroke.kind, stroke.label, stroke.edits).inverse(0)
    state = follow(open_plan.state, _as_next(open_plan.state, change, stroke))
    after = replace(open_plan, state=state, strokes=open_plan.strokes[:-1], undone=(*open_plan.undone, stroke))
    return _turned(after, stroke, UNDO, "撤销", at)


def restored(open_plan: OpenPlan, at: int) -> Step:
    """The stroke last taken back made again. Refused if there is none."""
    _refuse_settled(open_plan.plan)
    if not open_plan.undone:
        raise Refused("方案里没有可重做的编辑。")
    stroke = replace(open_plan.undone[-1], undone=False)
    state = further(open_plan.state, stroke)
    after = replace(open_plan, state=state, strokes=(*open_plan.strokes, stroke), undone=open_plan.undone[:-1])
    return _turned(after, stroke, REDO, "重做", at)


def followed(open_plan: OpenPlan, committed: Committed) -> OpenPlan | None:
    """The plan after a change that another station made to it; the same plan if the change is none of its business;
    None where it must be opened again (its base, its numbers or its strokes' text changed)."""
    plan = open_plan.plan
    edits = committed.change.edits
    own = [e for e in edits if e.table == "plan" and e.key == plan.id]
    if not own or committed.seq <= plan.version:
        return open_plan
    after = own[0].after or {}
    if committed.change.kind not in (STROKE, UNDO, REDO):
        return None
    strokes = [e for e in edits if e.table == "plan_stroke"]
    rows = [e for e in strokes if e.before is None]
    plan = replace(
        plan, version=committed.seq, touched_at=int(after.get("touched_at") or plan.touched_at),
        strokes=int(after.get("strokes") or plan.strokes),
        villages=_villages(after["villages"]) if "villages" in after else plan.villages,
    )  # fmt: skip
    at = committed.at
    if committed.change.kind == STROKE and len(rows) == 1:
        stroke = _stroke_of_row(rows[0], plan, committed)
        state = further(open_plan.state, stroke)
        return OpenPlan(plan, open_plan.base, state, (*open_plan.strokes, stroke), ())
    turned = taken_back(open_plan, at) if committed.change.kind == UNDO else restored(open_plan, at)
    return replace(turned.after_commit(committed), plan=plan)


def _stroke_of_row(row: RowEdit, plan: Plan, committed: Committed) -> Stroke:
    values = row.after or {}
    return Stroke(
        plan.id, int(values["number"] or 0), str(values["kind"]), str(values["label"]),
        *parts_of(str(values["body"]), plan.codes), False, int(values["author"] or 0), str(values["author_name"]),
        int(values["at"] or 0), committed.seq,
    )  # fmt: skip


def _turned(after: OpenPlan, stroke: Stroke, kind: str, word: str, at: int) -> Step:
    plan = after.plan
    edits = (
        _plan_edit(plan, at),
        RowEdit("plan_stroke", stroke.id, stroke.version, {"undone": not stroke.undone}, {"undone": stroke.undone}),
    )
    after = replace(after, plan=replace(plan, touched_at=at))
    return Step(Change(kind, f"方案「{plan.name}」：{word}{stroke.label}", edits), after)


def _refuse_settled(plan: Plan) -> None:
    if not plan.editable:
        raise Refused(f"方案「{plan.name}」{plan.word}，不能再改。", "要继续修改，请另存为新的草案。")


def further(state: State, stroke: Stroke) -> State:
    """The state after a stroke."""
    return follow(state, _as_next(state, Change(stroke.kind, stroke.label, stroke.edits), stroke))


def _as_next(state: State, change: Change, stroke: Stroke) -> Committed:
    return Committed(state.seq + 1, stroke.at, stroke.author_name, "", change)


def _plan_edit(plan: Plan, at: int, strokes: int = 0, villages: Sequence[str] | None = None) -> RowEdit:
    after: dict[str, Scalar] = {"touched_at": at}
    if strokes:
        after["strokes"] = strokes
    if villages is not None and tuple(villages) != plan.villages:
        after["villages"] = ",".join(villages)
    return RowEdit("plan", plan.id, plan.version, dict.fromkeys(after), after)


def _villages(words: object) -> tuple[str, ...]:
    return tuple(str(words).split(",")) if words else ()


def _new_row(stroke: Stroke) -> RowEdit:
    values: dict[str, Scalar] = {
        "plan": stroke.plan, "number": stroke.number, "kind": stroke.kind, "label": stroke.label,
        "body": body_of(stroke.edits, stroke.born, stroke.retired), "undone": False, "author": stroke.author,
        "author_name": stroke.author_name, "at": stroke.at,
    }  # fmt: skip
    return RowEdit("plan_stroke", stroke.id, 0, None, values)
